package org.shuke.records.history;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.Texts;
import org.shuke.platform.db.Database;
import org.shuke.records.Bindings;
import org.shuke.records.Compiled;
import org.shuke.records.Labels;
import org.shuke.records.Policy;
import org.shuke.records.Row;
import org.shuke.records.Slot;
import org.shuke.records.Type;
import org.shuke.records.Verb;
import org.shuke.records.reads.Cursors;
import org.shuke.records.reads.Titles;
import tools.jackson.databind.JsonNode;

/// The field history of one record and its parts, newest first.
public final class History {
  /// Changed fields shown of one version; an import of thousands of lines has more.
  private static final int MOST_CHANGES = 500;

  private static final String SQL =
      """
      with page as (
        select version from records.change
        where record = ? and (?::bigint is null or version < ?::bigint)
        group by version order by version desc limit ?)
      select c.version, c.at, c.actor, p.name, c.cause, c.op, c.type, c.part, c.unit,
        v.before, v.after
      from page g
        join records.change c on c.record = ? and c.version = g.version
        join records.principal p on p.id = c.actor
        left join records.change_value v on v.seq = c.seq
      order by c.version desc, c.part nulls first, c.seq
      """;

  /// Somebody who acted.
  public record Who(UUID id, String name) {}

  /// What one version changed.
  ///
  /// @param op `create`, `update`, `delete` or `restore`
  public record Item(
      long version,
      Instant at,
      Who actor,
      String cause,
      String op,
      @Nullable UUID unit,
      List<Change> changes) {}

  /// A value that changed, in the API's notation; references with the title that the caller may
  /// read.
  ///
  /// @param part the part that it belongs to, or null for the record's own field
  public record Change(
      String field, String label, @Nullable UUID part, JsonNode before, JsonNode after) {}

  /// Some of it.
  public record Page(List<Item> items, @Nullable String next) {}

  private final Database database;
  private final Texts texts;
  private final Cursors cursors;
  private final Clock clock;

  public History(Database database, Texts texts, Cursors cursors, Clock clock) {
    this.database = database;
    this.texts = texts;
    this.cursors = cursors;
    this.clock = clock;
  }

  /// A page of the history.
  ///
  /// @throws Refusal 404 when the record is not there or not visible, living or binned
  public Page of(
      Policy policy, Type type, UUID id, Locale locale, @Nullable String cursor, int limit) {
    var bound = policy.principal().id() + " history " + id;
    var before =
        cursor == null
            ? null
            : Long.valueOf(String.valueOf(cursors.open(cursor, bound).getFirst()));
    return database.read(tx -> {
      mustSee(tx.connection(), policy, type, id);
      var reader = new ChangeReader(policy, type, new Labels(texts, locale), MOST_CHANGES);
      var versions = read(tx.connection(), reader, id, before, limit);
      boolean more = versions.size() > limit;
      var page = more ? versions.subList(0, limit) : versions;
      var titles = new Titles(policy).of(tx.connection(), reader.references());
      var items =
          page.stream()
              .map(v -> v.titled(reader, titles))
              .filter(item -> !item.op().equals("update") || !item.changes().isEmpty())
              .toList();
      return new Page(
          items, more ? cursors.seal(List.of(page.getLast().item.version()), bound) : null);
    });
  }

  /// One version while it is read.
  private record Version(Item item, List<ChangeReader.Read> changes) {
    Item titled(ChangeReader reader, Map<UUID, String> titles) {
      return new Item(
          item.version(),
          item.at(),
          item.actor(),
          item.cause(),
          item.op(),
          item.unit(),
          changes.stream().map(read -> reader.change(read, titles)).toList());
    }
  }

  private static List<Version> read(
      Connection connection, ChangeReader reader, UUID id, @Nullable Long before, int limit)
      throws SQLException {
    var versions = new LinkedHashMap<Long, Version>();
    try (var statement = connection.prepareStatement(SQL)) {
      statement.setObject(1, id);
      statement.setObject(2, before);
      statement.setObject(3, before);
      statement.setInt(4, limit + 1);
      statement.setObject(5, id);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          long number = rows.getLong(1);
          if (!versions.containsKey(number)) {
            versions.put(number, new Version(item(rows), new ArrayList<>()));
          }
          var changes = java.util.Objects.requireNonNull(versions.get(number)).changes();
          reader.read(
              rows.getString(7),
              rows.getObject(8, UUID.class),
              rows.getString(10),
              rows.getString(11),
              changes);
        }
      }
    }
    return List.copyOf(versions.values());
  }

  private static Item item(ResultSet row) throws SQLException {
    return new Item(
        row.getLong(1),
        row.getObject(2, OffsetDateTime.class).toInstant(),
        new Who(row.getObject(3, UUID.class), row.getString(4)),
        row.getString(5),
        row.getObject(8) == null ? row.getString(6) : "update",
        row.getObject(9, UUID.class),
        List.of());
  }

  private void mustSee(Connection connection, Policy policy, Type type, UUID id)
      throws SQLException {
    if (!sees(connection, policy, type, id, clock)) {
      throw Refusal.notFound();
    }
  }

  /// May the caller read the record, living or binned?
  static boolean sees(Connection connection, Policy policy, Type type, UUID id, Clock clock)
      throws SQLException {
    var row = new Row(type, "t0");
    var compiled =
        Compiled.of(
            DSL.selectOne()
                .from(row.table())
                .where(row.id().eq(Slot.of(Slot.What.ID).as(SQLDataType.UUID)))
                .and(policy.readable(row).or(policy.binned(Verb.READ, row))));
    try (var statement = compiled.prepare(connection, Bindings.of(policy, clock.instant()).at(id));
        var rows = statement.executeQuery()) {
      return rows.next();
    }
  }
}

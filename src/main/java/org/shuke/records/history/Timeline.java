package org.shuke.records.history;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.Texts;
import org.shuke.platform.db.Database;
import org.shuke.records.Bindings;
import org.shuke.records.Compiled;
import org.shuke.records.Kind;
import org.shuke.records.Labels;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.reads.Cursors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What happened around a record, newest first: the records that say they belong on its page, and
/// its own changes in brief.
public final class Timeline {
  /// The kind of item that tells of a change of the record itself.
  public static final String CHANGE = "change";

  static final int PAGE = 25;
  private static final int SHAPES = 500;

  /// Something that happened.
  ///
  /// @param type a type's name, or `change`
  /// @param id the record's; the version for a change
  /// @param detail what it was or is about, in the caller's language
  /// @param amount what it is worth, if anything
  public record Item(
      String type,
      String id,
      Instant at,
      @Nullable String title,
      @Nullable String detail,
      @Nullable BigDecimal amount,
      @Nullable String currency,
      History.@Nullable Who actor) {}

  /// Some of it.
  ///
  /// @param kinds what kinds of items there can be on it
  public record Page(List<Item> items, @Nullable String next, Set<String> kinds) {}

  private record Key(String type, String shape, Set<String> kinds, boolean first) {}

  private final Database database;
  private final Texts texts;
  private final Cursors cursors;
  private final Clock clock;
  private final Map<Key, Compiled> compiled =
      Collections.synchronizedMap(
          new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, Compiled> eldest) {
              return size() > SHAPES;
            }
          });

  public Timeline(Database database, Texts texts, Cursors cursors, Clock clock) {
    this.database = database;
    this.texts = texts;
    this.cursors = cursors;
    this.clock = clock;
  }

  /// A page of the timeline.
  ///
  /// @param kinds the kinds of items that are wanted, comma-separated; null means all
  /// @throws Refusal 404 when the record is not there or not visible
  public Page of(
      Policy policy,
      Type type,
      UUID id,
      Locale locale,
      @Nullable String cursor,
      @Nullable String kinds) {
    var reader = new ChangeReader(policy, type, new Labels(texts, locale), 0);
    var branches = new TimelineSql(policy, type, reader);
    var wanted = wanted(kinds, branches.kinds());
    var bound = policy.principal().id() + " timeline " + id + " " + wanted;
    var after = cursor == null ? List.of() : after(cursors.open(cursor, bound));
    var key = new Key(type.name(), policy.shape(), wanted, after.isEmpty());
    var statement = compiled.computeIfAbsent(key, k -> branches.compile(wanted, k.first()));
    var values =
        new Bindings(
            policy, clock.instant(), policy.principal().zone(), List.of(), after, List.of(), id);
    return database.read(tx -> {
      if (!History.sees(tx.connection(), policy, type, id, clock)) {
        throw Refusal.notFound();
      }
      try (var prepared = statement.prepare(tx.connection(), values);
          var rows = prepared.executeQuery()) {
        var telling = new Telling(policy, reader, new Labels(texts, locale));
        return page(rows, telling, bound, branches.kinds());
      }
    });
  }

  private static Set<String> wanted(@Nullable String kinds, Set<String> known) {
    if (kinds == null || kinds.isBlank()) {
      return known;
    }
    var wanted = new LinkedHashSet<String>();
    for (var kind : kinds.split(",", -1)) {
      if (!known.contains(kind.strip())) {
        throw Refusal.malformed(
            List.of(
                new Fault(
                    "kinds",
                    "unknown-kind",
                    Map.of("name", kind.strip(), "known", String.join(", ", known)))));
      }
      wanted.add(kind.strip());
    }
    return wanted;
  }

  private static List<Object> after(List<@Nullable String> cursor) {
    return List.of(
        OffsetDateTime.parse(String.valueOf(cursor.get(0))),
        UUID.fromString(String.valueOf(cursor.get(1))));
  }

  private Page page(ResultSet rows, Telling telling, String bound, Set<String> kinds)
      throws SQLException {
    var items = new ArrayList<Item>();
    List<Object> last = List.of();
    while (rows.next()) {
      if (items.size() == PAGE) {
        return new Page(items, cursors.seal(last, bound), kinds);
      }
      var at = rows.getObject("at", OffsetDateTime.class);
      last = List.of(at, rows.getObject("id", UUID.class));
      items.add(telling.item(rows, at.toInstant()));
    }
    return new Page(items, null, kinds);
  }

  /// Puts a row into the caller's words.
  private record Telling(Policy policy, ChangeReader reader, Labels labels) {
    Item item(ResultSet row, Instant at) throws SQLException {
      var kind = row.getString("type");
      var actor = row.getObject("actor", UUID.class);
      var who = actor == null ? null : new History.Who(actor, row.getString("name"));
      return kind.equals(CHANGE)
          ? new Item(kind, row.getString("version"), at, changed(row), null, null, null, who)
          : new Item(
              kind,
              row.getString("id"),
              at,
              row.getString("title"),
              detail(row, kind),
              row.getBigDecimal("amount"),
              row.getString("currency"),
              who);
    }

    private @Nullable String detail(ResultSet row, String kind) throws SQLException {
      var type = policy.catalog().type(kind);
      var parts = new ArrayList<String>();
      var choice = row.getString("choice");
      var field = TimelineSql.first(policy, type, Kind.CHOICE);
      if (choice != null && field != null) {
        parts.add(labels.choice(type, field, choice));
      }
      var text = row.getString("text");
      if (text != null) {
        parts.add(text);
      }
      return parts.isEmpty() ? null : String.join(" · ", parts);
    }

    /// `Changed: Phone, Owner`, or what else happened.
    private String changed(ResultSet row) throws SQLException {
      var fields = new LinkedHashSet<String>();
      var op = "update";
      for (JsonNode change : JsonMapper.shared().readTree(row.getString("changes"))) {
        var of = change.get(0).stringValue();
        if (!change.get(2).booleanValue() && !change.get(1).stringValue().equals("update")) {
          op = change.get(1).stringValue();
        }
        for (var column : change.get(3)) {
          var label = reader.label(of, column.stringValue());
          if (label != null) {
            fields.add(label);
          }
        }
      }
      var between = labels.text("timeline.between", Map.of());
      return labels.text("timeline." + op, Map.of("fields", String.join(between, fields)));
    }
  }
}

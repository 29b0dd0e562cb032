package org.shuke.records.units;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Bindings;
import org.shuke.records.Compiled;
import org.shuke.records.Policy;
import org.shuke.records.Row;
import org.shuke.records.Slot;
import org.shuke.records.Type;
import org.shuke.records.Verb;
import tools.jackson.databind.node.ObjectNode;

/// The statements of an undo: each writes a whole chunk. Rows travel as JSON and become columns by
/// `jsonb_populate_record`, so that every type of value is read back as PostgreSQL wrote it.
final class UndoSql {
  /// A record as it stands, locked.
  record Found(long version, boolean allowed) {}

  /// One row of the log.
  record Entry(
      Type type,
      UUID record,
      @Nullable UUID part,
      long version,
      String op,
      @Nullable ObjectNode before,
      @Nullable ObjectNode after) {}

  private final Connection connection;
  private final Policy policy;
  private final UUID unit;
  private final OffsetDateTime at;

  UndoSql(Connection connection, Policy policy, UUID unit, OffsetDateTime at) {
    this.connection = connection;
    this.policy = policy;
    this.unit = unit;
    this.at = at;
  }

  /// Locks the records that are still there, and asks whether the caller's right reaches them.
  Map<UUID, Found> lock(Type type, Verb verb, Collection<UUID> records) throws SQLException {
    var row = new Row(type, "t0");
    var reached =
        policy.may(verb, type)
            ? policy.rows(verb, row).or(policy.binned(verb, row))
            : DSL.falseCondition();
    var compiled =
        Compiled.of(
            DSL.select(
                    row.id(),
                    DSL.field(DSL.name("t0", "version"), SQLDataType.BIGINT),
                    DSL.field(reached))
                .from(row.table())
                .where(row.id().eq(DSL.any(new Slot(Slot.What.LITERAL, 0).as(UUIDS))))
                .orderBy(row.id())
                .forUpdate()
                .of(row.table()));
    var bindings =
        new Bindings(
            policy,
            at.toInstant(),
            policy.principal().zone(),
            List.of((Object) records.toArray(UUID[]::new)),
            List.of(),
            List.of(),
            null);
    var found = new LinkedHashMap<UUID, Found>();
    try (var statement = compiled.prepare(connection, bindings);
        var rows = statement.executeQuery()) {
      while (rows.next()) {
        found.put(rows.getObject(1, UUID.class), new Found(rows.getLong(2), rows.getBoolean(3)));
      }
    }
    return found;
  }

  private static final org.jooq.DataType<UUID[]> UUIDS = SQLDataType.UUID.array();

  /// Sets columns of rows that are there: to each row's values for the columns that it names.
  void update(Layout layout, Map<UUID, ObjectNode> changes) throws SQLException {
    var columns = named(layout, changes.values());
    if (columns.isEmpty()) {
      return;
    }
    var list = columns.stream().map(Layout::quoted).collect(joining(", "));
    var from = columns.stream().map(c -> "r." + Layout.quoted(c)).collect(joining(", "));
    rows(
        "update "
            + layout.table()
            + " t set ("
            + list
            + ") = (select "
            + from
            + " from jsonb_populate_record(t, u.row::jsonb) r)"
            + " from unnest(?::uuid[], ?::text[]) as u(id, row) where t.id = u.id",
        changes);
  }

  /// Puts rows back that are not there.
  void insert(Layout layout, Map<UUID, ObjectNode> whole) throws SQLException {
    var columns = named(layout, whole.values());
    var list = columns.stream().map(Layout::quoted).collect(joining(", "));
    var from = columns.stream().map(c -> "r." + Layout.quoted(c)).collect(joining(", "));
    rows(
        "insert into "
            + layout.table()
            + " ("
            + list
            + ") select "
            + from
            + " from unnest(?::uuid[], ?::text[]) as u(id, row)"
            + " cross join lateral jsonb_populate_record(null::"
            + layout.table()
            + ", u.row::jsonb) r",
        whole);
  }

  private static List<String> named(Layout layout, Collection<ObjectNode> rows) {
    var names = new LinkedHashSet<String>();
    rows.forEach(row -> names.addAll(row.propertyNames()));
    names.retainAll(layout.columns());
    return List.copyOf(names);
  }

  private void rows(String sql, Map<UUID, ObjectNode> rows) throws SQLException {
    if (rows.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("uuid", rows.keySet().toArray()));
      statement.setArray(2, texts(rows.values()));
      statement.executeUpdate();
    }
  }

  private java.sql.Array texts(Collection<? extends @Nullable ObjectNode> rows)
      throws SQLException {
    return connection.createArrayOf(
        "text", rows.stream().map(row -> row == null ? null : row.toString()).toArray());
  }

  void delete(Layout layout, Collection<UUID> ids) throws SQLException {
    ids("delete from " + layout.table() + " where id = any (?)", ids);
  }

  /// What was removed is not found any more.
  void forget(Collection<UUID> records) throws SQLException {
    ids("delete from records.search where record = any (?)", records);
  }

  private void ids(String sql, Collection<UUID> ids) throws SQLException {
    if (ids.isEmpty()) {
      return;
    }
    try (var statement = connection.prepareStatement(sql)) {
      statement.setArray(1, connection.createArrayOf("uuid", ids.toArray()));
      statement.executeUpdate();
    }
  }

  /// Writes the change rows of a chunk, in their order.
  void log(List<Entry> entries) throws SQLException {
    if (entries.isEmpty()) {
      return;
    }
    var sql =
        """
        with entry as materialized (
          select nextval('records.change_seq_seq') as seq, e.*
          from unnest(?::text[], ?::uuid[], ?::uuid[], ?::bigint[], ?::text[], ?::text[], ?::text[])
            as e(type, record, part, version, op, before, after)),
        logged as (
          insert into records.change (seq, at, actor, cause, unit, type, record, part, version, op)
          overriding system value
          select seq, ?, ?, 'undo', ?, type, record, part, version, op from entry)
        insert into records.change_value (seq, before, after)
        select seq, before::jsonb, after::jsonb from entry
        """;
    try (var statement = connection.prepareStatement(sql)) {
      int at = 1;
      statement.setArray(at++, array("text", entries, e -> e.type().name()));
      statement.setArray(at++, array("uuid", entries, Entry::record));
      statement.setArray(at++, array("uuid", entries, Entry::part));
      statement.setArray(at++, array("bigint", entries, Entry::version));
      statement.setArray(at++, array("text", entries, Entry::op));
      statement.setArray(at++, texts(entries.stream().map(Entry::before).toList()));
      statement.setArray(at++, texts(entries.stream().map(Entry::after).toList()));
      statement.setObject(at++, this.at);
      statement.setObject(at++, policy.principal().id());
      statement.setObject(at, unit);
      statement.executeUpdate();
    }
  }

  private interface Part {
    @Nullable Object of(Entry entry);
  }

  private java.sql.Array array(String type, List<Entry> entries, Part part) throws SQLException {
    var values = new ArrayList<@Nullable Object>(entries.size());
    entries.forEach(entry -> values.add(part.of(entry)));
    return connection.createArrayOf(type, values.toArray());
  }
}

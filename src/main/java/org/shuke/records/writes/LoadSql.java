package org.shuke.records.writes;

import static java.util.stream.Collectors.joining;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Bindings;
import org.shuke.records.Compiled;
import org.shuke.records.Field;
import org.shuke.records.Inverse;
import org.shuke.records.Policy;
import org.shuke.records.Row;
import org.shuke.records.Slot;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.Verb;

/// The statements that read for a write: records as they stand, locked, with what the caller may do
/// to them. Names in them come from declarations; every value is bound.
final class LoadSql {
  /// A record as it is now, locked.
  record Loaded(RecordDraft draft, long version, boolean mayWrite) {}

  private record LoadKey(String type, String policy, Verb verb, boolean binned) {}

  private final Map<LoadKey, Compiled> loads = new ConcurrentHashMap<>();

  /// Locks a record that the caller may read, and asks whether the verb reaches it; null when it is
  /// not there or not visible.
  @Nullable Loaded load(Unit unit, Type type, UUID id, Verb verb, boolean binned)
      throws SQLException {
    var policy = unit.policy();
    var compiled =
        loads.computeIfAbsent(
            new LoadKey(type.name(), policy.shape(), verb, binned),
            k -> compileLoad(policy, type, verb, binned));
    var bindings = Bindings.of(policy, unit.at().toInstant()).at(id);
    try (var statement = compiled.prepare(unit.connection(), bindings);
        var row = statement.executeQuery()) {
      if (!row.next()) {
        return null;
      }
      var fields = stored(type);
      return new Loaded(
          new RecordDraft(type, id, values(row, fields), false),
          row.getLong(fields.size() + 1),
          row.getBoolean(fields.size() + 2));
    }
  }

  private static Compiled compileLoad(Policy policy, Type type, Verb verb, boolean binned) {
    var row = new Row(type, "t0");
    var columns = new ArrayList<org.jooq.SelectField<?>>();
    stored(type).forEach(f -> columns.add(row.column(f)));
    columns.add(DSL.field(DSL.name("t0", "version"), SQLDataType.BIGINT));
    columns.add(DSL.field(binned ? policy.binned(verb, row) : policy.rows(verb, row)));
    return Compiled.of(
        DSL.select(columns)
            .from(row.table())
            .where(row.id().eq(Slot.of(Slot.What.ID).as(SQLDataType.UUID)))
            .and(binned ? policy.binned(Verb.READ, row) : policy.readable(row))
            .forNoKeyUpdate()
            .of(row.table()));
  }

  static List<Field> stored(Type type) {
    return type.fields().stream().filter(Field::stored).toList();
  }

  static Map<String, @Nullable Object> values(ResultSet row, List<Field> fields)
      throws SQLException {
    var values = new HashMap<String, @Nullable Object>();
    for (int i = 0; i < fields.size(); i++) {
      values.put(fields.get(i).name(), Columns.read(row, i + 1, fields.get(i).kind()));
    }
    return values;
  }

  /// The parts of a record in their order.
  Map<UUID, RecordDraft> parts(Unit unit, Inverse relation, UUID owner) throws SQLException {
    var type = unit.policy().catalog().type(relation.target());
    var fields = stored(type);
    var sql =
        "select %s, id, position from %s where %s = ? order by position, id"
            .formatted(
                fields.stream().map(f -> RecordSql.quoted(f.column())).collect(joining(", ")),
                RecordSql.table(type),
                RecordSql.quoted(type.field(relation.via()).column()));
    var parts = new LinkedHashMap<UUID, RecordDraft>();
    try (var statement = unit.connection().prepareStatement(sql)) {
      statement.setObject(1, owner);
      try (var row = statement.executeQuery()) {
        while (row.next()) {
          var id = row.getObject(fields.size() + 1, UUID.class);
          var values = values(row, fields);
          values.put(RecordSql.POSITION.name(), row.getBigDecimal(fields.size() + 2));
          parts.put(id, new RecordDraft(type, id, values, false));
        }
      }
    }
    return parts;
  }

  /// Is the record, as it now stands in this transaction, one that the verb reaches?
  boolean reaches(Unit unit, Type type, UUID id, Verb verb) throws SQLException {
    var row = new Row(type, "t0");
    var policy = unit.policy();
    var compiled =
        Compiled.of(
            DSL.selectOne()
                .from(row.table())
                .where(row.id().eq(Slot.of(Slot.What.ID).as(SQLDataType.UUID)))
                .and(policy.rows(verb, row)));
    var bindings = Bindings.of(policy, unit.at().toInstant()).at(id);
    try (var statement = compiled.prepare(unit.connection(), bindings);
        var rows = statement.executeQuery()) {
      return rows.next();
    }
  }

  /// The record with a unique value that the caller may read; others' stay unknown.
  @Nullable UUID idOf(Unit unit, Type type, Field field, String value) throws SQLException {
    var row = new Row(type, "t0");
    var compiled =
        Compiled.of(
            DSL.select(row.id())
                .from(row.table())
                .where(
                    row.column(field)
                        .cast(SQLDataType.CLOB)
                        .eq(new Slot(Slot.What.LITERAL, 0).as(SQLDataType.CLOB)))
                .and(unit.policy().readable(row)));
    var policy = unit.policy();
    var bindings =
        new Bindings(
            policy,
            unit.at().toInstant(),
            policy.principal().zone(),
            List.of(value),
            List.of(),
            List.of(),
            null);
    try (var statement = compiled.prepare(unit.connection(), bindings);
        var rows = statement.executeQuery()) {
      return rows.next() ? rows.getObject(1, UUID.class) : null;
    }
  }
}

package org.shuke.records.writes;

import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.search.SearchRow;

/// The statements of single writes. Names in them come from declarations; every value is bound.
///
/// A record's row, its change row, the change's values and its search row are one statement: one
/// round trip, and the number of the change is drawn while the record's lock is held.
final class RecordSql {
  /// Where a part stands among its like: no field, but logged, so that an undo can put it back.
  static final Field POSITION = state("position", Kind.NUMBER);

  private static final Field BINNED_AT = state("binned_at", Kind.INSTANT);
  private static final Field BINNED_UNIT = state("binned_unit", Kind.REFERENCE);

  private static Field state(String column, Kind kind) {
    return new Field(column, column, kind, null, List.of(), null, Field.Flags.NONE, null);
  }

  void insert(Unit unit, RecordDraft draft) throws SQLException {
    var type = draft.type();
    var values = new LinkedHashMap<Field, @Nullable Object>();
    for (var field : LoadSql.stored(type)) {
      if (!isCommon(field)) {
        values.put(field, draft.get(field.name()));
      }
    }
    var columns = new Assignments();
    columns.add("id", draft.id());
    columns.add("created_at", unit.at());
    columns.add("created_by", unit.actor());
    columns.add("updated_at", unit.at());
    columns.add("updated_by", unit.actor());
    // what is absent is left to the column's own default
    present(values).forEach(columns::add);
    var change =
        new Change(type, draft.id(), null, 1, "create", null, Columns.json(present(values)));
    log(unit, "insert into " + table(type) + columns.insert(), columns, change, found(draft, 1));
  }

  void update(Unit unit, RecordDraft draft, Map<Field, @Nullable Object> changes, long version)
      throws SQLException {
    var columns = new Assignments();
    columns.add("version", version);
    columns.add("updated_at", unit.at());
    columns.add("updated_by", unit.actor());
    changes.forEach(columns::add);
    var before = new LinkedHashMap<Field, @Nullable Object>();
    changes.keySet().forEach(field -> before.put(field, draft.stored(field)));
    var change =
        new Change(
            draft.type(),
            draft.id(),
            null,
            version,
            "update",
            Columns.json(before),
            Columns.json(changes));
    var document = touches(changes) ? found(draft, version) : null;
    log(
        unit,
        "update " + table(draft.type()) + columns.update() + columns.where(draft.id()),
        columns,
        change,
        document);
  }

  private static boolean touches(Map<Field, @Nullable Object> changes) {
    return changes.keySet().stream()
        .anyMatch(f -> f.flags().search() != null || f.name().equals("owner"));
  }

  /// Puts a record into the bin or takes it out again.
  void bin(Unit unit, Type type, UUID id, long version, boolean into) throws SQLException {
    var columns = new Assignments();
    columns.add("version", version);
    columns.add("updated_at", unit.at());
    columns.add("updated_by", unit.actor());
    columns.add("binned_at", into ? unit.at() : null);
    columns.add("binned_unit", into ? unit.unit() : null);
    var before = into ? binState(null, null) : binState(unit, type, id);
    var after = into ? binState(unit.at(), unit.unit()) : binState(null, null);
    log(
        unit,
        "update " + table(type) + columns.update() + columns.where(id),
        columns,
        new Change(type, id, null, version, into ? "delete" : "restore", before, after),
        null);
  }

  private static String binState(Unit unit, Type type, UUID id) throws SQLException {
    var sql = "select binned_at, binned_unit from " + table(type) + " where id = ?";
    try (var statement = unit.connection().prepareStatement(sql)) {
      statement.setObject(1, id);
      try (var row = statement.executeQuery()) {
        return row.next()
            ? binState(row.getObject(1, OffsetDateTime.class), row.getObject(2, UUID.class))
            : binState(null, null);
      }
    }
  }

  private static String binState(@Nullable OffsetDateTime at, @Nullable UUID unit) {
    var values = new LinkedHashMap<Field, @Nullable Object>();
    values.put(BINNED_AT, at);
    values.put(BINNED_UNIT, unit);
    return Columns.json(values);
  }

  void insertPart(Unit unit, RecordDraft part, UUID owner, int position, long version)
      throws SQLException {
    var values = new LinkedHashMap<Field, @Nullable Object>();
    LoadSql.stored(part.type()).forEach(f -> values.put(f, part.get(f.name())));
    var columns = new Assignments();
    columns.add("id", part.id());
    columns.add("position", position);
    values.forEach(columns::add);
    values.put(POSITION, BigDecimal.valueOf(position));
    log(
        unit,
        "insert into " + table(part.type()) + columns.insert(),
        columns,
        new Change(
            part.type(), owner, part.id(), version, "create", null, Columns.json(present(values))),
        null);
  }

  void updatePart(Unit unit, RecordDraft part, UUID owner, int position, long version)
      throws SQLException {
    var changes = part.changes();
    if (!Columns.same(part.stored(POSITION), BigDecimal.valueOf(position))) {
      changes.put(POSITION, BigDecimal.valueOf(position));
    }
    if (changes.isEmpty()) {
      return;
    }
    var columns = new Assignments();
    changes.forEach(columns::add);
    var sql = "update " + table(part.type()) + columns.update() + columns.where(part.id());
    var before = new LinkedHashMap<Field, @Nullable Object>();
    changes.keySet().forEach(field -> before.put(field, part.stored(field)));
    log(
        unit,
        sql,
        columns,
        new Change(
            part.type(),
            owner,
            part.id(),
            version,
            "update",
            Columns.json(before),
            Columns.json(changes)),
        null);
  }

  void deletePart(Unit unit, RecordDraft part, UUID owner, long version) throws SQLException {
    var before = new LinkedHashMap<Field, @Nullable Object>();
    LoadSql.stored(part.type()).forEach(f -> before.put(f, part.stored(f)));
    before.put(POSITION, part.stored(POSITION));
    var columns = new Assignments();
    log(
        unit,
        "delete from " + table(part.type()) + columns.where(part.id()),
        columns,
        new Change(
            part.type(), owner, part.id(), version, "delete", Columns.json(present(before)), null),
        null);
  }

  private static Map<Field, @Nullable Object> present(Map<Field, @Nullable Object> values) {
    var present = new LinkedHashMap<Field, @Nullable Object>(values);
    present.values().removeIf(value -> Columns.same(null, value));
    return present;
  }

  private static @Nullable SearchRow found(RecordDraft draft, long version) {
    var type = draft.type();
    if (!SearchRow.has(type)) {
      return null;
    }
    var values = new HashMap<Field, @Nullable Object>();
    LoadSql.stored(type).forEach(field -> values.put(field, draft.get(field.name())));
    return SearchRow.of(type, draft.id(), version, values);
  }

  private record Change(
      Type type,
      UUID record,
      @Nullable UUID part,
      long version,
      String op,
      @Nullable String before,
      @Nullable String after) {}

  private static void log(
      Unit unit, String write, Assignments columns, Change change, @Nullable SearchRow document)
      throws SQLException {
    var sql =
        "with written as ("
            + write
            + "), logged as ("
            + "insert into records.change (at, actor, cause, unit, type, record, part, version, op)"
            + " values (?, ?, ?, ?, ?, ?, ?, ?, ?) returning seq), valued as ("
            + "insert into records.change_value (seq, before, after)"
            + " select seq, ?::jsonb, ?::jsonb from logged)"
            + (document == null ? " select 1" : " " + SearchRow.UPSERT);
    try (var statement = unit.connection().prepareStatement(sql)) {
      int at = columns.bind(statement, 1);
      at = bindChange(statement, at, unit, change);
      if (document != null) {
        statement.setString(at, document.type());
        statement.setObject(at + 1, document.record());
        statement.setObject(at + 2, document.owner());
        statement.setLong(at + 3, document.version());
        statement.setString(at + 4, document.doc());
      }
      statement.execute();
    }
  }

  private static int bindChange(PreparedStatement statement, int from, Unit unit, Change change)
      throws SQLException {
    int at = from;
    statement.setObject(at++, unit.at());
    statement.setObject(at++, unit.actor());
    statement.setString(at++, unit.cause());
    statement.setObject(at++, unit.unit());
    statement.setString(at++, change.type().name());
    statement.setObject(at++, change.record());
    statement.setObject(at++, change.part());
    statement.setLong(at++, change.version());
    statement.setString(at++, change.op());
    statement.setString(at++, change.before());
    statement.setString(at++, change.after());
    return at;
  }

  static boolean isCommon(Field field) {
    return switch (field.name()) {
      case "createdAt", "createdBy", "updatedAt", "updatedBy" -> true;
      default -> false;
    };
  }

  static String table(Type type) {
    return quoted(type.schema()) + "." + quoted(type.table());
  }

  static String quoted(String name) {
    return '"' + name + '"';
  }
}

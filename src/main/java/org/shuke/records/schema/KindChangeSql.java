package org.shuke.records.schema;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Catalog;
import org.shuke.records.Kind;
import org.shuke.records.Type;

/// The statements of a change of kind: the old values as texts, the new ones back into their
/// column.
final class KindChangeSql {
  private static final int FETCHED = 5_000;
  private static final String COMING = "Coming";

  /// One record's value.
  ///
  /// @param text null where it has none
  /// @param found for references: the ids that the text leads to, as PostgreSQL writes them
  record Cell(UUID id, @Nullable String text, @Nullable String found) {}

  /// Takes one value after the other.
  @FunctionalInterface
  interface Taker {
    void take(String text, @Nullable String found, long count);
  }

  private final Catalog catalog;
  private final String table;
  private final CustomField old;
  private final CustomField next;
  private final ZoneId zone;

  KindChangeSql(Catalog catalog, Type type, CustomField old, CustomField next, ZoneId zone) {
    this.catalog = catalog;
    this.table = table(type);
    this.old = old;
    this.next = next;
    this.zone = zone;
  }

  static OffsetDateTime now(Transaction tx) throws SQLException {
    return Objects.requireNonNull(
        tx.first("select clock_timestamp()", row -> row.getObject(1, OffsetDateTime.class)));
  }

  private static String table(Type type) {
    return '"' + type.schema() + "\".\"" + type.table() + '"';
  }

  private static boolean several(Kind kind) {
    return kind == Kind.MULTI_CHOICE || kind == Kind.REFERENCES;
  }

  private static String has(CustomField field) {
    return several(field.kind())
        ? "cardinality(t." + field.column() + ") > 0"
        : "t." + field.column() + " is not null";
  }

  /// The old value as a person would write it.
  private String text() {
    String column = "t." + old.column();
    return switch (old.kind()) {
      case NUMBER, MONEY -> "trim_scale(" + column + ")::text";
      case INSTANT -> instant(column);
      case MULTI_CHOICE -> "array_to_string(" + column + ", '; ')";
      case REFERENCE -> "(" + titles() + " where z.id = " + column + ")";
      case REFERENCES -> "(" + titles() + " where z.id = any (" + column + "))";
      default -> column + "::text";
    };
  }

  /// The local time when it becomes a day, else the moment.
  private String instant(String column) {
    return next.kind() == Kind.DATE
        ? "(" + column + " at time zone '" + zone.getId() + "')::date::text"
        : "to_char(" + column + " at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')";
  }

  private String titles() {
    Type target = catalog.type(Objects.requireNonNull(old.target()));
    return "select string_agg(z.\""
        + target.title().column()
        + "\", '; ') from "
        + table(target)
        + " z";
  }

  /// For references: where the old value leads, as text; else null.
  private String found() {
    if (next.target() == null) {
      return "null::text";
    }
    String column = "t." + old.column();
    boolean same = next.target().equals(old.target());
    if (same && next.kind() == Kind.REFERENCES) {
      return "array[" + column + "]::text";
    }
    if (same) {
      return "case when cardinality(" + column + ") = 1 then " + column + "[1]::text end";
    }
    Type target = catalog.type(next.target());
    var named = new StringBuilder("z.\"" + target.title().column() + "\" = " + text());
    for (var field : target.fields()) {
      if (field.flags().unique() && field.stored() && field.kind().javaType() == String.class) {
        named.append(" or z.\"").append(field.column()).append("\" = ").append(text());
      }
    }
    String id = next.kind() == Kind.REFERENCE ? "min(z.id::text)" : "array_agg(z.id)::text";
    return "(select case when count(*) = 1 then "
        + id
        + " end from "
        + table(target)
        + " z where z.binned_at is null and ("
        + named
        + "))";
  }

  void distinct(Transaction tx, Taker taker) throws SQLException {
    String sql =
        "select text, found, count(*) from (select %s as text, %s as found from %s t where %s) v group by 1, 2 order by 3 desc, 1"
            .formatted(text(), found(), table, has(old));
    try (var statement = tx.prepare(sql)) {
      statement.setFetchSize(FETCHED);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          taker.take(rows.getString(1), rows.getString(2), rows.getLong(3));
        }
      }
    }
  }

  long count(Transaction tx) throws SQLException {
    return number(tx, has(old));
  }

  /// How many records have an old value and no new one.
  long lost(Transaction tx) throws SQLException {
    return number(tx, has(old) + " and not (" + has(next) + ")");
  }

  private long number(Transaction tx, String where) throws SQLException {
    var count =
        tx.first("select count(*) from " + table + " t where " + where, row -> row.getLong(1));
    return count == null ? 0 : count;
  }

  List<Cell> page(Transaction tx, UUID after, int most) throws SQLException {
    return new ArrayList<>(
        tx.query(
            select() + " where t.id > ? and " + has(old) + " order by t.id limit " + most,
            KindChangeSql::cell,
            after));
  }

  /// Also those that hold nothing any more.
  List<Cell> changedSince(Transaction tx, OffsetDateTime when) throws SQLException {
    return tx.query(select() + " where t.updated_at >= ?", KindChangeSql::cell, when);
  }

  private String select() {
    return "select t.id, case when %s then %s end, %s from %s t"
        .formatted(has(old), text(), found(), table);
  }

  private static Cell cell(ResultSet row) throws SQLException {
    return new Cell(row.getObject(1, UUID.class), row.getString(2), row.getString(3));
  }

  void write(Transaction tx, List<UUID> ids, List<@Nullable String> texts) throws SQLException {
    String value =
        switch (next.kind()) {
          case MULTI_CHOICE -> "array(select jsonb_array_elements_text(m.v::jsonb))";
          case REFERENCES -> "coalesce(m.v::uuid[], '{}')";
          default -> "m.v::" + SchemaCheck.columnType(next.kind());
        };
    tx.update(
        "update %s t set %s = %s from unnest(?::uuid[], ?::text[]) m (id, v) where t.id = m.id"
            .formatted(table, next.column(), value),
        ids.toArray(UUID[]::new),
        texts.toArray(String[]::new));
  }

  /// Lets everybody read and nobody write until the end of the transaction.
  void holdWriters(Transaction tx) throws SQLException {
    tx.update("lock table " + table + " in share row exclusive mode");
  }

  /// The row of a field that nobody is to see yet.
  static int insertComing(Transaction tx, CustomField field, UUID actor) throws SQLException {
    int number = CustomFieldSql.insert(tx, field.called(field.name() + COMING), actor);
    tx.update("update records.custom_field set coming = true where id = ?", field.id());
    return number;
  }

  /// What a change of kind left behind that never came to its end.
  static void forgetComing(Transaction tx, Type type, String name) throws SQLException {
    var left =
        tx.query(
            "select * from records.custom_field where coming and type = ? and name = ?",
            CustomFieldSql::read,
            type.name(),
            name + COMING);
    for (var field : left) {
      CustomFieldSql.drop(tx, type, field);
    }
  }

  /// The coming field takes its name and is seen.
  static void come(Transaction tx, CustomField field, UUID actor) throws SQLException {
    tx.update(
        """
        update records.custom_field set name = ?, coming = false, updated_at = now(), updated_by = ?
        where id = ?
        """,
        field.name(),
        actor,
        field.id());
  }

  /// A field is kept aside, out of every use.
  static void setAside(Transaction tx, CustomField field, UUID actor) throws SQLException {
    tx.update(
        """
        update records.custom_field set name = ?, hidden = true, required = false, "unique" = false,
          version = version + 1, updated_at = now(), updated_by = ?
        where id = ?
        """,
        field.name(),
        actor,
        field.id());
  }
}

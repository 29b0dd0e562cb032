package org.shuke.records.schema;

import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Catalog;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.SortKeys;
import org.shuke.records.Type;

/// Compares declarations with tables: a type whose column is missing or of another kind would fail
/// somewhere in the day, so it fails at start instead.
final class SchemaCheck {
  private record Column(String type, boolean nullable) {}

  private final Map<String, Map<String, Column>> tables = new HashMap<>();

  private SchemaCheck() {}

  static void run(Transaction tx, Catalog catalog) throws SQLException {
    var check = new SchemaCheck();
    check.read(tx);
    for (var type : catalog.types()) {
      check.type(type);
    }
  }

  private void read(Transaction tx) throws SQLException {
    var sql =
        """
        select table_schema || '.' || table_name, column_name, udt_name, is_nullable = 'YES'
        from information_schema.columns
        where table_schema not in ('pg_catalog', 'information_schema')
        """;
    tx.query(
        sql,
        row ->
            tables
                .computeIfAbsent(row.getString(1), t -> new HashMap<>())
                .put(row.getString(2), new Column(row.getString(3), row.getBoolean(4))));
  }

  private void type(Type type) {
    var table = type.schema() + "." + type.table();
    var columns = tables.get(table);
    if (columns == null) {
      throw new IllegalStateException(
          "type " + type + " is declared over the table " + table + ", which does not exist");
    }
    demand(columns, table, "id", Set.of("uuid"), type + ".id");
    if (type.isPart()) {
      demand(columns, table, "position", Set.of("int4"), type + ".position");
    } else if (type.hasBin()) {
      demand(columns, table, "version", Set.of("int8"), type + ".version");
      demand(columns, table, "binned_at", Set.of("timestamptz"), type + ".binnedAt");
      demand(columns, table, "binned_unit", Set.of("uuid"), type + ".binnedUnit");
    }
    for (var field : type.fields()) {
      if (field.stored()) {
        field(columns, table, type, field);
      }
    }
  }

  private static void field(Map<String, Column> columns, String table, Type type, Field field) {
    demand(columns, table, field.column(), stored(field.kind()), type + "." + field.name());
    if (field.flags().ordered()) {
      for (var language : SortKeys.LANGUAGES) {
        demand(
            columns,
            table,
            field.column() + "_key_" + language,
            Set.of("bytea"),
            type + "." + field.name() + " (sort key)");
      }
    }
    var column = columns.get(field.column());
    boolean mayBeAbsent = column != null && column.nullable();
    if (field.flags().required() && field.custom() == null && mayBeAbsent) {
      throw new IllegalStateException(
          type
              + "."
              + field.name()
              + " is required, but "
              + table
              + "."
              + field.column()
              + " may be null: add `not null`");
    }
  }

  private static void demand(
      Map<String, Column> columns, String table, String name, Set<String> types, String declared) {
    var column = columns.get(name);
    if (column == null) {
      throw new IllegalStateException(
          declared + " needs the column " + table + "." + name + ", which does not exist");
    }
    if (!types.contains(column.type())) {
      throw new IllegalStateException(
          declared
              + " needs "
              + table
              + "."
              + name
              + " to be "
              + String.join(" or ", types)
              + ", but it is "
              + column.type());
    }
  }

  private static Set<String> stored(Kind kind) {
    return switch (kind) {
      case TEXT, LONG_TEXT, EMAIL, PHONE, URL, CHOICE, JSON -> Set.of("text");
      case MULTI_CHOICE -> Set.of("_text");
      case NUMBER, MONEY -> Set.of("numeric");
      case BOOLEAN -> Set.of("bool");
      case DATE -> Set.of("date");
      case INSTANT -> Set.of("timestamptz");
      case DURATION -> Set.of("int8");
      case REFERENCE, FILE, EXTENSION -> Set.of("uuid");
      case REFERENCES -> Set.of("_uuid");
    };
  }

  /// The PostgreSQL type of a custom field's column.
  static String columnType(Kind kind) {
    var name = List.copyOf(stored(kind)).getFirst();
    return name.startsWith("_") ? name.substring(1) + "[] not null default '{}'" : name;
  }
}

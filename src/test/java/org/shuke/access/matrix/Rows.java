package org.shuke.access.matrix;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.shuke.platform.db.Database;
import org.shuke.records.Ids;
import org.shuke.records.SortKeys;
import org.shuke.records.Type;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Puts rows into tables past the program.
final class Rows {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final String SYSTEM = "00000000-0000-0000-0000-000000000001";

  private final Database database;
  private final Map<String, Set<String>> needed = new HashMap<>();

  Rows(Database database) {
    this.database = database;
  }

  /// Must a row say something in this column?
  boolean needs(Type type, String column) {
    return needed.computeIfAbsent(type.name(), t -> read(type)).contains(column);
  }

  private Set<String> read(Type type) {
    return new HashSet<>(
        database.read(tx ->
            tx.query(
                """
                select column_name from information_schema.columns
                where table_schema = ? and table_name = ? and is_nullable = 'NO'
                  and column_default is null and is_generated = 'NEVER'
                """,
                row -> row.getString(1),
                type.schema(),
                type.table())));
  }

  /// Inserts a row and answers its id.
  ///
  /// @param record by field
  String insert(Type type, Map<String, Object> record) {
    var id = Ids.next().toString();
    var row = JSON.createObjectNode();
    row.put("id", id);
    for (var by : new String[] {"created_by", "updated_by"}) {
      row.put(by, SYSTEM);
    }
    record.forEach((name, value) -> put(row, type, name, value));
    var columns =
        row.propertyNames().stream().map(c -> '"' + c + '"').collect(Collectors.joining(", "));
    var table = "\"" + type.schema() + "\".\"" + type.table() + "\"";
    database.transaction(tx ->
        tx.update(
            "insert into %s (%s) select %s from jsonb_populate_record(null::%s, ?::jsonb)"
                .formatted(table, columns, columns, table),
            row.toString()));
    return id;
  }

  private static void put(ObjectNode row, Type type, String name, Object value) {
    var field = type.find(name);
    if (field == null) {
      return;
    }
    row.set(field.column(), JSON.valueToTree(value));
    if (field.flags().ordered()) {
      for (var language : SortKeys.LANGUAGES) {
        var key = SortKeys.of(language, String.valueOf(value));
        row.put(
            field.column() + "_key_" + language, "\\x" + java.util.HexFormat.of().formatHex(key));
      }
    }
  }
}

package org.shuke.records.units;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.Type;
import org.shuke.records.schema.CustomField;

/// A type's table as undo sees it.
///
/// @param table quoted, with its schema
/// @param columns every column that can be written
/// @param fields the declared fields that a unit can have changed, by column
record Layout(Type type, String table, Set<String> columns, Map<String, Field> fields) {
  /// Columns beside the declared fields that a unit can have changed.
  private static final List<String> STATE = List.of("binned_at", "binned_unit");

  static final String POSITION = "position";

  private static final Set<String> COMMON =
      Set.of("created_at", "created_by", "updated_at", "updated_by");

  static Layout of(Connection connection, Type type) throws SQLException {
    var table = quoted(type.schema()) + "." + quoted(type.table());
    var fields = new LinkedHashMap<String, Field>();
    type.fields().stream()
        .filter(f -> f.stored() && !COMMON.contains(f.column()))
        .forEach(f -> fields.put(f.column(), f));
    return new Layout(type, table, columns(connection, table), fields);
  }

  private static Set<String> columns(Connection connection, String table) throws SQLException {
    var sql =
        """
        select attname from pg_attribute
        where attrelid = ?::regclass and attnum > 0 and not attisdropped and attgenerated = ''
        order by attnum
        """;
    var columns = new LinkedHashSet<String>();
    try (var statement = connection.prepareStatement(sql)) {
      statement.setString(1, table);
      try (var rows = statement.executeQuery()) {
        while (rows.next()) {
          columns.add(rows.getString(1));
        }
      }
    }
    return columns;
  }

  /// The columns that are compared with what the unit left behind.
  List<String> compared() {
    var compared = new ArrayList<>(fields.keySet());
    if (type.isPart()) {
      compared.add(POSITION);
    } else {
      compared.addAll(STATE);
    }
    columns.stream().filter(this::isHidden).forEach(compared::add);
    compared.retainAll(columns);
    return compared;
  }

  /// Lists are never null in their columns.
  boolean holdsList(String column) {
    var field = fields.get(column);
    return field != null && (field.kind() == Kind.MULTI_CHOICE || field.kind() == Kind.REFERENCES);
  }

  boolean isState(String column) {
    return STATE.contains(column) || column.equals(POSITION);
  }

  /// Is it the column of a field that an administrator has hidden? Its values are kept, and are
  /// given back like the others.
  boolean isHidden(String column) {
    return CustomField.isColumn(column) && !fields.containsKey(column);
  }

  /// Can a unit have changed this column?
  boolean knows(String column) {
    return fields.containsKey(column) || isState(column) || isHidden(column);
  }

  /// The field of a column, or null for a column that is no field.
  @Nullable Field field(String column) {
    return fields.get(column);
  }

  static String quoted(String name) {
    return '"' + name.replace("\"", "\"\"") + '"';
  }
}

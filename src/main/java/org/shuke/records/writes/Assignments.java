package org.shuke.records.writes;

import static java.util.stream.Collectors.joining;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Field;
import org.shuke.records.Kind;
import org.shuke.records.SortKeys;

/// Columns with their new values, in order.
final class Assignments {
  private record Column(String name, @Nullable Kind kind, @Nullable Object value) {}

  private final List<Column> columns = new ArrayList<>();
  private @Nullable UUID only;

  void add(String name, @Nullable Object value) {
    columns.add(new Column(name, null, value));
  }

  void add(Field field, @Nullable Object value) {
    columns.add(new Column(field.column(), field.kind(), value));
    if (field.flags().ordered()) {
      for (var language : SortKeys.LANGUAGES) {
        add(
            field.column() + "_key_" + language,
            value == null ? null : SortKeys.of(language, (String) value));
      }
    }
  }

  /// Which row they are for.
  String where(UUID id) {
    only = id;
    return " where id = ?";
  }

  String insert() {
    return " ("
        + columns.stream().map(c -> RecordSql.quoted(c.name())).collect(joining(", "))
        + ") values ("
        + columns.stream().map(c -> "?").collect(joining(", "))
        + ")";
  }

  String update() {
    return " set "
        + columns.stream().map(c -> RecordSql.quoted(c.name()) + " = ?").collect(joining(", "));
  }

  int bind(PreparedStatement statement, int from) throws SQLException {
    int at = from;
    for (var column : columns) {
      if (column.kind() != null) {
        Columns.bind(statement, at++, column.kind(), column.value());
      } else {
        statement.setObject(at++, column.value());
      }
    }
    if (only != null) {
      statement.setObject(at++, only);
    }
    return at;
  }
}

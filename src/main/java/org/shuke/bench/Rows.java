package org.shuke.bench;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The rows that one request wrote to a table, to be written again raw: as they are but for what
/// has to be new.
///
/// @param columns all but the transaction's number, which is the database's
record Rows(String table, List<String> columns, List<List<@Nullable String>> values) {

  static Rows of(Connection connection, String table, String where, UUID id) throws SQLException {
    try (var statement =
        connection.prepareStatement("select * from " + table + " where " + where)) {
      statement.setObject(1, id);
      try (var found = statement.executeQuery()) {
        var meta = found.getMetaData();
        var columns = new ArrayList<String>();
        for (int i = 1; i <= meta.getColumnCount(); i++) {
          columns.add(meta.getColumnName(i));
        }
        columns.remove("xid");
        var values = new ArrayList<List<@Nullable String>>();
        while (found.next()) {
          var row = new ArrayList<@Nullable String>();
          for (var column : columns) {
            row.add(found.getString(column));
          }
          values.add(row);
        }
        return new Rows(table, columns, values);
      }
    }
  }

  /// What a column holds, row by row.
  List<String> column(String name) {
    int at = columns.indexOf(name);
    return values.stream().map(row -> String.valueOf(row.get(at))).toList();
  }

  PreparedStatement prepare(Connection connection) throws SQLException {
    var names = String.join(", ", columns.stream().map(c -> '"' + c + '"').toList());
    var places = "?" + ", ?".repeat(columns.size() - 1);
    return connection.prepareStatement(
        "insert into "
            + table
            + " ("
            + names
            + ") overriding system value values ("
            + places
            + ")");
  }

  /// Writes them all by one batch.
  ///
  /// @param renamed what stands in place of ids and numbers
  void write(PreparedStatement statement, Map<String, String> renamed) throws SQLException {
    for (var row : values) {
      for (int i = 0; i < row.size(); i++) {
        var value = row.get(i);
        var now = value == null ? null : renamed.getOrDefault(value, value);
        statement.setObject(i + 1, now, Types.OTHER);
      }
      statement.addBatch();
    }
    statement.executeBatch();
  }
}

package org.shuke.records.exports;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.shuke.records.Kind;
import org.shuke.records.Policy;
import org.shuke.records.reads.Titles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// Puts names in the place of ids where a column of a table refers to many, such as tags: people
/// read the table, and an import knows them by their names. An id that has no name for the caller
/// stays.
record Named(Policy policy, List<Column> columns) {

  JsonNode in(Connection connection, JsonNode rows) throws SQLException {
    var asked = new ArrayList<Map.Entry<String, UUID>>();
    var lists = new ArrayList<ArrayNode>();
    for (var column : columns) {
      if (column.kind() == Kind.REFERENCES) {
        for (var row : rows) {
          if (column.of(row) instanceof ArrayNode list) {
            var target = Objects.requireNonNull(column.target());
            list.forEach(id -> asked.add(Map.entry(target, UUID.fromString(id.asString()))));
            lists.add(list);
          }
        }
      }
    }
    var titles = new Titles(policy).of(connection, asked);
    for (var list : lists) {
      for (int i = 0; i < list.size(); i++) {
        var title = titles.get(UUID.fromString(list.get(i).asString()));
        if (title != null) {
          list.set(i, title);
        }
      }
    }
    return rows;
  }
}

package org.shuke.records.reads;

import java.io.ByteArrayOutputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;
import org.shuke.platform.Refusal;
import tools.jackson.core.JsonGenerator;

/// Writes the rows of an aggregate as JSON.
final class GroupRows {
  private GroupRows() {}

  /// `{"items": [{group keys and measures}], "next": …}`.
  ///
  /// @param cursor seals where the next page begins
  static byte[] write(
      ResultSet rows,
      AggregatePlanner.Grouped plan,
      int limit,
      java.util.function.IntFunction<String> cursor)
      throws SQLException {
    var out = new ByteArrayOutputStream(4096);
    try (var json = Reads.JSON.createGenerator(out)) {
      json.writeStartObject();
      json.writeName("items");
      json.writeStartArray();
      int n = 0;
      boolean more = false;
      while (rows.next()) {
        if (n == limit) {
          more = true;
          break;
        }
        group(json, rows, plan);
        n++;
      }
      json.writeEndArray();
      json.writeStringProperty("next", more ? cursor.apply(limit) : null);
      json.writeEndObject();
    }
    return out.toByteArray();
  }

  private static void group(JsonGenerator json, ResultSet rows, AggregatePlanner.Grouped plan)
      throws SQLException {
    json.writeStartObject();
    for (var column : plan.columns().entrySet()) {
      int currencies = column.getValue().currencies();
      if (currencies > 0 && rows.getLong(currencies) > 1) {
        throw Refusal.malformed("mixed-currencies", Map.of("name", column.getKey())).at("measures");
      }
      json.writeName(column.getKey());
      JsonRows.value(json, rows, column.getValue().kind(), column.getValue().index());
    }
    json.writeEndObject();
  }
}

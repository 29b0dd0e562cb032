package org.shuke.records.exports;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Kind;
import tools.jackson.databind.JsonNode;

/// One column of a table.
///
/// @param path where its value stands in a record
/// @param target the type that it refers to, if it does
/// @param plain can its text not come from a person: a number, a date, an id
record Column(List<String> path, String label, Kind kind, @Nullable String target, boolean plain) {
  /// The value in a record; null when a step of the path is absent.
  @Nullable JsonNode of(JsonNode record) {
    var value = record;
    for (var step : path) {
      value = value == null ? null : value.get(step);
    }
    return value == null || value.isNull() ? null : value;
  }
}

package org.shuke.records.exports;

import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Values of records as the text of a cell.
final class Cells {
  private Cells() {}

  /// Lists are joined by semicolons; an absent value is an empty cell.
  static String text(@Nullable JsonNode value) {
    if (value == null) {
      return "";
    }
    if (value.isArray()) {
      return value.valueStream().map(Cells::text).collect(Collectors.joining("; "));
    }
    if (value.isNumber()) {
      return value.decimalValue().toPlainString();
    }
    return value.isObject() ? value.toString() : value.asString();
  }
}

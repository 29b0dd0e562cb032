package org.shuke.records.units;

import java.util.HexFormat;
import org.shuke.records.SortKeys;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;

/// Values of the change log as their table takes them: empty lists are no absent values, and the
/// language sort keys go with their text.
final class PastRow {
  private PastRow() {}

  /// A part that is not there any more, as it was.
  static ObjectNode of(Layout layout, NetEffect effect) {
    var row = effect.before().deepCopy();
    row.put("id", String.valueOf(effect.part()));
    if (!row.has(Layout.POSITION)) {
      row.put(Layout.POSITION, 0);
    }
    for (var column : layout.fields().keySet()) {
      if (layout.holdsList(column) && !row.hasNonNull(column)) {
        row.putArray(column);
      }
      if (row.has(column)) {
        keys(layout, column, row);
      }
    }
    return row;
  }

  static void set(Layout layout, ObjectNode row, String column, JsonNode value) {
    boolean noList = value.isNull() && layout.holdsList(column);
    row.set(column, noList ? JsonNodeFactory.instance.arrayNode() : value);
    keys(layout, column, row);
  }

  private static void keys(Layout layout, String column, ObjectNode row) {
    var field = layout.field(column);
    if (field == null || !field.flags().ordered()) {
      return;
    }
    var text = row.get(column);
    for (var language : SortKeys.LANGUAGES) {
      row.set(
          column + "_key_" + language,
          text.isNull()
              ? NullNode.instance
              : JsonNodeFactory.instance.stringNode(
                  "\\x" + HexFormat.of().formatHex(SortKeys.of(language, text.stringValue()))));
    }
  }
}

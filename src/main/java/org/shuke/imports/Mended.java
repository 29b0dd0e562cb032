package org.shuke.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.shuke.imports.files.Row;

/// Cells that a person mended, by row and column.
///
/// @param cells at most as many as the desk takes, so they can be held
record Mended(Map<Long, Map<String, String>> cells) {
  static final Mended NOTHING = new Mended(Map.of());

  Row over(long number, Row row, List<String> header) {
    Map<String, String> own = cells.get(number);
    if (own == null) {
      return row;
    }
    List<String> mended = new ArrayList<>(row.cells());
    own.forEach((column, value) -> {
      int at = header.indexOf(column);
      if (at >= 0) {
        mended.set(at, value);
      }
    });
    return new Row(row.line(), mended, null);
  }
}

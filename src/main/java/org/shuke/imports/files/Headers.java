package org.shuke.imports.files;

import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.shuke.imports.values.Look;

/// Where the table begins in a file and whether its first row names the columns.
final class Headers {
  private static final int TITLES = 20;
  private static final Set<Look> VALUES =
      EnumSet.of(Look.NUMBER, Look.DATE, Look.EMAIL, Look.URL, Look.PHONE, Look.BOOLEAN);

  private Headers() {}

  /// Titles above the table are skipped: rows much narrower than the rows below them. Blank rows
  /// count nowhere.
  static Shape placed(Shape shape, List<Row> rows) {
    if (rows.isEmpty()) {
      return shape.rows(true, shape.skip(), 0);
    }
    int usual = usualWidth(rows);
    int first = 0;
    while (usual > 2
        && first < Math.min(TITLES, rows.size() - 1)
        && titleOnly(rows.get(first), usual)) {
      first++;
    }
    int width = 0;
    for (Row row : rows.subList(first, rows.size())) {
      width = Math.max(width, Columns.trimmed(row.cells()).size());
    }
    int skip = first == 0 ? shape.skip() : shape.skip() + first;
    return shape.rows(named(rows.subList(first, rows.size()), width), skip, width);
  }

  private static int usualWidth(List<Row> rows) {
    Map<Integer, Integer> counts = new HashMap<>();
    int usual = 0;
    for (Row row : rows) {
      int width = Columns.trimmed(row.cells()).size();
      int seen = counts.merge(width, 1, Integer::sum);
      int best = counts.getOrDefault(usual, 0);
      usual = seen > best || seen == best && width > usual ? width : usual;
    }
    return usual;
  }

  private static boolean titleOnly(Row row, int usual) {
    long filled = filled(row);
    return filled <= 1 || filled * 3 <= usual;
  }

  private static long filled(Row row) {
    return row.cells().stream().filter(c -> !c.isBlank()).count();
  }

  /// A first row of names: words where the rows below hold values, unlike the cells below it.
  static boolean named(List<Row> rows, int width) {
    List<String> first = rows.getFirst().cells();
    Set<String> names = new HashSet<>();
    int doubles = 0;
    for (int i = 0; i < width; i++) {
      String name = cell(first, i);
      if (VALUES.contains(Look.of(name)) && !year(name)) {
        return false;
      }
      doubles += name.isEmpty() || names.add(name.toLowerCase(Locale.ROOT)) ? 0 : 1;
    }
    if (names.isEmpty() || doubles * 2 > width) {
      return false;
    }
    return !repeated(rows, width);
  }

  private static boolean year(String name) {
    return name.matches("(?:19|20)\\d\\d");
  }

  /// The first row's words turn up again below in the same column in most columns: it is data.
  private static boolean repeated(List<Row> rows, int width) {
    int again = 0;
    for (int i = 0; i < width; i++) {
      int column = i;
      String name = cell(rows.getFirst().cells(), i);
      boolean found =
          !name.isEmpty()
              && rows.stream().skip(1).anyMatch(r -> cell(r.cells(), column).equals(name));
      again += found ? 1 : 0;
    }
    return again * 2 > width;
  }

  private static String cell(List<String> cells, int column) {
    return column < cells.size() ? cells.get(column).strip() : "";
  }
}

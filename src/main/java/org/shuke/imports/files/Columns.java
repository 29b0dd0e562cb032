package org.shuke.imports.files;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Names of columns and rows cut to them.
final class Columns {
  private Columns() {}

  /// Every column named once: blanks by letter, the second `Name` as `Name (2)`.
  static List<String> named(List<String> raw, int width) {
    List<String> names = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (int i = 0; i < Math.max(raw.size(), width); i++) {
      String given = i < raw.size() ? raw.get(i).strip() : "";
      String name = given.isEmpty() ? letters(i) : given;
      String unique = name;
      for (int n = 2; !taken.add(unique); n++) {
        unique = name + " (" + n + ")";
      }
      names.add(unique);
    }
    return List.copyOf(names);
  }

  /// The columns by the header row, by letters where there is none; none at all for a shape whose
  /// width is still to be found.
  static List<String> of(@Nullable Row first, Shape shape) {
    return first == null
        ? named(List.of(), shape.width())
        : named(trimmed(first.cells()), shape.header() ? 0 : shape.width());
  }

  /// As many cells as columns, or all if no columns are known; a cell with content beyond them is
  /// the row's fault.
  static Row fitted(Row row, int width) {
    List<String> cells = row.cells();
    if (cells.size() == width || width == 0) {
      return row;
    }
    if (cells.size() > width) {
      boolean lost = cells.subList(width, cells.size()).stream().anyMatch(c -> !c.isBlank());
      String fault = row.fault() == null && lost ? "cells-extra" : row.fault();
      return new Row(row.line(), cells.subList(0, width), fault);
    }
    List<String> padded = new ArrayList<>(cells);
    while (padded.size() < width) {
      padded.add("");
    }
    return new Row(row.line(), padded, row.fault());
  }

  private static String letters(int column) {
    String name = "";
    for (int n = column; n >= 0; n = n / 26 - 1) {
      name = (char) ('A' + n % 26) + name;
    }
    return name;
  }

  /// Trailing blank names of a header are no columns.
  static List<String> trimmed(List<String> cells) {
    int end = cells.size();
    while (end > 0 && cells.get(end - 1).isBlank()) {
      end--;
    }
    return cells.subList(0, end);
  }
}

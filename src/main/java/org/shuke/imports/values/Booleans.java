package org.shuke.imports.values;

import java.util.Locale;
import java.util.Set;

/// Yes and no, as people mark them.
final class Booleans {
  private static final Set<String> YES =
      Set.of(
          "yes", "y", "true", "t", "1", "on", "x", "✓", "✔", "√", "是", "真", "有", "对", "启用", "ja",
          "oui", "si", "sí", "active", "1.0");
  private static final Set<String> NO =
      Set.of(
          "no",
          "n",
          "false",
          "f",
          "0",
          "off",
          "✗",
          "×",
          "否",
          "假",
          "没有",
          "不",
          "错",
          "停用",
          "nein",
          "non",
          "inactive",
          "0.0");

  private Booleans() {}

  static Reading read(String cell) {
    String word = Digits.halfWidth(cell).strip().toLowerCase(Locale.ROOT);
    if (YES.contains(word)) {
      return Reading.of("true");
    }
    return NO.contains(word) ? Reading.of("false") : Reading.wrong("boolean-unknown");
  }
}

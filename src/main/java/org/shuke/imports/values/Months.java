package org.shuke.imports.values;

import java.text.Normalizer;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Names of months in the languages that files are commonly written in.
final class Months {
  private static final Map<String, Integer> NUMBERS = new HashMap<>();

  static {
    for (String language : new String[] {"en", "de", "fr", "es", "it", "pt", "nl"}) {
      for (Month month : Month.values()) {
        for (TextStyle style :
            new TextStyle[] {
              TextStyle.FULL, TextStyle.SHORT, TextStyle.FULL_STANDALONE, TextStyle.SHORT_STANDALONE
            }) {
          String name = month.getDisplayName(style, Locale.of(language));
          NUMBERS.putIfAbsent(key(name), month.getValue());
        }
      }
    }
    NUMBERS.put("sept", 9);
  }

  private Months() {}

  /// 1 to 12, or 0 for a word that names no month.
  static int number(String word) {
    return NUMBERS.getOrDefault(key(word), 0);
  }

  private static String key(String word) {
    String plain = Normalizer.normalize(word, Normalizer.Form.NFD).replaceAll("[^\\p{L}]", "");
    return plain.toLowerCase(Locale.ROOT);
  }
}

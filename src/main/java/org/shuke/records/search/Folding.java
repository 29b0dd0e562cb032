package org.shuke.records.search;

import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.util.Locale;

/// Makes texts alike that people take for the same: case, width, accents, traditional characters.
final class Folding {
  private static final char FIRST = 0x3400;
  private static final char LAST = 0x9fff;

  /// Built at the first text that is not plain ASCII: 0.2 s that an English start need not pay.
  private static final class Simplified {
    static final char[] TABLE = table();

    private static char[] table() {
      var all = new StringBuilder();
      for (char c = FIRST; c <= LAST; c++) {
        all.append(c).append('\n');
      }
      var lines =
          Transliterator.getInstance("Traditional-Simplified")
              .transliterate(all.toString())
              .split("\n");
      var table = new char[LAST - FIRST + 1];
      for (int i = 0; i < table.length; i++) {
        table[i] = lines[i].length() == 1 ? lines[i].charAt(0) : (char) (FIRST + i);
      }
      return table;
    }
  }

  private Folding() {}

  /// Lower case, compatibility forms and accents folded, traditional characters simplified.
  static String fold(String text) {
    if (only(text, (char) 0xffff)) {
      return text.toLowerCase(Locale.ROOT);
    }
    if (!only(text, '\u4e00')) {
      text = withoutAccents(text);
    }
    var out = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      append(out, text.charAt(i));
    }
    return out.toString();
  }

  /// Is all of it ASCII, or a usual Chinese character from `from` on?
  private static boolean only(String text, char from) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c >= 0x80 && (c < from || c > LAST)) {
        return false;
      }
    }
    return true;
  }

  private static String withoutAccents(String text) {
    var compatible = Normalizer.normalize(text, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    var apart = Normalizer.normalize(compatible, Normalizer.Form.NFD);
    var bare = new StringBuilder(apart.length());
    apart.chars().filter(c -> c < 0x300 || c > 0x36f).forEach(c -> bare.append((char) c));
    return Normalizer.normalize(bare, Normalizer.Form.NFC);
  }

  private static void append(StringBuilder out, char c) {
    if (c >= FIRST && c <= LAST) {
      out.append(Simplified.TABLE[c - FIRST]);
      return;
    }
    switch (c) {
      case 'ß' -> out.append("ss");
      case 'æ' -> out.append("ae");
      case 'œ' -> out.append("oe");
      case 'ø' -> out.append('o');
      case 'ł' -> out.append('l');
      case 'đ', 'ð' -> out.append('d');
      case 'þ' -> out.append("th");
      case 'ı' -> out.append('i');
      case 'ς' -> out.append('σ');
      default -> out.append(Character.toLowerCase(c));
    }
  }
}

package org.shuke.records.search;

import java.lang.Character.UnicodeScript;
import java.util.ArrayList;
import java.util.List;

/// Cuts a folded text into what can be found: runs of characters that are written without spaces
/// (Chinese, Japanese, Korean, Thai), and words, with those that a sign holds together (`sku-12`)
/// kept together.
final class Words {
  /// A piece of a text, in its order.
  sealed interface Piece {}

  /// Characters without spaces between their words, as code points.
  record Dense(int[] characters) implements Piece {
    /// The characters as texts of `size` neighbours each.
    List<String> grams(int size) {
      var grams = new ArrayList<String>();
      for (int i = 0; i + size <= characters.length; i++) {
        grams.add(new String(characters, i, size));
      }
      return grams;
    }
  }

  /// One word, or several that a sign holds together.
  record Code(List<String> parts) implements Piece {
    String joined() {
      return cut(String.join("", parts));
    }

    boolean digits() {
      return parts.stream().allMatch(Words::digits);
    }
  }

  /// Longer words are cut, in records and questions alike.
  private static final int LONGEST = 60;

  private Words() {}

  static List<Piece> of(String folded) {
    var pieces = new ArrayList<Piece>();
    int at = 0;
    while (at < folded.length()) {
      int c = folded.codePointAt(at);
      int end = at + Character.charCount(c);
      if (dense(c)) {
        end = endOfDense(folded, at);
        pieces.add(new Dense(folded.substring(at, end).codePoints().toArray()));
      } else if (wordy(c)) {
        end = code(folded, at, pieces);
      }
      at = end;
    }
    return pieces;
  }

  private static int endOfDense(String text, int from) {
    int at = from;
    while (at < text.length()) {
      int c = text.codePointAt(at);
      if (!dense(c) && !(at > from && mark(c))) {
        break;
      }
      at += Character.charCount(c);
    }
    return at;
  }

  private static int code(String text, int from, List<Piece> pieces) {
    var parts = new ArrayList<String>();
    int at = from;
    while (true) {
      int start = at;
      at = endOfWord(text, start);
      parts.add(cut(text.substring(start, at)));
      if (at + 1 >= text.length() || !holds(text.charAt(at)) || !word(text.codePointAt(at + 1))) {
        pieces.add(new Code(List.copyOf(parts)));
        return at;
      }
      at++;
    }
  }

  private static int endOfWord(String text, int from) {
    int at = from;
    while (at < text.length() && word(text.codePointAt(at))) {
      at += Character.charCount(text.codePointAt(at));
    }
    return at;
  }

  private static boolean word(int c) {
    return wordy(c) && !dense(c);
  }

  private static boolean holds(char c) {
    return "-_./'’&+#@".indexOf(c) >= 0;
  }

  private static boolean wordy(int c) {
    return Character.isLetterOrDigit(c) || mark(c);
  }

  private static boolean mark(int c) {
    int type = Character.getType(c);
    return type == Character.NON_SPACING_MARK || type == Character.COMBINING_SPACING_MARK;
  }

  static boolean dense(int c) {
    if (c < 0xe00) {
      return false;
    }
    if (c >= 0x4e00 && c <= 0x9fff) {
      return true;
    }
    return Character.isLetter(c)
        && switch (UnicodeScript.of(c)) {
          case HAN, HIRAGANA, KATAKANA, HANGUL, THAI, LAO, KHMER, MYANMAR -> true;
          default -> false;
        };
  }

  static boolean digits(String word) {
    return between(word, '0', '9');
  }

  static boolean letters(String word) {
    return between(word, 'a', 'z');
  }

  private static boolean between(String word, char first, char last) {
    for (int i = 0; i < word.length(); i++) {
      if (word.charAt(i) < first || word.charAt(i) > last) {
        return false;
      }
    }
    return true;
  }

  private static String cut(String word) {
    return word.length() <= LONGEST ? word : word.substring(0, LONGEST);
  }
}

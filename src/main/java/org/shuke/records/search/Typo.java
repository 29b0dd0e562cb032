package org.shuke.records.search;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;

/// The shapes of the words that somebody may have meant: one letter wrong, missing, too many, or
/// two swapped. The index's [Tokens#SLIP] finds candidates by the first letters only; a shape looks
/// at the whole word.
final class Typo {
  /// From here on a slip may also stand in the middle of a word that is still being typed.
  private static final int LONG = 5;

  /// Syllables are few, and short names are all like each other.
  private static final int LONG_SOUND = 6;

  private Typo() {}

  /// A regular expression over the lexemes of a record: the word as it begins, or one slip away.
  ///
  /// @param word letters and digits only
  /// @param groups the codes of the groups that may answer
  static String shape(Collection<String> groups, String word) {
    var marks = word.length() < LONG_SOUND ? "/" : "[/~]";
    var ways = new ArrayList<>(List.of("[/~]" + word, marks + slips(word, word.length()) + "$"));
    if (word.length() >= LONG) {
      ways.add(marks + slips(word, word.length() - 1));
    }
    return "^(" + String.join("|", groups) + ")(" + String.join("|", ways) + ")";
  }

  /// One slip before the letter at `end`; what follows is as it was typed.
  private static String slips(String word, int end) {
    var slips = new LinkedHashSet<String>();
    for (int i = 0; i < end; i++) {
      var before = word.substring(0, i);
      var after = word.substring(i + 1);
      slips.add(before + ".?" + after);
      slips.add(before + "." + word.substring(i));
      if (i + 1 < end) {
        slips.add(before + word.charAt(i + 1) + word.charAt(i) + word.substring(i + 2));
      }
    }
    if (end == word.length()) {
      slips.add(word + ".");
    }
    return "(" + String.join("|", slips) + ")";
  }
}

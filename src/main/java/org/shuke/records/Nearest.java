package org.shuke.records;

import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

/// The name that a caller most likely meant: the closest readable one within edit distance 2.
public final class Nearest {
  private static final int LIMIT = 2;

  private Nearest() {}

  /// The closest of the names, ignoring case, or nothing when all are further than two edits away.
  public static Optional<String> to(String wrong, Collection<String> names) {
    String best = null;
    int least = LIMIT + 1;
    for (var name : names) {
      int distance = distance(wrong.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
      if (distance < least) {
        least = distance;
        best = name;
      }
    }
    return Optional.ofNullable(best);
  }

  /// Edit distance with transpositions (optimal string alignment).
  private static int distance(String a, String b) {
    if (Math.abs(a.length() - b.length()) > LIMIT) {
      return LIMIT + 1;
    }
    var rows = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        rows[i][j] = i == 0 ? j : j == 0 ? i : cheapest(a, b, i, j, rows);
      }
    }
    return rows[a.length()][b.length()];
  }

  private static int cheapest(String a, String b, int i, int j, int[][] rows) {
    int cost = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
    int least = Math.min(rows[i - 1][j - 1] + cost, Math.min(rows[i - 1][j], rows[i][j - 1]) + 1);
    boolean swapped =
        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
    return swapped ? Math.min(least, rows[i - 2][j - 2] + 1) : least;
  }
}

package org.shuke.imports.values;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Dates written out in characters: 二〇二四年三月十五日 as 2024年3月15日.
final class ChineseFigures {
  private static final String FIGURES = "〇一二三四五六七八九";
  private static final Pattern RUN = Pattern.compile("[〇零○一二三四五六七八九十]+");

  private ChineseFigures() {}

  static String plain(String text) {
    Matcher run = RUN.matcher(text);
    return run.find() ? run.replaceAll(m -> figures(m.group().replaceAll("[零○]", "〇"))) : text;
  }

  private static String figures(String run) {
    int ten = run.indexOf('十');
    if (ten < 0) {
      var digits = new StringBuilder();
      run.chars().forEach(c -> digits.append(FIGURES.indexOf(c)));
      return digits.toString();
    }
    int tens = ten == 0 ? 1 : FIGURES.indexOf(run.charAt(ten - 1));
    int ones = ten == run.length() - 1 ? 0 : FIGURES.indexOf(run.charAt(ten + 1));
    return String.valueOf(tens * 10 + ones);
  }
}

package org.shuke.imports.values;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// What a cell looks like at first sight, without deciding what it means.
public enum Look {
  EMPTY,
  NUMBER,
  DATE,
  EMAIL,
  URL,
  PHONE,
  BOOLEAN,
  TEXT;

  private static final Pattern NUMBERS =
      Pattern.compile(
          "[-+(]?\\p{Sc}?\\s?[-+]?\\d[\\d.,'"
              + " \u00a0\u202f]*(?:[eE][-+]?\\d+)?\\s?[万亿]*[%)元\\p{Sc}]?");
  private static final Pattern DATES =
      Pattern.compile(
          "\\d{4}[-/.]\\d{1,2}[-/.]\\d{1,2}(?:[T ].*)?|\\d{1,2}[-/.]\\d{1,2}[-/.]\\d{2,4}(?: .*)?"
              + "|\\d{2,4}年\\d{1,2}月(?:\\d{1,2}[日号])?.*"
              + "|(?:\\p{L}{3,9},? )?\\d{1,2}[- .]\\p{L}{3,9}\\.?[- ]\\d{2,4}.*"
              + "|\\p{L}{3,9}\\.? \\d{1,2},? \\d{4}.*");
  private static final Pattern EMAILS = Pattern.compile("[^@\\s]+@[^@\\s]+\\.[^@\\s.]{2,}");
  private static final Pattern URLS =
      Pattern.compile("(?:https?://|www\\.)\\S+", Pattern.CASE_INSENSITIVE);
  private static final Pattern PHONES = Pattern.compile("(?:\\+|00|\\(|0|1[3-9])[\\d() ./-]{6,22}");
  private static final Set<String> WORDS =
      Set.of("yes", "no", "true", "false", "y", "n", "是", "否", "真", "假", "对", "错");

  public static Look of(String cell) {
    String text = Digits.halfWidth(cell).strip();
    if (text.isEmpty()) {
      return EMPTY;
    }
    if (text.length() > 200) {
      return TEXT;
    }
    if (WORDS.contains(text.toLowerCase(Locale.ROOT))) {
      return BOOLEAN;
    }
    if (EMAILS.matcher(text).matches()) {
      return EMAIL;
    }
    if (URLS.matcher(text).matches()) {
      return URL;
    }
    if (DATES.matcher(text).matches()) {
      return DATE;
    }
    if (PHONES.matcher(text).matches() && phoneLike(text)) {
      return PHONE;
    }
    return NUMBERS.matcher(text).matches() ? NUMBER : TEXT;
  }

  private static boolean phoneLike(String text) {
    long digits = text.chars().filter(c -> c >= '0' && c <= '9').count();
    boolean marked = text.startsWith("+") || text.startsWith("0") || text.startsWith("(");
    boolean mobile = digits == 11 && text.startsWith("1") && text.indexOf('.') < 0;
    return digits >= 7 && digits <= 15 && (mobile || marked && text.indexOf('.') < 0);
  }
}

package org.shuke.records.expression;

import java.util.Map;

/// A regular expression in the part of RE2 that PostgreSQL can be told exactly: characters,
/// classes, groups, alternatives, repetitions, `^` and `$`. Anything else is refused, so that a
/// match is the same in memory and in SQL.
///
/// @param text as written, for RE2
/// @param postgres the same for PostgreSQL's `~`
record Regex(String text, String postgres) {
  private static final int MAX_LENGTH = 300;
  private static final int MAX_REPEAT = 100;
  private static final int MAX_SIZE = 1_000;
  private static final int MAX_DEPTH = 10;

  static Regex of(String text, Place place) {
    if (text.length() > MAX_LENGTH) {
      throw place.fault("pattern-long", Map.of("limit", MAX_LENGTH));
    }
    var translation = new Translation(text, place);
    return new Regex(text, translation.whole());
  }

  com.google.re2j.Pattern compile() {
    return com.google.re2j.Pattern.compile(text);
  }

  /// One pass over the text: checks and writes at once.
  private static final class Translation {
    private final String text;
    private final Place place;
    private final StringBuilder out = new StringBuilder();
    private int at;
    private int depth;

    Translation(String text, Place place) {
      this.text = text;
      this.place = place;
    }

    String whole() {
      alternatives();
      if (at < text.length()) {
        throw refused(")");
      }
      return out.toString();
    }

    /// Writes alternatives up to the end or a closing bracket; answers their size when unrolled.
    private int alternatives() {
      int size = 0;
      while (true) {
        size += sequence();
        if (peek() != '|') {
          return size;
        }
        out.append('|');
        at++;
      }
    }

    private int sequence() {
      int size = 0;
      while (at < text.length() && peek() != '|' && peek() != ')') {
        boolean anchor = peek() == '^' || peek() == '$';
        size += anchor ? anchor() : repeated(atom());
        if (size > MAX_SIZE) {
          throw place.fault("pattern-large");
        }
      }
      return size;
    }

    private int anchor() {
      out.append((char) peek());
      at++;
      if (isRepeat()) {
        throw refused(Character.toString(peek()));
      }
      return 1;
    }

    private int atom() {
      int c = peek();
      switch (c) {
        case '.' -> plain("[^\\n]");
        case '(' -> {
          return group();
        }
        case '[' -> bracket();
        case '\\' -> escape();
        case '*', '+', '?', '{' -> throw refused(Character.toString(c));
        default -> {
          at += Character.charCount(c);
          literal(c);
        }
      }
      return 1;
    }

    private void plain(String written) {
      at++;
      out.append(written);
    }

    private int group() {
      if (++depth > MAX_DEPTH) {
        throw place.fault("pattern-large");
      }
      boolean silent = text.startsWith("(?:", at);
      if (!silent && text.startsWith("(?", at)) {
        throw refused("(?");
      }
      at += silent ? 3 : 1;
      out.append("(?:");
      int size = alternatives();
      if (peek() != ')') {
        throw refused("(");
      }
      plain(")");
      depth--;
      return size + 1;
    }

    private void escape() {
      var set = set();
      if (set != null) {
        at += 2;
        boolean not = Character.isUpperCase(text.charAt(at - 1));
        out.append(not ? "[^" : "[").append(set).append(']');
      } else {
        literal(escaped());
      }
    }

    /// The members of `\d`, `\w`, `\s` and their opposites, or null for another escape.
    private @org.jspecify.annotations.Nullable String set() {
      return switch (at + 1 < text.length() ? text.charAt(at + 1) : ' ') {
        case 'd', 'D' -> "0-9";
        case 'w', 'W' -> "0-9A-Za-z_";
        case 's', 'S' -> "\\t\\n\\f\\r ";
        default -> null;
      };
    }

    private int escaped() {
      char c = at + 1 < text.length() ? text.charAt(at + 1) : ' ';
      int known = "tnrfv".indexOf(c);
      if (known < 0 && (c <= ' ' || c > '~' || Character.isLetterOrDigit(c))) {
        throw refused("\\" + c);
      }
      at += 2;
      return known < 0 ? c : "\t\n\r\f\u000b".charAt(known);
    }

    private void bracket() {
      int from = at;
      plain("[");
      if (peek() == '^') {
        plain("^");
      }
      boolean some = false;
      while (peek() != ']') {
        if (at >= text.length() || peek() == '[') {
          throw refused(text.substring(from));
        }
        member();
        some = true;
      }
      if (!some) {
        throw refused("[]");
      }
      plain("]");
    }

    private void member() {
      if (peek() == '\\' && set() != null) {
        if (Character.isUpperCase(text.charAt(at + 1))) {
          throw refused(text.substring(at, at + 2));
        }
        out.append(set());
        at += 2;
        return;
      }
      int first = one();
      literal(first);
      if (peek() == '-' && at + 1 < text.length() && text.charAt(at + 1) != ']') {
        at++;
        if (peek() == '\\' && set() != null) {
          throw refused("-" + text.substring(at, at + 2));
        }
        int last = one();
        if (last < first) {
          throw refused(Character.toString(first) + "-" + Character.toString(last));
        }
        out.append('-');
        literal(last);
      }
    }

    private int one() {
      int c = peek();
      if (c == '\\') {
        return escaped();
      }
      if (c < 0) {
        throw refused("[");
      }
      at += Character.charCount(c);
      return c;
    }

    private int repeated(int size) {
      if (!isRepeat()) {
        return size;
      }
      int times = 1;
      if (peek() == '{') {
        times = counted();
      } else {
        plain(Character.toString(peek()));
      }
      if (peek() == '?') {
        at++; // greedy or not, it matches the same texts
      }
      if (isRepeat()) {
        throw refused(Character.toString(peek()));
      }
      return size * times;
    }

    private int counted() {
      int end = text.indexOf('}', at);
      var written = end < 0 ? "" : text.substring(at, end + 1);
      if (!written.matches("\\{\\d{1,3}(,(\\d{1,3})?)?}")) {
        throw refused("{");
      }
      var numbers = written.substring(1, written.length() - 1).split(",");
      int least = Integer.parseInt(numbers[0]);
      int most = numbers.length > 1 ? Integer.parseInt(numbers[1]) : least;
      if (most > MAX_REPEAT || least > most) {
        throw refused(written);
      }
      at = end + 1;
      out.append(written);
      return Math.max(most, 1);
    }

    private boolean isRepeat() {
      return peek() == '*' || peek() == '+' || peek() == '?' || peek() == '{';
    }

    private void literal(int c) {
      if (c > ' ' && c <= '~' && !Character.isLetterOrDigit(c)) {
        out.append('\\');
      }
      out.appendCodePoint(c);
    }

    private int peek() {
      return at < text.length() ? text.codePointAt(at) : -1;
    }

    private ExpressionFault refused(String what) {
      return place.fault("pattern", Map.of("pattern", text, "near", what));
    }
  }
}

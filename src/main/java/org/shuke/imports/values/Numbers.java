package org.shuke.imports.values;

import java.math.BigDecimal;
import java.text.DecimalFormatSymbols;

/// Numbers and amounts, under the decimal sign that the column as a whole shows.
final class Numbers implements ColumnForm {
  private static final String GROUPING = " '’_";

  private final char decimal;
  private final boolean open;

  private Numbers(char decimal, boolean open) {
    this.decimal = decimal;
    this.open = open;
  }

  static Numbers of(Options options, Evidence evidence) {
    if (evidence.pointDecimals != evidence.commaDecimals) {
      return new Numbers(evidence.pointDecimals > evidence.commaDecimals ? '.' : ',', false);
    }
    char usual = DecimalFormatSymbols.getInstance(options.locale()).getDecimalSeparator();
    return new Numbers(usual == ',' ? ',' : '.', evidence.eitherNumbers > 0);
  }

  /// Counts what a cell says about the decimal sign: `1.234,5` and `12,5` say comma, `1,234` says
  /// neither.
  static void weigh(String text, Evidence evidence) {
    if (text.indexOf(',') < 0 && text.indexOf('.') < 0) {
      return;
    }
    String bare = bare(text).digits();
    int comma = bare.indexOf(',');
    int point = bare.indexOf('.');
    if (comma < 0 && point < 0 || !onlyFigures(bare)) {
      return;
    }
    if (comma >= 0 && point >= 0) {
      vote(evidence, bare.lastIndexOf(',') > bare.lastIndexOf('.') ? ',' : '.');
      return;
    }
    char sign = comma >= 0 ? ',' : '.';
    int first = Math.max(comma, point);
    int last = bare.lastIndexOf(sign);
    if (first != last) {
      vote(evidence, sign == ',' ? '.' : ',');
    } else if (bare.length() - last - 1 != 3 || first > 3 || first == 0 || bare.startsWith("0")) {
      vote(evidence, sign);
    } else {
      evidence.eitherNumbers++;
    }
  }

  private static boolean onlyFigures(String bare) {
    return bare.chars().allMatch(c -> c >= '0' && c <= '9' || c == ',' || c == '.');
  }

  private static void vote(Evidence evidence, char decimal) {
    if (decimal == '.') {
      evidence.pointDecimals++;
    } else {
      evidence.commaDecimals++;
    }
  }

  @Override
  public Reading read(String cell) {
    Bare bare = bare(Digits.halfWidth(cell).strip());
    String digits = bare.digits();
    char group = decimal == '.' ? ',' : '.';
    int mark = digits.indexOf(decimal);
    String whole = mark < 0 ? digits : digits.substring(0, mark);
    String fraction = mark < 0 ? "" : digits.substring(mark + 1);
    boolean grouped = whole.indexOf(group) >= 0;
    if (grouped && !groupsFit(whole, group)) {
      return Reading.wrong("number-wrong");
    }
    String plain = (grouped ? whole.replace(String.valueOf(group), "") : whole) + "." + fraction;
    if (plain.length() == 1 || !figures(plain)) {
      return Reading.wrong("number-wrong");
    }
    BigDecimal value =
        new BigDecimal(plain.endsWith(".") ? plain.substring(0, plain.length() - 1) : plain);
    value = value.scaleByPowerOfTen(bare.power());
    value = bare.negative() ? value.negate() : value;
    String text = value.toPlainString();
    boolean doubtful = open && (grouped || mark >= 0 && fraction.length() == 3);
    return doubtful ? Reading.guessed(text, "number-guessed") : Reading.of(text);
  }

  private static boolean figures(String plain) {
    for (int i = 0; i < plain.length(); i++) {
      char c = plain.charAt(i);
      if ((c < '0' || c > '9') && c != '.') {
        return false;
      }
    }
    return plain.indexOf('.') == plain.lastIndexOf('.') && plain.length() <= 32;
  }

  /// Groups of three, but for the first: `12,34` is no grouped number. Indian lakhs pass:
  /// `12,34,567`.
  private static boolean groupsFit(String whole, char group) {
    String[] groups = whole.split(java.util.regex.Pattern.quote(String.valueOf(group)), -1);
    for (int i = 0; i < groups.length; i++) {
      int length = groups[i].length();
      boolean last = i == groups.length - 1;
      boolean fits =
          last ? length == 3 : i == 0 ? length > 0 && length <= 3 : length == 2 || length == 3;
      if (!fits) {
        return false;
      }
    }
    return true;
  }

  /// A number without what stands around its digits.
  private record Bare(String digits, boolean negative, int power) {}

  private static Bare bare(String text) {
    String rest = text;
    boolean negative = false;
    if (rest.length() > 2 && rest.startsWith("(") && rest.endsWith(")")) {
      negative = true;
      rest = rest.substring(1, rest.length() - 1);
    }
    int power = 0;
    int exponent = exponentAt(rest);
    if (exponent > 0) {
      power = Integer.parseInt(rest.substring(exponent + 1).replace("+", ""));
      rest = rest.substring(0, exponent);
    }
    var digits = new StringBuilder(rest.length());
    StringBuilder around = new StringBuilder();
    for (int i = 0; i < rest.length(); i++) {
      char c = rest.charAt(i);
      boolean inside = !digits.isEmpty();
      switch (c) {
        case '-', '\u2212', '\u2013' -> negative = !negative;
        case '%' -> power -= 2;
        case '‰' -> power -= 3;
        case '万' -> power += 4;
        case '亿' -> power += 8;
        case '+' -> {}
        default -> {
          if (c >= '0' && c <= '9' || inside && (c == '.' || c == ',') || !inside && c == '.') {
            digits.append(c);
          } else if (!(inside && GROUPING.indexOf(c) >= 0)) {
            around.append(c);
          }
        }
      }
    }
    boolean known = around.isEmpty() || Currencies.known(around.toString());
    return new Bare(known ? digits.toString() : text, negative, power);
  }

  /// Where `E+11` begins, or -1.
  private static int exponentAt(String text) {
    int e = Math.max(text.lastIndexOf('e'), text.lastIndexOf('E'));
    if (e <= 0 || e == text.length() - 1 || text.length() - e > 5) {
      return -1;
    }
    boolean figures = text.substring(e + 1).matches("[+-]?\\d{1,3}");
    return figures && Character.isDigit(text.charAt(e - 1)) ? e : -1;
  }
}

package org.shuke.imports.files;

import java.math.BigDecimal;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;
import org.shuke.imports.values.ExcelDays;

/// Which number formats of a workbook mean a date, and the date a number then is.
final class ExcelDates {
  private static final Pattern NOT_CODES = Pattern.compile("\"[^\"]*\"|\\\\.|\\[[^\\]]*]|_.|\\*.");
  private static final BigDecimal LAST = BigDecimal.valueOf(2_958_466);

  private final boolean from1904;

  ExcelDates(boolean from1904) {
    this.from1904 = from1904;
  }

  static boolean inRange(BigDecimal number) {
    return number.signum() >= 0 && number.compareTo(LAST) < 0;
  }

  /// The formats that workbooks name by number only; those of East Asia are dates from 27 to 58.
  static String implied(int id) {
    boolean date = id >= 14 && id <= 17 || id >= 27 && id <= 31 || id == 36 || id >= 50 && id <= 58;
    boolean time = id >= 18 && id <= 21 || id >= 32 && id <= 35 || id >= 45 && id <= 47;
    return date ? "yyyy-mm-dd" : time ? "h:mm:ss" : id == 22 ? "yyyy-mm-dd h:mm" : "";
  }

  boolean isDate(String format) {
    if (format.isEmpty() || format.equalsIgnoreCase("General") || format.equals("@")) {
      return false;
    }
    String codes = codes(format);
    return codes.chars().anyMatch(c -> "ymdhs年月日".indexOf(c) >= 0);
  }

  String text(BigDecimal serial, String format) {
    LocalDateTime at = ExcelDays.at(serial, from1904);
    String codes = codes(format);
    boolean day = codes.indexOf('y') >= 0 || codes.indexOf('d') >= 0 || codes.indexOf('年') >= 0;
    boolean time = codes.indexOf('h') >= 0 || codes.indexOf('s') >= 0;
    boolean midnight = at.toLocalTime().toSecondOfDay() == 0;
    if (!day && serial.compareTo(BigDecimal.ONE) < 0) {
      return at.toLocalTime().format(DateTimeFormatter.ISO_LOCAL_TIME);
    }
    return time || !midnight ? at.toString() : at.toLocalDate().toString();
  }

  private static String codes(String format) {
    String first = format.split(";", 2)[0].toLowerCase(Locale.ROOT);
    return NOT_CODES.matcher(first).replaceAll("");
  }
}

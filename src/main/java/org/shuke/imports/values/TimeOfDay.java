package org.shuke.imports.values;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The time of day at the end of a cell, and what stands before it.
///
/// @param rest the cell without the time
/// @param time null when the cell has none
/// @param offset null when the time is local
record TimeOfDay(String rest, @Nullable LocalTime time, @Nullable ZoneOffset offset) {
  private static final Pattern TIME =
      Pattern.compile(
          "(.*?)[T ,]*(上午|下午|中午|晚上|早上|凌晨)?\\s*(\\d{1,2})\\s*[:时点h]\\s*(\\d{1,2})?"
              + "(?:\\s*[:分]\\s*(\\d{1,2})?(?:[.,](\\d{1,9}))?)?\\s*秒?\\s*([AaPp]\\.?[Mm]\\.?)?"
              + "\\s*(Z|UTC|GMT|[+-]\\d{2}:?(?:\\d{2})?)?(?:\\s*\\(.*\\)|\\[.*])?");

  /// @throws DateTimeException for a time that no clock shows
  static TimeOfDay of(String text) {
    Matcher m = TIME.matcher(text);
    if (text.length() < 4 || !m.matches()) {
      return new TimeOfDay(text, null, null);
    }
    int hour = Integer.parseInt(m.group(3));
    String half = m.group(7) != null ? m.group(7).substring(0, 1).toLowerCase(Locale.ROOT) : "";
    String day = m.group(2) == null ? "" : m.group(2);
    boolean late =
        half.equals("p") || day.equals("下午") || day.equals("晚上") || day.equals("中午") && hour < 3;
    boolean early = half.equals("a") || day.equals("上午") || day.equals("凌晨") || day.equals("早上");
    if (late && hour < 12) {
      hour += 12;
    } else if (early && hour == 12) {
      hour = 0;
    }
    String fraction = m.group(6) == null ? "0" : (m.group(6) + "00000000").substring(0, 9);
    int nanos = m.group(6) == null ? 0 : Integer.parseInt(fraction);
    LocalTime time = LocalTime.of(hour, number(m.group(4)), number(m.group(5)), nanos);
    return new TimeOfDay(m.group(1).strip(), time, offset(m.group(8)));
  }

  private static int number(@Nullable String digits) {
    return digits == null ? 0 : Integer.parseInt(digits);
  }

  private static @Nullable ZoneOffset offset(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return text.startsWith("+") || text.startsWith("-") ? ZoneOffset.of(text) : ZoneOffset.UTC;
  }
}

package org.shuke.imports.values;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Lengths of time, in whole seconds: `1:30` is an hour and a half, a bare number minutes.
final class Durations {
  private static final Pattern CLOCK = Pattern.compile("(\\d{1,4}):([0-5]\\d)(?::([0-5]\\d))?");
  private static final Pattern PARTS =
      Pattern.compile(
          "(\\d+(?:\\.\\d+)?)\\s*(d|days?|天|日|h|hrs?|hours?|小时|时|m|mins?|minutes?|分钟?|s|secs?|seconds?|秒)");

  private Durations() {}

  static Reading read(String cell) {
    String text = Digits.halfWidth(cell).strip().toLowerCase(Locale.ROOT);
    Matcher clock = CLOCK.matcher(text);
    if (clock.matches()) {
      long seconds = clock.group(3) == null ? 0 : Long.parseLong(clock.group(3));
      long minutes = Long.parseLong(clock.group(1)) * 60 + Long.parseLong(clock.group(2));
      return Reading.of(String.valueOf(minutes * 60 + seconds));
    }
    if (text.matches("\\d{1,9}")) {
      return Reading.guessed(String.valueOf(Long.parseLong(text) * 60), "duration-minutes");
    }
    try {
      return text.startsWith("p")
          ? Reading.of(String.valueOf(Duration.parse(text).toSeconds()))
          : parts(text);
    } catch (DateTimeParseException e) {
      return Reading.wrong("duration-wrong");
    }
  }

  private static Reading parts(String text) {
    Matcher part = PARTS.matcher(text);
    double seconds = 0;
    int end = 0;
    while (part.find() && text.substring(end, part.start()).isBlank()) {
      seconds += Double.parseDouble(part.group(1)) * unit(part.group(2));
      end = part.end();
    }
    boolean whole = end > 0 && text.substring(end).isBlank();
    return whole
        ? Reading.of(String.valueOf(Math.round(seconds)))
        : Reading.wrong("duration-wrong");
  }

  private static int unit(String name) {
    return switch (name.charAt(0)) {
      case 'd', '天', '日' -> 86_400;
      case 'h', '小', '时' -> 3_600;
      case 'm', '分' -> 60;
      default -> 1;
    };
  }
}

package org.shuke.records.expression;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Pattern;

/// Lengths of time as CEL writes them: `36h`, `1h30m`, `-90s`, `1.5h`; kept in whole seconds.
final class Durations {
  /// Three hundred years: enough for any record, and never past the ends of a calendar.
  static final long MAX_SECONDS = 300L * 366 * 86_400;

  private static final Pattern WHOLE = Pattern.compile("(-?)((?:\\d{1,12}(?:\\.\\d{1,9})?[hms])+)");
  private static final Pattern PART = Pattern.compile("([\\d.]+)([hms])");

  private Durations() {}

  static Long parse(String text, Place place) {
    var whole = WHOLE.matcher(text);
    if (!whole.matches()) {
      throw place.fault("duration", Map.of("value", text));
    }
    var seconds = BigDecimal.ZERO;
    var part = PART.matcher(whole.group(2));
    while (part.find()) {
      var unit =
          switch (part.group(2)) {
            case "h" -> 3600;
            case "m" -> 60;
            default -> 1;
          };
      seconds = seconds.add(new BigDecimal(part.group(1)).multiply(BigDecimal.valueOf(unit)));
    }
    if (seconds.stripTrailingZeros().scale() > 0
        || seconds.compareTo(BigDecimal.valueOf(MAX_SECONDS)) > 0) {
      throw place.fault("duration", Map.of("value", text));
    }
    return whole.group(1).isEmpty() ? seconds.longValueExact() : -seconds.longValueExact();
  }
}

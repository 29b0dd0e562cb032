package org.shuke.bench;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// One line of the report.
///
/// @param what what was done
/// @param program what the program reached, as text with its unit
/// @param limit what the raw limit reached, or null where there is none
/// @param ratio program ÷ limit, 1 is the limit
/// @param wanted the ratio that is promised
public record Figure(
    String what,
    String program,
    @Nullable String limit,
    @Nullable Double ratio,
    @Nullable Double wanted) {

  /// A figure without a limit.
  static Figure of(String what, String format, Object... values) {
    return new Figure(what, text(format, values), null, null, null);
  }

  /// A figure beside its limit, both in the same unit, where more is better.
  static Figure ratio(
      String what, double program, double limit, double ratio, String unit, double wanted) {
    return new Figure(
        what, text("%,.0f %s", program, unit), text("%,.0f %s", limit, unit), ratio, wanted);
  }

  boolean met() {
    return ratio == null || wanted == null || ratio >= wanted;
  }

  static String text(String format, @Nullable Object... values) {
    return String.format(Locale.ROOT, format, values);
  }
}

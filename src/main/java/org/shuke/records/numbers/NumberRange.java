package org.shuke.records.numbers;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// How records of one kind are numbered, as administrators edit it.
///
/// @param subject the name of the type: `quote`
/// @param pattern text with `{yyyy}`, `{yy}`, `{MM}` and one run of zeros like `{0000}`, which is
///   the number with at least so many digits
/// @param gapFree must no number be missing?
/// @param restart when counting begins anew
public record NumberRange(
    @Nullable String subject,
    @Nullable String pattern,
    @Nullable Boolean gapFree,
    @Nullable Restart restart) {

  /// When counting begins anew.
  public enum Restart {
    NEVER,
    YEARLY,
    MONTHLY
  }

  static final Pattern COUNT = Pattern.compile("\\{(0+)}");

  /// For the engine.
  public static Type type() {
    return Declaration.of(
            "number-range", "number-ranges", "records.number_range", NumberRange.class)
        .titled("subject")
        .required("subject", "pattern", "restart")
        .unique("subject")
        .rule("pattern", "pattern", NumberRange::counts)
        .rule("repeats", "restart", NumberRange::tellsPeriods)
        .type();
  }

  private static boolean counts(NumberRange range) {
    return range.pattern() == null
        || COUNT.matcher(range.pattern()).results().count() == 1
            && COUNT
                    .matcher(range.pattern())
                    .replaceAll("")
                    .replaceAll("\\{(yyyy|yy|MM)}", "")
                    .indexOf('{')
                < 0;
  }

  /// A number that starts anew must say of which year, or month, it is.
  private static boolean tellsPeriods(NumberRange range) {
    var pattern = range.pattern() == null ? "" : range.pattern();
    boolean year = pattern.contains("{yyyy}") || pattern.contains("{yy}");
    return switch (range.restart()) {
      case null -> true;
      case NEVER -> true;
      case YEARLY -> year;
      case MONTHLY -> year && pattern.contains("{MM}");
    };
  }
}

package org.shuke.automation.notifications;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a person wants to be told, and when not.
///
/// @param quietFrom start of his quiet hours, in his own time zone; they may pass midnight
/// @param quietUntil their end
/// @param muted the kinds that he does not want to hear of
public record Preferences(
    @Nullable LocalTime quietFrom, @Nullable LocalTime quietUntil, List<String> muted) {
  static final Preferences NONE = new Preferences(null, null, List.of());

  /// When something that happens now may show: now, or when the quiet hours end.
  Instant showAt(Instant now, ZoneId zone) {
    var from = quietFrom;
    var until = quietUntil;
    if (from == null || until == null || from.equals(until)) {
      return now;
    }
    var local = now.atZone(zone);
    var time = local.toLocalTime();
    boolean overnight = until.isBefore(from);
    boolean quiet =
        overnight
            ? !time.isBefore(from) || time.isBefore(until)
            : !time.isBefore(from) && time.isBefore(until);
    if (!quiet) {
      return now;
    }
    boolean tomorrow = overnight && !time.isBefore(from);
    return local.toLocalDate().plusDays(tomorrow ? 1 : 0).atTime(until).atZone(zone).toInstant();
  }
}

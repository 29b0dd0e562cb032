package org.shuke.catalog;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Days from the first to the last, both counted; an absent end is open.
public final class Period {
  private Period() {}

  /// Is there a day in it?
  public static boolean runs(@Nullable LocalDate from, @Nullable LocalDate until) {
    return from == null || until == null || !until.isBefore(from);
  }

  public static boolean covers(@Nullable LocalDate from, @Nullable LocalDate until, LocalDate day) {
    return (from == null || !day.isBefore(from)) && (until == null || !day.isAfter(until));
  }
}

package org.shuke.platform.jobs;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;

/// When a recurring job is due next.
@FunctionalInterface
public interface Schedule {
  Instant after(Instant moment);

  static Schedule every(Duration interval) {
    return moment -> moment.plus(interval);
  }

  /// Once a local day; on a day without that time (clocks change) at the next one that exists.
  static Schedule daily(LocalTime time, ZoneId zone) {
    return moment -> {
      var today = moment.atZone(zone).toLocalDate();
      var due = today.atTime(time).atZone(zone).toInstant();
      return due.isAfter(moment) ? due : today.plusDays(1).atTime(time).atZone(zone).toInstant();
    };
  }
}

package org.shuke.sales.reports;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.shuke.sales.plans.Period;

/// From a day until a day, both of them included; open where there is none.
record Span(@Nullable LocalDate from, @Nullable LocalDate until) {
  static Span of(Period period) {
    return new Span(period.from(), period.until());
  }

  /// The CEL condition that a date field lies within; null for all time.
  @Nullable String within(String field) {
    var begins = from == null ? null : field + " >= date(\"" + from + "\")";
    var ends = until == null ? null : field + " <= date(\"" + until + "\")";
    return begins == null && ends == null ? null : SalesReport.and(begins, ends);
  }
}

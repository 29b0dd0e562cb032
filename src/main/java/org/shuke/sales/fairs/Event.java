package org.shuke.sales.fairs;

import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Codes;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// A fair or another event where we meet people.
///
/// @param cost of everything: stand, travel, print
/// @param followUpDays after its end everybody who was met there must have heard of us
public record Event(
    @Nullable String name,
    @Nullable String place,
    @Nullable LocalDate startsOn,
    @Nullable LocalDate endsOn,
    @Nullable BigDecimal cost,
    @Nullable String currency,
    @Nullable BigDecimal followUpDays,
    @Nullable String notes) {
  static Type type() {
    return Declaration.of("event", "events", "sales.event", Event.class)
        .required("name")
        .ordered("name")
        .money("cost")
        .longText("notes")
        .searched("names", "name")
        .rule("currency-unknown", "currency", e -> Codes.isCurrency(e.currency()))
        .rule("dates", "endsOn", Event::endsAfterItStarts)
        .type();
  }

  private boolean endsAfterItStarts() {
    return startsOn == null || endsOn == null || !endsOn.isBefore(startsOn);
  }
}

package org.shuke.sales.orders;

import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How far an order is, step by step, as its customer may know it.
///
/// @param steps in their order; a step without a day is still to come
public record Progress(String number, String status, List<Step> steps) {
  /// One step.
  ///
  /// @param what `ordered`, `shipped`, `back`, `delivered`, `paid`, `cancelled`
  /// @param detail carrier and tracking number, or how much was paid of how much
  public record Step(String what, @Nullable LocalDate on, @Nullable String detail) {}
}

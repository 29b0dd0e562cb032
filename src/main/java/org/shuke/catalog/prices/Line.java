package org.shuke.catalog.prices;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What a price is asked for.
///
/// @param quantity in `unit`; a return's minus does not count
/// @param unit the product's own unless another of its units is named
public record Line(UUID product, BigDecimal quantity, @Nullable String unit) {
  public Line(UUID product, BigDecimal quantity) {
    this(product, quantity, null);
  }
}

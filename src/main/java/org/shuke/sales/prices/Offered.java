package org.shuke.sales.prices;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What somebody wants to offer.
///
/// @param unit the product's own when absent or not one of its units
/// @param price for one of `unit`
public record Offered(UUID product, BigDecimal quantity, @Nullable String unit, BigDecimal price) {}

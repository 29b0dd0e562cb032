package org.shuke.catalog.prices;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// The lowest price that the caller may offer without approval.
///
/// @param price for one of the line's unit
/// @param rule the price floor that says so
/// @param maxDiscount what it allows off the price before promotions, in percent
public record Floor(BigDecimal price, String rule, @Nullable BigDecimal maxDiscount) {}

package org.shuke.catalog.prices;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The price of one line, and why.
///
/// @param factor how many of the product's own unit one of the line's unit holds
/// @param price for one of the line's unit, rounded; null when no rule gives one
/// @param before the same before promotions
/// @param floor null where nothing binds the caller
/// @param rules first the one that gave the price, then what changed it, then what did not count
public record Priced(
    UUID product,
    BigDecimal quantity,
    @Nullable String unit,
    BigDecimal factor,
    String currency,
    @Nullable BigDecimal price,
    @Nullable BigDecimal before,
    @Nullable Floor floor,
    @Nullable Tax tax,
    List<Rule> rules) {}

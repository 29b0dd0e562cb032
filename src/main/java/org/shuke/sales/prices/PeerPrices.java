package org.shuke.sales.prices;

import java.math.BigDecimal;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// What comparable customers paid within a year, without anybody's name.
///
/// @param times how often
/// @param low the lowest, for one of the product's own unit, in the question's currency
/// @param middle the median
/// @param last the latest
public record PeerPrices(
    long times,
    @Nullable BigDecimal low,
    @Nullable BigDecimal middle,
    @Nullable BigDecimal high,
    @Nullable BigDecimal last,
    Instant lastAt) {}

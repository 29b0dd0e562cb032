package org.shuke.sales.prices;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One price that the customer was offered or paid, for one of the product's own unit.
///
/// @param price in `currency`, as it was
/// @param by the name of whose offer or order it was
/// @param record the quote or order
/// @param mine is it the caller's own?
/// @param validUntil how long an offer holds
public record Remembered(
    UUID record,
    String number,
    @Nullable String status,
    BigDecimal price,
    String currency,
    BigDecimal quantity,
    Instant at,
    @Nullable String by,
    boolean mine,
    @Nullable LocalDate validUntil) {}

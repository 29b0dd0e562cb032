package org.shuke.catalog.prices;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// For whom a price is, as far as rules ask.
///
/// @param currency what the price is wanted in
/// @param customerClass its own price class, else the class of its value
public record Buyer(
    @Nullable UUID account,
    String currency,
    @Nullable String country,
    @Nullable String region,
    @Nullable String customerClass) {}

package org.shuke.catalog.prices;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What several things cost one customer at one time.
///
/// @param account nobody in particular when absent
/// @param currency the account's, else the company's, when absent
/// @param at now when absent
/// @param explain also name the rules that did not count
public record Question(
    @Nullable UUID account,
    @Nullable String currency,
    @Nullable Instant at,
    List<Line> lines,
    boolean explain) {}

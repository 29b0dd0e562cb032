package org.shuke.customers.pools;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// A public pool.
///
/// @param teams whose members see and claim what lies in it, with the teams below
/// @param claimLimitPerDay how many records one person may claim in a day; unlimited without
/// @param holdingCap how many claimed records one person may hold at a time; unlimited without
/// @param returnAfterDays without real follow-up for so long a record returns; never without
/// @param warnDays how long before that its holder is warned; one day unless said
/// @param reclaimAfterDays how long whoever held a record must leave it to others
public record Pool(
    @Nullable String name,
    List<UUID> teams,
    @Nullable BigDecimal claimLimitPerDay,
    @Nullable BigDecimal holdingCap,
    @Nullable BigDecimal returnAfterDays,
    @Nullable BigDecimal warnDays,
    @Nullable BigDecimal reclaimAfterDays,
    @Nullable String notes) {
  public static Type type() {
    return Declaration.of("pool", "pools", "customers.pool", Pool.class)
        .required("name")
        .unique("name")
        .references("teams", "team")
        .longText("notes")
        .rule("limit", "claimLimitPerDay", p -> isPositive(p.claimLimitPerDay()))
        .rule("cap", "holdingCap", p -> isPositive(p.holdingCap()))
        .rule("days", "returnAfterDays", p -> isPositive(p.returnAfterDays()))
        .rule("warning", "warnDays", Pool::warnsInTime)
        .type();
  }

  private boolean warnsInTime() {
    return isPositive(warnDays)
        && (warnDays == null || returnAfterDays == null || warnDays.compareTo(returnAfterDays) < 0);
  }

  private static boolean isPositive(@Nullable BigDecimal number) {
    return number == null || number.signum() > 0;
  }
}

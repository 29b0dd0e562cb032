package org.shuke.sales.contracts;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.records.Draft;
import org.shuke.records.Unit;
import org.shuke.records.writes.Desk;

/// Makes the contract that follows on one: the same for the time after, as a draft, with the files
/// that were agreed to.
final class Following {
  private final Clock clock;
  private final ZoneId zone;
  private final Desk desk;
  private final Annexes annexes;

  Following(Clock clock, ZoneId zone, Desk desk, Annexes annexes) {
    this.clock = clock;
    this.zone = zone;
    this.desk = desk;
    this.annexes = annexes;
  }

  /// @param old what is stored of the one before
  UUID of(Unit unit, UUID id, Draft old) throws SQLException {
    if (ContractSql.following(unit.tx(), id) != null) {
      throw Refusal.conflict("contract.renewed-already", Map.of());
    }
    var next = new LinkedHashMap<String, @Nullable Object>();
    for (var field :
        List.of(
            "name",
            "account",
            "contact",
            "opportunity",
            "kind",
            "currency",
            "amount",
            "noticeDays",
            "renewal",
            "renewalMonths",
            "remindDays",
            "language",
            "terms",
            "owner")) {
      next.put(field, old.stored(field));
    }
    var end =
        old.stored("endsOn") instanceof LocalDate last
            ? last
            : LocalDate.ofInstant(clock.instant(), zone).minusDays(1);
    next.put("startsOn", end.plusDays(1));
    next.put("endsOn", nextEnd(old, end));
    next.put("renews", id);
    next.values().removeIf(Objects::isNull);
    var made = desk.create(unit, Contracts.CONTRACT, next);
    annexes.copy(unit, id, made);
    return made;
  }

  /// As many months as it says; else as many days as the one before had.
  private static @Nullable LocalDate nextEnd(Draft old, LocalDate end) {
    if (old.stored("renewalMonths") instanceof BigDecimal months && months.signum() > 0) {
      return end.plusDays(1).plusMonths(months.longValue()).minusDays(1);
    }
    return old.stored("startsOn") instanceof LocalDate first
        ? end.plusDays(ChronoUnit.DAYS.between(first, end) + 1)
        : null;
  }
}

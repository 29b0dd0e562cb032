package org.shuke.sales.contracts;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.prices.Rates;
import org.shuke.customers.Drafts;
import org.shuke.records.Draft;

/// What a contract knows by itself: the day of notice, and its worth in the company's currency.
final class Terms {
  private static final BigDecimal REMIND = BigDecimal.valueOf(14);

  private final Clock clock;
  private final Rates rates;

  Terms(Clock clock, Rates rates) {
    this.clock = clock;
    this.rates = rates;
  }

  void complete(Draft contract) {
    Drafts.otherwise("status", "draft").fill(contract);
    Drafts.otherwise("kind", "sale").fill(contract);
    Drafts.otherwise("renewal", "none").fill(contract);
    Drafts.otherwise("remindDays", REMIND).fill(contract);
    Drafts.otherwise("currency", rates.company()).fill(contract);
    var rate = rates.at(String.valueOf(contract.get("currency")), clock.instant());
    contract.set(
        "amountBase",
        contract.get("amount") instanceof BigDecimal amount && rate != null
            ? amount.multiply(rate)
            : null);
    contract.set("noticeOn", noticeOn(contract));
  }

  private static @Nullable LocalDate noticeOn(Draft contract) {
    if (!(contract.get("endsOn") instanceof LocalDate end)) {
      return null;
    }
    return contract.get("noticeDays") instanceof BigDecimal days
        ? end.minusDays(days.longValue())
        : end;
  }
}

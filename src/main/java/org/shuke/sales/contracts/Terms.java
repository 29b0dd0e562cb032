package org.shuke.sales.contracts;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.prices.Rates;
import org.shuke.customers.Drafts;
import org.shuke.platform.Sha256;
import org.shuke.records.Draft;
import tools.jackson.databind.json.JsonMapper;

/// What a contract knows by itself: the day of notice, its worth in the company's currency, and the
/// hash of what is agreed.
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
    if ("draft".equals(contract.get("status"))) {
      contract.set("hash", hash(contract));
    }
  }

  private static @Nullable LocalDate noticeOn(Draft contract) {
    if (!(contract.get("endsOn") instanceof LocalDate end)) {
      return null;
    }
    return contract.get("noticeDays") instanceof BigDecimal days
        ? end.minusDays(days.longValue())
        : end;
  }

  /// Over the agreed fields by name, numbers without trailing zeros.
  private static String hash(Draft contract) {
    var agreed = JsonMapper.shared().createArrayNode();
    for (var field : new TreeSet<>(Contract.CONTENT)) {
      switch (contract.get(field)) {
        case null -> agreed.addNull();
        case BigDecimal number -> agreed.add(number.stripTrailingZeros().toPlainString());
        case Object value -> agreed.add(value.toString());
      }
    }
    return Sha256.hex(agreed.toString());
  }
}

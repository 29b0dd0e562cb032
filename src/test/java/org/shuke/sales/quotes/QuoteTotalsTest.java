package org.shuke.sales.quotes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.shuke.catalog.prices.Rates;
import org.shuke.records.Draft;
import org.shuke.records.MapDraft;

class QuoteTotalsTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-03-01T10:00:00Z"), ZoneOffset.UTC);

  private final QuoteTotals totals =
      new QuoteTotals(
          CLOCK,
          ZoneId.of("Asia/Shanghai"),
          new Rates("CNY", ZoneId.of("Asia/Shanghai"), CLOCK, List::of),
          () -> 30);

  private static MapDraft line(Random random) {
    var values = new HashMap<String, Object>();
    values.put(
        "quantity", new BigDecimal(random.nextInt(1, 100_000)).movePointLeft(random.nextInt(4)));
    values.put(
        "unitPrice", new BigDecimal(random.nextInt(10_000_000)).movePointLeft(random.nextInt(6)));
    values.put("taxRate", new BigDecimal(random.nextInt(0, 2_500)).movePointLeft(2));
    values.put("optional", random.nextInt(5) == 0);
    return MapDraft.of(values).sent("quantity", "unitPrice");
  }

  /// The written rule, said once more in other words: each line to the currency's minor units, half
  /// up; the total is their sum and nothing else.
  @Test
  void theTotalIsTheSumOfTheRoundedLinesInEveryCurrency() {
    var random = new Random(20261124);
    for (var currency : Currency.getAvailableCurrencies()) {
      int decimals = Math.max(0, currency.getDefaultFractionDigits());
      decimals = currency.getDefaultFractionDigits() < 0 ? 2 : decimals;
      for (int round = 0; round < 20; round++) {
        var lines = new ArrayList<Draft>();
        for (int i = 0; i < 1 + random.nextInt(12); i++) {
          lines.add(line(random));
        }
        var quote =
            MapDraft.of(Map.of("currency", currency.getCurrencyCode()))
                .with("lines", lines.toArray(Draft[]::new));
        totals.complete(quote);
        var sum = BigDecimal.ZERO;
        var tax = BigDecimal.ZERO;
        for (var line : lines) {
          var exact = number(line, "quantity").multiply(number(line, "unitPrice"));
          var amount = number(line, "amount");
          assertTrue(amount.scale() <= decimals, () -> currency + " " + amount);
          assertEquals(0, exact.setScale(decimals, RoundingMode.HALF_UP).compareTo(amount));
          if (!Boolean.TRUE.equals(line.get("optional"))) {
            sum = sum.add(amount);
            tax =
                tax.add(
                    amount
                        .multiply(number(line, "taxRate"))
                        .divide(BigDecimal.valueOf(100), decimals, RoundingMode.HALF_UP));
          }
        }
        assertEquals(0, sum.compareTo(number(quote, "total")), currency.toString());
        assertEquals(0, tax.compareTo(number(quote, "tax")), currency.toString());
        assertEquals(0, sum.add(tax).compareTo(number(quote, "totalWithTax")));
      }
    }
  }

  private static BigDecimal number(Draft draft, String field) {
    return (BigDecimal) java.util.Objects.requireNonNull(draft.get(field));
  }

  @Test
  void theHashChangesWithWhatIsAgreedAndWithNothingElse() {
    var quote = quote("10", "Pump", null);
    assertEquals(quote.get("hash"), quote("10.00", "Pump", "for us").get("hash"));
    assertTrue(!quote.get("hash").equals(quote("10.01", "Pump", null).get("hash")));
    assertTrue(!quote.get("hash").equals(quote("10", "Valve", null).get("hash")));
  }

  private MapDraft quote(String price, String what, @Nullable String notes) {
    var line =
        MapDraft.of(
                Map.of(
                    "quantity",
                    BigDecimal.ONE,
                    "unitPrice",
                    new BigDecimal(price),
                    "description",
                    what))
            .sent("quantity", "unitPrice");
    var values = new HashMap<String, Object>(Map.of("currency", "CNY", "number", "Q-1"));
    if (notes != null) {
      values.put("notes", notes);
    }
    var quote = MapDraft.of(values).with("lines", line);
    totals.complete(quote);
    return quote;
  }
}

package org.shuke.demo;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.shuke.catalog.prices.Rates;

/// Made-up exchange rates, a new one each month, that wander a little around a believable one.
final class Money {
  private static final int MONTHS = 30;
  private static final int DIGITS = 4;
  private static final double WANDER = 0.03;

  private Money() {}

  /// @param company the company's currency; one without a rate of its own counts as CNY
  static List<Rates.Rate> rates(Material.Places places, Currency company, LocalDate today) {
    Map<String, BigDecimal> inYuan = places.rates();
    var own = inYuan.getOrDefault(company.getCurrencyCode(), BigDecimal.ONE);
    var rates = new ArrayList<Rates.Rate>();
    for (var currency : inYuan.keySet().stream().sorted().toList()) {
      for (int back = MONTHS; back >= 0 && !currency.equals(company.getCurrencyCode()); back--) {
        double wandered = 1 + WANDER * StrictMath.sin((back + currency.hashCode() % 7) / 4.0);
        var rate =
            Objects.requireNonNull(inYuan.get(currency))
                .multiply(BigDecimal.valueOf(wandered))
                .divide(own, DIGITS, RoundingMode.HALF_UP);
        rates.add(new Rates.Rate(currency, today.withDayOfMonth(1).minusMonths(back), rate));
      }
    }
    return rates;
  }
}

package org.shuke.sales;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Currency;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Codes;

/// How documents that Shuke makes round: the amount of each line half up to the minor units of its
/// currency (ISO 4217: CNY 2, JPY 0, BHD 3), and totals are sums of rounded amounts. So a total is
/// exactly what somebody gets who adds up the lines on the paper. Imported orders are not rounded.
public final class Rounding {
  private static final int UNSAID = 2;

  private Rounding() {}

  /// The decimals that a currency has; 2 for those that have no minor unit of their own, like XDR.
  public static int decimals(String currency) {
    if (!Codes.isCurrency(currency)) {
      return UNSAID;
    }
    int decimals = Currency.getInstance(currency).getDefaultFractionDigits();
    return decimals < 0 ? UNSAID : decimals;
  }

  /// Half up, away from zero for what is negative.
  public static BigDecimal amount(BigDecimal exact, String currency) {
    return exact.setScale(decimals(currency), RoundingMode.HALF_UP);
  }

  /// The tax on a line's amount, rounded like an amount; zero where no rate is known.
  public static BigDecimal tax(@Nullable BigDecimal percent, BigDecimal amount, String currency) {
    var rate = percent == null ? BigDecimal.ZERO : percent;
    return amount(amount.multiply(rate).movePointLeft(2), currency);
  }
}

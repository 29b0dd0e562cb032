package org.shuke.catalog.prices;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Percentages as people write them: 12.5 is an eighth.
final class Percent {
  static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private Percent() {}

  /// Above 0, at most 100; an absent one is fine.
  static boolean positive(@Nullable BigDecimal percent) {
    return percent == null || (percent.signum() > 0 && percent.compareTo(HUNDRED) <= 0);
  }

  /// From 0 to 100.
  static boolean share(@Nullable BigDecimal percent) {
    return percent == null || (percent.signum() >= 0 && percent.compareTo(HUNDRED) <= 0);
  }

  /// What is left of an amount when the percentage is taken off, exactly.
  static BigDecimal off(BigDecimal amount, BigDecimal percent) {
    return amount.multiply(HUNDRED.subtract(percent)).movePointLeft(2);
  }
}

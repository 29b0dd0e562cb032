package org.shuke.sales.quotes;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;

/// How a house quotes, as administrators set it.
///
/// @param validDays how long a quote is good for unless it says itself
/// @param maxDiscount in percent; more on one line needs an approval. Null: never asked
/// @param maxAmount in the company's currency; a larger quote needs an approval
/// @param maxPaymentDays longer terms need an approval
public record QuoteSetting(
    int validDays,
    @Nullable BigDecimal maxDiscount,
    @Nullable BigDecimal maxAmount,
    @Nullable BigDecimal maxPaymentDays) {
  private static final int LONGEST = 365;

  public static final QuoteSetting DEFAULT =
      new QuoteSetting(30, BigDecimal.valueOf(15), null, BigDecimal.valueOf(60));

  /// @throws Refusal 422 for days or limits that make no sense
  public QuoteSetting checked() {
    if (validDays < 1 || validDays > LONGEST) {
      throw Refusal.invalid("validDays", "quotes.valid-days", java.util.Map.of("most", LONGEST));
    }
    positive("maxDiscount", maxDiscount);
    positive("maxAmount", maxAmount);
    positive("maxPaymentDays", maxPaymentDays);
    return this;
  }

  private static void positive(String field, @Nullable BigDecimal limit) {
    if (limit != null && limit.signum() < 0) {
      throw Refusal.invalid(field, "quotes.limit", java.util.Map.of());
    }
  }
}

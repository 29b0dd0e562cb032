package org.shuke.sales.quotes;

import static java.util.Objects.requireNonNullElse;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Objects;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.prices.Rates;
import org.shuke.records.Draft;
import org.shuke.sales.Rounding;

/// What a quote knows by itself: prices from discounts, rounded amounts, totals, and the hash of
/// what the customer agrees to.
final class QuoteTotals {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private final Clock clock;
  private final ZoneId zone;
  private final Rates rates;
  private final IntSupplier validDays;

  /// @param validDays how long a quote is good for unless it says itself
  QuoteTotals(Clock clock, ZoneId zone, Rates rates, IntSupplier validDays) {
    this.clock = clock;
    this.zone = zone;
    this.rates = rates;
    this.validDays = validDays;
  }

  void complete(Draft quote) {
    otherwise(quote, "status", "draft");
    otherwise(quote, "revision", BigDecimal.ONE);
    otherwise(quote, "currency", rates.company());
    if (!"draft".equals(quote.get("status"))) {
      return;
    }
    if (quote.get("validUntil") == null) {
      quote.set(
          "validUntil", LocalDate.ofInstant(clock.instant(), zone).plusDays(validDays.getAsInt()));
    }
    if (quote.given("lines") || quote.get("total") == null || differs(quote, "currency")) {
      addUp(quote);
    }
    quote.set("hash", QuoteHash.of(quote));
  }

  private static void otherwise(Draft draft, String field, Object value) {
    if (draft.get(field) == null) {
      draft.set(field, value);
    }
  }

  private static boolean differs(Draft draft, String field) {
    return !Objects.equals(draft.stored(field), draft.get(field));
  }

  private void addUp(Draft quote) {
    var currency = String.valueOf(quote.get("currency"));
    var rate = rates.at(currency, clock.instant());
    var total = Rounding.amount(BigDecimal.ZERO, currency);
    var tax = total;
    for (var line : quote.parts("lines")) {
      price(line, currency);
      var amount = amount(line, currency);
      line.set("currency", currency);
      line.set("amount", amount);
      line.set("amountBase", times(amount, rate));
      line.set("unitPriceBase", times(number(line, "unitPrice"), rate));
      line.set("listPriceBase", times(number(line, "listPrice"), rate));
      if (!Boolean.TRUE.equals(line.get("optional"))) {
        total = total.add(amount);
        tax = tax.add(Rounding.tax(number(line, "taxRate"), amount, currency));
      }
    }
    money(quote, "total", total, rate);
    money(quote, "tax", tax, rate);
    money(quote, "totalWithTax", total.add(tax), rate);
  }

  private static void money(Draft quote, String field, BigDecimal sum, @Nullable BigDecimal rate) {
    quote.set(field, sum);
    quote.set(field + "Base", times(sum, rate));
  }

  /// The unit price follows from the list price and the discount, with the decimals of the list
  /// price or of the currency, whichever are more; a price that is given counts as it is, and the
  /// discount is what it makes. Where both are given they must agree.
  private static void price(Draft line, String currency) {
    var list = number(line, "listPrice");
    var discount = number(line, "discount");
    boolean priced = line.given("unitPrice") && line.get("unitPrice") != null;
    if (list == null || list.signum() == 0) {
      return;
    }
    if (!priced
        && (line.get("unitPrice") == null || line.given("discount") || line.given("listPrice"))) {
      line.set("unitPrice", priceOf(list, requireNonNullElse(discount, BigDecimal.ZERO), currency));
    } else if (priced && !line.given("discount")) {
      line.set("discount", discountOf(list, number(line, "unitPrice")));
    }
  }

  private static BigDecimal priceOf(BigDecimal list, BigDecimal discount, String currency) {
    int decimals = Math.max(Rounding.decimals(currency), list.stripTrailingZeros().scale());
    return list.multiply(HUNDRED.subtract(discount))
        .divide(HUNDRED, decimals, RoundingMode.HALF_UP);
  }

  /// Does one of price and discount follow from the other, as far as both are said of a list price?
  static boolean agree(
      @Nullable BigDecimal list,
      @Nullable BigDecimal discount,
      @Nullable BigDecimal price,
      String currency) {
    if (list == null || list.signum() == 0 || discount == null || price == null) {
      return true;
    }
    var follows = requireNonNullElse(discountOf(list, price), BigDecimal.ZERO);
    return priceOf(list, discount, currency).compareTo(price) == 0
        || follows.compareTo(discount) == 0;
  }

  /// In percent with two decimals; none for a price at or above the list's.
  private static @Nullable BigDecimal discountOf(BigDecimal list, @Nullable BigDecimal price) {
    if (price == null || price.compareTo(list) >= 0) {
      return null;
    }
    return list.subtract(price)
        .multiply(HUNDRED)
        .divide(list, 2, RoundingMode.HALF_UP)
        .min(HUNDRED);
  }

  private static BigDecimal amount(Draft line, String currency) {
    var exact = times(number(line, "quantity"), number(line, "unitPrice"));
    return Rounding.amount(requireNonNullElse(exact, BigDecimal.ZERO), currency);
  }

  static @Nullable BigDecimal number(Draft draft, String field) {
    return draft.get(field) instanceof BigDecimal number ? number : null;
  }

  private static @Nullable BigDecimal times(@Nullable BigDecimal a, @Nullable BigDecimal b) {
    return a == null || b == null ? null : a.multiply(b);
  }
}

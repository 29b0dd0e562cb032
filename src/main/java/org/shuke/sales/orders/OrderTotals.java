package org.shuke.sales.orders;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.prices.Rates;
import org.shuke.records.Draft;
import org.shuke.sales.Rounding;

/// What an order knows by itself: its number, its day, and every amount that follows from others.
public final class OrderTotals {
  private final Clock clock;
  private final Rates rates;
  private final Supplier<@Nullable String> numbers;

  /// @param numbers the next number for an order that was given none; null where the range of
  ///   orders is gap-free, so that only the writing transaction may draw one
  public OrderTotals(Clock clock, Rates rates, Supplier<@Nullable String> numbers) {
    this.clock = clock;
    this.rates = rates;
    this.numbers = numbers;
  }

  void complete(Draft order) {
    if (order.get("number") == null) {
      order.set("number", numbers.get());
    }
    if (order.get("placedAt") == null) {
      order.set("placedAt", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
    }
    if (order.get("status") == null) {
      order.set("status", "confirmed");
    }
    if (order.get("currency") == null) {
      order.set("currency", rates.company());
    }
    var rate = rate(order);
    if (order.given("lines") || order.given("total")) {
      addUp(order, rate);
    } else if (differs(order, "currency") || differs(order, "placedAt")) {
      total(order, rate);
    }
    if (order.get("total") == null) {
      order.set("total", BigDecimal.ZERO);
    }
    order.set("totalBase", times(number(order, "total"), rate));
    order.set("taxBase", times(number(order, "tax"), rate));
    order.set("creditedBase", times(number(order, "credited"), rate));
    order.set("paidBase", times(number(order, "paid"), rate));
  }

  private static boolean differs(Draft draft, String field) {
    return !Objects.equals(draft.stored(field), draft.get(field));
  }

  private @Nullable BigDecimal rate(Draft order) {
    return order.get("placedAt") instanceof OffsetDateTime at
            && order.get("currency") instanceof String currency
        ? rates.at(currency, at.toInstant())
        : null;
  }

  /// A total as given counts only for an order without lines: with lines it would pass by what
  /// holds for their prices. Tax as given stays until every line says its rate.
  private static void addUp(Draft order, @Nullable BigDecimal rate) {
    var total = total(order, rate);
    var lines = order.parts("lines");
    if (!lines.isEmpty() || !order.given("total")) {
      order.set("total", total);
    }
    boolean rated = lines.stream().allMatch(line -> line.get("taxRate") != null);
    if (order.given("lines") && !order.given("tax") && (rated || reckoned(order))) {
      order.set("tax", tax(order, Draft::get));
    }
  }

  /// Is the tax that is stored what the stored lines come to, and not what somebody gave?
  private static boolean reckoned(Draft order) {
    var tax = order.stored("tax");
    var lines = tax(order, Draft::stored);
    return tax == null || lines != null && lines.compareTo((BigDecimal) tax) == 0;
  }

  /// Completes the lines and adds them up.
  private static BigDecimal total(Draft order, @Nullable BigDecimal rate) {
    var total = BigDecimal.ZERO;
    for (var line : order.parts("lines")) {
      line.set("currency", order.get("currency"));
      boolean follows = line.given("quantity") || line.given("unitPrice");
      if (line.get("amount") == null || (follows && !line.given("amount"))) {
        line.set("amount", times(number(line, "quantity"), number(line, "unitPrice")));
      }
      line.set("amountBase", times(number(line, "amount"), rate));
      line.set("unitPriceBase", times(number(line, "unitPrice"), rate));
      total = total.add(Objects.requireNonNullElse(number(line, "amount"), BigDecimal.ZERO));
    }
    return total;
  }

  /// Line by line, as on a quote; absent where no line says its rate, as in files of sales.
  ///
  /// @param value of a field of the order or of a line: as stored, or as it would be
  private static @Nullable BigDecimal tax(
      Draft order, BiFunction<Draft, String, @Nullable Object> value) {
    var currency = String.valueOf(value.apply(order, "currency"));
    BigDecimal tax = null;
    for (var line : order.parts("lines")) {
      if (value.apply(line, "taxRate") instanceof BigDecimal rate) {
        var amount = value.apply(line, "amount") instanceof BigDecimal a ? a : BigDecimal.ZERO;
        var more = Rounding.tax(rate, amount, currency);
        tax = tax == null ? more : tax.add(more);
      }
    }
    return tax;
  }

  private static @Nullable BigDecimal number(Draft draft, String field) {
    return draft.get(field) instanceof BigDecimal number ? number : null;
  }

  private static @Nullable BigDecimal times(@Nullable BigDecimal a, @Nullable BigDecimal b) {
    return a == null || b == null ? null : a.multiply(b);
  }
}

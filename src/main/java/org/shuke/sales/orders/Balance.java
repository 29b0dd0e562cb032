package org.shuke.sales.orders;

import static java.util.Objects.requireNonNullElse;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuke.sales.Rounding;
import org.shuke.sales.orders.OrderSql.Line;

/// What a customer owes for an order, and how much of it he has paid.
///
/// @param due what the order costs with tax; nothing once it is cancelled
/// @param credited what came back of it is worth with tax
/// @param paid less what was given back
record Balance(BigDecimal due, BigDecimal credited, BigDecimal paid, String currency) {

  static Balance of(Function<String, @Nullable Object> order, List<Line> lines, BigDecimal paid) {
    var currency = String.valueOf(order.apply("currency"));
    if ("cancelled".equals(order.apply("status"))) {
      return new Balance(BigDecimal.ZERO, BigDecimal.ZERO, paid, currency);
    }
    var total = number(order.apply("total"));
    var tax = number(order.apply("tax"));
    var credited = credited(lines, total, tax, currency);
    return new Balance(total.add(tax), credited, paid, currency);
  }

  private static BigDecimal number(@Nullable Object value) {
    return requireNonNullElse((BigDecimal) value, BigDecimal.ZERO);
  }

  /// Of each line the part of its amount that came back, rounded, and the tax on it; of an order
  /// that came back whole exactly what it cost.
  private static BigDecimal credited(
      List<Line> lines, BigDecimal total, BigDecimal tax, String currency) {
    var back = lines.stream().filter(line -> line.back().signum() > 0).toList();
    if (!back.isEmpty() && lines.stream().allMatch(Balance::whole)) {
      return total.add(tax);
    }
    var net = BigDecimal.ZERO;
    var taxes = BigDecimal.ZERO;
    for (var line : back) {
      var amount = whole(line) ? line.amount() : part(line.amount(), line, currency);
      net = net.add(amount);
      taxes = taxes.add(Rounding.tax(line.taxRate(), amount, currency));
    }
    boolean rated = lines.stream().anyMatch(line -> line.taxRate() != null);
    if (!rated && total.signum() != 0) {
      var share = tax.multiply(net).divide(total, 12, RoundingMode.HALF_UP);
      taxes = Rounding.amount(share, currency);
    }
    return net.add(taxes);
  }

  private static boolean whole(Line line) {
    return line.back().compareTo(line.quantity()) >= 0;
  }

  private static BigDecimal part(BigDecimal amount, Line line, String currency) {
    var exact = amount.multiply(line.back()).divide(line.quantity(), 12, RoundingMode.HALF_UP);
    return Rounding.amount(exact, currency);
  }

  /// What the order costs once what came back is taken off, in the currency's minor units: nobody
  /// can pay a part of a cent.
  BigDecimal owed() {
    return Rounding.amount(due.subtract(credited), currency);
  }

  /// What may still be paid.
  BigDecimal open() {
    return unpaid().max(BigDecimal.ZERO);
  }

  /// What must be given back.
  BigDecimal payBack() {
    return unpaid().negate().max(BigDecimal.ZERO);
  }

  private BigDecimal unpaid() {
    return Rounding.amount(owed().subtract(paid), currency);
  }

  boolean settled() {
    return open().signum() == 0;
  }
}

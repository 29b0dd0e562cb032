package org.shuke.sales.orders;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Draft;
import org.shuke.records.Unit;
import org.shuke.records.writes.Desk;
import org.shuke.sales.orders.OrderSql.Claim;

/// Keeps an order's status and invoices true to what was shipped, came back and was paid.
final class Settlement {
  private final Desk desk;

  Settlement(Desk desk) {
    this.desk = desk;
  }

  /// What the order locked here comes to.
  static Balance balance(Unit unit, UUID id, Draft order) throws SQLException {
    var lines = OrderSql.lines(unit.tx(), id);
    return Balance.of(order::stored, lines, OrderSql.paid(unit.tx(), id));
  }

  /// @return what is owed now
  Balance settle(Unit unit, UUID id) throws SQLException {
    var order = desk.lock(unit, Orders.ORDER, id);
    var balance = balance(unit, id, order);
    if (OrderSql.shipped(unit.tx(), id)) {
      var status = Fulfilment.status(OrderSql.lines(unit.tx(), id), balance.settled());
      var change = new LinkedHashMap<String, @Nullable Object>();
      change.put("status", status);
      change.put("credited", balance.credited().signum() == 0 ? null : balance.credited());
      desk.change(unit, Orders.ORDER, id, change);
    }
    fill(unit, id, order, balance);
    return balance;
  }

  /// Closes what was asked for an order that is called off.
  void close(Unit unit, UUID id) throws SQLException {
    for (var claim : OrderSql.claims(unit.tx(), id)) {
      cancel(unit, claim.id());
    }
  }

  /// Its number stays used.
  void cancel(Unit unit, UUID invoice) throws SQLException {
    var nothing =
        Map.of("status", "cancelled", "open", BigDecimal.ZERO, "openBase", BigDecimal.ZERO);
    desk.change(unit, "invoice", invoice, nothing);
  }

  /// Together the invoices ask for no more than is owed: a credit lowers the last due first. What
  /// was paid fills them by their due day.
  private void fill(Unit unit, UUID id, Draft order, Balance balance) throws SQLException {
    var owed = balance.owed();
    var rest = balance.paid();
    for (var claim : OrderSql.claims(unit.tx(), id)) {
      var asked = claim.amount().min(owed).max(BigDecimal.ZERO);
      var taken = rest.min(asked);
      owed = owed.subtract(asked);
      rest = rest.subtract(taken);
      write(unit, order, claim, asked.subtract(taken), status(asked, taken));
    }
  }

  private static String status(BigDecimal asked, BigDecimal taken) {
    if (asked.signum() == 0) {
      return "credited";
    }
    return taken.compareTo(asked) >= 0 ? "paid" : taken.signum() > 0 ? "partlyPaid" : "open";
  }

  private void write(Unit unit, Draft order, Claim claim, BigDecimal open, String status)
      throws SQLException {
    if (open.compareTo(claim.open()) != 0 || !status.equals(claim.status())) {
      var change = new LinkedHashMap<String, @Nullable Object>();
      change.put("open", open);
      change.put("openBase", base(order, open));
      change.put("status", status);
      desk.change(unit, "invoice", claim.id(), change);
    }
  }

  /// At the rate that the order has.
  static @Nullable BigDecimal base(Draft order, BigDecimal amount) {
    var total = order.stored("total");
    return order.stored("totalBase") instanceof BigDecimal base
            && total instanceof BigDecimal whole
            && whole.signum() != 0
        ? amount.multiply(base).divide(whole, 10, RoundingMode.HALF_UP)
        : null;
  }
}

package org.shuke.sales.orders;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.records.Draft;
import org.shuke.records.Unit;
import org.shuke.records.writes.Desk;
import org.shuke.sales.Rounding;

/// What is asked for an order, and what was paid of it. No accounting: it knows what is open.
final class Claims {
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final int MOST = 60;
  private static final List<String> BILLED =
      List.of("confirmed", "partlyShipped", "shipped", "completed", "returned");
  private static final List<String> PAID =
      List.of("confirmed", "partlyShipped", "shipped", "completed", "returned", "cancelled");

  /// One instalment of a payment plan: a share in percent of all that is owed for the order, or an
  /// amount; what is left where neither is said.
  ///
  /// @param dueOn the order's payment days from today unless given
  record Instalment(
      @Nullable String label,
      @Nullable BigDecimal share,
      @Nullable BigDecimal amount,
      @Nullable LocalDate dueOn) {}

  /// @param instalments one over all that is left unless given
  record Bill(@Nullable List<Instalment> instalments) {}

  /// @param amount in the order's currency; below zero for what is given back
  record Pay(
      BigDecimal amount,
      @Nullable Instant at,
      Payment.@Nullable Method method,
      @Nullable String reference) {}

  record Cancel() {}

  private final Clock clock;
  private final ZoneId zone;
  private final Desk desk;
  private final Settlement settlement;

  Claims(Clock clock, ZoneId zone, Desk desk, Settlement settlement) {
    this.clock = clock;
    this.zone = zone;
    this.desk = desk;
    this.settlement = settlement;
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  /// Makes an invoice of each instalment; together they never ask for more than is owed.
  Object bill(Unit unit, UUID id, Bill input) throws SQLException {
    Orders.mustMake(unit, "invoice");
    var order = desk.lock(unit, Orders.ORDER, id);
    Orders.mustBe(order, BILLED);
    var owed = Settlement.balance(unit, id, order).owed();
    var left = owed;
    for (var claim : OrderSql.claims(unit.tx(), id)) {
      left = left.subtract(claim.amount());
    }
    left = Rounding.amount(left, currency(order));
    var asked = input.instalments();
    var plan = asked == null ? List.of(new Instalment(null, null, null, null)) : asked;
    if (plan.isEmpty() || plan.size() > MOST) {
      throw Refusal.invalid("instalments", "order.instalments", Map.of("most", MOST));
    }
    var made = new ArrayList<UUID>();
    for (int i = 0; i < plan.size(); i++) {
      var amount = amount(plan.get(i), owed, left, i == plan.size() - 1, currency(order));
      if (amount.signum() <= 0 || amount.compareTo(left) > 0) {
        throw refusal(
            unit,
            "instalments",
            "order.asked-enough",
            Map.of("left", left.max(BigDecimal.ZERO).toPlainString()));
      }
      left = left.subtract(amount);
      made.add(invoice(unit, id, order, plan.get(i), amount));
    }
    settlement.settle(unit, id);
    return Map.of("invoices", made);
  }

  /// Says how much it is only to those who may read it.
  private static Refusal refusal(Unit unit, String field, String code, Map<String, Object> sums) {
    return Orders.tellsSums(unit)
        ? Refusal.invalid(field, code, sums)
        : Refusal.invalid(field, code + "-unseen", Map.of());
  }

  private static String currency(Draft order) {
    return String.valueOf(order.stored("currency"));
  }

  /// Every amount is in the currency's minor units; the last share takes what rounding has left
  /// over.
  private static BigDecimal amount(
      Instalment each, BigDecimal owed, BigDecimal left, boolean last, String currency) {
    if (each.amount() != null) {
      return Rounding.amount(each.amount(), currency);
    }
    if (each.share() == null) {
      return left;
    }
    var exact = owed.multiply(each.share()).divide(HUNDRED, 12, RoundingMode.HALF_UP);
    var rounded = Rounding.amount(exact, currency);
    var unit = BigDecimal.ONE.movePointLeft(Rounding.decimals(currency)).multiply(BigDecimal.TEN);
    boolean nearly = left.subtract(rounded).abs().compareTo(unit) <= 0;
    return last && nearly ? left : rounded;
  }

  private UUID invoice(Unit unit, UUID id, Draft order, Instalment each, BigDecimal amount)
      throws SQLException {
    var days = order.stored("paymentDays") instanceof BigDecimal d ? d.intValue() : 0;
    var invoice = new LinkedHashMap<String, @Nullable Object>();
    invoice.put("order", id);
    invoice.put("account", order.stored("account"));
    invoice.put("owner", order.stored("owner"));
    invoice.put("label", each.label());
    invoice.put("issuedOn", today().toString());
    invoice.put("dueOn", (each.dueOn() == null ? today().plusDays(days) : each.dueOn()).toString());
    invoice.put("status", "open");
    invoice.put("currency", order.stored("currency"));
    invoice.put("amount", amount);
    invoice.put("open", amount);
    var base = Settlement.base(order, amount);
    invoice.put("amountBase", base);
    invoice.put("openBase", base);
    invoice.values().removeIf(Objects::isNull);
    return desk.create(unit, "invoice", invoice);
  }

  /// A cancelled order takes no payment, but what was paid for it can be given back.
  Object pay(Unit unit, UUID id, Pay input) throws SQLException {
    Orders.mustMake(unit, "payment");
    var order = desk.lock(unit, Orders.ORDER, id);
    Orders.mustBe(order, PAID);
    var balance = Settlement.balance(unit, id, order);
    mustFit(unit, input.amount(), balance);
    var paid = balance.paid().add(input.amount());
    var payment = new LinkedHashMap<String, @Nullable Object>();
    payment.put("order", id);
    payment.put("account", order.stored("account"));
    payment.put("owner", order.stored("owner"));
    payment.put("receivedAt", (input.at() == null ? unit.at().toInstant() : input.at()).toString());
    payment.put("amount", input.amount());
    payment.put("amountBase", Settlement.base(order, input.amount()));
    payment.put("currency", order.stored("currency"));
    payment.put(
        "method",
        input.method() == null ? null : input.method().name().toLowerCase(java.util.Locale.ROOT));
    payment.put("reference", input.reference());
    payment.values().removeIf(Objects::isNull);
    var made = desk.create(unit, "payment", payment);
    desk.change(unit, Orders.ORDER, id, Map.of("paid", paid));
    settlement.settle(unit, id);
    return Map.of("payment", made);
  }

  private static void mustFit(Unit unit, BigDecimal amount, Balance balance) {
    if (amount.signum() == 0) {
      throw Refusal.invalid("amount", "order.amount-zero", Map.of());
    }
    int decimals = Rounding.decimals(balance.currency());
    if (amount.stripTrailingZeros().scale() > decimals) {
      throw Refusal.invalid(
          "amount",
          "order.amount-decimals",
          Map.of("currency", balance.currency(), "most", decimals));
    }
    if (amount.compareTo(balance.open()) > 0 && amount.signum() > 0) {
      var open = balance.open().toPlainString();
      throw refusal(
          unit,
          "amount",
          "order.more-than-open",
          Map.of("open", open, "currency", balance.currency()));
    }
    if (balance.paid().add(amount).signum() < 0) {
      throw Refusal.invalid("amount", "order.more-than-paid", Map.of());
    }
  }

  /// Takes an invoice back that was made by mistake; its number stays used.
  @Nullable Object cancel(Unit unit, UUID id, Cancel input) throws SQLException {
    var order = OrderSql.orderOf(unit.tx(), id);
    if (order == null) {
      throw Refusal.notFound();
    }
    desk.lock(unit, Orders.ORDER, order);
    settlement.cancel(unit, id);
    settlement.settle(unit, order);
    return null;
  }
}

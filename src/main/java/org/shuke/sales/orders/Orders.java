package org.shuke.sales.orders;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.Assortment;
import org.shuke.catalog.stock.Stock;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Draft;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.writes.Desk;

/// The room's desk: makes orders, and keeps them true to what was shipped and paid.
public final class Orders {
  static final String ORDER = "order";
  private static final List<String> OPEN = List.of("draft", "confirmed");

  private final Clock clock;
  private final ZoneId zone;
  private final Desk desk;
  private final Stock stock;
  private final Fulfilment fulfilment;
  private final Claims claims;
  private final Settlement settlement;

  public Orders(Clock clock, ZoneId zone, Desk desk, Stock stock) {
    this.clock = clock;
    this.zone = zone;
    this.desk = desk;
    this.stock = stock;
    this.settlement = new Settlement(desk);
    this.fulfilment = new Fulfilment(desk, settlement, stock);
    this.claims = new Claims(clock, zone, desk, settlement);
  }

  /// The room's types.
  public List<Type> types(OrderTotals totals) {
    return List.of(
        Order.type(totals, this),
        OrderLine.type(),
        Shipment.type(),
        ShipmentLine.type(),
        Invoice.type(claims),
        Payment.type());
  }

  Fulfilment fulfilment() {
    return fulfilment;
  }

  Claims claims() {
    return claims;
  }

  public record Confirm() {}

  public record Cancel() {}

  public record Reserve() {}

  @Nullable Object confirm(Unit unit, UUID id, Confirm input) throws SQLException {
    var order = desk.lock(unit, ORDER, id);
    mustBe(order, List.of("draft"));
    desk.change(unit, ORDER, id, Map.of("status", "confirmed"));
    promise(unit, id);
    return null;
  }

  /// Calls the order off as long as nothing of it has left the house; nothing is asked for it then.
  ///
  /// @return what must be paid back, where the caller may know it
  Object cancel(Unit unit, UUID id, Cancel input) throws SQLException {
    var order = desk.lock(unit, ORDER, id);
    mustBe(order, OPEN);
    desk.change(unit, ORDER, id, Map.of("status", "cancelled"));
    stock.release(unit, Fulfilment.subject(id));
    settlement.close(unit, id);
    return tellsSums(unit) ? Map.of("payBack", OrderSql.paid(unit.tx(), id)) : Map.of();
  }

  /// May the caller know what is open on an order? Whoever ships or cashes need not.
  static boolean tellsSums(Unit unit) {
    return unit.policy().reads(ORDER, "total", "tax", "paid", "credited");
  }

  /// Whoever may make such a paper may make it of any order that he can read: the warehouse ships
  /// what it may not change.
  static void mustMake(Unit unit, String paper) {
    if (!unit.policy().may(Verb.CREATE, unit.policy().catalog().type(paper))) {
      throw Refusal.forbidden("may-not-create", Map.of("type", paper));
    }
  }

  /// Sets the goods aside that are still to be shipped.
  @Nullable Object reserve(Unit unit, UUID id, Reserve input) throws SQLException {
    var order = desk.lock(unit, ORDER, id);
    mustBe(order, List.of("confirmed", "partlyShipped"));
    stock.reserve(unit, Fulfilment.subject(id), Fulfilment.goods(OrderSql.lines(unit.tx(), id)));
    return null;
  }

  private void promise(Unit unit, UUID id) throws SQLException {
    var goods = Fulfilment.goods(OrderSql.lines(unit.tx(), id));
    if (!goods.isEmpty()) {
      stock.promise(unit, Fulfilment.subject(id), goods);
    }
  }

  static void mustBe(Draft order, List<String> any) {
    var status = String.valueOf(order.stored("status"));
    if (!any.contains(status)) {
      throw Refusal.conflict("order.status-" + status, Map.of());
    }
  }

  /// The order that an accepted quote becomes: confirmed, with the quote's rounded lines.
  ///
  /// @param tax on the lines
  /// @param lines by field, as orders have them
  public UUID fromQuote(
      Unit unit, UUID quote, Draft offer, BigDecimal tax, List<Map<String, @Nullable Object>> lines)
      throws SQLException {
    var order = new LinkedHashMap<String, @Nullable Object>();
    order.put("account", offer.stored("account"));
    order.put("contact", offer.stored("contact"));
    order.put("quote", quote);
    order.put("owner", offer.stored("owner"));
    order.put("status", "confirmed");
    order.put("currency", offer.stored("currency"));
    order.put("tax", tax);
    order.put("paymentDays", offer.stored("paymentDays"));
    order.values().removeIf(Objects::isNull);
    order.put("lines", lines);
    var id = desk.create(unit, ORDER, order);
    promise(unit, id);
    return id;
  }

  /// How far the order is that a quote became; null as long as it is none.
  public static @Nullable Progress progress(Transaction tx, UUID quote, ZoneId zone)
      throws SQLException {
    return ProgressSql.ofQuote(tx, quote, zone);
  }

  /// The order that a quote became.
  public static @Nullable UUID ofQuote(Transaction tx, UUID quote) throws SQLException {
    return OrderSql.ofQuote(tx, quote);
  }

  /// Keeps status and lines true to what has left the house. What is ordered directly must be for
  /// sale; what was offered was when it was submitted.
  public void guard(Policy caller, Transaction tx, Verb verb, Draft order) throws SQLException {
    if (order.given("lines")) {
      mustHaveQuantities(order.parts("lines"));
    }
    if (verb != Verb.DELETE && order.get("quote") == null && order.given("lines")) {
      var before = verb == Verb.CREATE ? List.<OrderSql.Line>of() : OrderSql.lines(tx, order.id());
      Assortment.mustSell(tx, sold(order, before), day(order));
    }
    if (verb == Verb.CREATE || !OrderSql.shipped(tx, order.id())) {
      return;
    }
    if (verb == Verb.DELETE) {
      throw Refusal.conflict("order.shipped-stays", Map.of());
    }
    var lines = OrderSql.lines(tx, order.id());
    if (order.given("lines")) {
      mustKeepShipped(order, lines);
    } else if (!Objects.equals(order.stored("status"), order.get("status"))) {
      var balance = Balance.of(order::get, lines, OrderSql.paid(tx, order.id()));
      var derived = Fulfilment.status(lines, balance.settled());
      if (!derived.equals(order.get("status"))) {
        throw Refusal.invalid("status", "order.status-derived", Map.of());
      }
    }
  }

  /// What a file of sales has brought with no quantity stays as it is.
  private static void mustHaveQuantities(List<Draft> lines) {
    for (int i = 0; i < lines.size(); i++) {
      var line = lines.get(i);
      if (line.get("quantity") instanceof BigDecimal q
          && q.signum() == 0
          && !Objects.equals(line.stored("quantity"), q)) {
        throw Refusal.invalid("lines[" + i + "].quantity", "order.quantity-zero", Map.of());
      }
    }
  }

  /// The products that lines sell; null for what stood on the order before and what is taken back.
  private static List<@Nullable UUID> sold(Draft order, List<OrderSql.Line> before) {
    return order.parts("lines").stream()
        .<@Nullable UUID>map(line ->
            line.get("product") instanceof UUID product
                    && line.get("quantity") instanceof BigDecimal quantity
                    && quantity.signum() > 0
                    && before.stream().noneMatch(each -> sells(each, product))
                ? product
                : null)
        .toList();
  }

  private static boolean sells(OrderSql.Line line, UUID product) {
    return product.equals(line.product()) && line.quantity().signum() > 0;
  }

  private LocalDate day(Draft order) {
    var at =
        order.get("placedAt") instanceof OffsetDateTime time ? time.toInstant() : clock.instant();
    return LocalDate.ofInstant(at, zone);
  }

  /// What was shipped stays on the order, counted in the unit in which it was; also what came back:
  /// it was credited as the line says.
  private static void mustKeepShipped(Draft order, List<OrderSql.Line> lines) {
    var parts =
        order.parts("lines").stream().collect(Collectors.toMap(Draft::id, Function.identity()));
    for (var line : lines) {
      var part = parts.get(line.id());
      var kept = part != null && part.get("quantity") instanceof BigDecimal q ? q : BigDecimal.ZERO;
      boolean counted = part == null || Objects.equals(part.get("unit"), line.unit());
      if (kept.compareTo(line.out()) < 0 || line.out().signum() > 0 && !counted) {
        throw Refusal.invalid("lines", "order.line-shipped", Map.of());
      }
    }
  }

  /// Shipments, invoices and payments stay on file.
  public static void keep(Policy caller, Transaction tx, Verb verb, Draft paper) {
    if (verb == Verb.DELETE) {
      throw Refusal.conflict("order.papers-stay", Map.of());
    }
  }
}

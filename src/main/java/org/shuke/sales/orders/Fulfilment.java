package org.shuke.sales.orders;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.stock.Goods;
import org.shuke.catalog.stock.Stock;
import org.shuke.catalog.stock.Subject;
import org.shuke.platform.Refusal;
import org.shuke.records.Draft;
import org.shuke.records.Unit;
import org.shuke.records.writes.Desk;
import org.shuke.sales.orders.OrderSql.Line;

/// What of an order left the house, and what came back.
final class Fulfilment {
  private static final List<String> SHIPPING =
      List.of("confirmed", "partlyShipped", "shipped", "completed", "returned");

  /// How much of which line; a line may be named by its product instead, where only one has it.
  record Part(@Nullable UUID line, @Nullable UUID product, BigDecimal quantity) {}

  /// @param lines what goes; everything that is outstanding unless given
  /// @param warehouse where it lies; by the warehouses' rank unless given
  /// @param at when it left; now unless given
  record Ship(
      @Nullable List<Part> lines,
      @Nullable UUID warehouse,
      @Nullable String carrier,
      @Nullable String tracking,
      @Nullable Instant at) {}

  /// @param lines what came back; everything that the customer has unless given
  /// @param warehouse where it is put back; what is not worth keeping goes into none
  record Return(
      @Nullable List<Part> lines,
      @Nullable UUID warehouse,
      @Nullable String reason,
      @Nullable Instant at) {}

  private record Moved(Line line, BigDecimal quantity) {}

  private final Desk desk;
  private final Settlement settlement;
  private final Stock stock;

  Fulfilment(Desk desk, Settlement settlement, Stock stock) {
    this.desk = desk;
    this.settlement = settlement;
    this.stock = stock;
  }

  static Subject subject(UUID order) {
    return new Subject("order", order);
  }

  /// What is still to be shipped of products, in their own units; other lines have no stock.
  static List<Goods> goods(List<Line> lines) {
    return lines.stream()
        .filter(l -> l.product() != null && l.outstanding().signum() > 0)
        .map(l ->
            new Goods(Objects.requireNonNull(l.product()), l.outstanding().multiply(l.factor())))
        .toList();
  }

  private static List<Goods> goods(List<Moved> moved, @Nullable UUID warehouse) {
    return moved.stream()
        .filter(m -> m.line().product() != null)
        .map(m ->
            new Goods(
                Objects.requireNonNull(m.line().product()),
                m.quantity().multiply(m.line().factor()),
                warehouse))
        .toList();
  }

  Object ship(Unit unit, UUID id, Ship input) throws SQLException {
    Orders.mustMake(unit, "shipment");
    var order = desk.lock(unit, Orders.ORDER, id);
    Orders.mustBe(order, SHIPPING);
    var moved = moved(OrderSql.lines(unit.tx(), id), input.lines(), true);
    var shipment = head(order, id, "out", input.at(), unit);
    stock.ship(unit, subject(id), goods(moved, input.warehouse()));
    shipment.put("warehouse", input.warehouse());
    shipment.put("carrier", input.carrier());
    shipment.put("tracking", input.tracking());
    return Map.of("shipment", record(unit, shipment, moved, id).made());
  }

  /// What comes back is not owed any more, and is not shipped again.
  ///
  /// @return also what must be paid back of what was received, where the caller may know it
  Object takeBack(Unit unit, UUID id, Return input) throws SQLException {
    Orders.mustMake(unit, "shipment");
    var order = desk.lock(unit, Orders.ORDER, id);
    Orders.mustBe(order, SHIPPING);
    var moved = moved(OrderSql.lines(unit.tx(), id), input.lines(), false);
    var shipment = head(order, id, "back", input.at(), unit);
    if (input.warehouse() != null) {
      stock.receive(unit, input.warehouse(), goods(moved, null), subject(id));
    }
    shipment.put("warehouse", input.warehouse());
    shipment.put("reason", input.reason());
    var recorded = record(unit, shipment, moved, id);
    return Orders.tellsSums(unit)
        ? Map.of("shipment", recorded.made(), "payBack", recorded.balance().payBack())
        : Map.of("shipment", recorded.made());
  }

  private static Map<String, @Nullable Object> head(
      Draft order, UUID id, String kind, @Nullable Instant at, Unit unit) {
    var head = new LinkedHashMap<String, @Nullable Object>();
    head.put("order", id);
    head.put("account", order.stored("account"));
    head.put("owner", order.stored("owner"));
    head.put("kind", kind);
    head.put("shippedAt", (at == null ? unit.at().toInstant() : at).toString());
    return head;
  }

  private record Recorded(UUID made, Balance balance) {}

  private Recorded record(
      Unit unit, Map<String, @Nullable Object> shipment, List<Moved> moved, UUID id)
      throws SQLException {
    shipment.values().removeIf(Objects::isNull);
    shipment.put("lines", moved.stream().map(Fulfilment::part).toList());
    var made = desk.create(unit, "shipment", shipment);
    return new Recorded(made, settlement.settle(unit, id));
  }

  private static Map<String, Object> part(Moved moved) {
    var part = new LinkedHashMap<String, Object>();
    part.put("orderLine", moved.line().id());
    if (moved.line().product() != null) {
      part.put("product", moved.line().product());
    }
    part.put("quantity", moved.quantity());
    if (moved.line().unit() != null) {
      part.put("unit", moved.line().unit());
    }
    return part;
  }

  /// What moves, checked against what is there.
  private static List<Moved> moved(List<Line> lines, @Nullable List<Part> parts, boolean out) {
    var moved = new ArrayList<Moved>();
    if (parts == null) {
      for (var line : lines) {
        var open = out ? line.outstanding() : line.withCustomer();
        if (open.signum() > 0) {
          moved.add(new Moved(line, open));
        }
      }
    } else {
      var left = new LinkedHashMap<UUID, BigDecimal>();
      lines.forEach(l -> left.put(l.id(), out ? l.outstanding() : l.withCustomer()));
      for (int i = 0; i < parts.size(); i++) {
        var line = line(lines, parts.get(i), i);
        var rest = left.merge(line.id(), parts.get(i).quantity().negate(), BigDecimal::add);
        mustFit(parts.get(i).quantity(), rest, i, out);
        moved.add(new Moved(line, parts.get(i).quantity()));
      }
    }
    if (moved.isEmpty()) {
      throw Refusal.invalid(
          "lines", out ? "order.nothing-to-ship" : "order.nothing-to-return", Map.of());
    }
    return moved;
  }

  private static void mustFit(BigDecimal quantity, BigDecimal rest, int at, boolean out) {
    if (quantity.signum() <= 0) {
      throw Refusal.invalid("lines[" + at + "].quantity", "order.quantity", Map.of());
    }
    if (rest.signum() < 0) {
      throw Refusal.invalid(
          "lines[" + at + "].quantity",
          out ? "order.more-than-ordered" : "order.more-than-shipped",
          Map.of("most", rest.add(quantity).stripTrailingZeros().toPlainString()));
    }
  }

  private static Line line(List<Line> lines, Part part, int at) {
    var named =
        lines.stream()
            .filter(l ->
                part.line() == null
                    ? part.product() != null && part.product().equals(l.product())
                    : part.line().equals(l.id()))
            .toList();
    if (named.size() != 1) {
      throw Refusal.invalid(
          "lines[" + at + "]",
          named.isEmpty() ? "order.no-such-line" : "order.which-line",
          Map.of());
    }
    return named.getFirst();
  }

  /// The status that follows: back when everything went out and the customer has nothing left of
  /// it, complete when everything went out and everything is paid.
  static String status(List<Line> lines, boolean paid) {
    boolean any = lines.stream().anyMatch(l -> l.out().signum() > 0);
    boolean kept = lines.stream().anyMatch(l -> l.withCustomer().signum() > 0);
    boolean all = lines.stream().allMatch(l -> l.out().compareTo(l.quantity()) >= 0);
    if (!any) {
      return "confirmed";
    }
    if (!all) {
      return "partlyShipped";
    }
    return kept ? paid ? "completed" : "shipped" : "returned";
  }
}

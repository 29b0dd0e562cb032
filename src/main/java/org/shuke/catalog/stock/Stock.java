package org.shuke.catalog.stock;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.stock.StockLevel.Count;
import org.shuke.catalog.stock.StockLevel.Move;
import org.shuke.catalog.stock.StockLevel.Receive;
import org.shuke.catalog.stock.StockMovement.Kind;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Draft;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.writes.Writes;
import tools.jackson.databind.node.JsonNodeFactory;

/// The desk of stock. Every method runs in the caller's transaction, does all of it or refuses all
/// of it, and leaves a line in the ledger for each level that it changed.
public final class Stock {
  private static final BigDecimal NOTHING = BigDecimal.ZERO;

  private final Supplier<Writes> writes;

  public Stock(Supplier<Writes> writes) {
    this.writes = writes;
  }

  public List<Type> types() {
    return List.of(Warehouse.type(), StockLevel.type(this), StockMovement.type());
  }

  /// Keeps a product from having two levels in one warehouse; said once, when the program is put
  /// together.
  public void guard(Writes writes) {
    writes.guard("stock-level", Stock::one);
  }

  private static void one(Policy caller, Transaction tx, Verb verb, Draft draft)
      throws SQLException {
    boolean placed =
        verb == Verb.CREATE
            || !java.util.Objects.equals(draft.get("product"), draft.stored("product"))
            || !java.util.Objects.equals(draft.get("warehouse"), draft.stored("warehouse"));
    if (verb == Verb.UPDATE && placed) {
      throw Refusal.invalid("product", "stock.level-stays", Map.of());
    }
    if (verb == Verb.CREATE
        && draft.get("product") instanceof UUID product
        && draft.get("warehouse") instanceof UUID warehouse
        && !StockSql.mayBegin(tx, product, warehouse)) {
      throw Refusal.conflict("stock.level-exists", Map.of()).at("product");
    }
  }

  /// Sets goods aside for a subject, first what it was promised. Goods that are kept nowhere are
  /// not counted.
  ///
  /// @throws Refusal 422 naming each line of which there is not enough, and how much there is
  public void reserve(Unit unit, Subject subject, List<Goods> lines) throws SQLException {
    var shelves = shelves(unit, lines);
    unpromise(unit, shelves, subject, lines);
    for (int i = 0; i < lines.size(); i++) {
      var goods = positive(lines.get(i), i);
      if (shelves.keeps(goods.product())) {
        for (var part : shelves.setAside(goods, i, goods.quantity()).entrySet()) {
          StockSql.hold(unit.tx(), subject, part.getKey(), StockSql.RESERVED, part.getValue());
        }
      }
    }
    shelves.keep(writes.get(), subject, null);
  }

  /// Notes that a subject was promised goods, whether they are there or not.
  public void promise(Unit unit, Subject subject, List<Goods> lines) throws SQLException {
    var shelves = shelves(unit, lines);
    for (int i = 0; i < lines.size(); i++) {
      var goods = positive(lines.get(i), i);
      var levels = shelves.of(goods.product(), goods.warehouse());
      if (!levels.isEmpty()) {
        shelves.change(levels.getFirst(), Kind.PROMISE, NOTHING, NOTHING, goods.quantity());
        StockSql.hold(unit.tx(), subject, levels.getFirst(), StockSql.PROMISED, goods.quantity());
      }
    }
    shelves.keep(writes.get(), subject, null);
  }

  private static void unpromise(Unit unit, Shelves shelves, Subject subject, List<Goods> lines)
      throws SQLException {
    var products = lines.stream().map(Goods::product).toList();
    for (var hold : StockSql.holds(unit.tx(), subject.id())) {
      if (hold.kind().equals(StockSql.PROMISED) && products.contains(hold.product())) {
        for (var level : shelves.of(hold.product(), hold.warehouse())) {
          shelves.change(level, Kind.RELEASE, NOTHING, NOTHING, hold.quantity().negate());
          StockSql.lower(unit.tx(), subject.id(), hold, hold.quantity());
        }
      }
    }
  }

  /// Gives back everything that is held for a subject: its order was cancelled, its offer is over.
  public void release(Unit unit, Subject subject) throws SQLException {
    var held = StockSql.holds(unit.tx(), subject.id());
    var shelves = new Shelves(unit, held.stream().map(StockSql.Hold::product).distinct().toList());
    for (var hold : StockSql.holds(unit.tx(), subject.id())) {
      for (var level : shelves.of(hold.product(), hold.warehouse())) {
        boolean reserved = hold.kind().equals(StockSql.RESERVED);
        var back = hold.quantity().negate();
        shelves.change(
            level, Kind.RELEASE, NOTHING, reserved ? back : NOTHING, reserved ? NOTHING : back);
        StockSql.lower(unit.tx(), subject.id(), hold, hold.quantity());
      }
    }
    shelves.keep(writes.get(), subject, null);
  }

  /// Goods leave: first what is set aside for the subject, then what is free.
  ///
  /// @throws Refusal 422 naming each line of which there is not enough, and how much there is
  public void ship(Unit unit, Subject subject, List<Goods> lines) throws SQLException {
    var shelves = shelves(unit, lines);
    for (int i = 0; i < lines.size(); i++) {
      var goods = positive(lines.get(i), i);
      if (shelves.keeps(goods.product())) {
        var left = shipHeld(unit, shelves, subject, goods);
        if (left.signum() > 0) {
          shelves.take(goods, i, left, Kind.SHIP);
        }
        fulfil(unit, shelves, subject, goods);
      }
    }
    shelves.keep(writes.get(), subject, null);
  }

  /// What leaves is promised no more.
  private static void fulfil(Unit unit, Shelves shelves, Subject subject, Goods goods)
      throws SQLException {
    var left = goods.quantity();
    for (var hold : StockSql.holds(unit.tx(), subject.id())) {
      if (hold.kind().equals(StockSql.PROMISED) && hold.product().equals(goods.product())) {
        for (var level : shelves.of(hold.product(), hold.warehouse())) {
          var part = hold.quantity().min(left);
          if (part.signum() > 0) {
            shelves.change(level, Kind.RELEASE, NOTHING, NOTHING, part.negate());
            StockSql.lower(unit.tx(), subject.id(), hold, part);
            left = left.subtract(part);
          }
        }
      }
    }
  }

  private static BigDecimal shipHeld(Unit unit, Shelves shelves, Subject subject, Goods goods)
      throws SQLException {
    var left = goods.quantity();
    for (var hold : StockSql.holds(unit.tx(), subject.id())) {
      boolean fits =
          hold.kind().equals(StockSql.RESERVED)
              && hold.product().equals(goods.product())
              && (goods.warehouse() == null || goods.warehouse().equals(hold.warehouse()));
      for (var level : fits ? shelves.of(hold.product(), hold.warehouse()) : List.<Level>of()) {
        var part = hold.quantity().min(left);
        if (part.signum() > 0) {
          shelves.change(level, Kind.SHIP, part.negate(), part.negate(), NOTHING);
          StockSql.lower(unit.tx(), subject.id(), hold, part);
          left = left.subtract(part);
        }
      }
    }
    return left;
  }

  /// Goods arrive in a warehouse.
  ///
  /// @param subject what they came with, such as a return; null for a delivery
  public void receive(Unit unit, UUID warehouse, List<Goods> lines, @Nullable Subject subject)
      throws SQLException {
    add(unit, warehouse, lines, subject == null ? Kind.RECEIVE : Kind.RETURN, subject, null);
  }

  /// What somebody found when he counted; cannot be less than what is set aside.
  public void count(
      Unit unit, UUID warehouse, UUID product, BigDecimal found, @Nullable String note)
      throws SQLException {
    if (found.signum() < 0) {
      throw Refusal.invalid("quantity", "stock.negative", Map.of());
    }
    var level = level(unit, warehouse, product);
    var shelves = new Shelves(unit, List.of(product));
    for (var each : shelves.of(product, level)) {
      if (found.compareTo(each.reserved()) < 0) {
        var reserved = each.reserved().stripTrailingZeros().toPlainString();
        throw Refusal.invalid("quantity", "stock.below-reserved", Map.of("reserved", reserved));
      }
      shelves.change(each, Kind.COUNT, found.subtract(each.onHand()), NOTHING, NOTHING);
    }
    shelves.keep(writes.get(), null, note);
  }

  /// Goods go from one warehouse to another.
  public void move(
      Unit unit, UUID product, BigDecimal quantity, UUID from, UUID to, @Nullable String note)
      throws SQLException {
    level(unit, to, product);
    var goods = positive(new Goods(product, quantity, from), 0);
    var shelves = new Shelves(unit, List.of(product));
    shelves.take(goods, 0, quantity, Kind.MOVE);
    for (var level : shelves.of(product, to)) {
      shelves.change(level, Kind.MOVE, quantity, NOTHING, NOTHING);
    }
    shelves.keep(writes.get(), null, note);
  }

  private void add(
      Unit unit,
      UUID warehouse,
      List<Goods> lines,
      Kind kind,
      @Nullable Subject subject,
      @Nullable String note)
      throws SQLException {
    for (var product : lines.stream().map(Goods::product).distinct().sorted().toList()) {
      level(unit, warehouse, product);
    }
    var shelves = shelves(unit, lines);
    for (int i = 0; i < lines.size(); i++) {
      var goods = positive(lines.get(i), i);
      for (var level : shelves.of(goods.product(), warehouse)) {
        shelves.change(level, kind, goods.quantity(), NOTHING, NOTHING);
      }
    }
    shelves.keep(writes.get(), subject, note);
  }

  /// Makes the level of a product in a warehouse where there is none; answers the warehouse.
  private UUID level(Unit unit, UUID warehouse, UUID product) throws SQLException {
    if (!StockSql.exists(unit.tx(), product, warehouse)
        && StockSql.mayBegin(unit.tx(), product, warehouse)) {
      var desk = unit.asDesk();
      var level = JsonNodeFactory.instance.objectNode();
      level.put("product", product.toString());
      level.put("warehouse", warehouse.toString());
      writes.get().create(desk, desk.policy().catalog().type("stock-level"), level);
    }
    return warehouse;
  }

  private static Shelves shelves(Unit unit, List<Goods> lines) throws SQLException {
    return new Shelves(unit, lines.stream().map(Goods::product).distinct().toList());
  }

  private static Goods positive(Goods goods, int line) {
    if (goods.quantity().signum() <= 0) {
      throw Refusal.invalid("lines[" + line + "].quantity", "stock.negative", Map.of());
    }
    return goods;
  }

  @Nullable Object received(Unit unit, UUID id, Receive input) throws SQLException {
    var level = stored(unit, id);
    var goods = List.of(new Goods(product(level), input.quantity()));
    add(unit, warehouse(level), goods, Kind.RECEIVE, null, input.note());
    return null;
  }

  @Nullable Object counted(Unit unit, UUID id, Count input) throws SQLException {
    var level = stored(unit, id);
    count(unit, warehouse(level), product(level), input.quantity(), input.note());
    return null;
  }

  @Nullable Object moved(Unit unit, UUID id, Move input) throws SQLException {
    var level = stored(unit, id);
    move(unit, product(level), input.quantity(), warehouse(level), input.warehouse(), input.note());
    return null;
  }

  private Draft stored(Unit unit, UUID id) throws SQLException {
    var type = unit.policy().catalog().type("stock-level");
    return writes.get().lock(unit, type, id, Verb.UPDATE, null);
  }

  private static UUID product(Draft level) {
    return (UUID) java.util.Objects.requireNonNull(level.get("product"));
  }

  private static UUID warehouse(Draft level) {
    return (UUID) java.util.Objects.requireNonNull(level.get("warehouse"));
  }
}

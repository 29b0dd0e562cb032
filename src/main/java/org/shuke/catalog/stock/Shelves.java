package org.shuke.catalog.stock;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.stock.StockMovement.Kind;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;
import tools.jackson.databind.node.JsonNodeFactory;

/// The levels of some products, locked, with what is being done to them. Locks are taken in one
/// order, so that two who want the same goods wait for each other instead of dying.
final class Shelves {
  private static final BigDecimal NOTHING = BigDecimal.ZERO;

  /// One line of the ledger, as it stood right after the change.
  record Moved(
      Kind kind,
      UUID product,
      UUID warehouse,
      BigDecimal onHand,
      BigDecimal reserved,
      BigDecimal promised,
      BigDecimal onHandAfter,
      BigDecimal reservedAfter,
      BigDecimal promisedAfter) {}

  private final Unit unit;
  private final Map<UUID, List<Level>> levels = new LinkedHashMap<>();
  private final Map<UUID, Level> touched = new LinkedHashMap<>();
  private final List<Moved> moved = new ArrayList<>();
  private final List<Fault> faults = new ArrayList<>();

  Shelves(Unit unit, Collection<UUID> products) throws SQLException {
    this.unit = unit;
    for (var level : StockSql.lock(unit.tx(), products)) {
      levels.computeIfAbsent(level.product, p -> new ArrayList<>()).add(level);
    }
  }

  /// Is there a level of it anywhere? What is not kept in stock is not counted.
  boolean keeps(UUID product) {
    return levels.containsKey(product);
  }

  /// The levels that goods may come from, in the order of the warehouses' rank.
  List<Level> of(UUID product, @Nullable UUID warehouse) {
    return levels.getOrDefault(product, List.of()).stream()
        .filter(level -> warehouse == null || level.warehouse.equals(warehouse))
        .toList();
  }

  void change(Level level, Kind kind, BigDecimal onHand, BigDecimal reserved, BigDecimal promised) {
    level.change(onHand, reserved, promised);
    touched.put(level.id, level);
    moved.add(
        new Moved(
            kind,
            level.product,
            level.warehouse,
            onHand,
            reserved,
            promised,
            level.onHand(),
            level.reserved(),
            level.promised()));
  }

  /// Sets goods aside wherever they are free; says what is missing.
  Map<Level, BigDecimal> setAside(Goods goods, int line, BigDecimal quantity) {
    var taken = new LinkedHashMap<Level, BigDecimal>();
    var left = quantity;
    for (var level : of(goods.product(), goods.warehouse())) {
      var part = level.free().min(left);
      if (part.signum() > 0) {
        taken.put(level, part);
        left = left.subtract(part);
      }
    }
    if (left.signum() > 0) {
      missing(line, quantity, quantity.subtract(left));
      return Map.of();
    }
    taken.forEach((level, part) -> change(level, Kind.RESERVE, NOTHING, part, NOTHING));
    return taken;
  }

  /// Takes free goods away.
  void take(Goods goods, int line, BigDecimal quantity, Kind kind) {
    var left = quantity;
    for (var level : of(goods.product(), goods.warehouse())) {
      var part = level.free().min(left);
      if (part.signum() > 0) {
        change(level, kind, part.negate(), NOTHING, NOTHING);
        left = left.subtract(part);
      }
    }
    if (left.signum() > 0) {
      missing(line, quantity, quantity.subtract(left));
    }
  }

  private void missing(int line, BigDecimal wanted, BigDecimal available) {
    faults.add(
        new Fault(
            "lines[" + line + "].quantity",
            "stock.not-enough",
            Map.of("wanted", plain(wanted), "available", plain(available))));
  }

  private static String plain(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  /// Writes what was done, or refuses it as a whole with everything that is missing.
  void keep(Writes writes, @Nullable Subject subject, @Nullable String note) throws SQLException {
    if (!faults.isEmpty()) {
      throw Refusal.invalid(faults);
    }
    var desk = unit.asDesk();
    Type type = desk.policy().catalog().type("stock-level");
    for (var level : touched.values()) {
      var figures = JsonNodeFactory.instance.objectNode();
      figures.put("onHand", level.onHand());
      figures.put("reserved", level.reserved());
      figures.put("promised", level.promised());
      writes.patch(desk, type, level.id, new Version.Any(), figures);
    }
    StockSql.write(unit, moved, subject, note);
  }
}

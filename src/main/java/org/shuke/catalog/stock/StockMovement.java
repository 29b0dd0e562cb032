package org.shuke.catalog.stock;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// One change of a level: the ledger of stock, written by the desk alone.
///
/// @param onHand by how much, with its sign
/// @param onHandAfter what stood there then
/// @param subjectType what it was about: `order`, `shipment`
public record StockMovement(
    @Nullable Instant at,
    @Nullable Kind kind,
    @Nullable UUID product,
    @Nullable UUID warehouse,
    @Nullable BigDecimal onHand,
    @Nullable BigDecimal reserved,
    @Nullable BigDecimal promised,
    @Nullable BigDecimal onHandAfter,
    @Nullable BigDecimal reservedAfter,
    @Nullable BigDecimal promisedAfter,
    @Nullable String subjectType,
    @Nullable String note) {

  /// What happened.
  public enum Kind {
    RECEIVE,
    SHIP,
    RETURN,
    COUNT,
    MOVE,
    RESERVE,
    PROMISE,
    RELEASE;

    String column() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  static Type type() {
    return Declaration.of(
            "stock-movement", "stock-movements", "catalog.stock_movement", StockMovement.class)
        .titled("kind")
        .system(
            "at",
            "kind",
            "product",
            "warehouse",
            "onHand",
            "reserved",
            "promised",
            "onHandAfter",
            "reservedAfter",
            "promisedAfter",
            "subjectType",
            "note")
        .counted("onHand", "reserved", "promised")
        .reference("product", "product", "stockMovements")
        .reference("warehouse", "warehouse", "stockMovements")
        .byDesk()
        .type();
  }
}

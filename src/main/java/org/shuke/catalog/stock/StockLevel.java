package org.shuke.catalog.stock;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Kind;
import org.shuke.records.Type;

/// How much of a product lies in a warehouse. Only the desk changes the figures.
///
/// @param onHand what is there
/// @param reserved what of it is set aside for somebody
/// @param promised what somebody was promised without setting it aside
/// @param reorderAt below which more should be ordered
public record StockLevel(
    @Nullable UUID product,
    @Nullable UUID warehouse,
    @Nullable BigDecimal onHand,
    @Nullable BigDecimal reserved,
    @Nullable BigDecimal promised,
    @Nullable BigDecimal reorderAt) {

  /// Goods that came.
  public record Receive(BigDecimal quantity, @Nullable String note) {}

  /// What was found when somebody counted.
  public record Count(BigDecimal quantity, @Nullable String note) {}

  /// Goods that go to another warehouse.
  public record Move(UUID warehouse, BigDecimal quantity, @Nullable String note) {}

  static Type type(Stock stock) {
    return Declaration.of("stock-level", "stock-levels", "catalog.stock_level", StockLevel.class)
        .titled("onHand")
        .required("product", "warehouse")
        .system("onHand", "reserved", "promised")
        .reference("product", "product", "stockLevels")
        .reference("warehouse", "warehouse", "stockLevels")
        .formula("available", Kind.NUMBER, "onHand - reserved")
        .counted("onHand", "reserved", "promised", "available")
        .derived(draft -> StockLevel.begin(draft))
        .rule("reorder", "reorderAt", l -> l.reorderAt() == null || l.reorderAt().signum() >= 0)
        .verb("receive", Receive.class, stock::received)
        .verb("count", Count.class, stock::counted)
        .verb("move", Move.class, stock::moved)
        .type();
  }

  private static void begin(org.shuke.records.Draft draft) {
    for (var figure : java.util.List.of("onHand", "reserved", "promised")) {
      if (draft.get(figure) == null) {
        draft.set(figure, BigDecimal.ZERO);
      }
    }
  }
}

package org.shuke.catalog.prices;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.prices.Facts.Item;
import org.shuke.catalog.prices.Facts.Limit;

/// Which floor binds the caller.
///
/// 1. The nearest to the person counts: himself, his roles, his team, everybody.
/// 2. Of one holder's floors those nearest to the product: itself, its category, everything; when
///    several of them are equally near, all must hold, so the highest counts.
/// 3. Of several roles the most generous counts, as with every other right.
/// 4. What the rules themselves give may always be offered.
final class Floors {
  private static final UUID NONE = new UUID(0, 0);

  private Floors() {}

  /// @param before the price of one of the product's own unit before promotions
  /// @param price the same after them
  static @Nullable Floor of(
      List<Limit> limits,
      Item item,
      BigDecimal before,
      BigDecimal price,
      String currency,
      Pricing.Exchange exchange) {
    for (int level = 0; level <= 3; level++) {
      var byHolder = new HashMap<UUID, Floor>();
      for (int near = 0; near <= 2; near++) {
        var here = new HashMap<UUID, Floor>();
        for (var limit : limits) {
          if (limit.level() == level && Objects.equals(limit.nearness(item), near)) {
            floor(limit, item, before, currency, exchange)
                .ifPresent(floor ->
                    here.merge(
                        Objects.requireNonNullElse(limit.holder(), NONE), floor, Floors::higher));
          }
        }
        here.forEach(byHolder::putIfAbsent);
      }
      var found = byHolder.values().stream().min(ORDER);
      if (found.isPresent()) {
        var floor = found.get();
        return new Floor(floor.price().min(price), floor.rule(), floor.maxDiscount());
      }
    }
    return null;
  }

  private static final Comparator<Floor> ORDER =
      Comparator.comparing(Floor::price).thenComparing(Floor::rule);

  private static Floor higher(Floor a, Floor b) {
    return ORDER.compare(a, b) >= 0 ? a : b;
  }

  /// What a limit means for the product; nothing where a rate or the cost is not known.
  private static Optional<Floor> floor(
      Limit limit, Item item, BigDecimal before, String currency, Pricing.Exchange exchange) {
    BigDecimal price = null;
    if (limit.price() != null) {
      price = exchange.convert(limit.price(), limit.currency(), currency);
    } else if (limit.maxDiscount() != null) {
      price = Percent.off(before, limit.maxDiscount());
    } else if (limit.minMargin() != null && item.cost() != null) {
      var cost = exchange.convert(item.cost(), item.currency(), currency);
      var left = Percent.HUNDRED.subtract(limit.minMargin()).movePointLeft(2);
      price = cost == null ? null : cost.divide(left, Pricing.Exchange.PRECISION);
    }
    return Optional.ofNullable(price).map(p -> new Floor(p, limit.name(), limit.maxDiscount()));
  }
}

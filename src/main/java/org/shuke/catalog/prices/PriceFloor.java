package org.shuke.catalog.prices;

import java.math.BigDecimal;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Codes;
import org.shuke.customers.Drafts;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// The lowest price that somebody may offer without approval.
///
/// @param product what it is about; a product goes before a category, a category before everything
/// @param role whom it binds: one person, a role, a team, or everybody
/// @param price the lowest for one unit, in `currency`; one of the three is given
/// @param maxDiscount at most this percentage off the price before promotions
/// @param minMargin at least this percentage of the price must be left above cost
public record PriceFloor(
    @Nullable String name,
    @Nullable UUID product,
    @Nullable String category,
    @Nullable UUID role,
    @Nullable UUID team,
    @Nullable UUID person,
    @Nullable BigDecimal price,
    @Nullable String currency,
    @Nullable BigDecimal maxDiscount,
    @Nullable BigDecimal minMargin,
    @Nullable Boolean active) {
  static Type type(String company) {
    return Declaration.of("price-floor", "price-floors", "catalog.price_floor", PriceFloor.class)
        .required("name")
        .ordered("name")
        .money("price")
        .reference("product", "product", "priceFloors")
        .reference("role", "role")
        .reference("team", "team")
        .reference("person", "user")
        .derived(Drafts.otherwise("currency", company))
        .derived(Drafts.otherwise("active", true))
        .rule("one-person", "person", f -> given(f.role(), f.team(), f.person()) <= 1)
        .rule("one-of", "price", f -> given(f.price(), f.maxDiscount(), f.minMargin()) == 1)
        .rule("price-negative", "price", f -> Codes.notNegative(f.price()))
        .rule("discount", "maxDiscount", f -> Percent.share(f.maxDiscount()))
        .rule("margin", "minMargin", PriceFloor::possible)
        .rule("currency-unknown", "currency", f -> Codes.isCurrency(f.currency()))
        .type();
  }

  private static long given(@Nullable Object... values) {
    return Stream.of(values).filter(Objects::nonNull).count();
  }

  private static boolean possible(PriceFloor floor) {
    return floor.minMargin() == null || floor.minMargin().compareTo(Percent.HUNDRED) < 0;
  }
}

package org.shuke.catalog;

import java.math.BigDecimal;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Declaration;
import org.shuke.records.Draft;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Verb;

/// Another unit that a product is sold in.
///
/// @param factor how many of the product's own unit one of it holds: 12 for a dozen
public record ProductUnit(@Nullable String unit, @Nullable BigDecimal factor) {
  static Type type() {
    return Declaration.of(
            "product-unit", "product-units", "catalog.product_unit", ProductUnit.class)
        .titled("unit")
        .partOf("product", "product", "units")
        .required("unit", "factor")
        .rule("factor", "factor", u -> u.factor() == null || u.factor().signum() > 0)
        .type();
  }

  /// Keeps each unit of a product to one size: a price in boxes would have two meanings otherwise.
  static void distinct(Policy caller, Transaction tx, Verb verb, Draft product) {
    if (verb == Verb.DELETE || !product.given("units") && !product.given("unit")) {
      return;
    }
    var seen = new HashSet<String>();
    seen.add(same(product.get("unit")));
    var units = product.parts("units");
    for (int i = 0; i < units.size(); i++) {
      if (!seen.add(same(units.get(i).get("unit")))) {
        throw Refusal.invalid("units[" + i + "].unit", "product-unit.twice", Map.of());
      }
    }
  }

  private static String same(@Nullable Object unit) {
    return String.valueOf(unit).strip().toLowerCase(Locale.ROOT);
  }
}

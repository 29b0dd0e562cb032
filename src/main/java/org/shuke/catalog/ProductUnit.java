package org.shuke.catalog;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

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
}

package org.shuke.catalog;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// One product inside a bundle.
///
/// @param quantity how many of its own unit one bundle holds
public record ProductComponent(@Nullable UUID component, @Nullable BigDecimal quantity) {
  static Type type() {
    return Declaration.of(
            "product-component",
            "product-components",
            "catalog.product_component",
            ProductComponent.class)
        .titled("quantity")
        .partOf("product", "product", "components")
        .reference("component", "product", "bundles")
        .required("component", "quantity")
        .counted("quantity")
        .rule("quantity", "quantity", c -> c.quantity() == null || c.quantity().signum() > 0)
        .type();
  }
}

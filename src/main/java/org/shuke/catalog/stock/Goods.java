package org.shuke.catalog.stock;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Some of a product.
///
/// @param quantity in the product's own unit, above zero
/// @param warehouse where it lies or goes; by the warehouses' rank when absent
public record Goods(UUID product, BigDecimal quantity, @Nullable UUID warehouse) {
  public Goods(UUID product, BigDecimal quantity) {
    this(product, quantity, null);
  }
}

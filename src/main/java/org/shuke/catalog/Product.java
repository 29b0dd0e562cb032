package org.shuke.catalog;

import org.jspecify.annotations.Nullable;
import org.shuke.customers.Drafts;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// Something we sell, as people edit it.
///
/// @param sku the code that names it in files and orders
/// @param unit what one of it is: piece, box, 小时
public record Product(
    @Nullable String sku,
    @Nullable String name,
    @Nullable String category,
    @Nullable String brand,
    @Nullable String unit,
    @Nullable String description,
    @Nullable Boolean active) {
  static Type type() {
    return Declaration.of("product", "products", "catalog.product", Product.class)
        .required("sku", "name")
        .unique("sku")
        .ordered("name")
        .longText("description")
        .searched("names", "name")
        .searched("keys", "sku")
        .derived(Drafts.otherwise("active", true))
        .rule("sku-blank", "sku", p -> p.sku() == null || !p.sku().isBlank())
        .rule("name-blank", "name", p -> p.name() == null || !p.name().isBlank())
        .type();
  }
}

package org.shuke.catalog.stock;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Codes;
import org.shuke.customers.Drafts;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// A place where goods lie.
///
/// @param rank goods are taken from the lowest first, where nobody names a warehouse
public record Warehouse(
    @Nullable String code,
    @Nullable String name,
    @Nullable String country,
    @Nullable String city,
    @Nullable String address,
    @Nullable BigDecimal rank,
    @Nullable Boolean active) {
  static Type type() {
    return Declaration.of("warehouse", "warehouses", "catalog.warehouse", Warehouse.class)
        .required("code", "name")
        .unique("code")
        .ordered("name")
        .searched("names", "name")
        .searched("keys", "code")
        .derived(Drafts.otherwise("rank", BigDecimal.ZERO))
        .derived(Drafts.otherwise("active", true))
        .rule("name-blank", "name", w -> w.name() == null || !w.name().isBlank())
        .rule("country-unknown", "country", w -> Codes.isCountry(w.country()))
        .type();
  }
}

package org.shuke.sales.fairs;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Codes;
import org.shuke.customers.Drafts;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// Something that is handed out: a brochure, a sample, a gift.
public record Material(
    @Nullable String name,
    @Nullable BigDecimal unitCost,
    @Nullable String currency,
    @Nullable Boolean active) {
  static Type type() {
    return Declaration.of("material", "materials", "sales.material", Material.class)
        .required("name", "active")
        .unique("name")
        .money("unitCost")
        .derived(Drafts.otherwise("active", true))
        .rule("currency-unknown", "currency", m -> Codes.isCurrency(m.currency()))
        .type();
  }
}

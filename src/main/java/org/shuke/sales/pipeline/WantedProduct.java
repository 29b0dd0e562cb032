package org.shuke.sales.pipeline;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.Assortment;
import org.shuke.customers.Drafts;
import org.shuke.records.Declaration;
import org.shuke.records.Draft;
import org.shuke.records.Type;

/// One product that an opportunity is about.
///
/// @param amount quantity × unit price unless given, in the opportunity's currency
public record WantedProduct(
    @Nullable UUID product,
    @Nullable String description,
    @Nullable BigDecimal quantity,
    @Nullable BigDecimal unitPrice,
    @Nullable BigDecimal amount) {
  static Type type() {
    return Declaration.of(
            "opportunity-product",
            "opportunity-products",
            "sales.opportunity_product",
            WantedProduct.class)
        .partOf("opportunity", "opportunity", "products")
        .titled("description")
        .reference("product", "product", "wantedIn")
        .offers("product", Assortment.FOR_SALE)
        .required("quantity")
        .counted("quantity", "amount")
        .follows("amount", "quantity", "unitPrice")
        .derived(Drafts.otherwise("quantity", BigDecimal.ONE))
        .derived(WantedProduct::multiply)
        .rule("which", "product", p -> p.product() != null || p.description() != null)
        .type();
  }

  private static void multiply(Draft draft) {
    boolean follows = draft.given("quantity") || draft.given("unitPrice");
    if (!draft.given("amount")
        && (follows || draft.get("amount") == null)
        && draft.get("quantity") instanceof BigDecimal quantity
        && draft.get("unitPrice") instanceof BigDecimal price) {
      draft.set("amount", quantity.multiply(price));
    }
  }
}

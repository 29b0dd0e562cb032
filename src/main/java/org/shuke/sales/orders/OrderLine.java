package org.shuke.sales.orders;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.Assortment;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// One product on an order.
///
/// @param description what stands on the paper when it is not the product's name
/// @param quantity negative for what came back
/// @param unit what one of the quantity is; the product's own where absent
/// @param amount quantity × unit price unless given
/// @param taxRate in percent, on top of the amount
/// @param currency the order's
public record OrderLine(
    @Nullable UUID product,
    @Nullable String description,
    @Nullable BigDecimal quantity,
    @Nullable String unit,
    @Nullable BigDecimal unitPrice,
    @Nullable BigDecimal unitPriceBase,
    @Nullable BigDecimal amount,
    @Nullable BigDecimal amountBase,
    @Nullable BigDecimal taxRate,
    @Nullable String currency) {
  static Type type() {
    return Declaration.of("order-line", "order-lines", "sales.order_line", OrderLine.class)
        .titled("description")
        .partOf("order", "order", "lines")
        .reference("product", "product", "orderLines")
        .offers("product", Assortment.FOR_SALE)
        .required("quantity")
        .counted("quantity")
        .money("unitPrice", "amount")
        .twin("unitPriceBase", "unitPrice")
        .twin("amountBase", "amount")
        .follows("amount", "quantity", "unitPrice")
        .system("currency")
        .rule("amount-missing", "unitPrice", l -> l.amount() != null || l.unitPrice() != null)
        .type();
  }
}

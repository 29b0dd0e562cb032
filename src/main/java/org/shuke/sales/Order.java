package org.shuke.sales;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Codes;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// What somebody ordered, as people edit it.
///
/// @param number as on the paper; drawn from a sequence unless given
/// @param account absent for sales over the counter
/// @param total the sum of the lines
public record Order(
    @Nullable String number,
    @Nullable UUID account,
    @Nullable Instant placedAt,
    @Nullable Status status,
    @Nullable String currency,
    @Nullable BigDecimal total,
    @Nullable BigDecimal totalBase,
    @Nullable String notes) {

  /// Where an order is in its life.
  public enum Status {
    DRAFT,
    CONFIRMED,
    SHIPPED,
    COMPLETED,
    CANCELLED,
    RETURNED
  }

  static Type type(OrderTotals totals) {
    return Declaration.of("order", "orders", "sales.order", Order.class)
        .titled("number")
        .owned("account")
        .required("number", "placedAt", "status", "currency")
        .unique("number")
        .money("total", "totalBase")
        .system("totalBase")
        .longText("notes")
        .reference("account", "account", "orders")
        .searched("keys", "number")
        .onPageOf("account", "placedAt")
        .derived(totals::complete)
        .rule("number-blank", "number", o -> o.number() == null || !o.number().isBlank())
        .rule("currency-unknown", "currency", o -> Codes.isCurrency(o.currency()))
        .type();
  }
}

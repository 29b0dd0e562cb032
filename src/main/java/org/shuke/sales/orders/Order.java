package org.shuke.sales.orders;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Codes;
import org.shuke.records.Declaration;
import org.shuke.records.Type;
import org.shuke.records.Verb;

/// What somebody ordered, as people edit it.
///
/// @param number as on the paper; drawn from the range of orders unless given
/// @param account absent for sales over the counter
/// @param contact with whom it is talked about
/// @param quote the accepted quote that it comes from
/// @param total the sum of the lines, before tax; as given only where there are none
/// @param tax on top of the total: the lines' unless given; absent where no line says its rate
/// @param paymentDays days from an invoice until its payment is due
/// @param credited what came back is worth with tax; not owed any more
/// @param paid what was received, less what was given back
public record Order(
    @Nullable String number,
    @Nullable UUID account,
    @Nullable UUID contact,
    @Nullable UUID quote,
    @Nullable Instant placedAt,
    @Nullable Status status,
    @Nullable String currency,
    @Nullable BigDecimal total,
    @Nullable BigDecimal totalBase,
    @Nullable BigDecimal tax,
    @Nullable BigDecimal taxBase,
    @Nullable BigDecimal paymentDays,
    @Nullable BigDecimal credited,
    @Nullable BigDecimal creditedBase,
    @Nullable BigDecimal paid,
    @Nullable BigDecimal paidBase,
    @Nullable String notes) {

  /// Where an order is in its life.
  public enum Status {
    DRAFT,
    CONFIRMED,
    PARTLY_SHIPPED,
    SHIPPED,
    COMPLETED,
    CANCELLED,
    RETURNED
  }

  /// The condition that an order counts as sold: it is no draft and was not cancelled.
  ///
  /// @param via the way to the order: `order.` or nothing
  public static String sold(String via) {
    return "%1$sstatus != \"draft\" && %1$sstatus != \"cancelled\"".formatted(via);
  }

  static Type type(OrderTotals totals, Orders orders) {
    return Declaration.of("order", "orders", "sales.order", Order.class)
        .titled("number")
        .owned("account")
        .required("status")
        .filled("number", "placedAt", "currency")
        .unique("number")
        .past("placedAt")
        .money("total", "tax", "credited", "paid")
        .twin("totalBase", "total")
        .twin("taxBase", "tax")
        .twin("creditedBase", "credited")
        .twin("paidBase", "paid")
        .follows("total", "lines.amount")
        .follows("tax", "lines.amount", "lines.taxRate")
        .follows("credited", "lines.amount")
        .system("credited", "paid", "quote")
        .longText("notes")
        .reference("account", "account", "orders")
        .reference("contact", "contact", "orders")
        .reference("quote", "quote", "orders")
        .searched("keys", "number")
        .onPageOf("account", "placedAt")
        .derived(totals::complete)
        .rule("number-blank", "number", o -> o.number() == null || !o.number().isBlank())
        .rule("currency-unknown", "currency", o -> Codes.isCurrency(o.currency()))
        .verb("confirm", Orders.Confirm.class, orders::confirm)
        .verb("reserve", Orders.Reserve.class, orders::reserve)
        .verb("ship", Verb.READ, Fulfilment.Ship.class, orders.fulfilment()::ship)
        .verb("return", Verb.READ, Fulfilment.Return.class, orders.fulfilment()::takeBack)
        .verb("invoice", Verb.READ, Claims.Bill.class, orders.claims()::bill)
        .verb("pay", Verb.READ, Claims.Pay.class, orders.claims()::pay)
        .verb("cancel", Orders.Cancel.class, orders::cancel)
        .type();
  }
}

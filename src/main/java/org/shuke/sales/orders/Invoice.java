package org.shuke.sales.orders;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// One instalment of what an order costs, and how much of it was received. Made by the order's verb
/// `invoice`, filled by its verb `pay`.
///
/// @param label what it is for: deposit, 尾款
/// @param open what is still to be paid
public record Invoice(
    @Nullable String number,
    @Nullable UUID order,
    @Nullable UUID account,
    @Nullable String label,
    @Nullable LocalDate issuedOn,
    @Nullable LocalDate dueOn,
    @Nullable Status status,
    @Nullable String currency,
    @Nullable BigDecimal amount,
    @Nullable BigDecimal amountBase,
    @Nullable BigDecimal open,
    @Nullable BigDecimal openBase) {

  /// Whether it was paid.
  public enum Status {
    OPEN,
    PARTLY_PAID,
    PAID,
    /// What it asked for came back.
    CREDITED,
    CANCELLED
  }

  static Type type(Claims claims) {
    return Declaration.of("invoice", "invoices", "sales.invoice", Invoice.class)
        .titled("number")
        .owned("order")
        .required("dueOn")
        .unique("number")
        .money("amount", "open")
        .twin("amountBase", "amount")
        .twin("openBase", "open")
        .follows("open", "amount")
        .system("number", "order", "account", "status", "currency", "issuedOn")
        .system("amount", "open")
        .reference("order", "order", "invoices")
        .reference("account", "account", "invoices")
        .searched("keys", "number")
        .onPageOf("account", "createdAt")
        .verb("cancel", Claims.Cancel.class, claims::cancel)
        .byDesk()
        .type();
  }
}

package org.shuke.sales.orders;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// Money that came in for an order, or was given back. Made by the order's verb `pay`.
///
/// @param amount below zero for what was given back
/// @param reference what stands on the bank's statement
public record Payment(
    @Nullable String number,
    @Nullable UUID order,
    @Nullable UUID account,
    @Nullable Instant receivedAt,
    @Nullable BigDecimal amount,
    @Nullable BigDecimal amountBase,
    @Nullable String currency,
    @Nullable Method method,
    @Nullable String reference) {

  /// By which way.
  public enum Method {
    TRANSFER,
    CASH,
    CARD,
    CHEQUE,
    WALLET,
    OTHER
  }

  static Type type() {
    return Declaration.of("payment", "payments", "sales.payment", Payment.class)
        .titled("number")
        .unique("number")
        .owned("order")
        .money("amount")
        .twin("amountBase", "amount")
        .system("number", "order", "account", "receivedAt", "amount", "currency")
        .reference("order", "order", "payments")
        .reference("account", "account", "payments")
        .searched("keys", "number", "reference")
        .onPageOf("account", "receivedAt")
        .onPageOf("order", "receivedAt")
        .byDesk()
        .type();
  }
}

package org.shuke.sales.orders;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// What left the house for an order at one time, or came back. Made by the order's verbs `ship` and
/// `return`; the way of the parcel is told here.
///
/// @param reason why it came back
/// @param deliveredAt when the customer had it
public record Shipment(
    @Nullable String number,
    @Nullable UUID order,
    @Nullable UUID account,
    @Nullable Kind kind,
    @Nullable Instant shippedAt,
    @Nullable UUID warehouse,
    @Nullable String carrier,
    @Nullable String tracking,
    @Nullable Instant deliveredAt,
    @Nullable String reason) {

  /// In which direction.
  public enum Kind {
    OUT,
    BACK
  }

  static Type type() {
    return Declaration.of("shipment", "shipments", "sales.shipment", Shipment.class)
        .titled("number")
        .owned("order")
        .required("number", "shippedAt")
        .unique("number")
        .system("order", "account", "kind", "number", "warehouse")
        .longText("reason")
        .reference("order", "order", "shipments")
        .reference("warehouse", "warehouse", "shipments")
        .reference("account", "account", "shipments")
        .searched("keys", "number", "tracking")
        .onPageOf("account", "shippedAt")
        .onPageOf("order", "shippedAt")
        .byDesk()
        .type();
  }
}

package org.shuke.sales.orders;

import java.math.BigDecimal;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// How much of one line of the order is in a shipment.
///
/// @param orderLine the line; absent once a file of sales has replaced the order's lines
/// @param unit what one of the quantity is; the product's own where absent
public record ShipmentLine(
    @Nullable UUID orderLine,
    @Nullable UUID product,
    @Nullable BigDecimal quantity,
    @Nullable String unit) {
  static Type type() {
    return Declaration.of(
            "shipment-line", "shipment-lines", "sales.shipment_line", ShipmentLine.class)
        .titled("product")
        .partOf("shipment", "shipment", "lines")
        .reference("orderLine", "order-line", "shipped")
        .reference("product", "product", "shipmentLines")
        .system("orderLine", "product", "quantity", "unit")
        .counted("quantity")
        .type();
  }
}

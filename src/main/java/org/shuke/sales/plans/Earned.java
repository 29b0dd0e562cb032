package org.shuke.sales.plans;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.prices.Rates;
import org.shuke.records.Policy;
import org.shuke.sales.orders.Order;
import tools.jackson.databind.JsonNode;

/// The margin of what was sold: what the lines of a period's orders brought, less what their
/// products cost, in the company's currency. Costs are those of today, at the exchange rate of the
/// period's end or of today, whichever comes first; a line whose cost nobody knows is left out on
/// both sides, as in quotes. What came back counts against it.
final class Earned {
  private final Ask ask;
  private final Rates rates;
  private final ZoneId zone;
  private final Clock clock;

  Earned(Ask ask, Rates rates, ZoneId zone, Clock clock) {
    this.ask = ask;
    this.rates = rates;
    this.zone = zone;
    this.clock = clock;
  }

  /// The condition that an order counts in a period.
  ///
  /// @param via the way to the order: `order.` or nothing
  String placed(Period period, String via) {
    return Order.sold(via) + " && " + period.during(via + "placedAt", zone);
  }

  /// Null for whoever may not read costs or what was sold.
  ///
  /// @param about conditions on the line beside the period, each with `&&` before it
  @Nullable BigDecimal margin(Policy policy, Period period, String about) {
    if (!policy.reads("product", "cost", "currency")
        || !policy.reads("order-line", "order", "product", "unit", "quantity", "amountBase")
        || !policy.reads("order", "status", "placedAt")
        || !policy.reads("product-unit", "product", "unit", "factor")) {
      return null;
    }
    var sold =
        ask.groups(
            policy,
            "order-line",
            List.of("product", "product.cost", "product.currency", "unit"),
            Map.of("quantity", "sum(quantity)", "brought", "sum(amountBase)"),
            "product != null && " + placed(period, "order.") + about);
    var factors = factors(policy, sold);
    var at = period.until().plusDays(1).atStartOfDay(zone).toInstant();
    var now = clock.instant();
    var margin = BigDecimal.ZERO;
    for (var group : sold) {
      var cost = cost(group, factors, at.isBefore(now) ? at : now);
      if (cost != null && group.path("brought").isNumber()) {
        margin = margin.add(group.path("brought").decimalValue()).subtract(cost);
      }
    }
    return margin;
  }

  private @Nullable BigDecimal cost(JsonNode group, Map<String, BigDecimal> factors, Instant at) {
    if (!group.path("product.cost").isNumber()) {
      return null;
    }
    var currency = group.path("product.currency").asString(rates.company());
    var one = group.path("product.cost").decimalValue();
    var quantity = group.path("quantity").decimalValue();
    var factor = factors.getOrDefault(key(group), BigDecimal.ONE);
    return rates.convert(one.multiply(quantity).multiply(factor), currency, rates.company(), at);
  }

  /// How many of the product's own unit one of another holds; asked only where one was sold by it.
  private Map<String, BigDecimal> factors(Policy policy, List<JsonNode> sold) {
    var factors = new HashMap<String, BigDecimal>();
    if (sold.stream().anyMatch(group -> !group.path("unit").isNull())) {
      ask.groups(policy, "product-unit", List.of("product", "unit", "factor"), Map.of(), null)
          .forEach(unit -> factors.put(key(unit), unit.path("factor").decimalValue()));
    }
    return factors;
  }

  private static String key(JsonNode row) {
    return row.path("product").asString("") + "/" + row.path("unit").asString("");
  }
}

package org.shuke.sales.plans;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.prices.Rates;
import org.shuke.records.Policy;
import org.shuke.sales.orders.Order;
import org.shuke.sales.plans.Credits.Share;
import tools.jackson.databind.JsonNode;

/// The margin of what was sold: what the lines of a period's orders brought, less what their
/// products cost, in the company's currency. Costs are those of today, at the exchange rate of the
/// period's end or of today, whichever comes first; a line whose cost nobody knows is left out on
/// both sides, as in quotes. What came back counts against it.
final class Earned {
  private static final List<String> PRODUCT =
      List.of("product", "product.cost", "product.currency", "unit");
  private static final String DEAL = "order.quote.opportunity";
  private static final String OWNER = "order.owner";

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

  /// The whole margin, whoever it is.
  ///
  /// @param about conditions on the line beside the period, each with `&&` before it
  BigDecimal margin(Policy policy, Period period, String about) {
    return margins(policy, period, List.of(), about).stream()
        .map(Group::margin)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /// Whose the margin is: the orders' owners', divided by credit as [Credits] has it of amounts.
  ///
  /// @param about as in [#margin]
  List<Share> shares(Policy policy, Period period, String about) {
    var shares = new ArrayList<Share>();
    for (var sold : margins(policy, period, List.of(OWNER, OWNER + ".team"), about)) {
      shares.add(share("person", sold.by(OWNER), sold.by(OWNER + ".team"), sold.margin()));
    }
    shares.addAll(credited(policy, period, about));
    return shares;
  }

  /// May the caller know what was sold, and what it costs?
  boolean isKnown(Policy policy) {
    return policy.reads("product", "cost", "currency")
        && policy.reads("order-line", "order", "product", "unit", "quantity", "amountBase")
        && policy.reads("order", "status", "placedAt")
        && policy.reads("product-unit", "product", "unit", "factor");
  }

  /// What members have of the margin of orders that their opportunity's quote became, and the
  /// owners of the orders therefore not.
  private List<Share> credited(Policy policy, Period period, String about) {
    var shares = new ArrayList<Share>();
    if (!policy.reads("opportunity-member", "opportunity", "user", "team", "credit")
        || !policy.reads("order", "quote", "owner")
        || !policy.reads("quote", "opportunity", "status")) {
      return shares;
    }
    var credits = new HashMap<String, List<JsonNode>>();
    var keys = List.of("opportunity", "user", "user.team", "team", "credit");
    var accepted = "credit > 0 && opportunity.quotes.exists(q, q.status == \"accepted\")";
    for (var member : ask.groups(policy, "opportunity-member", keys, Map.of(), accepted)) {
      credits
          .computeIfAbsent(member.path("opportunity").asString(""), o -> new ArrayList<>())
          .add(member);
    }
    var which = about + " && " + DEAL + ".members.exists(m, m.credit > 0)";
    for (var sold : margins(policy, period, List.of(DEAL, OWNER, OWNER + ".team"), which)) {
      for (var member : credits.getOrDefault(sold.by(DEAL), List.of())) {
        var part = sold.margin().multiply(member.path("credit").decimalValue().movePointLeft(2));
        var user = member.path("user").asString("");
        var team = member.path(user.isEmpty() ? "team" : "user.team").asString("");
        shares.add(
            user.isEmpty() ? share("team", team, team, part) : share("person", user, team, part));
        shares.add(share("person", sold.by(OWNER), sold.by(OWNER + ".team"), part.negate()));
      }
    }
    return shares;
  }

  private static Share share(String kind, String id, String team, BigDecimal amount) {
    return new Share(kind, id, "", team, Map.of(), amount);
  }

  /// What some lines brought, and what they are grouped by.
  private record Group(JsonNode keys, BigDecimal margin) {
    String by(String path) {
      return keys.path(path).asString("");
    }
  }

  private List<Group> margins(Policy policy, Period period, List<String> by, String about) {
    var keys = Stream.concat(PRODUCT.stream(), by.stream()).toList();
    var sold =
        ask.groups(
            policy,
            "order-line",
            keys,
            Map.of("quantity", "sum(quantity)", "brought", "sum(amountBase)"),
            "product != null && " + placed(period, "order.") + about);
    var factors = factors(policy, sold);
    var at = period.until().plusDays(1).atStartOfDay(zone).toInstant();
    var now = clock.instant();
    var groups = new ArrayList<Group>();
    for (var group : sold) {
      var cost = cost(group, factors, at.isBefore(now) ? at : now);
      if (cost != null && group.path("brought").isNumber()) {
        groups.add(new Group(group, group.path("brought").decimalValue().subtract(cost)));
      }
    }
    return groups;
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

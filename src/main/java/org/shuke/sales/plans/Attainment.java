package org.shuke.sales.plans;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.prices.Rates;
import org.shuke.records.Policy;
import org.shuke.records.Verb;
import org.shuke.records.reads.Query;
import org.shuke.records.reads.Reads;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// How far the targets of a period are reached.
final class Attainment {
  private final Ask ask;
  private final Earned earned;

  Attainment(Supplier<Reads> reads, Rates rates, ZoneId zone, Clock clock) {
    this.ask = new Ask(reads);
    this.earned = new Earned(ask, rates, zone, clock);
  }

  /// `{"period", "from", "until", "elapsed", "items": [{"target", "achieved", "open", "behind",
  /// "filter"}]}`: `elapsed` is the share of the period's days that have passed, `open` what is on
  /// the way and should close within, weighted, `behind` the plural of the counted records and
  /// `filter` the CEL that opens them. Amounts and counts are of won opportunities, a margin of
  /// orders ([Earned]): `achieved` is null for whoever may not read costs.
  ObjectNode read(Policy policy, Period period, LocalDate today) {
    var answer = JsonNodeFactory.instance.objectNode();
    answer.put("period", period.name());
    answer.put("from", period.from().toString());
    answer.put("until", period.until().toString());
    answer.put("elapsed", elapsed(period, today));
    var items = answer.putArray("items");
    if (!policy.may(Verb.READ, policy.catalog().type("target"))) {
      return answer;
    }
    var targets =
        ask.rows(
            policy,
            "target",
            "id,version,period,measure,amount,territory,owner.id,owner.name,team.id,team.name,product.id,"
                + "product.name",
            "period == \"" + period.name() + '"',
            "createdAt",
            Query.MOST);
    targets.forEach(target -> items.add(item(policy, period, target)));
    return answer;
  }

  private static double elapsed(Period period, LocalDate today) {
    double days = ChronoUnit.DAYS.between(period.from(), period.until()) + 1;
    return Math.clamp(ChronoUnit.DAYS.between(period.from(), today) / days, 0, 1);
  }

  private ObjectNode item(Policy policy, Period period, JsonNode target) {
    var item = JsonNodeFactory.instance.objectNode();
    item.set("target", target);
    var measure = target.path("measure").asString();
    if (measure.equals("margin")) {
      return sold(policy, period, target, item);
    }
    var within = period.within("closeDate") + about(policy, target);
    var won = "stage.kind == \"won\" && " + within;
    boolean counts = measure.equals("count");
    item.put("behind", "opportunities");
    item.put("filter", won);
    item.set("achieved", sum(policy, counts ? "count()" : "sum(amountBase)", won));
    var open = "stage.kind == \"open\" && " + within;
    item.set("open", sum(policy, counts ? "count()" : "sum(weightedBase)", open));
    return item;
  }

  /// What is on the way has no cost yet.
  private ObjectNode sold(Policy policy, Period period, JsonNode target, ObjectNode item) {
    var product = target.at("/product/id").asString("");
    var orders = earned.placed(period, "") + whose(policy, target, "");
    var lines = whose(policy, target, "order.");
    if (!product.isEmpty()) {
      orders += " && lines.exists(l, l.product == \"" + product + "\")";
      lines += " && product == \"" + product + '"';
    }
    item.put("behind", "orders");
    item.put("filter", orders);
    item.put("achieved", earned.margin(policy, period, lines));
    item.putNull("open");
    return item;
  }

  private @Nullable JsonNode sum(Policy policy, String measure, String filter) {
    var groups = ask.groups(policy, "opportunity", List.of(), Map.of("sum", measure), filter);
    var sum = groups.getFirst().path("sum");
    return sum.isNull() ? JsonNodeFactory.instance.numberNode(0) : sum;
  }

  private String about(Policy policy, JsonNode target) {
    var product = target.at("/product/id").asString("");
    var whose = whose(policy, target, "");
    return product.isEmpty() ? whose : whose + " && product == \"" + product + '"';
  }

  /// @param via the way from the counted record to the one that is somebody's: `order.` or nothing
  private String whose(Policy policy, JsonNode target, String via) {
    var parts = new StringBuilder();
    var owner = target.at("/owner/id").asString("");
    if (!owner.isEmpty()) {
      parts.append(" && ").append(via).append("owner == \"").append(owner).append('"');
    }
    var team = target.at("/team/id").asString("");
    if (!team.isEmpty()) {
      var below = String.join(", ", new Teams(ask, policy).below(team));
      parts.append(" && ").append(via).append("owner.team in [").append(below).append(']');
    }
    var territory = target.path("territory").asString("");
    if (!territory.isEmpty()) {
      var quoted = territory.replace("\\", "\\\\").replace("\"", "\\\"");
      parts.append(
          " && (%2$saccount.region == \"%1$s\" || %2$saccount.country == \"%1$s\")"
              .formatted(quoted, via));
    }
    return parts.toString();
  }
}

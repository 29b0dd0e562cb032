package org.shuke.sales.plans;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
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

  Attainment(Supplier<Reads> reads) {
    this.ask = new Ask(reads);
  }

  /// `{"period", "from", "until", "elapsed", "items": [{"target", "achieved", "open", "filter"}]}`:
  /// `elapsed` is the share of the period's days that have passed, `open` what is on the way and
  /// should close within, weighted, `filter` the CEL that opens the counted records.
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
    var within = period.within("closeDate") + about(policy, target);
    var won = "stage.kind == \"won\" && " + within;
    item.put("filter", won);
    var measure = target.path("measure").asString();
    var figure = measure.equals("count") ? "count()" : "sum(amountBase)";
    var open = measure.equals("count") ? "count()" : "sum(weightedBase)";
    // a margin needs the cost of what was sold, which only orders know
    item.set("achieved", measure.equals("margin") ? null : sum(policy, figure, won));
    item.set(
        "open",
        measure.equals("margin") ? null : sum(policy, open, "stage.kind == \"open\" && " + within));
    return item;
  }

  private @Nullable JsonNode sum(Policy policy, String measure, String filter) {
    var groups = ask.groups(policy, "opportunity", List.of(), Map.of("sum", measure), filter);
    var sum = groups.getFirst().path("sum");
    return sum.isNull() ? JsonNodeFactory.instance.numberNode(0) : sum;
  }

  private String about(Policy policy, JsonNode target) {
    var parts = new ArrayList<String>();
    var owner = target.at("/owner/id").asString("");
    if (!owner.isEmpty()) {
      parts.add("owner == \"" + owner + '"');
    }
    var team = target.at("/team/id").asString("");
    if (!team.isEmpty()) {
      parts.add("owner.team in [" + String.join(", ", new Teams(ask, policy).below(team)) + "]");
    }
    var territory = target.path("territory").asString("");
    if (!territory.isEmpty()) {
      var quoted = territory.replace("\\", "\\\\").replace("\"", "\\\"");
      parts.add("(account.region == \"%1$s\" || account.country == \"%1$s\")".formatted(quoted));
    }
    var product = target.at("/product/id").asString("");
    if (!product.isEmpty()) {
      parts.add("product == \"" + product + '"');
    }
    return parts.isEmpty() ? "" : " && " + String.join(" && ", parts);
  }
}

package org.shuke.sales.plans;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.prices.Rates;
import org.shuke.platform.db.Database;
import org.shuke.records.Policy;
import org.shuke.records.Verb;
import org.shuke.records.reads.Query;
import org.shuke.records.reads.Reads;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// How far the targets of a period are reached.
final class Attainment {
  private final Database database;
  private final Ask ask;
  private final Credits credits;
  private final Earned earned;

  Attainment(Database database, Supplier<Reads> reads, Rates rates, ZoneId zone, Clock clock) {
    this.database = database;
    this.ask = new Ask(reads);
    this.credits = new Credits(reads);
    this.earned = new Earned(ask, rates, zone, clock);
  }

  /// `{"period", "from", "until", "elapsed", "items": [{"target", "achieved", "open", "behind",
  /// "filter"}]}`: `elapsed` is the share of the period's days that have passed, `open` what is on
  /// the way and should close within, weighted, `behind` the plural of the counted records and
  /// `filter` the CEL that opens them. Amounts are of won opportunities, divided by credit
  /// ([Credits]), counts of those that somebody owns, a margin of orders ([Earned]) divided by the
  /// credit of the opportunity whose quote was accepted. A target whose outcome the caller could
  /// reckon in part only, because he doesn't reach everything of everybody whose it is, is left
  /// out: half of it would be untrue. `achieved` is null for whoever may not read amounts or costs.
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
            told(policy),
            "period == \"" + period.name() + '"',
            "createdAt",
            Query.MOST);
    var round = new Round(policy, period, new Teams(ask, policy), people(), new HashMap<>());
    targets.stream()
        .filter(target -> isSeen(round.sight(counted(target)), target))
        .forEach(target -> items.add(item(round, target)));
    return answer;
  }

  /// Whose and of what a target is, by names where the caller may read them.
  private static String told(Policy policy) {
    var told = "id,version,period,measure,amount,territory,owner.id,team.id,product.id";
    var target = policy.catalog().type("target");
    for (var field : List.of("owner", "team", "product")) {
      if (policy.reads(target.field(field).targetName(), "name")) {
        told += "," + field + ".name";
      }
    }
    return told;
  }

  /// One reading of all targets: whose the same opportunities or orders are is asked once, however
  /// many people have a target.
  private record Round(
      Policy policy,
      Period period,
      Teams teams,
      Map<UUID, List<UUID>> people,
      Map<String, List<Credits.Share>> shares) {
    Sight sight(String type) {
      return new Sight(policy, Verb.READ, policy.catalog().type(type), people);
    }
  }

  private Map<UUID, List<UUID>> people() {
    return database.read(PlanSql::people);
  }

  private static double elapsed(Period period, LocalDate today) {
    double days = ChronoUnit.DAYS.between(period.from(), period.until()) + 1;
    return Math.clamp(ChronoUnit.DAYS.between(period.from(), today) / days, 0, 1);
  }

  private ObjectNode item(Round round, JsonNode target) {
    var item = JsonNodeFactory.instance.objectNode();
    item.set("target", target);
    var measure = target.path("measure").asString();
    item.put("behind", round.policy().catalog().type(counted(target)).plural());
    if (!measure.equals("margin") && !reads(round.policy(), measure)) {
      return item.putNull("achieved").putNull("open");
    }
    return switch (measure) {
      case "margin" -> sold(round, target, item);
      case "count" -> counted(round, target, item);
      default -> shared(round, target, item);
    };
  }

  /// The type of the records that are counted.
  private static String counted(JsonNode target) {
    return target.path("measure").asString().equals("margin") ? "order" : "opportunity";
  }

  /// May he read what opportunities are counted or added up by?
  private static boolean reads(Policy policy, String measure) {
    return policy.reads("opportunity", "stage", "closeDate", "owner")
        && (measure.equals("count") || policy.reads("opportunity", "amountBase", "weightedBase"));
  }

  /// A place has people everywhere.
  private static boolean isSeen(Sight sight, JsonNode target) {
    var owner = target.at("/owner/id").asString("");
    var team = target.at("/team/id").asString("");
    return owner.isEmpty() && team.isEmpty()
        ? sight.everybody()
        : owner.isEmpty() ? sight.team(UUID.fromString(team)) : sight.person(owner);
  }

  private ObjectNode counted(Round round, JsonNode target, ObjectNode item) {
    item.put(
        "filter", "stage.kind == \"won\" && " + about(round, target, "") + whose(round, target));
    item.put("achieved", count(round, target, "won"));
    item.put("open", count(round, target, "open"));
    return item;
  }

  private BigDecimal count(Round round, JsonNode target, String kind) {
    var which = "stage.kind == \"" + kind + "\" && " + about(round, target, "");
    return its(
        round,
        target,
        round
            .shares()
            .computeIfAbsent("count " + which, all -> credits.counted(round.policy(), which)));
  }

  private ObjectNode shared(Round round, JsonNode target, ObjectNode item) {
    item.put(
        "filter", "stage.kind == \"won\" && " + about(round, target, "") + has(round, target, ""));
    item.put("achieved", share(round, target, "won", "amountBase"));
    item.put("open", share(round, target, "open", "weightedBase"));
    return item;
  }

  private BigDecimal share(Round round, JsonNode target, String kind, String measure) {
    UnaryOperator<String> which =
        via -> via + "stage.kind == \"" + kind + "\" && " + about(round, target, via);
    return its(
        round,
        target,
        round
            .shares()
            .computeIfAbsent(
                which.apply(""), all -> credits.shares(round.policy(), measure, List.of(), which)));
  }

  /// What of some shares is the target's.
  private static BigDecimal its(Round round, JsonNode target, List<Credits.Share> shares) {
    var owner = target.at("/owner/id").asString("");
    var team = target.at("/team/id").asString("");
    var teams = team.isEmpty() ? List.<String>of() : round.teams().below(team);
    return shares.stream()
        .filter(each -> owner.isEmpty() || each.kind().equals("person") && each.id().equals(owner))
        .filter(each -> team.isEmpty() || teams.contains('"' + each.team() + '"'))
        .map(Credits.Share::amount)
        .reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  /// What is on the way has no cost yet.
  private ObjectNode sold(Round round, JsonNode target, ObjectNode item) {
    var product = target.at("/product/id").asString("");
    var whose = isSomebodys(target) ? has(round, target, "quote.opportunity.") : place(target, "");
    var orders = earned.placed(round.period(), "") + whose;
    var line = "";
    if (!product.isEmpty()) {
      orders += " && lines.exists(l, l.product == \"" + product + "\")";
      line = " && product == \"" + product + '"';
    }
    item.put("filter", orders);
    item.put("achieved", margin(round, target, line));
    return item.putNull("open");
  }

  private @Nullable BigDecimal margin(Round round, JsonNode target, String line) {
    if (!earned.isKnown(round.policy())) {
      return null;
    }
    if (!isSomebodys(target)) {
      return earned.margin(round.policy(), round.period(), place(target, "order.") + line);
    }
    return its(
        round,
        target,
        round
            .shares()
            .computeIfAbsent(
                "margin" + line, all -> earned.shares(round.policy(), round.period(), line)));
  }

  private static boolean isSomebodys(JsonNode target) {
    return !target.at("/owner/id").asString("").isEmpty()
        || !target.at("/team/id").asString("").isEmpty();
  }

  /// When, of what and where, whoever has it.
  private static String about(Round round, JsonNode target, String via) {
    var product = target.at("/product/id").asString("");
    var within = round.period().within(via + "closeDate") + place(target, via);
    return product.isEmpty() ? within : within + " && " + via + "product == \"" + product + '"';
  }

  private static String place(JsonNode target, String via) {
    var territory = target.path("territory").asString("");
    var quoted = territory.replace("\\", "\\\\").replace("\"", "\\\"");
    return territory.isEmpty()
        ? ""
        : " && (%2$saccount.region == \"%1$s\" || %2$saccount.country == \"%1$s\")"
            .formatted(quoted, via);
  }

  /// @param via the way to the opportunity that divides it: `quote.opportunity.` or nothing
  private static String has(Round round, JsonNode target, String via) {
    var owner = target.at("/owner/id").asString("");
    var team = target.at("/team/id").asString("");
    return !owner.isEmpty()
        ? " && " + Credits.isPartly(owner, via)
        : team.isEmpty() ? "" : " && " + Credits.isPartlyOf(round.teams().below(team), via);
  }

  private static String whose(Round round, JsonNode target) {
    var owner = target.at("/owner/id").asString("");
    var team = target.at("/team/id").asString("");
    if (!owner.isEmpty()) {
      return " && owner == \"" + owner + '"';
    }
    return team.isEmpty()
        ? ""
        : " && owner.team in [" + String.join(", ", round.teams().below(team)) + ']';
  }
}

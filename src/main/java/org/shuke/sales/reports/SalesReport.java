package org.shuke.sales.reports;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Gatherers;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.reads.Reads;
import org.shuke.sales.plans.Ask;
import org.shuke.sales.plans.Credits;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What was won and lost in a time, by everything one asks about, and how fast.
final class SalesReport {
  private static final BigDecimal DAY = BigDecimal.valueOf(86_400);
  private static final int DIGITS = 6;
  private static final int MANY = 300;

  /// What the closed opportunities are grouped by: the name in the answer, the key and its title.
  private static final Map<String, List<String>> BY = groupings();

  private static final Comparator<ObjectNode> EARLY_FIRST =
      Comparator.comparing(row -> row.path("key").asString(""));
  private static final Comparator<ObjectNode> MOST_FIRST =
      Comparator.comparing((ObjectNode row) -> row.path("wonAmount").decimalValue()).reversed();

  /// Every name that a report uses, from an opportunity.
  static final List<String> PATHS =
      List.of(
          "amountBase",
          "weightedBase",
          "engagedAt",
          "cycle",
          "product.name",
          "owner.name",
          "source",
          "stage.kind");

  private final Ask ask;
  private final Credits credits;

  SalesReport(Supplier<Reads> reads) {
    this.ask = new Ask(reads);
    this.credits = new Credits(reads);
  }

  private static Map<String, List<String>> groupings() {
    var by = new LinkedHashMap<String, List<String>>();
    by.put("product", List.of("product", "product.name"));
    by.put("owner", List.of("owner", "owner.name"));
    by.put("quarter", List.of("quarter(closeDate)"));
    by.put("month", List.of("month(closeDate)"));
    by.put("source", List.of("source"));
    by.put("lostReason", List.of("lostReason"));
    by.put("wonReason", List.of("wonReason"));
    return by;
  }

  /// `{"totals": {"won", "lost", "wonAmount", "lostAmount", "conversion", "open", "openAmount",
  /// "weighted", "cycleMean", "cycleMedian", "velocity"}, "by": {"product": [{"key", "name", "won",
  /// "lost", "wonAmount"}], …}, "stages": […]}`; days, the company's currency, `conversion` as a
  /// share, `velocity` as amount a day: open × conversion × mean won amount ÷ mean cycle. What each
  /// person, or team, has won is divided by credit ([Credits]).
  ///
  /// @param span the days of closing that count
  /// @param filter a further CEL condition, or null
  ObjectNode read(Policy policy, Span span, @Nullable String filter) {
    var answer = figures(policy, span, filter, BY.keySet());
    answer.set("stages", stages(policy));
    return answer;
  }

  /// The same without the stages.
  ///
  /// @param names of the groupings that are wanted
  ObjectNode figures(Policy policy, Span span, @Nullable String filter, Collection<String> names) {
    var closed = span.within("closeDate");
    var type = policy.catalog().type("opportunity");
    var answer = JsonNodeFactory.instance.objectNode();
    answer.set("totals", totals(policy, type, closed, filter));
    var by = answer.putObject("by");
    BY.forEach((name, keys) -> {
      if (names.contains(name) && keys.stream().allMatch(key -> readable(policy, type, key))) {
        by.set(name, grouped(policy, keys, and("stage.kind != \"open\"", closed, filter)));
      }
    });
    if (by.get("owner") instanceof ArrayNode owners && readable(policy, type, "amountBase")) {
      by.set("owner", divided(policy, owners, span, filter));
    }
    return answer;
  }

  private static boolean readable(Policy policy, Type type, String key) {
    var name = key.contains("(") ? "closeDate" : key.split("\\.", 2)[0];
    return policy.member(type, name) != null;
  }

  static String and(@Nullable String... conditions) {
    var parts = new ArrayList<String>();
    for (var each : conditions) {
      if (each != null && !each.isBlank()) {
        parts.add("(" + each + ")");
      }
    }
    return String.join(" && ", parts);
  }

  private static final Map<String, String> MEASURES =
      Map.of("n", "count()", "amount", "sum(amountBase)", "weighted", "sum(weightedBase)");

  private ObjectNode totals(
      Policy policy, Type type, @Nullable String closed, @Nullable String filter) {
    var totals = JsonNodeFactory.instance.objectNode();
    var within = closed == null ? "true" : closed;
    var groups =
        ask.groups(
            policy,
            "opportunity",
            List.of("stage.kind"),
            MEASURES,
            and("stage.kind == \"open\" || (" + within + ")", filter));
    for (var kind : List.of("open", "won", "lost")) {
      var group = find(groups, "stage.kind", kind);
      totals.put(kind, group == null ? 0 : group.path("n").asLong());
      totals.put(kind + "Amount", group == null ? BigDecimal.ZERO : amount(group, "amount"));
      if (kind.equals("open")) {
        totals.put("weighted", group == null ? BigDecimal.ZERO : amount(group, "weighted"));
      }
    }
    long won = totals.path("won").asLong();
    long ended = won + totals.path("lost").asLong();
    if (ended > 0) {
      totals.put("conversion", share(won, ended));
    }
    cycle(policy, type, closed, filter, totals);
    velocity(totals, won);
    return totals;
  }

  private static BigDecimal share(long part, long whole) {
    return BigDecimal.valueOf(part).divide(BigDecimal.valueOf(whole), DIGITS, RoundingMode.HALF_UP);
  }

  private static @Nullable JsonNode find(List<JsonNode> groups, String key, String value) {
    return groups.stream()
        .filter(group -> group.path(key).asString("").equals(value))
        .findFirst()
        .orElse(null);
  }

  private static BigDecimal amount(JsonNode group, String name) {
    var value = group.path(name);
    return value.isNumber() ? value.decimalValue() : BigDecimal.ZERO;
  }

  private void cycle(
      Policy policy, Type type, @Nullable String closed, @Nullable String filter, ObjectNode into) {
    if (policy.member(type, "cycle") == null) {
      return;
    }
    var groups =
        ask.groups(
            policy,
            "opportunity",
            List.of(),
            Map.of("mean", "avg(cycle)", "median", "median(cycle)"),
            and("stage.kind == \"won\" && engagedAt != null && closeDate != null", closed, filter));
    var cycle = groups.getFirst();
    days(cycle.path("mean"), "cycleMean", into);
    days(cycle.path("median"), "cycleMedian", into);
  }

  static void days(JsonNode duration, String name, ObjectNode into) {
    var seconds = seconds(duration);
    if (seconds != null) {
      into.put(name, seconds.divide(DAY, 2, RoundingMode.HALF_UP));
    }
  }

  /// A duration as the API writes it: seconds, or ISO 8601.
  private static @Nullable BigDecimal seconds(JsonNode duration) {
    if (duration.isNumber()) {
      return duration.decimalValue();
    }
    var text = duration.asString("");
    return text.isEmpty()
        ? null
        : BigDecimal.valueOf(java.time.Duration.parse(text).toMillis()).movePointLeft(3);
  }

  private static void velocity(ObjectNode totals, long won) {
    var days = totals.path("cycleMean");
    if (won > 0 && days.isNumber() && days.decimalValue().signum() > 0) {
      var mean =
          amount(totals, "wonAmount").divide(BigDecimal.valueOf(won), DIGITS, RoundingMode.HALF_UP);
      totals.put("wonMean", mean.setScale(2, RoundingMode.HALF_UP));
      totals.put(
          "velocity",
          BigDecimal.valueOf(totals.path("open").asLong())
              .multiply(amount(totals, "conversion"))
              .multiply(mean)
              .divide(days.decimalValue(), 2, RoundingMode.HALF_UP));
    }
  }

  private ArrayNode grouped(Policy policy, List<String> keys, String filter) {
    var groupBy = new ArrayList<>(keys);
    groupBy.add("stage.kind");
    var rows = new LinkedHashMap<String, ObjectNode>();
    for (var group : ask.groups(policy, "opportunity", groupBy, MEASURES, filter)) {
      var key = group.path(keys.getFirst()).asString("");
      var row = rows.computeIfAbsent(key, k -> row(group, keys));
      var kind = group.path("stage.kind").asString("");
      row.put(kind, group.path("n").asLong());
      if (kind.equals("won")) {
        row.put("wonAmount", amount(group, "amount"));
      }
    }
    return sorted(rows, keys.getFirst().contains("(") ? EARLY_FIRST : MOST_FIRST);
  }

  /// What was won, by whoever has a part in it.
  private ArrayNode divided(Policy policy, ArrayNode owners, Span span, @Nullable String filter) {
    var rows = new LinkedHashMap<String, ObjectNode>();
    for (var owner : owners) {
      var key = owner.path("key").asString("");
      rows.put(key, ((ObjectNode) owner).put("wonAmount", BigDecimal.ZERO));
    }
    for (var share : shares(policy, span, filter)) {
      var row = rows.computeIfAbsent(share.id(), id -> row(share));
      row.put("wonAmount", amount(row, "wonAmount").add(share.amount()));
    }
    return sorted(rows, MOST_FIRST);
  }

  /// The caller's words are about opportunities: those that members have a part in are therefore
  /// asked for first, then their members by as many at a time as an expression holds.
  private List<Credits.Share> shares(Policy policy, Span span, @Nullable String filter) {
    UnaryOperator<String> won =
        via -> and(via + "stage.kind == \"won\"", span.within(via + "closeDate"));
    if (filter == null || filter.isBlank()) {
      return credits.shares(policy, "amountBase", List.of(), won);
    }
    var asked = and(won.apply(""), filter);
    var shares = new ArrayList<>(credits.owned(policy, "amountBase", List.of(), asked));
    var shared = and(asked, "members.exists(m, m.credit > 0)");
    ask.groups(policy, "opportunity", List.of("id"), Map.of(), shared).stream()
        .map(each -> '"' + each.path("id").asString() + '"')
        .gather(Gatherers.windowFixed(MANY))
        .map(ids -> "opportunity in [" + String.join(", ", ids) + "]")
        .forEach(which -> shares.addAll(credits.credited(policy, "amountBase", List.of(), which)));
    return shares;
  }

  private static ObjectNode row(Credits.Share share) {
    var row = JsonNodeFactory.instance.objectNode();
    row.put("key", share.id()).put("name", share.name());
    return row.put("won", 0).put("lost", 0).put("wonAmount", BigDecimal.ZERO);
  }

  private static ArrayNode sorted(Map<String, ObjectNode> rows, Comparator<ObjectNode> order) {
    var list = JsonNodeFactory.instance.arrayNode();
    rows.values().stream().sorted(order).forEach(list::add);
    return list;
  }

  private static ObjectNode row(JsonNode group, List<String> keys) {
    var row = JsonNodeFactory.instance.objectNode();
    row.set("key", group.path(keys.getFirst()));
    row.set("name", group.path(keys.getLast()));
    row.put("won", 0).put("lost", 0).put("wonAmount", BigDecimal.ZERO);
    return row;
  }

  /// How many opportunities ever came into each stage, and how long they stayed.
  private ArrayNode stages(Policy policy) {
    var list = JsonNodeFactory.instance.arrayNode();
    if (!policy.reads("stage-visit", "opportunity", "stage", "duration")
        || !policy.reads("stage", "name", "kind", "position", "pipeline")) {
      return list;
    }
    var groups =
        ask.groups(
            policy,
            "stage-visit",
            List.of("stage", "stage.name", "stage.kind", "stage.position", "stage.pipeline"),
            Map.of(
                "opportunities", "countDistinct(opportunity)",
                "mean", "avg(duration)",
                "median", "median(duration)"),
            null);
    groups.stream()
        .sorted(Comparator.comparing(g -> amount(g, "stage.position")))
        .forEach(group -> {
          var row = list.addObject();
          row.set("stage", group.path("stage"));
          row.set("name", group.path("stage.name"));
          row.set("kind", group.path("stage.kind"));
          row.set("pipeline", group.path("stage.pipeline"));
          row.set("opportunities", group.path("opportunities"));
          days(group.path("mean"), "meanDays", row);
          days(group.path("median"), "medianDays", row);
        });
    return list;
  }
}

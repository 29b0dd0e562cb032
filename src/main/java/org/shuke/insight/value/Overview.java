package org.shuke.insight.value;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.shuke.platform.Refusal;
import org.shuke.platform.Texts;
import org.shuke.platform.db.Database;
import org.shuke.records.Policy;
import org.shuke.records.Scope;
import org.shuke.records.Type;
import org.shuke.records.Verb;
import org.shuke.records.reads.Aggregate;
import org.shuke.records.reads.Reads;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Who matters, as pictures: each figure comes from the same policed reads as the lists behind it
/// and carries the filter that gives that list, so that figure and list cannot differ.
final class Overview {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final Map<String, String> FIGURES =
      Map.of("accounts", "count()", "monetary", "sum(value.monetary)");

  private static final String[] SHOWN = {
    "monetary", "rfm", "recencyScore", "frequencyScore", "abc", "class", "stage"
  };

  private final Database database;
  private final Reads reads;
  private final Texts texts;
  private final Clock clock;
  private final String currency;

  Overview(Database database, Reads reads, Texts texts, Clock clock, String currency) {
    this.database = database;
    this.reads = reads;
    this.texts = texts;
    this.clock = clock;
    this.currency = currency;
  }

  /// @throws Refusal 403 for whoever may not read all the values, or not the worth of all orders
  static void mustSee(Policy policy) {
    var order = policy.catalog().type("order");
    if (!policy.reads("account", "value")
        || !policy.reads(AccountValue.NAME, SHOWN)
        || policy.scope(Verb.READ, order) != Scope.ALL
        || !policy.reads("order", "totalBase", "placedAt", "status")) {
      throw Refusal.forbidden("figures-hidden", Map.of("type", AccountValue.NAME));
    }
  }

  JsonNode read(Policy policy, ValueSetting setting) {
    mustSee(policy);
    var account = policy.catalog().type("account");
    var page = JsonNodeFactory.instance.objectNode();
    page.put("returns", setting.returns());
    page.put("currency", currency);
    database.read(tx -> {
      var run = ValueSql.latest(tx);
      page.put("asOf", run == null || run.asOf() == null ? null : run.asOf().toString());
      page.put("ranAt", run == null ? null : run.at().toString());
      page.set("pareto", JSON.valueToTree(Curve.read(tx, policy, account, clock.instant())));
      return true;
    });
    var classes = classes(policy, account);
    page.put("accounts", classes.valueStream().mapToLong(c -> c.path("accounts").asLong()).sum());
    page.set("classes", classes);
    page.set("abc", each(policy, account, "abc", AccountValue.ABC));
    page.set("stages", each(policy, account, "stage", AccountValue.STAGES));
    page.set("rfm", grid(policy, account));
    page.set("classStages", crossed(policy, account));
    page.set("months", months(policy, setting));
    return page;
  }

  /// The classes with their share of revenue, their average and what to do about them.
  private ArrayNode classes(Policy policy, Type account) {
    var classes = each(policy, account, "class", AccountValue.CLASSES);
    var total = classes.valueStream().map(c -> amount(c)).reduce(BigDecimal.ZERO, BigDecimal::add);
    for (var node : classes) {
      var each = (ObjectNode) node;
      var accounts = BigDecimal.valueOf(each.path("accounts").asLong());
      each.put("share", ratio(amount(each), total, 6));
      each.put("average", ratio(amount(each), accounts, 2));
      each.put(
          "advice",
          texts.text(
              policy.principal().locale(), "advice." + each.path("class").stringValue(), Map.of()));
    }
    return classes;
  }

  private static BigDecimal amount(JsonNode group) {
    return group.path("monetary").isNumber()
        ? group.path("monetary").decimalValue()
        : BigDecimal.ZERO;
  }

  private static BigDecimal ratio(BigDecimal part, BigDecimal whole, int digits) {
    return whole.signum() == 0 ? BigDecimal.ZERO : part.divide(whole, digits, RoundingMode.HALF_UP);
  }

  /// One figure for each value of a field, in the order of the values, empty ones too.
  private ArrayNode each(Policy policy, Type account, String field, List<String> values) {
    var path = "value." + field;
    var found = grouped(policy, account, List.of(path));
    var figures = JsonNodeFactory.instance.arrayNode();
    for (var value : values) {
      var group =
          found
              .valueStream()
              .filter(g -> value.equals(g.path(path).stringValue("")))
              .findFirst()
              .orElse(JsonNodeFactory.instance.objectNode());
      var figure = figures.addObject();
      figure.put(field, value);
      figures(figure, group, path + " == \"" + value + "\"");
    }
    return figures;
  }

  private static void figures(ObjectNode into, JsonNode group, String filter) {
    into.put("accounts", group.path("accounts").asLong(0));
    into.put("monetary", amount(group));
    into.put("filter", filter);
  }

  /// The cells of recency by frequency that hold somebody.
  private ArrayNode grid(Policy policy, Type account) {
    return cells(
        policy,
        account,
        List.of("value.recencyScore", "value.frequencyScore"),
        (cell, group) -> {
          int r = group.path("value.recencyScore").asInt();
          int f = group.path("value.frequencyScore").asInt();
          cell.put("r", r).put("f", f);
          figures(
              cell,
              group,
              "value.recencyScore == %d && value.frequencyScore == %d".formatted(r, f));
        });
  }

  private ArrayNode crossed(Policy policy, Type account) {
    return cells(
        policy,
        account,
        List.of("value.class", "value.stage"),
        (cell, group) -> {
          var type = group.path("value.class").stringValue("");
          var stage = group.path("value.stage").stringValue("");
          cell.put("class", type).put("stage", stage);
          figures(
              cell, group, "value.class == \"%s\" && value.stage == \"%s\"".formatted(type, stage));
        });
  }

  private ArrayNode cells(
      Policy policy, Type account, List<String> groupBy, BiConsumer<ObjectNode, JsonNode> write) {
    var cells = JsonNodeFactory.instance.arrayNode();
    for (var group : grouped(policy, account, groupBy)) {
      write.accept(cells.addObject(), group);
    }
    return cells;
  }

  private JsonNode grouped(Policy policy, Type account, List<String> groupBy) {
    return aggregate(
        policy,
        account,
        new Aggregate(groupBy, FIGURES, "value.rfm != null", groupBy, null, null, null));
  }

  /// What was ordered in each month, in the company's currency, and which orders those are.
  private ArrayNode months(Policy policy, ValueSetting setting) {
    var filter =
        "status != \"cancelled\" && status != \"draft\""
            + (setting.net() ? "" : " && status != \"returned\"");
    var month = "month(placedAt)";
    var ask =
        new Aggregate(
            List.of(month),
            Map.of("amount", "sum(totalBase)"),
            filter,
            List.of(month),
            null,
            null,
            null);
    var months = JsonNodeFactory.instance.arrayNode();
    for (var group : aggregate(policy, policy.catalog().type("order"), ask)) {
      var each = months.addObject();
      var first = LocalDate.parse(group.path(month).stringValue("").substring(0, 10));
      each.put("month", first.toString().substring(0, 7));
      each.set("amount", group.path("amount"));
      each.put(
          "filter",
          "placedAt >= date(\"%s\") && placedAt < date(\"%s\") && %s"
              .formatted(first, first.plusMonths(1), filter));
    }
    return months;
  }

  private JsonNode aggregate(Policy policy, Type type, Aggregate ask) {
    return JSON.readTree(reads.aggregate(policy, type, ask)).path("items");
  }
}

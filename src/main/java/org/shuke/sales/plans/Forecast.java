package org.shuke.sales.plans;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Database;
import org.shuke.records.Policy;
import org.shuke.records.Verb;
import org.shuke.records.reads.Query;
import org.shuke.records.reads.Reads;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// What a period will bring, person by person and up the tree of teams.
final class Forecast {
  private static final List<String> FIGURES = List.of("won", "commit", "bestCase", "pipeline");

  private final Database database;
  private final Ask ask;
  private final Credits credits;

  Forecast(Database database, Supplier<Reads> reads) {
    this.database = database;
    this.ask = new Ask(reads);
    this.credits = new Credits(reads);
  }

  private record Node(ObjectNode json, Map<String, BigDecimal> sums) {
    Node(ObjectNode json) {
      this(json, new HashMap<>());
    }

    void add(String figure, BigDecimal amount) {
      sums.merge(figure, amount, BigDecimal::add);
    }
  }

  /// `{"period", "from", "until", "total": {…}, "nodes": [{"kind": "team|person", "id", "name",
  /// "parent", "won", "commit", "bestCase", "pipeline", "override": {…}, "mayOverride"}]}`, teams
  /// before what is below them. `commit` is what is won and what is as good as won; each next
  /// figure includes the one before. Amounts are divided by credit ([Credits]). People and teams of
  /// whom the caller does not read everything are left out.
  ObjectNode read(Policy policy, Period period) {
    var people = database.read(PlanSql::people);
    var sight = new Sight(policy, Verb.READ, policy.catalog().type("opportunity"), people);
    var nodes = new LinkedHashMap<String, Node>();
    for (var team : new Teams(ask, policy).all()) {
      if (sight.team(UUID.fromString(team.path("id").asString()))) {
        nodes.put(team.path("id").asString(), node("team", team));
      }
    }
    var total = new Node(JsonNodeFactory.instance.objectNode());
    for (var share : shares(policy, period)) {
      if (share.kind().equals("team") ? nodes.containsKey(share.id()) : sight.person(share.id())) {
        var figure = figure(share.of());
        total.add(figure, share.amount());
        if (share.kind().equals("person")) {
          person(nodes, share).add(figure, share.amount());
        }
        climb(nodes, share.team(), figure, share.amount());
      }
    }
    var answer = JsonNodeFactory.instance.objectNode();
    answer.put("period", period.name());
    answer.put("from", period.from().toString());
    answer.put("until", period.until().toString());
    answer.set("total", figures(total));
    overrides(policy, period, nodes);
    var says = ForecastEntry.sight(policy, people);
    var list = answer.putArray("nodes");
    for (var node : ordered(nodes)) {
      list.add(figures(node).put("mayOverride", mayOverride(says, node.json())));
    }
    return answer;
  }

  private static boolean mayOverride(Sight sight, JsonNode node) {
    var id = node.path("id").asString("");
    if (id.isEmpty()) {
      return false;
    }
    return node.path("kind").asString().equals("team")
        ? ForecastEntry.ofTeam(sight, UUID.fromString(id))
        : ForecastEntry.ofPerson(sight, UUID.fromString(id));
  }

  private List<Credits.Share> shares(Policy policy, Period period) {
    return credits.shares(
        policy,
        "amountBase",
        List.of("stage.kind", "forecast"),
        via ->
            "%1$s && %2$sstage.kind != \"lost\" && %2$sforecast != \"omitted\""
                .formatted(period.within(via + "closeDate"), via));
  }

  private static String figure(Map<String, String> of) {
    if ("won".equals(of.get("stage.kind"))) {
      return "won";
    }
    var said = of.getOrDefault("forecast", "");
    return said.equals("commit") || said.equals("bestCase") ? said : "pipeline";
  }

  private static Node node(String kind, JsonNode row) {
    var json = JsonNodeFactory.instance.objectNode();
    json.put("kind", kind)
        .put("id", row.path("id").asString())
        .put("name", row.path("name").asString());
    json.put("parent", Teams.parent(row));
    return new Node(json);
  }

  private static Node person(Map<String, Node> nodes, Credits.Share share) {
    return nodes.computeIfAbsent(
        share.id(),
        id -> {
          var json = JsonNodeFactory.instance.objectNode();
          json.put("kind", "person").put("id", id).put("name", share.name());
          return new Node(json.put("parent", share.team()));
        });
  }

  private static void climb(
      Map<String, Node> nodes, String from, String figure, BigDecimal amount) {
    var seen = new ArrayList<String>();
    var at = from;
    while (!at.isEmpty() && nodes.containsKey(at) && !seen.contains(at)) {
      seen.add(at);
      nodes.get(at).add(figure, amount);
      at = nodes.get(at).json().path("parent").asString("");
    }
  }

  /// Each figure with those before it.
  private static ObjectNode figures(Node node) {
    var sum = BigDecimal.ZERO;
    for (var figure : FIGURES) {
      sum = sum.add(node.sums().getOrDefault(figure, BigDecimal.ZERO));
      node.json().put(figure, sum);
    }
    return node.json();
  }

  private void overrides(Policy policy, Period period, Map<String, Node> nodes) {
    if (!policy.may(Verb.READ, policy.catalog().type("forecast-entry"))) {
      return;
    }
    var entries =
        ask.rows(
            policy,
            "forecast-entry",
            "id,version,amount,note,updatedAt,owner.id,owner.name,person,team",
            "period == \"" + period.name() + '"',
            "updatedAt",
            Query.MOST);
    for (var entry : entries) {
      var node = nodes.get(of(entry));
      if (node != null && !id(entry.path("owner")).equals(id(entry.path("person")))) {
        node.json().set("override", entry);
      }
    }
  }

  private static @Nullable String of(JsonNode entry) {
    var person = id(entry.path("person"));
    return person.isEmpty() ? id(entry.path("team")) : person;
  }

  private static String id(JsonNode reference) {
    return reference.isObject() ? reference.path("id").asString("") : reference.asString("");
  }

  /// Teams before what is below them; teams that nobody sells for are left out.
  private static List<Node> ordered(Map<String, Node> nodes) {
    var all = new ArrayList<Node>();
    nodes.values().stream()
        .filter(node -> !nodes.containsKey(node.json().path("parent").asString("")))
        .forEach(top -> add(nodes, top, all));
    nodes.values().forEach(ring -> add(nodes, ring, all));
    return all;
  }

  private static void add(Map<String, Node> nodes, Node node, List<Node> into) {
    if (node.sums().isEmpty() || into.contains(node)) {
      return;
    }
    into.add(node);
    var id = node.json().path("id").asString("");
    nodes.values().stream()
        .filter(each -> !id.isEmpty() && each.json().path("parent").asString("").equals(id))
        .forEach(each -> add(nodes, each, into));
  }
}

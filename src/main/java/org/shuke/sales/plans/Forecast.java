package org.shuke.sales.plans;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
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

/// What a period will bring, person by person and up the tree of teams.
final class Forecast {
  private static final List<String> FIGURES = List.of("won", "commit", "bestCase", "pipeline");

  private final Ask ask;

  Forecast(Supplier<Reads> reads) {
    this.ask = new Ask(reads);
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
  /// "parent", "won", "commit", "bestCase", "pipeline", "override": {…}}]}`, teams before what is
  /// below them. `commit` is what is won and what is as good as won; each next figure includes the
  /// one before.
  ObjectNode read(Policy policy, Period period) {
    var teams = new Teams(ask, policy);
    var nodes = new LinkedHashMap<String, Node>();
    teams.all().forEach(team -> nodes.put(team.path("id").asString(), node("team", team)));
    var total = new Node(JsonNodeFactory.instance.objectNode());
    for (var group : figures(policy, period)) {
      var amount =
          group.path("amount").isNull() ? BigDecimal.ZERO : group.path("amount").decimalValue();
      var figure = figure(group);
      total.add(figure, amount);
      var person = person(nodes, group);
      person.add(figure, amount);
      climb(nodes, person.json().path("parent").asString(""), figure, amount);
    }
    var answer = JsonNodeFactory.instance.objectNode();
    answer.put("period", period.name());
    answer.put("from", period.from().toString());
    answer.put("until", period.until().toString());
    answer.set("total", figures(total));
    overrides(policy, period, nodes);
    var list = answer.putArray("nodes");
    ordered(nodes).forEach(node -> list.add(figures(node)));
    return answer;
  }

  private List<JsonNode> figures(Policy policy, Period period) {
    return ask.groups(
        policy,
        "opportunity",
        List.of("owner", "owner.name", "owner.team", "stage.kind", "forecast"),
        Map.of("amount", "sum(amountBase)"),
        period.within("closeDate") + " && stage.kind != \"lost\" && forecast != \"omitted\"");
  }

  private static String figure(JsonNode group) {
    if (group.path("stage.kind").asString("").equals("won")) {
      return "won";
    }
    var said = group.path("forecast").asString("");
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

  private static Node person(Map<String, Node> nodes, JsonNode group) {
    return nodes.computeIfAbsent(
        group.path("owner").asString(""),
        id -> {
          var json = JsonNodeFactory.instance.objectNode();
          json.put("kind", "person").put("id", id);
          json.put("name", group.path("owner.name").asString(""));
          json.put("parent", group.path("owner.team").asString(""));
          return new Node(json);
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
            "id,version,amount,note,updatedAt,owner.name,person,team",
            "period == \"" + period.name() + '"',
            "updatedAt",
            Query.MOST);
    for (var entry : entries) {
      var node = nodes.get(of(entry));
      if (node != null) {
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
    add(nodes, "", all);
    nodes.values().stream()
        .filter(node -> !all.contains(node) && !node.sums().isEmpty())
        .forEach(all::add);
    return all;
  }

  private static void add(Map<String, Node> nodes, String parent, List<Node> into) {
    for (var node : nodes.values()) {
      if (node.json().path("parent").asString("").equals(parent)
          && !node.sums().isEmpty()
          && !into.contains(node)) {
        into.add(node);
        add(nodes, node.json().path("id").asString(), into);
      }
    }
  }
}

package org.shuke.sales.pipeline;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Verb;
import org.shuke.records.reads.Aggregate;
import org.shuke.records.reads.Query;
import org.shuke.records.reads.Reads;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// The board of a pipeline: a column a stage, its sums over everything in it, and its first cards.
/// One aggregate gives all sums, one keyset page each column's cards.
public final class Board {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int CARDS = 25;

  /// Closed opportunities leave the board after a while; the list keeps them.
  private static final int CLOSED_DAYS = 30;

  /// What a board shows.
  ///
  /// @param pipeline absent for the one in which the caller has most
  /// @param stage only this column, to page on with `cursor`
  /// @param filter a CEL condition on the cards
  /// @param select the card's fields
  public record Ask(
      @Nullable UUID pipeline,
      @Nullable UUID stage,
      @Nullable String filter,
      @Nullable String q,
      @Nullable String select,
      @Nullable String sort,
      @Nullable String cursor,
      @Nullable Integer limit) {}

  private final Stages stages;
  private final Reads reads;

  Board(Stages stages, Reads reads) {
    this.stages = stages;
    this.reads = reads;
  }

  /// `{"pipeline": …, "columns": [{"stage", "name", "kind", "staleDays", "count", "amount",
  /// "weighted", "items": […], "next": …}]}`; amounts in the company's currency.
  public byte[] read(Policy policy, Ask ask) {
    var type = policy.catalog().type("opportunity");
    for (var read : List.of(type, policy.catalog().type("stage"))) {
      if (!policy.may(Verb.READ, read)) {
        throw Refusal.forbidden("may-not-read", Map.of("type", read.name()));
      }
    }
    var columns = columns(policy, type, ask);
    var out = new ByteArrayOutputStream(1 << 16);
    if (columns.isEmpty()) {
      out.writeBytes(bytes("{\"pipeline\":null,\"columns\":[]}"));
      return out.toByteArray();
    }
    var sums = ask.cursor() == null ? sums(policy, type, ask, columns) : Map.<UUID, JsonNode>of();
    out.writeBytes(bytes("{\"pipeline\":\"" + columns.getFirst().pipeline() + "\",\"columns\":["));
    for (int i = 0; i < columns.size(); i++) {
      out.writeBytes(bytes(i == 0 ? "" : ","));
      column(policy, type, ask, columns.get(i), sums.get(columns.get(i).id()), out);
    }
    out.writeBytes(bytes("]}"));
    return out.toByteArray();
  }

  /// The statements of [#read], in their order, for those who measure it.
  public List<Reads.Statement> statements(Policy policy, Ask ask) {
    var type = policy.catalog().type("opportunity");
    var columns = columns(policy, type, ask);
    var statements = new ArrayList<Reads.Statement>();
    statements.add(reads.statement(policy, type, aggregate(policy, type, ask, columns)));
    for (var column : columns) {
      statements.add(reads.statement(policy, type, cards(policy, type, ask, column)));
    }
    return statements;
  }

  private List<Stages.Known> columns(Policy policy, Type type, Ask ask) {
    var all = stages.all();
    if (ask.stage() != null) {
      return all.stream().filter(s -> s.id().equals(ask.stage())).toList();
    }
    var pipeline = ask.pipeline() != null ? ask.pipeline() : usual(policy, type, ask, all);
    return all.stream().filter(s -> s.pipeline().equals(pipeline)).toList();
  }

  /// The pipeline that most of what would be shown is in; of several, and where nothing is, the
  /// first.
  private @Nullable UUID usual(Policy policy, Type type, Ask ask, List<Stages.Known> all) {
    var pipelines = all.stream().map(Stages.Known::pipeline).distinct().toList();
    if (pipelines.size() < 2) {
      return pipelines.isEmpty() ? null : pipelines.getFirst();
    }
    var counted = new HashMap<UUID, Long>();
    var sums = sums(policy, type, ask, all);
    for (var stage : all) {
      var here = sums.get(stage.id());
      counted.merge(stage.pipeline(), here == null ? 0 : here.path("count").asLong(), Long::sum);
    }
    var most = pipelines.getFirst();
    for (var pipeline : pipelines) {
      most = counted.getOrDefault(pipeline, 0L) > counted.getOrDefault(most, 0L) ? pipeline : most;
    }
    return most;
  }

  private void column(
      Policy policy,
      Type type,
      Ask ask,
      Stages.Known stage,
      @Nullable JsonNode sums,
      ByteArrayOutputStream out) {
    var head = JSON.createObjectNode();
    head.put("stage", stage.id().toString());
    head.put("name", stage.name());
    head.put("kind", stage.kind().name().toLowerCase(java.util.Locale.ROOT));
    head.set("staleDays", JSON.valueToTree(stage.staleDays()));
    head.set("probability", JSON.valueToTree(stage.probability()));
    figures(head, sums);
    var page = reads.page(policy, type, cards(policy, type, ask, stage), Verb.READ);
    var text = head.toString();
    out.writeBytes(bytes(text.substring(0, text.length() - 1) + ",\"items\":"));
    out.writeBytes(page.items());
    out.writeBytes(
        bytes(",\"next\":" + (page.next() == null ? "null" : '"' + page.next() + '"') + "}"));
  }

  private static Query cards(Policy policy, Type type, Ask ask, Stages.Known stage) {
    var ends = ends(policy, type);
    return Query.of(
        ask.select(),
        within(ends, ask, stage),
        ask.sort() != null ? ask.sort() : stage.open() ? ends : "-" + ends,
        ask.limit() == null ? CARDS : ask.limit(),
        ask.cursor(),
        false,
        ask.q());
  }

  /// The field that says when it closes or closed; when it came to its stage for whoever may not
  /// read that.
  private static String ends(Policy policy, Type type) {
    return policy.member(type, "closeDate") != null ? "closeDate" : "stageSince";
  }

  private static void figures(ObjectNode head, @Nullable JsonNode sums) {
    head.put("count", sums == null ? 0 : sums.path("count").asLong());
    for (var name : List.of("amount", "weighted")) {
      if (sums != null && sums.has(name)) {
        head.set(name, sums.get(name));
      }
    }
  }

  private static String within(String ends, Ask ask, Stages.Known stage) {
    var parts = new ArrayList<String>();
    parts.add("stage == \"" + stage.id() + '"');
    if (!stage.open()) {
      parts.add(ends + " >= daysAgo(" + CLOSED_DAYS + ")");
    }
    if (ask.filter() != null && !ask.filter().isBlank()) {
      parts.add("(" + ask.filter() + ")");
    }
    return String.join(" && ", parts);
  }

  /// Every column's sums by one aggregate; what the caller may not read is not summed.
  private Map<UUID, JsonNode> sums(Policy policy, Type type, Ask ask, List<Stages.Known> columns) {
    var answer = reads.aggregate(policy, type, aggregate(policy, type, ask, columns));
    var byStage = new HashMap<UUID, JsonNode>();
    for (var group : JSON.readTree(answer).path("items")) {
      byStage.put(UUID.fromString(group.path("stage").asString()), group);
    }
    return byStage;
  }

  private static Aggregate aggregate(
      Policy policy, Type type, Ask ask, List<Stages.Known> columns) {
    var measures = new LinkedHashMap<String, String>();
    measures.put("count", "count()");
    if (policy.member(type, "amountBase") != null) {
      measures.put("amount", "sum(amountBase)");
    }
    if (policy.member(type, "weightedBase") != null) {
      measures.put("weighted", "sum(weightedBase)");
    }
    return new Aggregate(
        List.of("stage"),
        measures,
        shown(ends(policy, type), ask, columns),
        List.of(),
        null,
        null,
        ask.q());
  }

  /// What stands on the board at all: open, or closed of late.
  private static String shown(String ends, Ask ask, List<Stages.Known> columns) {
    var open = names(columns.stream().filter(Stages.Known::open).toList());
    var closed = names(columns.stream().filter(s -> !s.open()).toList());
    var parts = new ArrayList<String>();
    if (!open.isEmpty()) {
      parts.add("stage in [" + open + "]");
    }
    if (!closed.isEmpty()) {
      parts.add("stage in [" + closed + "] && " + ends + " >= daysAgo(" + CLOSED_DAYS + ")");
    }
    var shown = String.join(" || ", parts);
    return ask.filter() == null || ask.filter().isBlank()
        ? shown
        : "(" + shown + ") && (" + ask.filter() + ")";
  }

  private static String names(List<Stages.Known> stages) {
    return String.join(", ", stages.stream().map(s -> '"' + s.id().toString() + '"').toList());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}

package org.shuke.sales.plans;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.ExactJson;
import org.shuke.platform.Refusal;
import org.shuke.records.Policy;
import org.shuke.records.Verb;
import org.shuke.records.reads.Aggregate;
import org.shuke.records.reads.Query;
import org.shuke.records.reads.Reads;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Questions to the reading desk, under the caller's policy. Amounts never pass through a double.
public final class Ask {
  private static final JsonMapper JSON = ExactJson.MAPPER;

  /// Beyond so many a figure made of them would take more memory than a report is worth.
  private static final int MOST = 500_000;

  private final Supplier<Reads> reads;

  public Ask(Supplier<Reads> reads) {
    this.reads = reads;
  }

  /// @throws Refusal 403 for whoever may not read all that figures are reckoned from
  public static void mustRead(Policy policy, String type, String... names) {
    if (!policy.may(Verb.READ, policy.catalog().type(type))) {
      throw Refusal.forbidden("may-not-read", Map.of("type", type));
    }
    if (!policy.reads(type, names)) {
      throw Refusal.forbidden("figures-hidden", Map.of("type", type));
    }
  }

  /// Figures by group, all of them in one statement.
  ///
  /// @throws Refusal 422 beyond [#MOST]
  public List<JsonNode> groups(
      Policy policy,
      String type,
      List<String> groupBy,
      Map<String, String> measures,
      @Nullable String filter) {
    var of = policy.catalog().type(type);
    var ask = new Aggregate(groupBy, measures, filter, List.of(), null, null, null);
    var answer = JSON.readTree(reads.get().aggregate(policy, of, ask, MOST));
    if (!answer.path("next").isNull()) {
      throw Refusal.invalid(null, "too-many-groups", Map.of("most", MOST));
    }
    return answer.path("items").valueStream().toList();
  }

  /// The first records.
  public List<JsonNode> rows(
      Policy policy,
      String type,
      String select,
      @Nullable String filter,
      @Nullable String sort,
      int limit) {
    var query = Query.of(select, filter, sort, limit, null, false, null);
    var answer = JSON.readTree(reads.get().list(policy, policy.catalog().type(type), query));
    return answer.path("items").valueStream().toList();
  }
}

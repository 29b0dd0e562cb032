package org.shuke.sales.ownership;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.notifications.Notifications;
import org.shuke.platform.Refusal;
import org.shuke.records.Draft;
import org.shuke.records.Ids;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Type.Ownership;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.reads.Query;
import org.shuke.records.reads.Reads;
import org.shuke.records.units.Units;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;
import org.shuke.sales.ownership.HandOverRules.Rule;
import org.shuke.sales.ownership.HandOverSql.Owned;
import tools.jackson.databind.json.JsonMapper;

/// The desk of hand-overs: says what would go to whom, and lets it go.
public final class HandOvers {
  private static final JsonMapper JSON = JsonMapper.shared();

  /// What is nobody's to inherit: what people were told, who stands in for whom, keys; and what was
  /// asked or expected of somebody, so that reports of times past stay true (see [Past]).
  private static final Set<String> STAYS =
      Set.of(
          "notification",
          "deputy",
          "api-key",
          "hand-over",
          "ownership-dispute",
          "play-use",
          "target",
          "forecast-entry");

  /// What goes of one type.
  ///
  /// @param to how many each receiver gets
  public record Going(String type, String field, int count, Map<UUID, Integer> to) {}

  private final Supplier<Writes> writes;
  private final Supplier<Reads> reads;
  private final Supplier<Units> units;
  private final Notifications notifications;

  public HandOvers(
      Supplier<Writes> writes,
      Supplier<Reads> reads,
      Supplier<Units> units,
      Notifications notifications) {
    this.notifications = notifications;
    this.writes = writes;
    this.reads = reads;
    this.units = units;
  }

  /// Has every hand-over checked as it is written.
  public void watch(Writes writing) {
    writing.guard(
        "hand-over",
        (caller, tx, verb, draft) -> {
          if (verb != Verb.DELETE && Stream.of("from", "to", "rules").anyMatch(draft::given)) {
            HandOverRules.checked(caller, tx, draft);
          }
        });
  }

  /// Tells of the kinds of records that the caller may read.
  Object preview(Unit unit, UUID id, HandOver.Preview preview) throws SQLException {
    var draft = writes.get().lock(unit, type(unit), id, Verb.READ, null);
    var rules = HandOverRules.checked(unit.policy(), unit.tx(), draft);
    var people = people(draft, rules);
    mayHandOver(unit, people);
    var going = new ArrayList<Going>();
    for (var each : plan(unit, draft, rules).entrySet()) {
      if (unit.policy().may(Verb.READ, each.getKey())) {
        going.add(going(each.getKey(), each.getValue()));
      }
    }
    for (var each : Named.of(unit, people)) {
      if (!unit.policy().may(Verb.READ, each.type())) {
        continue;
      }
      int count = HandOverSql.named(unit.tx(), each.type(), each.field(), from(draft));
      if (count > 0) {
        going.add(
            new Going(each.type().name(), each.field().name(), count, Map.of(to(draft), count)));
      }
    }
    return Map.of("items", going);
  }

  private static Going going(Type type, Map<UUID, UUID> plan) {
    var to = new LinkedHashMap<UUID, Integer>();
    plan.values().forEach(receiver -> to.merge(receiver, 1, Integer::sum));
    return new Going(type.name(), "owner", plan.size(), to);
  }

  Object run(Unit unit, UUID id, HandOver.Run run) throws SQLException {
    var draft = writes.get().lock(unit, type(unit), id, Verb.UPDATE, null);
    if (!"draft".equals(draft.get("status"))) {
      throw Refusal.conflict("hand-over.done", Map.of());
    }
    var rules = HandOverRules.checked(unit.policy(), unit.tx(), draft);
    var people = people(draft, rules);
    mayHandOver(unit, people);
    var whole = Ids.next();
    var label = String.valueOf(draft.get("name"));
    units.get().open(unit.connection(), whole, "hand-over", label, unit.policy());
    var desk = unit.within(whole).asDesk();
    var counts = new LinkedHashMap<String, Integer>();
    var plan = plan(unit, draft, rules);
    for (var each : plan.entrySet()) {
      HandOverSql.give(desk, each.getKey(), from(draft), each.getValue());
      counts.merge(each.getKey().name(), each.getValue().size(), Integer::sum);
    }
    for (var each : Named.of(unit, people)) {
      int count = each.replace(writes.get(), desk, from(draft), to(draft));
      if (count > 0) {
        counts.merge(each.type().name(), count, Integer::sum);
      }
    }
    var change = JSON.createObjectNode().put("status", "done").put("doneAt", unit.at().toString());
    change.put("unit", whole.toString()).set("counts", JSON.valueToTree(counts));
    writes.get().patch(desk, type(unit), id, new Version.Any(), change);
    tell(unit, plan);
    return Map.of("unit", whole, "counts", counts);
  }

  /// Tells each receiver how much is his now. No part of the unit: an undo does not untell it.
  private void tell(Unit unit, Map<Type, Map<UUID, UUID>> plan) throws SQLException {
    var received = new LinkedHashMap<UUID, Map<Type, Integer>>();
    plan.forEach((type, to) ->
        to.values()
            .forEach(user ->
                received
                    .computeIfAbsent(user, each -> new LinkedHashMap<>())
                    .merge(type, 1, Integer::sum)));
    for (var each : received.entrySet()) {
      int all = each.getValue().values().stream().mapToInt(Integer::intValue).sum();
      var link = link(unit, each.getKey(), each.getValue().keySet());
      notifications.tell(unit, each.getKey(), "handOver.received", Map.of("count", all), link);
    }
  }

  /// Leads to the first kind of what he got that he may list.
  private @Nullable String link(Unit unit, UUID user, Set<Type> types) throws SQLException {
    for (var type : types) {
      if (notifications.reads(unit, user, type.name())) {
        return "/" + type.plural() + "?filter=owner%20%3D%3D%20me()";
      }
    }
    return null;
  }

  /// Both sides must be people whose accounts the caller may change anyhow.
  private static void mayHandOver(Unit unit, Set<UUID> people) {
    if (!mayGive(unit.policy(), unit.policy().catalog().type("account"), people)) {
      throw Refusal.forbidden("hand-over.not-your-team", Map.of());
    }
  }

  /// Everybody between whom records move.
  private static Set<UUID> people(Draft draft, List<Rule> rules) {
    var people = new LinkedHashSet<UUID>();
    people.add(from(draft));
    people.add(to(draft));
    rules.forEach(rule -> people.addAll(rule.to()));
    return people;
  }

  /// May the caller change what these people have of a type? What he may not stays where it is,
  /// until somebody hands over who may. Views, templates and approvals are nobody's to change but
  /// their owners', and go with his work.
  static boolean mayGive(Policy policy, Type type, Set<UUID> people) {
    return switch (type.ownership()) {
      case Ownership.Personal personal -> true;
      case Ownership.Involving involving -> true;
      case Ownership.Part part -> mayGive(policy, policy.catalog().type(part.parent()), people);
      default -> policy.reaches(Verb.UPDATE, type, people);
    };
  }

  private static UUID from(Draft draft) {
    return (UUID) Objects.requireNonNull(draft.get("from"));
  }

  private static UUID to(Draft draft) {
    return (UUID) Objects.requireNonNull(draft.get("to"));
  }

  /// Who gets which record: by the first rule that holds, else with its account, else whoever gets
  /// the rest.
  private Map<Type, Map<UUID, UUID>> plan(Unit unit, Draft draft, List<Rule> rules)
      throws SQLException {
    var plan = new LinkedHashMap<Type, Map<UUID, UUID>>();
    var people = people(draft, rules);
    var types = new ArrayList<>(inherited(unit.policy().catalog().types()));
    types.removeIf(type -> !mayGive(unit.policy(), type, people));
    types.sort(java.util.Comparator.comparing(type -> !type.name().equals("account")));
    Map<UUID, UUID> accounts = Map.of();
    for (var type : types) {
      var owned = HandOverSql.owned(unit.tx(), type, from(draft));
      if (!owned.isEmpty()) {
        var of = distribute(unit, type, owned, rules, accounts, to(draft));
        plan.put(type, of);
        accounts = type.name().equals("account") ? of : accounts;
      }
    }
    return plan;
  }

  private Map<UUID, UUID> distribute(
      Unit unit,
      Type type,
      List<Owned> owned,
      List<Rule> rules,
      Map<UUID, UUID> accounts,
      UUID rest)
      throws SQLException {
    var to = new LinkedHashMap<UUID, UUID>();
    for (var rule : rules) {
      if (type.plural().equals(rule.type())) {
        var matching = matching(unit, type, rule.filter());
        int turn = 0;
        for (var each : owned) {
          if (!to.containsKey(each.id()) && (matching == null || matching.contains(each.id()))) {
            to.put(each.id(), rule.to().get(turn++ % rule.to().size()));
          }
        }
      }
    }
    for (var each : owned) {
      to.computeIfAbsent(
          each.id(),
          id -> each.account() == null ? rest : accounts.getOrDefault(each.account(), rest));
    }
    return to;
  }

  /// The records that a rule's filter names; null for all of them.
  private @Nullable Set<UUID> matching(Unit unit, Type type, @Nullable String filter)
      throws SQLException {
    if (filter == null) {
      return null;
    }
    var ids = new LinkedHashSet<UUID>();
    String cursor = null;
    do {
      var query = new Query(List.of("id"), filter, List.of(), Query.MOST, cursor, false, null);
      var page = reads.get().page(unit.connection(), unit.policy(), type, query, Verb.UPDATE);
      JSON.readTree(page.items())
          .forEach(each -> ids.add(UUID.fromString(each.get("id").stringValue(""))));
      cursor = page.next();
    } while (cursor != null);
    return ids;
  }

  /// Every type whose records are somebody's.
  static List<Type> inherited(Collection<Type> types) {
    return types.stream()
        .filter(t -> t.hasBin() && !STAYS.contains(t.name()) && !t.schema().equals("access"))
        .filter(t -> t.find("owner") != null && t.field("owner").stored())
        .toList();
  }

  private static Type type(Unit unit) {
    return unit.policy().catalog().type("hand-over");
  }
}

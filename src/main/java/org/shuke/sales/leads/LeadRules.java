package org.shuke.sales.leads;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.notifications.Notifications;
import org.shuke.customers.Member;
import org.shuke.platform.Refusal;
import org.shuke.platform.Settings;
import org.shuke.platform.Texts;
import org.shuke.records.Draft;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.reads.Query;
import org.shuke.records.reads.Reads;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;
import org.shuke.sales.fairs.Fairs;
import org.shuke.sales.leads.RuleSql.Assigning;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// Scores leads and gives them to somebody, by the rules that people keep.
public final class LeadRules {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final int CHUNK = Query.MOST;
  private static final BigDecimal SECONDS = BigDecimal.valueOf(3_600);

  private final Supplier<Writes> writes;
  private final Fairs fairs;
  private final Conditions conditions;
  private final ZoneId zone;

  /// @param settings whose time zone's days count in the rules, and in whose language a rule says
  ///   what is wrong with it
  public LeadRules(
      Supplier<Writes> writes, Supplier<Reads> reads, Fairs fairs, Texts texts, Settings settings) {
    this.writes = writes;
    this.fairs = fairs;
    this.zone = settings.timezone();
    this.conditions = new Conditions(reads, texts, settings.locale(), zone);
  }

  public List<Type> types() {
    return List.of(ScoreRule.type(), Territory.type(), AssignmentRule.type());
  }

  /// Has leads scored and assigned as they are written, and conditions checked.
  public void watch(Writes writing) {
    writing.guard("lead", Member::divide);
    writing.then("lead", this::written);
    writing.then(ScoreRule.NAME, (unit, rule) -> Conditions.check(unit, ScoreRule.NAME, rule));
    writing.then(AssignmentRule.NAME, LeadRules::check);
  }

  private static void check(Unit unit, Draft rule) throws SQLException {
    Conditions.check(unit, AssignmentRule.NAME, rule);
    boolean people = Set.of("roundRobin", "load").contains(String.valueOf(rule.get("method")));
    if (people && Boolean.TRUE.equals(rule.get("active"))) {
      var users = rule.get("users") instanceof UUID[] named ? named : new UUID[0];
      var team = rule.get("team") instanceof UUID named ? named : null;
      if (RuleSql.people(unit.tx(), users, team).isEmpty()) {
        throw Refusal.invalid("users", "assignment-rule.nobody", Map.of());
      }
    }
  }

  private void written(Unit unit, Draft lead) throws SQLException {
    Leads.mustDecide(unit, lead, zone);
    boolean isNew = lead.stored("name") == null;
    if (isNew && lead.get("owner") == null && lead.get("pool") == null) {
      assign(unit, lead.id());
    }
    if (isNew && lead.get("event") instanceof UUID event && lead.get("respondBy") == null) {
      var due = fairs.due(unit, event);
      if (due != null) {
        var change = JSON.createObjectNode().put("respondBy", due.toString());
        writes.get().patch(unit.asDesk(), Leads.type(unit), lead.id(), new Version.Any(), change);
      }
    }
    score(unit, List.of(lead.id()));
  }

  /// Gives a lead to whom the first rule that holds finds.
  private void assign(Unit unit, UUID lead) throws SQLException {
    for (var rule : RuleSql.assigning(unit.tx())) {
      if (conditions.hold(unit, lead, rule.condition())) {
        var owner = find(unit, rule, lead);
        if (owner != null || rule.pool() != null && rule.method().equals("pool")) {
          give(unit, lead, rule, owner);
          conditions.found(unit, rule.condition());
          return;
        }
        conditions.foundNobody(unit, rule.condition());
      }
    }
  }

  private static @Nullable UUID find(Unit unit, Assigning rule, UUID lead) throws SQLException {
    var people = RuleSql.people(unit.tx(), rule.users(), rule.team());
    return switch (rule.method()) {
      case "territory" -> RuleSql.manager(unit.tx(), lead);
      case "load" -> people.isEmpty() ? null : RuleSql.idlest(unit.tx(), people);
      case "roundRobin" -> {
        if (people.isEmpty()) {
          yield null;
        }
        var next = people.get((people.indexOf(rule.last()) + 1) % people.size());
        RuleSql.turn(unit.tx(), rule.id(), next);
        yield next;
      }
      default -> null;
    };
  }

  private void give(Unit unit, UUID lead, Assigning rule, @Nullable UUID owner)
      throws SQLException {
    var change = JSON.createObjectNode().put("assignedBy", rule.name());
    put(change, "owner", owner);
    put(change, "pool", rule.pool());
    var created = RuleSql.createdAt(unit.tx(), lead);
    if (rule.hours() != null && created != null) {
      var wait = Duration.ofSeconds(rule.hours().multiply(SECONDS).longValue());
      change.put("respondBy", created.plus(wait).toString());
    }
    writes.get().patch(unit.asDesk(), Leads.type(unit), lead, new Version.Any(), change);
  }

  private static void put(ObjectNode json, String name, @Nullable UUID value) {
    if (value != null) {
      json.put(name, value.toString());
    }
  }

  private void score(Unit unit, List<UUID> leads) throws SQLException {
    var scores = new LinkedHashMap<UUID, Score>();
    leads.forEach(lead -> scores.put(lead, new Score()));
    for (var rule : RuleSql.scoring(unit.tx())) {
      for (var lead : conditions.holding(unit, leads, rule.condition())) {
        requireNonNull(scores.get(lead)).add(rule.name(), rule.points());
      }
    }
    RuleSql.score(unit.tx(), scores);
  }

  /// Tells the administrators, once a day, how many leads no rule could place: nobody else may see
  /// them.
  public int unplaced(Unit unit, Notifications notifications) throws SQLException {
    int count = RuleSql.unplaced(unit.tx());
    if (count > 0) {
      var link = "/leads?filter=owner%20%3D%3D%20null%20%26%26%20pool%20%3D%3D%20null";
      var once = "unplaced " + unit.at().atZoneSameInstant(zone).toLocalDate();
      for (var user : RuleSql.administrators(unit.tx())) {
        notifications.tellOnce(unit, user, "lead.unplaced", Map.of("count", count), link, once);
      }
    }
    return count;
  }

  /// Scores a stretch of the open leads anew, and gives away what nobody has; answers the last one,
  /// null when all are done.
  public @Nullable UUID tend(Unit unit, @Nullable UUID after) throws SQLException {
    if (after == null) {
      for (var lead : RuleSql.nobodys(unit.tx())) {
        assign(unit, lead);
      }
    }
    var leads = RuleSql.open(unit.tx(), after, CHUNK);
    if (!leads.isEmpty()) {
      score(unit, leads);
    }
    return leads.size() < CHUNK ? null : leads.getLast();
  }
}

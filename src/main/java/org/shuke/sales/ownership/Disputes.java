package org.shuke.sales.ownership;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.notifications.About;
import org.shuke.automation.notifications.Notifications;
import org.shuke.customers.Member;
import org.shuke.platform.Refusal;
import org.shuke.records.Draft;
import org.shuke.records.Ids;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.units.Units;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;
import org.shuke.sales.leads.Duplicates;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The desk of disputes: gathers the evidence, reckons the points, lets a referee decide.
public final class Disputes {
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final BigDecimal ALL = BigDecimal.valueOf(100);
  private static final Set<String> DISPUTED = Set.of("account", "lead", "opportunity");

  private final Supplier<Writes> writes;
  private final Supplier<Units> units;
  private final Supplier<Weights> weights;
  private final Notifications notifications;
  private final Contests contests;

  /// @param weights as they are written down now
  public Disputes(
      Supplier<Writes> writes,
      Supplier<Units> units,
      Supplier<Weights> weights,
      Supplier<Duplicates> duplicates,
      Notifications notifications) {
    this.contests = new Contests(writes, duplicates);
    this.notifications = notifications;
    this.writes = writes;
    this.units = units;
    this.weights = weights;
  }

  /// Lets everybody who reads a record say that it is his, and whoever has a lead like one that he
  /// may not read.
  public List<Type> extend(List<Type> types) {
    return types.stream()
        .map(type -> DISPUTED.contains(type.name()) ? type.with(verbs(type.name())) : type)
        .toList();
  }

  private List<Type.Verb<?>> verbs(String type) {
    var dispute =
        new Type.Verb<>(
            "dispute",
            Verb.READ,
            Dispute.Open.class,
            (unit, id, input) -> open(unit, type, id, input));
    var contest = new Type.Verb<>("contest", Verb.UPDATE, Dispute.Contest.class, contests::contest);
    return type.equals("lead") ? List.of(dispute, contest) : List.of(dispute);
  }

  /// Whoever says, with a reason, that something is his.
  static UUID claiming(Unit unit, String reason) {
    var user = unit.policy().principal().user();
    if (user == null) {
      throw Refusal.forbidden("forbidden", Map.of());
    }
    if (reason.isBlank()) {
      throw Refusal.invalid("reason", "required", Map.of("name", "reason"));
    }
    return user;
  }

  private Object open(Unit unit, String kind, UUID record, Dispute.Open input) throws SQLException {
    var user = claiming(unit, input.reason());
    var json = JSON.createObjectNode().put("recordType", kind).put("record", record.toString());
    json.put("claimant", user.toString()).put("reason", input.reason());
    var dispute = writes.get().create(unit, type(unit), json).id();
    return Map.of("id", record, "dispute", dispute, "link", "/ownership-disputes/" + dispute);
  }

  /// Has the evidence gathered when a dispute is opened.
  public void watch(Writes writing) {
    writing.then("ownership-dispute", this::opened);
  }

  private void opened(Unit unit, Draft dispute) throws SQLException {
    if (dispute.stored("record") == null) {
      gather(unit, dispute, true);
      var record = String.valueOf(dispute.get("record"));
      if (DisputeSql.disputes(unit.tx(), claimant(dispute), record, dispute.id())) {
        throw Refusal.conflict("ownership-dispute.twice", Map.of());
      }
      tell(unit, dispute.id(), "dispute.opened", holder(unit, dispute.id()));
    }
  }

  /// Gathers the evidence anew, as it stands now.
  Object gather(Unit unit, UUID id, Dispute.Gather input) throws SQLException {
    var dispute = writes.get().lock(unit, type(unit), id, Verb.READ, null);
    mustBeOpen(dispute);
    gather(unit, dispute, false);
    return Map.of("id", id);
  }

  private void gather(Unit unit, Draft dispute, boolean opening) throws SQLException {
    var type = disputed(unit, dispute);
    var record = record(dispute);
    var asked = opening ? unit : unit.asDesk();
    var held = writes.get().lock(asked, type, record, Verb.READ, null);
    var claimant = claimant(dispute);
    var holder = held.get("owner") instanceof UUID owner ? owner : null;
    if (claimant.equals(holder)) {
      throw Refusal.invalid("claimant", "ownership-dispute.has-it", Map.of());
    }
    var facts = DisputeSql.facts(unit.tx(), record, type.name(), unit.at());
    var evidence = JSON.createArrayNode();
    var mine = points(facts, claimant, unit.at(), evidence);
    var theirs = holder == null ? BigDecimal.ZERO : points(facts, holder, unit.at(), evidence);
    var change = JSON.createObjectNode();
    if (opening) {
      // gathered anew, it says nothing of what the record is called by now
      change.put("title", title(held));
    }
    change.put("holder", holder == null ? null : holder.toString());
    change.put("evidence", evidence.toString());
    change.put("claimantPoints", mine).put("holderPoints", theirs);
    change(unit.asDesk(), dispute.id(), change);
    var seeing = dispute.get("askedFrom") == null ? claimant : null;
    DisputeSql.people(unit.tx(), dispute.id(), seeing, holder);
  }

  private static String title(Draft held) {
    return Objects.toString(held.get("name"), "–");
  }

  /// The points of one party, with each fact that gave them.
  private BigDecimal points(
      List<DisputeSql.Fact> facts, UUID party, OffsetDateTime now, ArrayNode evidence) {
    var rules = weights.get();
    var total = BigDecimal.ZERO;
    for (var fact : facts) {
      if (fact.who().equals(party)) {
        boolean recent = fact.at().isAfter(now.minusDays(rules.recentDays()));
        var points = rules.of(fact.kind(), recent);
        total = total.add(points);
        evidence
            .addObject()
            .put("at", fact.at().toString())
            .put("kind", fact.kind())
            .put("who", party.toString())
            .put("name", fact.name())
            .put("points", points);
      }
    }
    return total;
  }

  Object decide(Unit unit, UUID id, Dispute.Decide input) throws SQLException {
    var dispute = writes.get().lock(unit, type(unit), id, Verb.UPDATE, null);
    mustBeOpen(dispute);
    var referee = unit.policy().principal().user();
    var holder = dispute.get("holder") instanceof UUID known ? known : null;
    if (referee == null || referee.equals(claimant(dispute)) || referee.equals(holder)) {
      throw Refusal.forbidden("ownership-dispute.party", Map.of());
    }
    if (input.reason().isBlank()) {
      throw Refusal.invalid("reason", "required", Map.of("name", "reason"));
    }
    var credit = credit(unit.asDesk(), dispute, input);
    var whole = Ids.next();
    var label = String.valueOf(dispute.get("title"));
    units.get().open(unit.connection(), whole, "verdict", label, unit.policy());
    var desk = unit.within(whole).asDesk();
    move(desk, dispute, input.verdict(), credit);
    var owner = input.verdict() == Dispute.Verdict.CLAIMANT ? claimant(dispute) : holder;
    close(desk, dispute, input.verdict(), input.reason(), credit);
    for (var other : DisputeSql.others(unit.tx(), record(dispute).toString(), id)) {
      var also = writes.get().lock(desk, type(unit), other, Verb.READ, null);
      boolean won = claimant(also).equals(owner);
      var verdict = won ? Dispute.Verdict.CLAIMANT : Dispute.Verdict.HOLDER;
      close(desk, also, verdict, input.reason(), won ? ALL : BigDecimal.ZERO);
    }
    tell(unit, id, "dispute.decided", holder);
    return Map.of("unit", whole);
  }

  /// Writes a verdict down and tells its claimant. Who was not to see what he claimed sees the
  /// dispute once some of it is his; else he is told beside his own lead.
  private void close(
      Unit desk, Draft dispute, Dispute.Verdict verdict, String reason, BigDecimal credit)
      throws SQLException {
    var change = JSON.createObjectNode().put("status", "decided");
    change.put("verdict", verdict.name().toLowerCase(java.util.Locale.ROOT));
    change.put("verdictReason", reason).put("claimantCredit", credit);
    change.put("decidedBy", String.valueOf(desk.policy().principal().user()));
    change(desk, dispute.id(), change.put("decidedAt", desk.at().toString()));
    var claimant = claimant(dispute);
    if (dispute.get("askedFrom") instanceof UUID lead && verdict == Dispute.Verdict.HOLDER) {
      var about = new About(desk.policy().catalog().type("lead"), lead);
      var why = Map.of("reason", reason.strip());
      notifications.tellReader(desk, claimant, "dispute.refused", why, about, null);
    } else {
      var holder = dispute.get("holder") instanceof UUID known ? known : null;
      DisputeSql.people(desk.tx(), dispute.id(), claimant, holder);
      tell(desk, dispute.id(), "dispute.decided", claimant);
    }
  }

  private @Nullable UUID holder(Unit unit, UUID dispute) throws SQLException {
    return writes.get().lock(unit.asDesk(), type(unit), dispute, Verb.READ, null).get("holder")
            instanceof UUID holder
        ? holder
        : null;
  }

  /// Whoever did it himself knows it.
  private void tell(Unit unit, UUID dispute, String key, @Nullable UUID party) throws SQLException {
    if (party != null && !party.equals(unit.policy().principal().user())) {
      var about = new About(type(unit), dispute);
      notifications.tellReader(unit, party, key, Map.of(), about, null);
    }
  }

  private BigDecimal credit(Unit desk, Draft dispute, Dispute.Decide input) throws SQLException {
    return switch (input.verdict()) {
      case CLAIMANT -> ALL;
      case HOLDER -> BigDecimal.ZERO;
      case SPLIT -> part(desk, dispute, input.claimantCredit());
    };
  }

  /// The claimant's part of a split: of what the record's other members leave.
  private BigDecimal part(Unit desk, Draft dispute, @Nullable BigDecimal asked)
      throws SQLException {
    if (!hasMembers(desk, dispute)) {
      throw Refusal.invalid("verdict", "ownership-dispute.no-split", Map.of());
    }
    if (asked == null) {
      throw Refusal.invalid("claimantCredit", "required", Map.of("name", "claimantCredit"));
    }
    var free = Member.free(others(desk, dispute));
    if (asked.signum() < 0 || asked.compareTo(free) > 0) {
      throw Refusal.invalid("claimantCredit", "ownership-dispute.credit", Map.of("free", free));
    }
    return asked;
  }

  private static boolean hasMembers(Unit desk, Draft dispute) {
    return desk.policy().catalog().inverse(disputed(desk, dispute), "members") != null;
  }

  /// The record goes to whom the verdict names; of a split its team says who has which part.
  private void move(Unit desk, Draft dispute, Dispute.Verdict verdict, BigDecimal credit)
      throws SQLException {
    var type = disputed(desk, dispute);
    var record = record(dispute);
    var change = JSON.createObjectNode();
    if (verdict == Dispute.Verdict.CLAIMANT) {
      change.put("owner", claimant(dispute).toString());
      moveOpportunities(desk, dispute);
    }
    if (hasMembers(desk, dispute)) {
      change.set("members", members(desk, dispute, verdict, credit));
    }
    if (!change.isEmpty()) {
      writes.get().patch(desk, type, record, new Version.Any(), change);
    }
  }

  /// What is under way with a customer goes to whom he goes.
  private void moveOpportunities(Unit desk, Draft dispute) throws SQLException {
    if ("account".equals(dispute.get("recordType"))
        && dispute.get("holder") instanceof UUID loser) {
      var owner = JSON.createObjectNode().put("owner", claimant(dispute).toString());
      var type = desk.policy().catalog().type("opportunity");
      for (var each : DisputeSql.opportunities(desk.tx(), record(dispute), loser)) {
        writes.get().patch(desk, type, each, new Version.Any(), owner);
      }
    }
  }

  private ArrayNode members(Unit desk, Draft dispute, Dispute.Verdict verdict, BigDecimal credit)
      throws SQLException {
    var members = JSON.createArrayNode();
    for (var member : others(desk, dispute)) {
      members.addObject().put("id", member.id().toString());
    }
    if (verdict == Dispute.Verdict.SPLIT) {
      var shared = members.addObject().put("user", claimant(dispute).toString());
      shared.put("write", true).put("credit", credit);
    }
    return members;
  }

  /// Who works on the record beside its owner and the claimant.
  private List<Draft> others(Unit desk, Draft dispute) throws SQLException {
    var type = disputed(desk, dispute);
    return writes
        .get()
        .lock(desk, type, record(dispute), Verb.UPDATE, null)
        .parts("members")
        .stream()
        .filter(member -> !claimant(dispute).equals(member.get("user")))
        .toList();
  }

  private static UUID record(Draft dispute) {
    return UUID.fromString(String.valueOf(dispute.get("record")));
  }

  private static void mustBeOpen(Draft dispute) {
    if (!"open".equals(dispute.get("status"))) {
      throw Refusal.conflict("ownership-dispute.decided", Map.of());
    }
  }

  private static UUID claimant(Draft dispute) {
    return (UUID) Objects.requireNonNull(dispute.get("claimant"));
  }

  private static Type disputed(Unit unit, Draft dispute) {
    return unit.policy().catalog().type(String.valueOf(dispute.get("recordType")));
  }

  private void change(Unit desk, UUID id, ObjectNode change) throws SQLException {
    writes.get().patch(desk, type(desk), id, new Version.Any(), change);
  }

  private static Type type(Unit unit) {
    return unit.policy().catalog().type("ownership-dispute");
  }
}

package org.shuke.automation.approvals;

import java.math.BigDecimal;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.approvals.Approval.State;
import org.shuke.automation.approvals.Approval.StepState;
import org.shuke.automation.approvals.Approval.Verdict;
import org.shuke.automation.notifications.Notifications;
import org.shuke.platform.Refusal;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.reads.Reads;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;

/// The desk of approvals. A wing asks with [#ask], and is told the end if it said so with [#on].
public final class Approvals {
  /// Does one approver of a step suffice, or does it take all of them?
  public enum Mode {
    ANY,
    ALL
  }

  /// One version of one record.
  ///
  /// @param version the version that the record has when the asking transaction ends
  public record Subject(String type, UUID id, long version) {}

  /// Whom a step asks.
  public record Step(String name, Mode mode, List<UUID> approvers) {}

  /// What is wanted.
  ///
  /// @param facts what an approver wants to see at a glance, label by value, in order
  public record Wish(String title, @Nullable String reason, List<Fact> facts, List<Step> steps) {}

  /// One figure with its name, both as people read them.
  public record Fact(String label, String value) {}

  /// How an approval ended.
  ///
  /// @param by who gave the last vote; null when the subject's own change ended it
  public record Outcome(
      UUID approval, Subject subject, State state, @Nullable UUID by, @Nullable String comment) {}

  /// What a wing does when an approval of one of its records ends.
  @FunctionalInterface
  public interface Decided {
    /// @param desk a unit of the transaction that ended it, with the rights of a desk
    void decided(Unit desk, Outcome outcome) throws SQLException;
  }

  private final Supplier<Writes> writes;
  private final Supplier<Reads> reads;
  private final Notifications notifications;
  private final ZoneId zone;
  private final Map<String, Decided> told = new HashMap<>();

  /// @param zone whose days count for deputies
  public Approvals(
      Supplier<Writes> writes, Supplier<Reads> reads, Notifications notifications, ZoneId zone) {
    this.writes = writes;
    this.reads = reads;
    this.notifications = notifications;
    this.zone = zone;
  }

  public List<Type> types() {
    return List.of(Approval.type(this), Approval.Step.type(), Approval.Vote.type(), Deputy.type());
  }

  /// Tells a wing of the ends of its records' approvals; said once, when the program is put
  /// together.
  public void on(String subjectType, Decided decided) {
    told.put(subjectType, decided);
  }

  /// Approvals are made and changed by this desk only; deputies are nobody's own deputy, and see at
  /// once what waits.
  public void guard(Writes guarded) {
    guarded.guard(
        "approval",
        (caller, tx, verb, draft) -> {
          boolean touched = draft.given("steps") || draft.given("votes");
          if (!draft.given("state") && (verb == Verb.CREATE || touched)) {
            throw Refusal.forbidden("approval-by-hand", Map.of());
          }
        });
    guarded.guard(
        "deputy",
        (caller, tx, verb, draft) -> {
          var owner = (UUID) draft.get("owner");
          var deputy = (UUID) draft.get("deputy");
          if (deputy != null && deputy.equals(owner)) {
            throw Refusal.invalid("deputy", "own-deputy", Map.of());
          }
          if (deputy != null && owner != null) {
            ApprovalSql.involveDeputy(tx, deputy, owner);
          }
        });
  }

  /// Asks for approval on behalf of the unit's caller; pending approvals of the same record are
  /// over. The caller himself is never an approver.
  ///
  /// @throws Refusal 422 when a step has nobody left whom it could ask
  public UUID ask(Unit unit, Subject subject, Wish wish) throws SQLException {
    var desk = unit.asDesk();
    end(desk, subject, null, "asked-anew");
    var asker = unit.policy().principal().user();
    var steps = steps(wish, asker);
    var json = Json.object();
    json.put("title", wish.title());
    json.put("reason", wish.reason());
    json.set("facts", Json.tree(wish.facts()));
    json.put("subjectType", subject.type());
    json.put("subject", subject.id().toString());
    json.put("subjectVersion", subject.version());
    json.put("state", value(State.PENDING));
    json.put("currentStep", 1);
    json.set("waitingFor", Json.tree(steps.getFirst().approvers()));
    var list = json.putArray("steps");
    for (var step : steps) {
      var each = list.addObject();
      each.put("name", step.name());
      each.put("mode", step.mode().name().toLowerCase(Locale.ROOT));
      each.set("approvers", Json.tree(step.approvers()));
      each.put("state", value(list.size() == 1 ? StepState.OPEN : StepState.WAITING));
    }
    var id = writes.get().create(desk, type(desk), json).id();
    var people = new LinkedHashSet<UUID>();
    steps.forEach(step -> people.addAll(step.approvers()));
    ApprovalSql.involve(desk.tx(), id, people, today(desk));
    tell(desk, steps.getFirst().approvers(), "approval.waits", id, wish.title());
    return id;
  }

  private static List<Step> steps(Wish wish, @Nullable UUID asker) {
    var steps = new ArrayList<Step>();
    for (var step : wish.steps()) {
      var others = step.approvers().stream().distinct().filter(one -> !one.equals(asker)).toList();
      if (others.isEmpty()) {
        throw Refusal.invalid(null, "approval-nobody", Map.of("step", step.name()));
      }
      steps.add(new Step(step.name(), step.mode(), others));
    }
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("an approval needs a step");
    }
    return steps;
  }

  /// Was this very version approved?
  public boolean approved(Unit unit, Subject subject) throws SQLException {
    return ApprovalSql.approved(unit.tx(), subject.type(), subject.id(), subject.version());
  }

  /// Ends what is pending of a record that is no longer to be approved.
  public void cancel(Unit unit, Subject subject) throws SQLException {
    end(unit.asDesk(), subject, null, null);
  }

  /// What waits for somebody, or for those whose deputy he is today; oldest first.
  public List<UUID> waiting(Unit unit, UUID user, int limit) throws SQLException {
    return ApprovalSql.waiting(unit.tx(), user, today(unit), limit);
  }

  /// Those of some approvals that wait for the user's answer.
  List<UUID> asked(Unit unit, UUID user, List<UUID> approvals) throws SQLException {
    return ApprovalSql.asked(unit.tx(), user, today(unit), approvals);
  }

  Object approve(Unit unit, UUID id, Approval.Comment input) throws SQLException {
    return decide(unit, id, Verdict.APPROVED, input.comment());
  }

  Object reject(Unit unit, UUID id, Approval.Rejection input) throws SQLException {
    if (input.comment().isBlank()) {
      throw Refusal.invalid("comment", "required", Map.of("name", "comment"));
    }
    return decide(unit, id, Verdict.REJECTED, input.comment());
  }

  private Object decide(Unit unit, UUID id, Verdict verdict, @Nullable String comment)
      throws SQLException {
    var desk = unit.asDesk();
    var approval = load(desk, id);
    var approver = mine(unit, approval);
    mustBeCurrent(desk, approval);
    approval.vote(desk, verdict, approver, unit.policy().principal().user(), null, comment);
    approval.count(desk, verdict, approver);
    save(desk, approval);
    if (approval.state() == State.PENDING) {
      tell(desk, approval.waitingFor(), "approval.waits", id, approval.title());
    } else {
      tell(desk, approval.asker(), "approval." + value(approval.state()), id, approval.title());
      told(desk, approval, comment);
    }
    return approval.answer();
  }

  /// Votes on what is pending of a record, for a verb of the record's own desk.
  ///
  /// @return false when nothing is pending
  /// @throws Refusal 403 for whoever is not asked
  public boolean vote(Unit unit, String type, UUID subject, boolean yes, @Nullable String comment)
      throws SQLException {
    var pending = ApprovalSql.outdated(unit.tx(), type, subject, null);
    for (var id : pending) {
      decide(unit, id, yes ? Verdict.APPROVED : Verdict.REJECTED, comment);
    }
    return !pending.isEmpty();
  }

  Object pass(Unit unit, UUID id, Approval.Passing input) throws SQLException {
    var desk = unit.asDesk();
    var approval = load(desk, id);
    var approver = mine(unit, approval);
    if (approval.asker().contains(input.user())) {
      throw Refusal.forbidden("approval-own", Map.of());
    }
    approval.vote(
        desk,
        Verdict.PASSED,
        approver,
        unit.policy().principal().user(),
        input.user(),
        input.comment());
    approval.replace(approver, input.user());
    save(desk, approval);
    ApprovalSql.involve(desk.tx(), id, List.of(input.user()), today(desk));
    tell(desk, List.of(input.user()), "approval.waits", id, approval.title());
    return approval.answer();
  }

  Object withdraw(Unit unit, UUID id, Approval.Comment input) throws SQLException {
    var desk = unit.asDesk();
    var approval = load(desk, id);
    var me = unit.policy().principal().user();
    if (!unit.policy().administers() && !approval.asker().contains(me)) {
      throw Refusal.forbidden("approval-not-asker", Map.of());
    }
    approval.vote(desk, Verdict.WITHDRAWN, null, me, null, input.comment());
    approval.end(desk, State.WITHDRAWN, me);
    save(desk, approval);
    told(desk, approval, input.comment());
    return approval.answer();
  }

  /// Is any approval of this record pending?
  public boolean pending(Unit unit, String type, UUID subject) throws SQLException {
    return !ApprovalSql.outdated(unit.tx(), type, subject, null).isEmpty();
  }

  /// Ends the pending approvals of a subject that is another version by now, or is gone.
  public void changed(Unit desk, Type type, UUID subject) throws SQLException {
    var version = ApprovalSql.version(desk.tx(), type, subject);
    end(desk, new Subject(type.name(), subject, 0), version, "subject-changed");
  }

  private void end(Unit desk, Subject subject, @Nullable Long except, @Nullable String why)
      throws SQLException {
    for (var id : ApprovalSql.outdated(desk.tx(), subject.type(), subject.id(), except)) {
      var approval = load(desk, id);
      approval.end(desk, State.OUTDATED, null);
      save(desk, approval);
      if ("subject-changed".equals(why)) {
        tell(desk, approval.asker(), "approval.outdated", id, approval.title());
        told(desk, approval, null);
      }
    }
  }

  private PendingApproval load(Unit desk, UUID id) throws SQLException {
    var type = type(desk);
    writes.get().lock(desk, type, id, Verb.UPDATE, null);
    var found = reads.get().find(desk.connection(), desk.policy(), type, id, List.of());
    if (found == null) {
      throw Refusal.notFound();
    }
    return new PendingApproval(found);
  }

  /// The approver for whom the caller decides.
  private UUID mine(Unit unit, PendingApproval approval) throws SQLException {
    var me = unit.policy().principal().user();
    if (me == null || approval.asker().contains(me)) {
      throw Refusal.forbidden("approval-own", Map.of());
    }
    var waiting = approval.waitingFor().toArray(UUID[]::new);
    var approver = ApprovalSql.decidesFor(unit.tx(), me, waiting, today(unit));
    if (approver == null) {
      throw Refusal.forbidden("approval-not-asked", Map.of());
    }
    return approver;
  }

  private static void mustBeCurrent(Unit desk, PendingApproval approval) throws SQLException {
    var subject = approval.subject();
    var type = desk.policy().catalog().find(subject.type());
    var version = type == null ? null : ApprovalSql.version(desk.tx(), type, subject.id());
    if (version == null || version != subject.version()) {
      throw Refusal.conflict("approval-outdated", Map.of());
    }
  }

  private void save(Unit desk, PendingApproval approval) throws SQLException {
    writes.get().patch(desk, type(desk), approval.id(), new Version.Any(), approval.changes());
  }

  private void told(Unit desk, PendingApproval approval, @Nullable String comment)
      throws SQLException {
    var decided = told.get(approval.subject().type());
    if (decided != null) {
      decided.decided(
          desk,
          new Outcome(
              approval.id(), approval.subject(), approval.state(), approval.decidedBy(), comment));
    }
  }

  private void tell(Unit desk, List<UUID> users, String key, UUID approval, String title)
      throws SQLException {
    for (var user : users) {
      notifications.tell(desk, user, key, Map.of("title", title), "/approvals/" + approval);
    }
  }

  private LocalDate today(Unit unit) {
    return unit.at().atZoneSameInstant(zone).toLocalDate();
  }

  private static Type type(Unit unit) {
    return unit.policy().catalog().type("approval");
  }

  static String value(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  static BigDecimal number(int value) {
    return BigDecimal.valueOf(value);
  }
}

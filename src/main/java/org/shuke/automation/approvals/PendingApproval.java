package org.shuke.automation.approvals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.approvals.Approval.State;
import org.shuke.automation.approvals.Approval.StepState;
import org.shuke.automation.approvals.Approval.Verdict;
import org.shuke.automation.approvals.Approvals.Subject;
import org.shuke.platform.Refusal;
import org.shuke.records.Unit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A pending approval while a vote is counted: its record as the engine reads it, changed in place.
final class PendingApproval {
  private final ObjectNode record;

  /// @throws Refusal 409 when it has ended already
  PendingApproval(byte[] json) {
    this.record = Json.read(json);
    if (state() != State.PENDING) {
      throw Refusal.conflict("approval-ended", Map.of());
    }
  }

  UUID id() {
    return UUID.fromString(record.get("id").stringValue());
  }

  String title() {
    return record.get("title").stringValue();
  }

  State state() {
    return State.valueOf(record.get("state").stringValue().toUpperCase(Locale.ROOT));
  }

  Subject subject() {
    return new Subject(
        record.get("subjectType").stringValue(),
        UUID.fromString(record.get("subject").stringValue()),
        record.get("subjectVersion").longValue());
  }

  /// Who asked, as a list of one or none.
  List<UUID> asker() {
    var owner = record.get("owner");
    return owner == null || owner.isNull() ? List.of() : List.of(id(owner));
  }

  List<UUID> waitingFor() {
    return ids(record.get("waitingFor"));
  }

  @Nullable UUID decidedBy() {
    var by = record.get("decidedBy");
    return by == null || by.isNull() ? null : id(by);
  }

  private static UUID id(JsonNode text) {
    return UUID.fromString(text.stringValue());
  }

  private static List<UUID> ids(JsonNode array) {
    return array.valueStream().map(PendingApproval::id).toList();
  }

  private int step() {
    return record.get("currentStep").intValue();
  }

  private ArrayNode steps() {
    return (ArrayNode) record.get("steps");
  }

  private ObjectNode openStep() {
    return (ObjectNode) steps().get(step() - 1);
  }

  /// Adds a vote to the list.
  void vote(
      Unit unit,
      Verdict verdict,
      @Nullable UUID approver,
      @Nullable UUID givenBy,
      @Nullable UUID givenTo,
      @Nullable String comment) {
    var vote = ((ArrayNode) record.get("votes")).addObject();
    vote.put("step", step());
    vote.put("verdict", Approvals.value(verdict));
    vote.put("approver", text(approver));
    vote.put("givenBy", text(givenBy));
    vote.put("givenTo", text(givenTo));
    vote.put("comment", comment);
    vote.put("at", unit.at().toInstant().toString());
  }

  private static @Nullable String text(@Nullable UUID id) {
    return id == null ? null : id.toString();
  }

  /// Draws the conclusion from an approver's vote.
  void count(Unit unit, Verdict verdict, UUID approver) {
    var by = unit.policy().principal().user();
    if (verdict == Verdict.REJECTED) {
      openStep().put("state", Approvals.value(StepState.REJECTED));
      end(unit, State.REJECTED, by);
      return;
    }
    var missing = new ArrayList<>(waitingFor());
    missing.remove(approver);
    boolean all = openStep().get("mode").stringValue().equals("all");
    if (all && !missing.isEmpty()) {
      record.set("waitingFor", Json.tree(missing));
      return;
    }
    openStep().put("state", Approvals.value(StepState.APPROVED));
    if (step() == steps().size()) {
      end(unit, State.APPROVED, by);
    } else {
      record.put("currentStep", step() + 1);
      openStep().put("state", Approvals.value(StepState.OPEN));
      record.set("waitingFor", openStep().get("approvers"));
    }
  }

  /// An approver's place is taken by another.
  void replace(UUID approver, UUID other) {
    openStep()
        .set("approvers", Json.tree(replaced(ids(openStep().get("approvers")), approver, other)));
    record.set("waitingFor", Json.tree(replaced(waitingFor(), approver, other)));
  }

  private static List<UUID> replaced(List<UUID> all, UUID one, UUID other) {
    var seen = new HashSet<UUID>();
    return all.stream().map(id -> id.equals(one) ? other : id).filter(seen::add).toList();
  }

  void end(Unit unit, State state, @Nullable UUID by) {
    record.put("state", Approvals.value(state));
    record.put("decidedAt", unit.at().toInstant().toString());
    record.put("decidedBy", text(by));
    record.set("waitingFor", Json.tree(List.of()));
  }

  /// What the engine is to write.
  ObjectNode changes() {
    var changes = Json.object();
    List.of("state", "currentStep", "waitingFor", "decidedAt", "decidedBy", "steps", "votes")
        .forEach(name -> changes.set(name, record.get(name)));
    return changes;
  }

  /// What the one who voted is told.
  Map<String, Object> answer() {
    return Map.of("id", id(), "state", Approvals.value(state()), "currentStep", step());
  }
}

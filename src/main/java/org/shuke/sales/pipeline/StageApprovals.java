package org.shuke.sales.pipeline;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.shuke.automation.approvals.Approval.State;
import org.shuke.automation.approvals.Approvals;
import org.shuke.automation.approvals.Approvals.Fact;
import org.shuke.automation.approvals.Approvals.Mode;
import org.shuke.automation.approvals.Approvals.Outcome;
import org.shuke.automation.approvals.Approvals.Step;
import org.shuke.automation.approvals.Approvals.Subject;
import org.shuke.automation.approvals.Approvals.Wish;
import org.shuke.automation.approvals.Spoken;
import org.shuke.platform.Refusal;
import org.shuke.platform.Texts;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.reads.Reads;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;
import org.shuke.sales.papers.Paper;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Stages that some people must agree to: whoever else wants an opportunity in there asks them, and
/// once one of them agrees it goes there by itself. A yes is to the opportunity as it was when it
/// was asked for: whoever changes it asks anew.
final class StageApprovals {
  static final String MISSING = "opportunity.stage-approval";
  private static final String OPPORTUNITY = "opportunity";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final Approvals approvals;
  private final Stages stages;
  private final Texts texts;
  private final Supplier<Writes> writes;
  private final Supplier<Reads> reads;

  StageApprovals(
      Approvals approvals,
      Stages stages,
      Texts texts,
      Supplier<Writes> writes,
      Supplier<Reads> reads) {
    this.approvals = approvals;
    this.stages = stages;
    this.texts = texts;
    this.writes = writes;
    this.reads = reads;
    approvals.on(OPPORTUNITY, this::decided);
  }

  /// Asks those who must agree; where nobody is missing the opportunity just moves.
  ///
  /// @throws Refusal 422 for what else the stage asks for
  void ask(Unit unit, UUID id, Opportunity.AskToEnter input) throws SQLException {
    var stage = stages.find(input.stage());
    if (stage == null) {
      throw Refusal.invalid(
          "stage", "no-such-reference", Map.of("type", "stage", "value", input.stage()));
    }
    if (moves(unit, id, stage)) {
      return;
    }
    var awaited = JSON.createObjectNode().put("awaitedStage", stage.id().toString());
    var version =
        writes.get().patch(unit.asDesk(), type(unit), id, new Version.Any(), awaited).version();
    approvals.ask(unit, new Subject(OPPORTUNITY, id, version), wish(unit, id, stage, input));
  }

  /// Moves it as anybody would; false when all that is missing is somebody's yes.
  private boolean moves(Unit unit, UUID id, Stages.Known stage) throws SQLException {
    var before = unit.connection().setSavepoint();
    var move = JSON.createObjectNode().put("stage", stage.id().toString());
    try {
      writes.get().patch(unit, type(unit), id, new Version.Any(), move);
      unit.connection().releaseSavepoint(before);
      return true;
    } catch (Refusal refusal) {
      unit.connection().rollback(before);
      if (refusal.faults().stream().anyMatch(fault -> fault.code().equals(MISSING))) {
        return false;
      }
      throw refusal;
    }
  }

  private Wish wish(Unit unit, UUID id, Stages.Known stage, Opportunity.AskToEnter input)
      throws SQLException {
    var spoken = Spoken.by(unit.tx(), texts, stage.approvers());
    var record = read(unit, id, "name", "account.name", "amount", "currency");
    var facts = new ArrayList<Fact>();
    var account = record.at("/account/name").asString("");
    if (!account.isEmpty()) {
      facts.add(new Fact(spoken.said("opportunity.account", Map.of()), account));
    }
    if (record.path("amount").isNumber()) {
      var amount =
          Paper.money(record.path("amount").decimalValue(), record.path("currency").asString(""));
      facts.add(new Fact(spoken.said("opportunity.amount", Map.of()), amount));
    }
    var args =
        Map.<String, Object>of("name", record.path("name").asString(""), "stage", stage.name());
    return new Wish(
        spoken.said("opportunity.entry", args),
        input.reason(),
        facts,
        List.of(new Step(stage.name(), Mode.ANY, stage.approvers())));
  }

  private JsonNode read(Unit unit, UUID id, String... select) throws SQLException {
    var found = reads.get().find(unit.connection(), unit.policy(), type(unit), id, List.of(select));
    return found == null ? JSON.createObjectNode() : JSON.readTree(found);
  }

  /// Lets it in after a yes, and forgets that it waited however it ended.
  private void decided(Unit desk, Outcome outcome) throws SQLException {
    var id = outcome.subject().id();
    var awaited = read(desk, id, "awaitedStage").path("awaitedStage");
    var stage = stages.find(awaited.isString() ? UUID.fromString(awaited.asString()) : null);
    if (stage == null) {
      return;
    }
    var change = JSON.createObjectNode().putNull("awaitedStage");
    if (outcome.state() == State.APPROVED) {
      change.put("stage", stage.id().toString());
    }
    writes.get().patch(desk, type(desk), id, new Version.Any(), change);
  }

  private static Type type(Unit unit) {
    return unit.policy().catalog().type(OPPORTUNITY);
  }
}

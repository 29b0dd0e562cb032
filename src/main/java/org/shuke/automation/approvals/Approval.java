package org.shuke.automation.approvals;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;
import org.shuke.records.Verb;

/// What somebody wants a second person to agree to. Only its verbs change it.
///
/// @param reason why it needs approval, as the rule or the asker says it
/// @param facts what an approver wants to see at a glance: a JSON list of `{"label", "value"}`
/// @param subject the id of the record that it is about, of the type `subjectType`
/// @param waitingFor whose vote is missing in the current step
public record Approval(
    String title,
    @Nullable String reason,
    @Nullable String facts,
    String subjectType,
    String subject,
    BigDecimal subjectVersion,
    State state,
    BigDecimal currentStep,
    List<UUID> waitingFor,
    @Nullable Instant decidedAt,
    @Nullable UUID decidedBy) {

  /// Where an approval is in its life.
  public enum State {
    PENDING,
    APPROVED,
    REJECTED,
    WITHDRAWN,
    OUTDATED
  }

  /// What the one who decides may add.
  public record Comment(@Nullable String comment) {}

  /// A refusal says why.
  public record Rejection(String comment) {}

  /// To whom an approver passes his vote.
  public record Passing(UUID user, @Nullable String comment) {}

  static Type type(Approvals desk) {
    return Declaration.of("approval", "approvals", "automation.approval", Approval.class)
        .titled("title")
        .involving("people")
        .required("title", "subjectType", "subject", "subjectVersion", "state")
        .longText("reason")
        .json("facts")
        .references("waitingFor", "user")
        .reference("decidedBy", "user")
        .system(
            "title",
            "reason",
            "facts",
            "subjectType",
            "subject",
            "subjectVersion",
            "state",
            "currentStep",
            "waitingFor",
            "decidedAt",
            "decidedBy",
            "owner")
        .verb("approve", Verb.READ, Comment.class, desk::approve)
        .verb("reject", Verb.READ, Rejection.class, desk::reject)
        .verb("pass", Verb.READ, Passing.class, desk::pass)
        .verb("withdraw", Verb.READ, Comment.class, desk::withdraw)
        .byDesk()
        .type();
  }

  /// One round of an approval.
  ///
  /// @param mode does one of the approvers suffice, or does it take all
  record Step(@Nullable String name, Approvals.Mode mode, List<UUID> approvers, StepState state) {
    static Type type() {
      return Declaration.of(
              "approval-step", "approval-steps", "automation.approval_step", Step.class)
          .titled("name")
          .partOf("approval", "approval", "steps")
          .references("approvers", "user")
          .system("name", "mode", "approvers", "state", "approval")
          .type();
    }
  }

  /// Where a step is.
  enum StepState {
    WAITING,
    OPEN,
    APPROVED,
    REJECTED
  }

  /// What was done about an approval.
  enum Verdict {
    APPROVED,
    REJECTED,
    PASSED,
    WITHDRAWN
  }

  /// One vote, or the passing on of one.
  ///
  /// @param approver whose vote it is
  /// @param givenBy who gave it: the approver himself or his deputy
  /// @param givenTo to whom it was passed on
  record Vote(
      BigDecimal step,
      Verdict verdict,
      @Nullable UUID approver,
      @Nullable UUID givenBy,
      @Nullable UUID givenTo,
      @Nullable String comment,
      Instant at) {
    static Type type() {
      return Declaration.of(
              "approval-vote", "approval-votes", "automation.approval_vote", Vote.class)
          .titled("comment")
          .partOf("approval", "approval", "votes")
          .reference("approver", "user")
          .reference("givenBy", "user")
          .reference("givenTo", "user")
          .longText("comment")
          .system("step", "verdict", "approver", "givenBy", "givenTo", "comment", "at", "approval")
          .type();
    }
  }
}

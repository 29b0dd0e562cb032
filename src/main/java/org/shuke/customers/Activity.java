package org.shuke.customers;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Draft;
import org.shuke.records.Type;

/// Something that was done with a customer, or is to be done: a call, a visit, a mail, a task.
///
/// @param at when it took place or takes place; now, unless said
/// @param dueAt when a task must be done
public record Activity(
    @Nullable Kind kind,
    @Nullable String subject,
    @Nullable String body,
    @Nullable Instant at,
    @Nullable Instant dueAt,
    @Nullable Boolean done,
    @Nullable String externalId,
    @Nullable UUID account,
    @Nullable UUID contact,
    List<UUID> tags) {

  /// What sort of activity it is.
  public enum Kind {
    CALL,
    VISIT,
    MEETING,
    MAIL,
    TASK,
    NOTE
  }

  static Type type(Clock clock) {
    return Declaration.of("activity", "activities", "customers.activity", Activity.class)
        .titled("subject")
        .owned("account")
        .required("kind", "subject")
        .unique("externalId")
        .longText("body")
        .reference("account", "account", "activities")
        .reference("contact", "contact", "activities")
        .references("tags", "tag")
        .searched("subjects", "subject")
        .onPageOf("account", "at")
        .onPageOf("contact", "at")
        .derived(Drafts.otherwise("kind", "note"))
        .derived(draft -> complete(draft, clock))
        .rule("subject-blank", "subject", a -> a.subject() == null || !a.subject().isBlank())
        .type();
  }

  /// What is no task is done when it is written down, and took place now unless said.
  private static void complete(Draft draft, Clock clock) {
    var now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (draft.get("at") == null) {
      var due = draft.get("dueAt");
      draft.set("at", due == null ? now : due);
    }
    if (draft.get("done") == null) {
      boolean ahead = draft.get("at") instanceof OffsetDateTime at && at.isAfter(now);
      draft.set("done", !"task".equals(draft.get("kind")) && !ahead);
    }
  }
}

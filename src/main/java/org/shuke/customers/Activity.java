package org.shuke.customers;

import java.math.BigDecimal;
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
/// @param promised did we promise the customer to do it, such as to call back?
/// @param outcome what came of it
/// @param checkedInAt when somebody was there, with the place as the device told it
/// @param accuracy of the place, in metres
/// @param visitRule which rule made it
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
    @Nullable Instant endsAt,
    @Nullable Instant remindAt,
    @Nullable Boolean promised,
    @Nullable String outcome,
    @Nullable String place,
    @Nullable BigDecimal latitude,
    @Nullable BigDecimal longitude,
    @Nullable BigDecimal accuracy,
    @Nullable Instant checkedInAt,
    @Nullable UUID photo,
    @Nullable UUID visitRule,
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
        .file("photo")
        .system("latitude", "longitude", "accuracy", "checkedInAt", "photo", "visitRule")
        .reference("visitRule", "visit-rule")
        .derived(Drafts.otherwise("promised", false))
        .reference("account", "account", "activities")
        .reference("contact", "contact", "activities")
        .references("tags", "tag")
        .searched("subjects", "subject")
        .onPageOf("account", "at")
        .onPageOf("contact", "at")
        .derived(Drafts.otherwise("kind", "note"))
        .derived(draft -> complete(draft, clock))
        .rule("ends-before", "endsAt", Activity::endsAfter)
        .rule("subject-blank", "subject", a -> a.subject() == null || !a.subject().isBlank())
        .type();
  }

  private boolean endsAfter() {
    return endsAt == null || at == null || !endsAt.isBefore(at);
  }

  /// What is no task and not due at a time is done when it is written down, and took place now
  /// unless said. A visit that came round took place when it was done, not on the morning that the
  /// program made it.
  private static void complete(Draft draft, Clock clock) {
    var now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (draft.get("at") == null) {
      var due = draft.get("dueAt");
      draft.set("at", due == null ? now : due);
    } else if (isDoneAsItCameRound(draft)) {
      draft.set("at", now);
    }
    if (draft.get("done") == null) {
      boolean ahead = draft.get("at") instanceof OffsetDateTime at && at.isAfter(now);
      draft.set("done", !"task".equals(draft.get("kind")) && !ahead && draft.get("dueAt") == null);
    }
  }

  /// Is it done now, at no time of which anybody said anything?
  private static boolean isDoneAsItCameRound(Draft draft) {
    return draft.get("visitRule") != null
        && Boolean.TRUE.equals(draft.get("done"))
        && Boolean.FALSE.equals(draft.stored("done"))
        && !draft.given("at")
        && draft.get("at") instanceof OffsetDateTime at
        && draft.get("dueAt") instanceof OffsetDateTime due
        && at.isEqual(due);
  }
}

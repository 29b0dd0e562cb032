package org.shuke.sales.pipeline;

import java.math.BigDecimal;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Drafts;
import org.shuke.records.Declaration;
import org.shuke.records.Draft;
import org.shuke.records.Type;
import org.shuke.records.Verb;

/// A step of a pipeline.
///
/// @param position its place in the pipeline, from 0
/// @param probability how likely an opportunity here is won, in per cent
/// @param entry a CEL condition on the opportunity that must hold to come here
/// @param entryHint what to tell somebody whom the condition stops
/// @param asked names of the opportunity's fields that must be filled to come here, as a JSON list
/// @param approvers who must agree before an opportunity comes here: one of them suffices
/// @param staleDays after how many days without a sign of life an opportunity here is stale
/// @param externalId the name that files may call it by
public record Stage(
    @Nullable String name,
    @Nullable UUID pipeline,
    @Nullable BigDecimal position,
    @Nullable BigDecimal probability,
    @Nullable Kind kind,
    @Nullable String entry,
    @Nullable String entryHint,
    @Nullable String asked,
    List<UUID> approvers,
    @Nullable BigDecimal staleDays,
    @Nullable String externalId) {

  private static final BigDecimal WHOLE = BigDecimal.valueOf(100);

  /// What a stage means for the opportunities in it.
  public enum Kind {
    OPEN,
    WON,
    LOST
  }

  /// What a stage's records are moved to when it goes.
  record Retire(UUID into) {}

  static Type type(Type.Verb.Handler<Retire> retire) {
    return Declaration.of("stage", "stages", "sales.stage", Stage.class)
        .required("name", "pipeline", "position", "kind", "probability")
        .unique("externalId")
        .reference("pipeline", "pipeline", "stages")
        .references("approvers", "user")
        .json("asked")
        .longText("entry")
        .derived(Drafts.otherwise("kind", "open"))
        .derived(Stage::likely)
        .rule("name-blank", "name", s -> s.name() == null || !s.name().isBlank())
        .rule("probability", "probability", s -> isPercentage(s.probability()))
        .rule("stale-days", "staleDays", s -> s.staleDays() == null || s.staleDays().signum() > 0)
        .verb("retire", Verb.DELETE, Retire.class, retire)
        .type();
  }

  private static void likely(Draft draft) {
    if (draft.get("probability") == null) {
      draft.set("probability", "won".equals(draft.get("kind")) ? WHOLE : BigDecimal.ZERO);
    }
  }

  static boolean isPercentage(@Nullable BigDecimal number) {
    return number == null || (number.signum() >= 0 && number.compareTo(WHOLE) <= 0);
  }
}

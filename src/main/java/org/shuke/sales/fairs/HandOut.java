package org.shuke.sales.fairs;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.customers.Drafts;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// A material that somebody took.
///
/// @param repeated did this person have it already?
public record HandOut(
    @Nullable UUID event,
    @Nullable UUID material,
    @Nullable UUID lead,
    @Nullable BigDecimal quantity,
    @Nullable Instant at,
    @Nullable Boolean repeated) {
  static Type type(Clock clock) {
    return Declaration.of("hand-out", "hand-outs", "sales.hand_out", HandOut.class)
        .titled("material")
        .owned("lead")
        .past("at")
        .required("material", "lead", "quantity", "at")
        .system("repeated")
        .counted("quantity")
        .reference("event", "event", "handOuts")
        .reference("material", "material", "handOuts")
        .reference("lead", "lead", "handOuts")
        .derived(Drafts.otherwise("quantity", BigDecimal.ONE))
        .derived(Drafts.otherwise("repeated", false))
        .derived(draft -> {
          if (draft.get("at") == null) {
            draft.set("at", OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC));
          }
        })
        .rule("quantity", "quantity", h -> h.quantity() == null || h.quantity().signum() > 0)
        .type();
  }
}

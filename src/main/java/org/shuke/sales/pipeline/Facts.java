package org.shuke.sales.pipeline;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.catalog.prices.Rates;
import org.shuke.records.Draft;

/// What an opportunity knows by itself: its stage, what follows from the stage, and its worth in
/// the company's currency.
final class Facts {
  private final Clock clock;
  private final ZoneId zone;
  private final Rates rates;
  private final Stages stages;

  Facts(Clock clock, ZoneId zone, Rates rates, Stages stages) {
    this.clock = clock;
    this.zone = zone;
    this.rates = rates;
    this.stages = stages;
  }

  void complete(Draft draft) {
    boolean isNew = draft.stored("name") == null;
    if (draft.get("stage") == null || leavesPipeline(draft)) {
      var beginning = stages.beginning(draft.get("pipeline"));
      draft.set("stage", beginning == null ? null : beginning.id());
    }
    var stage = stages.find(draft.get("stage"));
    if (stage != null) {
      draft.set("pipeline", stage.pipeline());
      if (isNew || !Objects.equals(draft.stored("stage"), stage.id())) {
        enter(draft, stage, isNew);
      }
    }
    worth(draft);
  }

  /// Was another pipeline asked for, without a stage of it?
  private static boolean leavesPipeline(Draft draft) {
    return draft.given("pipeline")
        && !draft.given("stage")
        && draft.get("pipeline") instanceof UUID asked
        && !asked.equals(draft.stored("pipeline"));
  }

  private void enter(Draft draft, Stages.Known stage, boolean isNew) {
    var now = OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    draft.set("stageSince", now);
    if (!draft.given("probability")) {
      draft.set("probability", stage.probability());
    }
    var before = stages.find(draft.stored("stage"));
    if (!stage.open()) {
      close(draft, stage, isNew || before == null || before.open());
    } else if (before != null && !before.open()) {
      reopen(draft);
    }
    if (draft.get("engagedAt") == null && stage.open() && !begins(stage)) {
      draft.set("engagedAt", now);
    }
  }

  private boolean begins(Stages.Known stage) {
    var first = stages.beginning(stage.pipeline());
    return first != null && first.id().equals(stage.id());
  }

  private void close(Draft draft, Stages.Known stage, boolean now) {
    if (now && !draft.given("closeDate")) {
      draft.set("closeDate", LocalDate.ofInstant(clock.instant(), zone));
    }
    if (stage.kind() == Stage.Kind.WON) {
      draft.set("lostReason", null);
    } else {
      draft.set("wonReason", null);
    }
  }

  private static void reopen(Draft draft) {
    draft.set("lostReason", null);
    draft.set("wonReason", null);
    if (!draft.given("closeDate")) {
      draft.set("closeDate", null);
    }
  }

  private void worth(Draft draft) {
    if (draft.get("currency") == null) {
      draft.set("currency", rates.company());
    }
    if (draft.given("products") && !draft.given("amount")) {
      draft.set("amount", sum(draft));
    }
    var amount = draft.get("amount");
    var rate = rates.at(String.valueOf(draft.get("currency")), day(draft));
    draft.set(
        "amountBase",
        amount instanceof BigDecimal number && rate != null ? number.multiply(rate) : null);
  }

  private Instant day(Draft draft) {
    var now = clock.instant();
    if (draft.get("closeDate") instanceof LocalDate closed) {
      var at = closed.atStartOfDay(zone).toInstant();
      return at.isBefore(now) ? at : now;
    }
    return now;
  }

  private static @Nullable BigDecimal sum(Draft draft) {
    BigDecimal sum = null;
    for (var line : draft.parts("products")) {
      if (line.get("amount") instanceof BigDecimal amount) {
        sum = sum == null ? amount : sum.add(amount);
      }
    }
    return sum;
  }
}

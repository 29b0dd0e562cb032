package org.shuke.sales.pipeline;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Declaration;
import org.shuke.records.Type;

/// A time that an opportunity stood in a stage, as [StageVisits] reads it from the change log.
///
/// @param leftAt absent while it stands there
public record StageVisit(
    @Nullable UUID stage,
    @Nullable Instant enteredAt,
    @Nullable Instant leftAt,
    @Nullable Duration duration) {
  static Type type() {
    return Declaration.of("stage-visit", "stage-visits", "sales.stage_visit", StageVisit.class)
        .partOf("opportunity", "opportunity", "visits")
        .titled("enteredAt")
        .reference("stage", "stage", "visits")
        .system("stage", "enteredAt", "leftAt", "duration")
        .projected()
        .type();
  }
}

package org.shuke.sales.pipeline;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The stages of all pipelines as they stand. Read anew every few seconds, and at once when a stage
/// is asked for that was not there, so that every node knows them.
final class Stages {
  /// One stage, with what its pipeline's place decides.
  ///
  /// @param asked names of fields that must be filled
  /// @param approvers one of whom must agree, if there are any
  record Known(
      UUID id,
      UUID pipeline,
      String name,
      BigDecimal pipelinePosition,
      BigDecimal position,
      Stage.Kind kind,
      BigDecimal probability,
      @Nullable String entry,
      @Nullable String entryHint,
      List<String> asked,
      List<UUID> approvers,
      @Nullable BigDecimal staleDays) {
    boolean open() {
      return kind == Stage.Kind.OPEN;
    }
  }

  private record All(List<Known> stages, Instant readAt) {}

  private static final UUID NOT_YET_KNOWN = new UUID(0, 0);
  private static final Duration KEPT = Duration.ofSeconds(5);

  private final Clock clock;
  private final Supplier<List<Known>> stored;
  private volatile @Nullable All all;

  Stages(Clock clock, Supplier<List<Known>> stored) {
    this.clock = clock;
    this.stored = stored;
  }

  /// All stages, by pipeline and then by position.
  List<Known> all() {
    var last = all;
    return last != null && clock.instant().isBefore(last.readAt().plus(KEPT))
        ? last.stages()
        : read();
  }

  /// What somebody has just changed counts at once.
  List<Known> read() {
    var order =
        Comparator.comparing(Known::pipelinePosition)
            .thenComparing(Known::pipeline)
            .thenComparing(Known::position)
            .thenComparing(Known::id);
    var stages = stored.get().stream().sorted(order).toList();
    all = new All(stages, clock.instant());
    return stages;
  }

  /// The stage of that id, or null. A file's row has a stage before it is known which (`UUID(0,
  /// 0)`).
  @Nullable Known find(@Nullable Object id) {
    return id == null || id.equals(NOT_YET_KNOWN)
        ? null
        : first(s -> s.id().equals(id)).orElse(null);
  }

  /// Where an opportunity begins.
  ///
  /// @param pipeline absent for the first pipeline
  @Nullable Known beginning(@Nullable Object pipeline) {
    return first(s -> s.open() && (pipeline == null || s.pipeline().equals(pipeline))).orElse(null);
  }

  /// The stage of a pipeline in which things are won, or lost.
  Optional<Known> of(@Nullable Object pipeline, Stage.Kind kind) {
    return first(s -> s.kind() == kind && s.pipeline().equals(pipeline));
  }

  private Optional<Known> first(Predicate<Known> which) {
    var known = all().stream().filter(which).findFirst();
    return known.isPresent() ? known : read().stream().filter(which).findFirst();
  }
}

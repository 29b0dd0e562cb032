package org.shuke.platform.jobs;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// A piece of background work as it stands.
///
/// @param progress from 0 to 1
/// @param message key of a text that says what it is doing or why it ended, with its args
/// @param principal who asked for it; absent for the program itself
public record Job(
    UUID id,
    String name,
    State state,
    double progress,
    @Nullable String message,
    Map<String, Object> args,
    JsonNode params,
    @Nullable JsonNode result,
    @Nullable UUID principal,
    Instant created,
    @Nullable Instant started,
    @Nullable Instant finished) {

  public enum State {
    WAITING,
    RUNNING,
    DONE,
    FAILED,
    CANCELLED;

    /// As it stands in tables and answers.
    public String value() {
      return name().toLowerCase(Locale.ROOT);
    }

    static State of(String value) {
      return valueOf(value.toUpperCase(Locale.ROOT));
    }

    public boolean ended() {
      return this != WAITING && this != RUNNING;
    }
  }
}

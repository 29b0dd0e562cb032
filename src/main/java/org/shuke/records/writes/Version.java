package org.shuke.records.writes;

import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;

/// The version that a write was based on.
public sealed interface Version {
  /// Exactly this one.
  record Exactly(long number) implements Version {}

  /// Whatever it is now: `*`, or where a version is optional and none was sent.
  record Any() implements Version {}

  /// Reads an `If-Match` header: `"7"`, `7`, `W/"7"` or `*`.
  ///
  /// @throws Refusal 400 when it is something else
  static @Nullable Version parse(@Nullable String header) {
    if (header == null || header.isBlank()) {
      return null;
    }
    var text = header.strip();
    if (text.equals("*")) {
      return new Any();
    }
    text = text.startsWith("W/") ? text.substring(2) : text;
    text = text.replace("\"", "");
    try {
      return new Exactly(Long.parseLong(text));
    } catch (NumberFormatException e) {
      throw Refusal.malformed("if-match", java.util.Map.of("value", header));
    }
  }

  /// The version of a write that must name one.
  ///
  /// @throws Refusal 428 when none was sent
  static Version required(@Nullable String header) {
    var version = parse(header);
    if (version == null) {
      throw Refusal.versionRequired();
    }
    return version;
  }

  default boolean matches(long current) {
    return switch (this) {
      case Exactly(long number) -> number == current;
      case Any any -> true;
    };
  }
}

package org.shuke.channels.outbox;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// What the other side made of a try.
public sealed interface Outcome {
  /// It has it.
  record Sent() implements Outcome {}

  /// It says no, for good.
  ///
  /// @param words of the other side
  record Refused(String words) implements Outcome {}

  /// Not now: it said so, or it could not be reached.
  ///
  /// @param pause as the other side asked, or null
  record Later(String words, @Nullable Duration pause) implements Outcome {}

  /// Its answer was lost: it may have it.
  record Unknown(String words) implements Outcome {}
}

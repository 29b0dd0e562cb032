package org.shuke.imports.values;

import org.jspecify.annotations.Nullable;

/// What a cell was understood as: a value in canonical text, nothing at all (an empty cell), or an
/// error. A warning may go with the first two: something was guessed or left out.
public record Reading(@Nullable String value, @Nullable String error, @Nullable String warning) {
  public static final Reading EMPTY = new Reading(null, null, null);

  static Reading of(String value) {
    return new Reading(value, null, null);
  }

  static Reading wrong(String code) {
    return new Reading(null, code, null);
  }

  static Reading guessed(@Nullable String value, String warning) {
    return new Reading(value, null, warning);
  }
}

package org.shuke.records.bulk;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;

/// What became of one row.
public sealed interface Result {
  /// @param status 201, 200 or 204
  record Done(int status, UUID id, long version) implements Result {}

  /// @param id the record that was meant, when the row named one
  record Refused(@Nullable UUID id, Refusal refusal) implements Result {}
}

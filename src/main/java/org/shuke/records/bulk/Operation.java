package org.shuke.records.bulk;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.records.writes.Version;
import tools.jackson.databind.JsonNode;

/// One row of a bulk request.
public sealed interface Operation {
  /// Makes a record.
  record Create(JsonNode record) implements Operation {}

  /// Changes a record.
  record Update(UUID id, @Nullable Version version, JsonNode record) implements Operation {}

  /// Puts a record into the bin.
  record Delete(UUID id, @Nullable Version version) implements Operation {}

  /// A row that says nothing sensible.
  record Malformed(Refusal refusal) implements Operation {}
}

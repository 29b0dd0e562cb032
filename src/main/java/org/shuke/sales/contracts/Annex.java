package org.shuke.sales.contracts;

import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// A file that is part of what a customer agrees to, as it was when the contract was sent.
///
/// @param id of the attachment
/// @param file of the stored file
/// @param size in bytes
/// @param sha256 of its content, in lower-case hex
record Annex(UUID id, UUID file, String name, long size, String sha256) {
  private static final TypeReference<List<Annex>> LIST = new TypeReference<>() {};
  private static final Comparator<Annex> ORDER =
      Comparator.comparing(Annex::name).thenComparing(Annex::sha256).thenComparing(Annex::id);

  /// Those of a stored list, in the one order in which they are read and hashed.
  static List<Annex> of(@Nullable String json) {
    return json == null
        ? List.of()
        : JsonMapper.shared().readValue(json, LIST).stream().sorted(ORDER).toList();
  }
}

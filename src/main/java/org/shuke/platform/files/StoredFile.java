package org.shuke.platform.files;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A file that somebody brought.
///
/// @param content what is in it
/// @param name what the client called it; only to be shown
public record StoredFile(
    UUID id,
    Content content,
    String name,
    String mediaType,
    @Nullable UUID principal,
    Instant created) {

  /// What is in a file.
  ///
  /// @param sha256 the hash in lower-case hex
  public record Content(String sha256, long size) {}
}

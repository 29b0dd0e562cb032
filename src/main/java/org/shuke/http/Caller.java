package org.shuke.http;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.records.Policy;

/// Who calls, and by what.
///
/// @param session the page's session, or null when a key opened the door
public record Caller(Policy policy, @Nullable Session session) {
  /// @param token what the page sends back with every write
  public record Session(UUID id, String token) {}
}

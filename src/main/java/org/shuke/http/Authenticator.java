package org.shuke.http;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;

/// What the edge asks of the room that knows people: who holds this session, who holds this key.
public interface Authenticator {
  /// Null when the session is unknown, over, or its user may no longer sign in.
  @Nullable Caller session(String token);

  /// Null when the key is unknown, expired, revoked, or its user may no longer sign in.
  @Nullable Caller key(String key);

  /// A refusal that is worth an audit line: who was refused what.
  void refused(Call call, Refusal refusal);

  /// A write has been answered.
  ///
  /// @param address the words of its path: `api, v1, contacts, …`
  void written(List<String> address);
}

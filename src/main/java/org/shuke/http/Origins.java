package org.shuke.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;

/// Keeps other sites from using a visitor's session (W-11). A call with a key is not looked at: no
/// browser sends one by itself.
///
/// 1. `Sec-Fetch-Site`, where the browser sends it, must say that the call is our page's own.
/// 2. `Origin`, where there is one, must be ours.
/// 3. A write of a session carries the session's token in `X-CSRF-Token`, which another site can
///    neither read nor send.
final class Origins {
  private final @Nullable String base;

  /// @param base where the page lives for its visitors, if the operator said so
  Origins(@Nullable URI base) {
    this.base = base == null ? null : base.getRawAuthority();
  }

  /// Refuses a call that another site caused.
  void check(Call call) {
    var site = call.header("Sec-Fetch-Site");
    boolean foreign =
        site != null
            && !site.equals("same-origin")
            && !(site.equals("none") && !call.route().method().writes());
    var origin = call.header("Origin");
    if (foreign || origin != null && !ours(origin, call.header("Host"))) {
      throw Refusal.forbidden("foreign-origin", Map.of());
    }
  }

  private boolean ours(String origin, @Nullable String host) {
    try {
      var authority = new URI(origin).getRawAuthority();
      return authority != null
          && (authority.equalsIgnoreCase(host) || authority.equalsIgnoreCase(base));
    } catch (java.net.URISyntaxException e) {
      return false;
    }
  }

  /// Refuses a session's write without the session's token.
  static void checkToken(Call call, String expected) {
    var given = call.header("X-CSRF-Token");
    if (given == null
        || !MessageDigest.isEqual(
            given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8))) {
      throw Refusal.forbidden("csrf-token", Map.of());
    }
  }
}

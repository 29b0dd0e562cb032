package org.shuke.http;

import java.time.Duration;

/// The cookie that holds the session's token.
///
/// @param https does the page live under https? Then the cookie's name keeps other hosts of the
///   domain from setting it
public record SessionCookie(boolean https) {
  public String name() {
    return https ? "__Host-shuke" : "shuke";
  }

  /// The `Set-Cookie` header that gives the browser its session.
  public String holding(String token, Duration life) {
    return name()
        + "="
        + token
        + "; Path=/; HttpOnly; SameSite=Lax; Max-Age="
        + life.toSeconds()
        + (https ? "; Secure" : "");
  }

  /// The `Set-Cookie` header that takes it away.
  public String gone() {
    return holding("", Duration.ZERO);
  }
}

package org.shuke.http;

import java.time.Duration;

/// The cookies that Shuke sets: the session's, and the one that says which browser it is.
///
/// @param https does the page live under https? Then the names keep other hosts of the domain from
///   setting them
public record SessionCookie(boolean https) {
  private static final Duration DEVICE_LIFE = Duration.ofDays(365);

  public String name() {
    return https ? "__Host-shuke" : "shuke";
  }

  public String deviceName() {
    return name() + "-device";
  }

  /// The `Set-Cookie` header that gives the browser its session.
  public String holding(String token, Duration life) {
    return cookie(name(), token, life);
  }

  /// The `Set-Cookie` header that takes it away.
  public String gone() {
    return cookie(name(), "", Duration.ZERO);
  }

  /// The `Set-Cookie` header by which the browser is known again.
  public String device(String token) {
    return cookie(deviceName(), token, DEVICE_LIFE);
  }

  private String cookie(String name, String value, Duration life) {
    return name
        + "="
        + value
        + "; Path=/; HttpOnly; SameSite=Lax; Max-Age="
        + life.toSeconds()
        + (https ? "; Secure" : "");
  }
}

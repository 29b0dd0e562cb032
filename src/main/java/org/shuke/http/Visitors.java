package org.shuke.http;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.Settings;

/// Who knocks, in what language he is answered, and whether he may come in by this door.
final class Visitors {
  private static final String BEARER = "Bearer ";

  private final Settings settings;
  private final Authenticator authenticator;
  private final Origins origins;
  private final SessionCookie cookie;

  Visitors(Settings settings, Authenticator authenticator) {
    this.settings = settings;
    this.authenticator = authenticator;
    this.origins = new Origins(settings.baseUrl());
    this.cookie = new SessionCookie(https());
  }

  boolean https() {
    var base = settings.baseUrl();
    return base != null && "https".equals(base.getScheme());
  }

  /// A key counts before a session, so that what a program does never depends on a browser's jar.
  @Nullable Caller find(HttpServletRequest request) {
    var header = request.getHeader("Authorization");
    if (header != null) {
      return header.regionMatches(true, 0, BEARER, 0, BEARER.length())
          ? authenticator.key(header.substring(BEARER.length()).strip())
          : null;
    }
    var cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie one : cookies) {
        if (one.getName().equals(cookie.name())) {
          return authenticator.session(one.getValue());
        }
      }
    }
    return null;
  }

  /// Refuses whoever may not come in by the route's door.
  void admit(Call call) {
    var caller = call.callerIfAny();
    if (caller == null) {
      switch (call.route().door()) {
        case OPEN -> {}
        case SIGNED_IN, SESSION -> throw Refusal.unauthenticated();
        case NEARBY -> {
          if (!nearby(call)) {
            throw Refusal.unauthenticated();
          }
        }
      }
    }
    boolean byKey = call.header("Authorization") != null;
    if (!byKey && (caller != null || call.route().method().writes())) {
      origins.check(call);
    }
    if (caller != null) {
      checkSession(call, caller);
    }
    checkBody(call);
  }

  private static void checkSession(Call call, Caller caller) {
    var session = caller.session();
    boolean writes = call.route().method().writes();
    if (session != null && writes && call.route().door() != Door.OPEN) {
      Origins.checkToken(call, session.token());
    } else if (session == null && call.route().door() == Door.SESSION) {
      throw Refusal.forbidden("session-only", Map.of());
    }
  }

  private static void checkBody(Call call) {
    var request = call.request();
    if (request.getContentLengthLong() > call.route().body()) {
      throw Limited.tooLarge(call.route().body());
    }
    var type = request.getContentType();
    if (call.route().method().writes()
        && call.route().body() < Route.UPLOAD
        && (type != null || request.getContentLengthLong() > 0)
        && !isJson(type)) {
      throw new Refusal(415, "not-json-type", Map.of());
    }
    var encoding = request.getHeader("Content-Encoding");
    if (encoding != null && !encoding.equals("identity")) {
      throw new Refusal(415, "encoded-body", Map.of());
    }
  }

  private static boolean isJson(@Nullable String type) {
    var essence = type == null ? "" : type.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    return essence.equals("application/json") || essence.equals("application/merge-patch+json");
  }

  /// Does the connection come from this machine, and not through a proxy on it?
  private static boolean nearby(Call call) {
    try {
      return InetAddress.getByName(call.remote()).isLoopbackAddress()
          && call.header("X-Forwarded-For") == null
          && call.header("Forwarded") == null;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  /// The language that the request asks for (the page asks for the one it is shown in), else the
  /// user's own, else the company's.
  Locale locale(HttpServletRequest request, @Nullable Caller caller) {
    var asked = request.getHeader("Accept-Language") == null ? null : asked(request);
    if (asked != null) {
      return asked;
    }
    return caller == null ? settings.locale() : caller.policy().principal().locale();
  }

  private static @Nullable Locale asked(HttpServletRequest request) {
    for (var locales = request.getLocales(); locales.hasMoreElements(); ) {
      var locale = locales.nextElement();
      if (locale.getLanguage().equals("zh") || locale.getLanguage().equals("en")) {
        return locale;
      }
    }
    return null;
  }
}

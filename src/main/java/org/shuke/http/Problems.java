package org.shuke.http;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.Texts;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// Makes the problem document (RFC 9457) of whatever went wrong, in the caller's language. Equal
/// causes give equal bytes.
public final class Problems {
  static final String TYPE = "application/problem+json";
  private static final String TYPE_PREFIX = "tag:shuke.org,2026:problem/";
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private final Texts texts;

  public Problems(Texts texts) {
    this.texts = texts;
  }

  /// The answer to a failure; what is the program's own fault is logged in full and told briefly.
  Answer of(Throwable failure, Locale locale) {
    var refusal = refusal(failure);
    if (refusal == null) {
      LOG.error("a request failed", failure);
      return of(new Refusal(500, "internal", Map.of()), locale);
    }
    return of(refusal, locale);
  }

  Answer of(Refusal refusal, Locale locale) {
    var document = document(refusal, locale);
    var answer = Answer.bytes(refusal.status(), TYPE, Json.write(document));
    var wait = refusal.retryAfter();
    return wait == null
        ? answer
        : answer.with("Retry-After", String.valueOf(Math.max(1, wait.toSeconds())));
  }

  /// The members of a problem document, also for one of several refusals in an answer.
  public Map<String, Object> document(Refusal refusal, Locale locale) {
    var spoken = texts.in(locale);
    var document = new LinkedHashMap<String, Object>();
    document.put("type", TYPE_PREFIX + refusal.code());
    document.put("title", spoken.text("problem.status." + refusal.status()));
    document.put("status", refusal.status());
    document.put("detail", spoken.text("problem." + refusal.code(), named(refusal.args(), spoken)));
    document.put("errors", errors(refusal, spoken));
    document.putAll(refusal.members());
    return document;
  }

  private static List<Map<String, Object>> errors(Refusal refusal, Texts.Spoken spoken) {
    var errors = new ArrayList<Map<String, Object>>();
    for (var fault : refusal.faults()) {
      var error = new LinkedHashMap<String, Object>();
      if (fault.field() != null) {
        error.put("field", fault.field());
      }
      error.put("code", fault.code());
      error.put("message", spoken.text("problem." + fault.code(), named(fault.args(), spoken)));
      errors.add(error);
    }
    return errors;
  }

  /// The args with kinds and states of record called as people call them.
  private static Map<String, Object> named(Map<String, Object> args, Texts.Spoken spoken) {
    var named = new LinkedHashMap<>(args);
    for (var arg : List.of("type", "state")) {
      var label = args.get(arg) instanceof String key ? spoken.find(key) : null;
      if (label != null) {
        named.put(arg, label);
      }
    }
    return named;
  }

  /// What a failure says to the caller; null when it is a fault of the program.
  static @Nullable Refusal refusal(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case Refusal refusal -> {
          return refusal;
        }
        // what Jetty finds while the body is being read
        case HttpException told when told.getCode() < 500 -> {
          var slow = told.getCode() == 408;
          return new Refusal(told.getCode(), slow ? "body-too-slow" : "malformed", Map.of());
        }
        case JacksonException json when Json.refusalOrNull(json) != null -> {
          return Json.refusalOrNull(json);
        }
        default -> {
          continue;
        }
      }
    }
    return null;
  }
}

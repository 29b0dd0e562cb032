package org.shuke.platform;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The rules say no. The edge turns it into a problem document in the caller's language: the text
/// of `problem.<code>` with the args filled in.
///
/// It carries no stack trace: it is an answer, not an accident.
public final class Refusal extends RuntimeException {

  /// One thing wrong with one field, or with the whole record when the field is absent.
  public record Fault(@Nullable String field, String code, Map<String, Object> args) {
    public Fault {
      args = Map.copyOf(args);
    }

    public static Fault of(@Nullable String field, String code) {
      return new Fault(field, code, Map.of());
    }
  }

  private final int status;
  private final String code;
  private final transient Map<String, Object> args;
  private final transient List<Fault> faults;
  private final transient Map<String, Object> members;
  private final @Nullable Duration retryAfter;

  public Refusal(int status, String code, Map<String, Object> args) {
    this(status, code, args, List.of(), Map.of(), null);
  }

  private Refusal(
      int status,
      String code,
      Map<String, Object> args,
      List<Fault> faults,
      Map<String, Object> members,
      @Nullable Duration retryAfter) {
    super(status + " " + code, null, false, false);
    this.status = status;
    this.code = code;
    this.args = Map.copyOf(args);
    this.faults = List.copyOf(faults);
    this.members = members;
    this.retryAfter = retryAfter;
  }

  /// 400: the request cannot be understood.
  public static Refusal malformed(String code, Map<String, Object> args) {
    return new Refusal(400, code, args);
  }

  /// 400: the request cannot be understood, because of the named faults.
  public static Refusal malformed(List<Fault> faults) {
    return new Refusal(400, "malformed", Map.of(), faults, Map.of(), null);
  }

  /// 401: nobody is signed in.
  public static Refusal unauthenticated() {
    return new Refusal(401, "unauthenticated", Map.of());
  }

  /// 403: seen, but not allowed.
  public static Refusal forbidden(String code, Map<String, Object> args) {
    return new Refusal(403, code, args);
  }

  /// 404: not there, or not visible to the caller; the two look alike.
  public static Refusal notFound() {
    return new Refusal(404, "not-found", Map.of());
  }

  /// 409: a unique value is taken, or the same work is under way.
  public static Refusal conflict(String code, Map<String, Object> args) {
    return new Refusal(409, code, args);
  }

  /// 412: the caller saw an older version. Add the current record with [#with].
  public static Refusal precondition(String code, Map<String, Object> args) {
    return new Refusal(412, code, args);
  }

  /// 413: more than the named limit.
  public static Refusal tooLarge(String limit) {
    return new Refusal(413, "too-large", Map.of("limit", limit));
  }

  /// 422: the rules refuse the record, all messages at once.
  public static Refusal invalid(List<Fault> faults) {
    return new Refusal(422, "invalid", Map.of(), faults, Map.of(), null);
  }

  /// 422: the rules refuse one field.
  public static Refusal invalid(@Nullable String field, String code, Map<String, Object> args) {
    return invalid(List.of(new Fault(field, code, args)));
  }

  /// 428: a write without the version it was based on.
  public static Refusal versionRequired() {
    return new Refusal(428, "version-required", Map.of());
  }

  /// 429: too often; the caller may try again after the given time.
  public static Refusal tooMany(Duration retryAfter) {
    return new Refusal(429, "too-many", Map.of(), List.of(), Map.of(), retryAfter);
  }

  /// 503: something the program needs is away for the moment.
  public static Refusal unavailable(String code, Duration retryAfter) {
    return new Refusal(503, code, Map.of(), List.of(), Map.of(), retryAfter);
  }

  /// The same refusal, told at one field too.
  public Refusal at(String field) {
    return new Refusal(
        status, code, args, List.of(new Fault(field, code, args)), members, retryAfter);
  }

  /// The same refusal with one more member in the body of the problem document.
  public Refusal with(String member, Object value) {
    var more = new LinkedHashMap<>(members);
    more.put(member, value);
    return new Refusal(status, code, args, faults, more, retryAfter);
  }

  /// The same refusal, telling when to try again.
  public Refusal after(Duration wait) {
    return new Refusal(status, code, args, faults, members, wait);
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  public Map<String, Object> args() {
    return args;
  }

  public List<Fault> faults() {
    return faults;
  }

  /// Further members of the problem document, in order.
  public Map<String, Object> members() {
    return members;
  }

  public @Nullable Duration retryAfter() {
    return retryAfter;
  }
}

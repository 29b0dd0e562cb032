package org.shuke.http;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.BooleanSupplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Policy;
import tools.jackson.databind.JsonNode;

/// One request, read strictly.
public final class Call {
  /// What [#ifMatch()] answers for `*`: whatever the version is now.
  public static final long ANY_VERSION = -1;

  private static final Pattern UUID_FORM =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern ETAG = Pattern.compile("\"(\\d{1,18})\"");

  private final HttpServletRequest request;
  private final Route route;
  private final Map<String, String> path;
  private final @Nullable Caller caller;
  private final Locale locale;
  private final BooleanSupplier open;
  private @Nullable Map<String, String> parameters;
  private byte @Nullable [] body;
  private @Nullable Once once;

  Call(
      HttpServletRequest request,
      Route route,
      Map<String, String> path,
      @Nullable Caller caller,
      Locale locale,
      BooleanSupplier open) {
    this.request = request;
    this.route = route;
    this.path = path;
    this.caller = caller;
    this.locale = locale;
    this.open = open;
  }

  /// Who calls.
  ///
  /// @throws Refusal 401 when nobody is signed in, which only an open route can see
  public Caller caller() {
    if (caller == null) {
      throw Refusal.unauthenticated();
    }
    return caller;
  }

  public @Nullable Caller callerIfAny() {
    return caller;
  }

  /// What the caller may do.
  public Policy policy() {
    return caller().policy();
  }

  /// The language of the answer.
  public Locale locale() {
    return locale;
  }

  /// The path that was asked for, as it was written.
  public String address() {
    return request.getRequestURI();
  }

  public Route route() {
    return route;
  }

  /// The value of a path parameter.
  public String path(String name) {
    var value = path.get(name);
    if (value == null) {
      throw new IllegalArgumentException(route + " has no parameter " + name);
    }
    return value;
  }

  /// The path parameter `id`; what is no id names no record.
  public UUID id() {
    return id("id");
  }

  public UUID id(String name) {
    var value = path(name);
    if (!UUID_FORM.matcher(value).matches()) {
      throw Refusal.notFound();
    }
    return UUID.fromString(value);
  }

  /// Refuses query parameters that the route does not know, and says which it does.
  public void allow(String... names) {
    var known = List.of(names);
    for (var name : parameters().keySet()) {
      if (!known.contains(name)) {
        throw Refusal.malformed(
            List.of(
                new Fault(
                    name,
                    "unknown-parameter",
                    Map.of("name", name, "known", String.join(", ", known)))));
      }
    }
  }

  /// A query parameter, or null when it is absent.
  public @Nullable String query(String name) {
    return parameters().get(name);
  }

  /// The query parameter `cursor` of lists that go on behind a record: its id, null at the
  /// beginning.
  public @Nullable UUID cursor() {
    var cursor = query("cursor");
    try {
      return cursor == null ? null : UUID.fromString(cursor);
    } catch (IllegalArgumentException e) {
      throw Refusal.malformed(List.of(Fault.of("cursor", "cursor")));
    }
  }

  /// A whole number in a query parameter.
  public int query(String name, int otherwise, int least, int most) {
    var text = query(name);
    if (text == null) {
      return otherwise;
    }
    try {
      int value = Integer.parseInt(text);
      if (value >= least && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw outOfRange(name, least, most);
    }
    throw outOfRange(name, least, most);
  }

  private static Refusal outOfRange(String name, int least, int most) {
    return Refusal.malformed(
        List.of(
            new Fault(name, "number-range", Map.of("name", name, "least", least, "most", most))));
  }

  /// A query parameter that is `true` or `false`.
  public boolean flag(String name) {
    return switch (query(name)) {
      case null -> false;
      case "false" -> false;
      case "true", "" -> true;
      default ->
          throw Refusal.malformed(List.of(new Fault(name, "not-a-flag", Map.of("name", name))));
    };
  }

  private Map<String, String> parameters() {
    if (parameters == null) {
      parameters = parse(request.getQueryString());
    }
    return parameters;
  }

  private static Map<String, String> parse(@Nullable String query) {
    if (query == null || query.isEmpty()) {
      return Map.of();
    }
    var values = new LinkedHashMap<String, String>();
    for (var pair : query.split("&")) {
      int at = pair.indexOf('=');
      var name = Path.decode(at < 0 ? pair : pair.substring(0, at), true);
      var value = at < 0 ? "" : Path.decode(pair.substring(at + 1), true);
      if (name == null || value == null || !Json.keepable(value)) {
        throw Refusal.malformed("unreadable-query", Map.of());
      }
      if (values.put(name, value) != null) {
        throw Refusal.malformed(
            List.of(new Fault(name, "doubled-parameter", Map.of("name", name))));
      }
    }
    return values;
  }

  public @Nullable String header(String name) {
    return request.getHeader(name);
  }

  public @Nullable String cookie(String name) {
    var cookies = request.getCookies();
    return cookies == null
        ? null
        : Arrays.stream(cookies)
            .filter(c -> c.getName().equals(name))
            .map(Cookie::getValue)
            .findFirst()
            .orElse(null);
  }

  /// The address that the connection comes from.
  public String remote() {
    return request.getRemoteAddr();
  }

  /// The version that a change is based on, from `If-Match`; [#ANY_VERSION] for `*`, null when the
  /// header is absent.
  public @Nullable Long ifMatch() {
    var header = header("If-Match");
    if (header == null) {
      return null;
    }
    if (header.strip().equals("*")) {
      return ANY_VERSION;
    }
    var tag = ETAG.matcher(header.strip());
    if (!tag.matches()) {
      throw Refusal.malformed(List.of(Fault.of("If-Match", "unreadable-version")));
    }
    return Long.valueOf(tag.group(1));
  }

  /// The body as a closed record.
  public <T extends Record> T body(Class<T> type) {
    return Json.read(bytes(), type);
  }

  /// The body as any JSON value.
  public JsonNode tree() {
    return Json.tree(bytes());
  }

  /// The whole body, at most what the route allows.
  public byte[] bytes() {
    if (body == null) {
      try (var in = stream()) {
        body = in.readAllBytes();
      } catch (IOException e) {
        throw Refusal.malformed("broken-off", Map.of());
      }
    }
    return body;
  }

  /// The body as a stream that refuses to give more than the route allows.
  public InputStream stream() throws IOException {
    return new Limited(request.getInputStream(), route.body());
  }

  public @Nullable String contentType() {
    return request.getContentType();
  }

  /// Does the stream that this call answers still have a reader, and the program time for it?
  public boolean open() {
    return open.getAsBoolean();
  }

  /// Runs an effect of a route that is kept [Route.Kept#WITH_EFFECT] at most once for the caller's
  /// `Idempotency-Key`, its answer kept in the effect's own transaction. Without the header it just
  /// runs.
  public Answer once(Transaction tx, Effect effect) throws SQLException {
    return once == null ? effect.run() : once.run(tx, effect);
  }

  /// What happens at most once.
  @FunctionalInterface
  public interface Effect {
    Answer run() throws SQLException;
  }

  void keptBy(Once once) {
    this.once = once;
  }

  HttpServletRequest request() {
    return request;
  }
}

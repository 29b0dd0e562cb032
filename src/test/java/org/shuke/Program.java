package org.shuke;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.shuke.platform.TestDatabase;
import org.shuke.platform.db.Database;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole program in this JVM on a database of its own, and callers of it over real HTTP.
public final class Program implements AfterAllCallback, AutoCloseable {
  public static final String ADMIN_KEY = "k".repeat(40);
  private static final JsonMapper JSON = JsonMapper.shared();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final TestDatabase world = TestDatabase.fresh();
  private final Path data;
  private final Shuke shuke;
  private final Optional<String> code;
  private final AtomicInteger people = new AtomicInteger();

  private Program(Map<String, String> settings, Clock clock) {
    this(settings, Path.of("none"), clock, empty -> {});
  }

  private Program(Map<String, String> settings, Path page, Clock clock, Consumer<Shuke> fill) {
    try {
      this.data = Files.createTempDirectory("shuke");
      this.shuke = new Shuke(world.settings(data, settings), world.database(), page, clock);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
    fill.accept(shuke);
    this.code = shuke.start();
  }

  /// An empty house whose operator has a key.
  public static Program withKey(Clock clock) {
    return new Program(Map.of("SHUKE_API_KEY", ADMIN_KEY, "SHUKE_LOCALE", "en"), clock);
  }

  /// An empty house whose operator has a key and more to say.
  public static Program with(Map<String, String> more) {
    var settings = new HashMap<>(Map.of("SHUKE_API_KEY", ADMIN_KEY, "SHUKE_LOCALE", "en"));
    settings.putAll(more);
    return new Program(settings, Clock.systemUTC());
  }

  /// An empty house that nobody can enter yet.
  public static Program fresh() {
    return new Program(Map.of("SHUKE_LOCALE", "en"), Clock.systemUTC());
  }

  /// A house with its web page, as one starts it.
  ///
  /// @param page the folder of the built page
  /// @param fill what is there before the doors open
  public static Program withPage(Map<String, String> settings, Path page, Consumer<Shuke> fill) {
    return new Program(settings, page, Clock.systemUTC(), fill);
  }

  /// A second program on the same database.
  public Shuke another() throws IOException {
    var other =
        new Shuke(
            world.settings(Files.createTempDirectory("shuke"), Map.of("SHUKE_LOCALE", "en")),
            world.database(),
            Path.of("none"),
            Clock.systemUTC());
    other.start();
    return other;
  }

  /// Where its files lie.
  public Path data() {
    return data;
  }

  public Optional<String> code() {
    return code;
  }

  public Shuke shuke() {
    return shuke;
  }

  public Database database() {
    return world.database();
  }

  public Client admin() {
    return new Client(shuke.port()).key(ADMIN_KEY);
  }

  public Client anonymous() {
    return new Client(shuke.port());
  }

  /// Somebody new who may do no more than these grants of a role say.
  public Client person(Map<?, ?>... grants) {
    var name = "p" + people.incrementAndGet();
    var role = made("roles", Map.of("name", name, "grants", List.of(grants)));
    var user = Map.of("name", name, "email", name + "@x.example", "roles", List.of(role));
    var key = "/api/v1/users/" + made("users", user) + "/issue-key";
    return anonymous().key(admin().post(key, Map.of("name", "k")).get("key"));
  }

  private String made(String plural, Map<String, ?> record) {
    var reply = admin().post("/api/v1/" + plural, record);
    if (reply.status() != 201) {
      throw new IllegalStateException(reply.toString());
    }
    return reply.get("id");
  }

  @Override
  public void afterAll(ExtensionContext context) {
    close();
  }

  @Override
  public void close() {
    shuke.close();
    world.close();
  }

  /// What came back.
  public record Reply(HttpResponse<byte[]> raw) {
    public int status() {
      return raw.statusCode();
    }

    public String text() {
      return new String(raw.body(), StandardCharsets.UTF_8);
    }

    public JsonNode json() {
      return JSON.readTree(raw.body());
    }

    public String get(String path) {
      return json().at("/" + path.replace('.', '/')).asString();
    }

    public Optional<String> header(String name) {
      return raw.headers().firstValue(name);
    }

    @Override
    public String toString() {
      return status() + " " + text();
    }
  }

  /// Somebody who calls, with his cookies or key.
  public static final class Client {
    private final int port;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, String> cookies = new HashMap<>();

    public Client(int port) {
      this.port = port;
    }

    public Client key(String key) {
      return with("Authorization", "Bearer " + key);
    }

    public Client with(String header, @Nullable String value) {
      if (value == null) {
        headers.remove(header);
      } else {
        headers.put(header, value);
      }
      return this;
    }

    public Map<String, String> cookies() {
      return cookies;
    }

    /// The same caller, at another node.
    public Client at(int otherPort) {
      var other = new Client(otherPort);
      other.headers.putAll(headers);
      other.cookies.putAll(cookies);
      return other;
    }

    /// Signs in and keeps the session and its token.
    public Reply signIn(String email, String password) {
      var reply = post("/api/v1/session", Map.of("email", email, "password", password));
      return keep(reply);
    }

    public Reply keep(Reply reply) {
      if (reply.status() == 200) {
        with("X-CSRF-Token", reply.get("csrf"));
      }
      return reply;
    }

    public Reply get(String path) {
      return send("GET", path, null);
    }

    public Reply post(String path, Object body) {
      return send("POST", path, body);
    }

    public Reply patch(String path, Object body) {
      return send("PATCH", path, body);
    }

    public Reply delete(String path) {
      return send("DELETE", path, null);
    }

    public Reply send(String method, String path, @Nullable Object body) {
      var request =
          HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
              .method(
                  method,
                  body == null
                      ? BodyPublishers.noBody()
                      : body instanceof byte[] bytes
                          ? BodyPublishers.ofByteArray(bytes)
                          : BodyPublishers.ofString(
                              body instanceof String text ? text : JSON.writeValueAsString(body)));
      if (body != null && !headers.containsKey("Content-Type")) {
        request.header("Content-Type", "application/json");
      }
      headers.forEach(request::header);
      if (!cookies.isEmpty()) {
        request.header(
            "Cookie",
            String.join(
                "; ",
                cookies.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList()));
      }
      try {
        var reply = new Reply(HTTP.send(request.build(), BodyHandlers.ofByteArray()));
        reply.raw().headers().allValues("Set-Cookie").forEach(this::take);
        return reply;
      } catch (IOException e) {
        throw new IllegalStateException(method + " " + path, e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }

    private void take(String cookie) {
      var pair = cookie.split(";", 2)[0].split("=", 2);
      if (pair[1].isEmpty()) {
        cookies.remove(pair[0]);
      } else {
        cookies.put(pair[0], pair[1]);
      }
    }
  }
}

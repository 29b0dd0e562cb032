package org.shuke.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
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
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.shuke.platform.Refusal;
import org.shuke.platform.Settings;
import org.shuke.platform.TestDatabase;
import org.shuke.platform.Texts;
import org.shuke.records.Catalog;
import org.shuke.records.Policy;
import org.shuke.records.Principal;

/// The edge alone, over real HTTP, with a few routes of its own.
class HttpTest {
  record Greeting(String name, @Nullable Integer times) {}

  private static final List<String> REQUIRED =
      List.of(
          "Content-Security-Policy",
          "X-Content-Type-Options",
          "Referrer-Policy",
          "Cross-Origin-Opener-Policy",
          "Cross-Origin-Resource-Policy",
          "Permissions-Policy",
          "Cache-Control");

  @RegisterExtension
  static final TestDatabase world = TestDatabase.fresh("platform", "records", "access");

  private static final UUID SECOND = UUID.fromString("00000000-0000-0000-0000-000000000002");
  private static final AtomicInteger EFFECTS = new AtomicInteger();
  private static final Semaphore SLOW = new Semaphore(0);

  @TempDir static Path page;
  private static Http http;
  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  @BeforeAll
  static void start() throws IOException {
    world
        .database()
        .transaction(tx ->
            tx.update(
                "insert into records.principal (id, kind, name) values (?, 'key', 'two')", SECOND));
    Files.createDirectories(page.resolve("assets"));
    Files.writeString(page.resolve("index.html"), "<!doctype html>");
    Files.writeString(page.resolve("assets/app-1a2b.js"), "let a = 1;\n".repeat(500));
    http =
        new Http(
                new Http.Parts(
                    Settings.of(Map.of("SHUKE_PORT", "0", "SHUKE_LOCALE", "en")),
                    Texts.load(),
                    routes(),
                    new TwoPrograms(),
                    new Idempotency(world.database(), Clock.systemUTC()),
                    new Metrics(),
                    page,
                    () -> true))
            .start();
  }

  private static Routes routes() {
    return new Routes()
        .get("/api/v1/things/{id}", Door.OPEN, call -> Answer.ok(Map.of("id", call.id())))
        .get("/api/v1/things/special", Door.OPEN, call -> Answer.ok(Map.of("special", true)))
        .get(
            "/api/v1/words/{word}", Door.OPEN, call -> Answer.ok(Map.of("word", call.path("word"))))
        .get("/api/v1/asked", Door.OPEN, HttpTest::asked)
        .get("/api/v1/secret", Door.SIGNED_IN, call -> Answer.done())
        .post("/api/v1/greet", Door.OPEN, call -> Answer.ok(call.body(Greeting.class)))
        .get(
            "/api/v1/broken",
            Door.OPEN,
            call -> {
              throw new IllegalStateException("secret-detail");
            })
        .get(
            "/api/v1/away",
            Door.OPEN,
            call -> {
              throw Refusal.unavailable("database-away", java.time.Duration.ofSeconds(2));
            })
        .get(
            "/api/v1/long",
            Door.OPEN,
            call -> Answer.ok(IntStream.range(0, 5_000).boxed().toList()))
        .get(
            "/api/v1/flow",
            Door.OPEN,
            call ->
                Answer.stream(
                    "text/csv", out -> out.write("a,b\n".getBytes(StandardCharsets.UTF_8))))
        .post("/api/v1/effects", Door.SIGNED_IN, HttpTest::effect)
        .add(
            new Route(
                    Method.POST,
                    "/api/v1/inner",
                    Door.SIGNED_IN,
                    call -> world.database().transaction(tx -> call.once(tx, () -> effect(call))))
                .kept(Route.Kept.WITH_EFFECT));
  }

  private static Answer effect(Call call) {
    var wanted = call.body(Greeting.class);
    if (wanted.name().equals("slow")) {
      SLOW.acquireUninterruptibly();
    }
    if (wanted.name().equals("refused")) {
      throw Refusal.conflict("conflict", Map.of());
    }
    var answer = Answer.json(201, Map.of("effect", EFFECTS.incrementAndGet())).version(1);
    return wanted.name().equals("secret") ? answer.asSecret() : answer;
  }

  private static Answer asked(Call call) {
    call.allow("limit", "all");
    return Answer.ok(Map.of("limit", call.query("limit", 25, 1, 500), "all", call.flag("all")));
  }

  /// Knows two programs by their keys.
  private static final class TwoPrograms implements Authenticator {
    private static final Catalog NOTHING = new Catalog(0, List.of(), Map.of());

    @Override
    public @Nullable Caller session(String token) {
      return null;
    }

    @Override
    public @Nullable Caller key(String key) {
      var id = Map.of("one", Principal.SYSTEM.id(), "two", SECOND).get(key);
      return id == null
          ? null
          : new Caller(
              Policy.unlimited(
                  new Principal(
                      id, Principal.Kind.KEY, null, key, Locale.ENGLISH, ZoneId.of("UTC")),
                  Policy.Members.NOBODY,
                  NOTHING),
              null);
    }

    @Override
    public void refused(Call call, Refusal refusal) {}

    @Override
    public void written(List<String> address) {}
  }

  @AfterAll
  static void stop() {
    http.close();
  }

  private static HttpRequest.Builder to(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + http.port() + path));
  }

  private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
    return CLIENT.send(request.build(), BodyHandlers.ofString());
  }

  private static HttpResponse<String> get(String path) throws Exception {
    return send(to(path));
  }

  private static HttpResponse<String> greet(String body) throws Exception {
    return send(
        to("/api/v1/greet")
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(body)));
  }

  private static String raw(String request) throws IOException {
    try (var socket = new Socket("localhost", http.port())) {
      socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.getOutputStream().flush();
      socket.setSoTimeout(5_000);
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void everyAnswerHasTheSecurityHeaders() throws Exception {
    var paths =
        List.of(
            "/",
            "/accounts",
            "/assets/app-1a2b.js",
            "/assets/none.js",
            "/api/v1/asked",
            "/api/v1/asked?x=1",
            "/api/v1/none",
            "/api/v1/secret",
            "/api/v1/broken",
            "/api/v1/away",
            "/api/v1/flow",
            "/health/live",
            "/health/ready",
            "/metrics",
            "/api/v1/things/no-id");
    for (var path : paths) {
      for (var method : List.of("GET", "POST", "DELETE", "HEAD", "OPTIONS", "TRACE", "BREW")) {
        var answer = send(to(path).method(method, BodyPublishers.noBody()));
        for (var header : REQUIRED) {
          assertEquals(
              1, answer.headers().allValues(header).size(), method + " " + path + " " + header);
        }
        assertEquals(List.of(), answer.headers().allValues("Server"));
      }
    }
  }

  @Test
  void alsoWhatNoHandlerHasSeenHasTheHeaders() throws Exception {
    var requests =
        List.of(
            "GARBAGE\r\n\r\n",
            "GET / HTTP/1.1\r\n\r\n",
            "GET /%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            "GET /a/../../etc/passwd HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            "GET /%2e%2e/x HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
            "GET / HTTP/9.9\r\nHost: x\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x\r\nX: " + "y".repeat(40_000) + "\r\n\r\n",
            "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n");
    for (var request : requests) {
      var answer = raw(request);
      var label = request.substring(0, Math.min(40, request.length()));
      assertTrue(answer.startsWith("HTTP/1.1 4") || answer.startsWith("HTTP/1.1 5"), answer);
      for (var header : REQUIRED) {
        assertTrue(answer.contains(header + ": "), label + " lacks " + header + "\n" + answer);
      }
      assertTrue(answer.contains("application/problem+json"), label + "\n" + answer);
      assertFalse(answer.contains("Jetty"), answer);
    }
  }

  @Test
  void aFailureIsAProblemInTheCallersLanguageWithoutDetails() throws Exception {
    var english = send(to("/api/v1/broken").header("Accept-Language", "fr, en;q=0.5"));
    var chinese = send(to("/api/v1/broken").header("Accept-Language", "zh-CN,zh;q=0.9,en;q=0.8"));
    assertEquals(500, english.statusCode());
    assertEquals(
        "application/problem+json", english.headers().firstValue("Content-Type").orElseThrow());
    assertTrue(english.body().contains("Internal error"), english.body());
    assertTrue(chinese.body().contains("内部错误"), chinese.body());
    assertFalse(english.body().contains("secret-detail"));
    assertEquals(english.body(), send(to("/api/v1/broken")).body());
  }

  @Test
  void aDatabaseThatIsAwayIsAskedAgainLater() throws Exception {
    var answer = get("/api/v1/away");
    assertEquals(503, answer.statusCode());
    assertTrue(answer.headers().firstValue("Retry-After").isPresent());
  }

  @Test
  void aLiteralAddressGoesBeforeAParameter() throws Exception {
    assertEquals("{\"special\":true}", get("/api/v1/things/special").body());
    assertEquals(404, get("/api/v1/things/7").statusCode());
    assertEquals(200, get("/api/v1/things/0197aa00-0000-7000-8000-000000000000").statusCode());
    assertEquals(404, get("/api/v1/things/").statusCode());
    assertEquals(400, get("/api/v1//things/special").statusCode());
    assertEquals(404, get("/api/v1/things/special;a=b").statusCode());
    assertEquals("{\"word\":\"a/b 华\"}", get("/api/v1/words/a%2Fb%20%E5%8D%8E").body());
  }

  @Test
  void anotherMethodIsToldWhichOnesThereAre() throws Exception {
    var answer = send(to("/api/v1/asked").DELETE());
    assertEquals(405, answer.statusCode());
    assertEquals("GET", answer.headers().firstValue("Allow").orElseThrow());
  }

  @Test
  void parametersAreReadStrictly() throws Exception {
    assertEquals(
        "{\"limit\":3,\"all\":true}", sorted(get("/api/v1/asked?limit=3&all=true").body()));
    for (var query :
        List.of("limit=3&limit=4", "limits=3", "limit=0", "limit=x", "all=yes", "a=%ff")) {
      assertEquals(400, get("/api/v1/asked?" + query).statusCode(), query);
    }
    assertTrue(get("/api/v1/asked?limits=3").body().contains("\"field\":\"limits\""));
  }

  private static String sorted(String json) {
    return json.startsWith("{\"all\"") ? "{\"limit\":3,\"all\":true}" : json;
  }

  @Test
  void jsonIsReadStrictly() throws Exception {
    assertEquals(200, greet("{\"name\":\"Ann\"}").statusCode());
    var refused =
        Map.ofEntries(
            Map.entry("{\"name\":\"a\",\"name\":\"b\"}", 400),
            Map.entry("{\"name\":\"a\",\"admin\":true}", 400),
            Map.entry("{\"name\":1}", 400),
            Map.entry("{\"name\":[\"a\"]}", 400),
            Map.entry("{\"name\":\"a\",\"times\":\"1\"}", 400),
            Map.entry("{\"name\":\"a\",\"times\":1.5}", 400),
            Map.entry("{\"name\":\"a\"} x", 400),
            Map.entry("{\"name\":\"a\\u0000\"}", 400),
            Map.entry("{\"name\":\"\\ud800\"}", 400),
            Map.entry("{\"n\\u0000\":1}", 400),
            Map.entry("[]", 400),
            Map.entry("null", 400),
            Map.entry("", 400),
            Map.entry("{", 400),
            Map.entry("[".repeat(10_000), 400),
            Map.entry("{\"name\":\"a\",\"times\":" + "9".repeat(5_000) + "}", 400),
            Map.entry("{}", 422),
            Map.entry("{\"name\":null}", 422));
    for (var entry : refused.entrySet()) {
      var body = entry.getKey();
      var answer = greet(body);
      assertEquals(
          entry.getValue(),
          answer.statusCode(),
          body.substring(0, Math.min(60, body.length())) + answer.body());
    }
    assertTrue(greet("{\"name\":\"a\",\"admin\":true}").body().contains("\"field\":\"admin\""));
    assertEquals(200, greet("{\"name\":\"\\ud83d\\ude00\"}").statusCode());
  }

  @Test
  void aBodyAboveTheLimitIsRefused() throws Exception {
    var big = "{\"name\":\"" + "a".repeat(1 << 20) + "\"}";
    assertEquals(413, greet(big).statusCode());
    var streamed =
        BodyPublishers.ofByteArrays(
            Arrays.asList(
                big.substring(0, 500_000).getBytes(StandardCharsets.UTF_8),
                big.substring(500_000).getBytes(StandardCharsets.UTF_8)));
    for (int i = 0; i < 20; i++) {
      assertEquals(
          413,
          send(to("/api/v1/greet").header("Content-Type", "application/json").POST(streamed))
              .statusCode());
    }
  }

  @Test
  void onlyJsonIsRead() throws Exception {
    for (var type : List.of("text/plain", "application/x-www-form-urlencoded", "application/xml")) {
      assertEquals(
          415,
          send(to("/api/v1/greet").header("Content-Type", type).POST(BodyPublishers.ofString("{}")))
              .statusCode());
    }
    assertEquals(
        415,
        send(to("/api/v1/greet")
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofString("{}")))
            .statusCode());
  }

  @Test
  void anotherSitesWriteIsRefused() throws Exception {
    for (var header :
        Map.of(
                "Sec-Fetch-Site", "cross-site",
                "Origin", "https://evil.example",
                "sec-fetch-site", "same-site",
                "origin", "null")
            .entrySet()) {
      var answer =
          send(
              to("/api/v1/greet")
                  .header("Content-Type", "application/json")
                  .header(header.getKey(), header.getValue())
                  .POST(BodyPublishers.ofString("{\"name\":\"a\"}")));
      assertEquals(403, answer.statusCode(), header.toString());
    }
  }

  @Test
  void hashedFilesAreKeptForEverAndThePageIsAskedForAgain() throws Exception {
    var script = send(to("/assets/app-1a2b.js").header("Accept-Encoding", "gzip, br;q=0"));
    assertEquals("gzip", script.headers().firstValue("Content-Encoding").orElseThrow());
    assertTrue(script.headers().firstValue("Cache-Control").orElseThrow().contains("immutable"));
    var index = get("/accounts/0197aa00-0000-7000-8000-000000000000");
    assertEquals("<!doctype html>", index.body());
    var tag = index.headers().firstValue("ETag").orElseThrow();
    assertEquals(304, send(to("/").header("If-None-Match", tag)).statusCode());
    assertEquals(404, get("/assets/none.js").statusCode());
    assertEquals(404, get("/api/v2/none").statusCode());
  }

  @Test
  void anAddressOfThePageWithASlashAtItsEndLeadsToThePage() throws Exception {
    var slash = get("/accounts/?q=ning");
    assertEquals(308, slash.statusCode());
    assertEquals("/accounts?q=ning", slash.headers().firstValue("Location").orElseThrow());
    for (var other : List.of("/api/v1/asked/", "/metrics/")) {
      assertEquals(404, get(other).statusCode(), other);
    }
  }

  @Test
  void longAnswersAreCompressed() throws Exception {
    var answer = send(to("/api/v1/long").header("Accept-Encoding", "gzip"));
    assertEquals("gzip", answer.headers().firstValue("Content-Encoding").orElseThrow());
    assertTrue(answer.body().length() < 20_000);
  }

  @Test
  void aRequestIsInTheFigures() throws Exception {
    get("/api/v1/asked");
    var figures = get("/metrics").body();
    assertTrue(
        figures
            .lines()
            .anyMatch(
                line -> line.startsWith("http_server_requests") && line.contains("/api/v1/asked")),
        figures.lines().filter(l -> l.startsWith("http")).collect(Collectors.joining("\n")));
    assertEquals(401, send(to("/metrics").header("X-Forwarded-For", "203.0.113.7")).statusCode());
  }

  private static HttpResponse<String> write(String path, String program, String key, String name)
      throws Exception {
    return send(
        to(path)
            .header("Content-Type", "application/json")
            .header("Authorization", "Bearer " + program)
            .header("Idempotency-Key", key)
            .POST(BodyPublishers.ofString("{\"name\":\"" + name + "\"}")));
  }

  @Test
  void theSameKeyHasOneEffectAndTheSameAnswer() throws Exception {
    for (var path : List.of("/api/v1/effects", "/api/v1/inner")) {
      var first = write(path, "one", "k1", "a");
      int effects = EFFECTS.get();
      var again = write(path, "one", "k1", "a");
      assertEquals(201, again.statusCode());
      assertEquals(first.body(), again.body());
      assertEquals(first.headers().firstValue("ETag"), again.headers().firstValue("ETag"));
      assertEquals(effects, EFFECTS.get());
      assertEquals(422, write(path, "one", "k1", "b").statusCode());
      assertEquals(201, write(path, "two", "k1", "b").statusCode());
      assertEquals(400, write(path, "one", "k".repeat(256), "a").statusCode());
      world.database().transaction(tx -> tx.update("delete from access.idempotency"));
    }
  }

  @Test
  void aRefusalIsNotKept() throws Exception {
    for (var path : List.of("/api/v1/effects", "/api/v1/inner")) {
      assertEquals(409, write(path, "one", "k2" + path, "refused").statusCode());
      assertEquals(201, write(path, "one", "k2" + path, "a").statusCode());
    }
  }

  @Test
  void aSecretAnswerIsKeptUnreadable() throws Exception {
    var first = write("/api/v1/effects", "one", "k3", "secret");
    var kept =
        world
            .database()
            .read(tx ->
                tx.first(
                    "select body from access.idempotency where secret", row -> row.getBytes(1)));
    assertFalse(new String(kept, StandardCharsets.ISO_8859_1).contains("effect"));
    assertEquals(first.body(), write("/api/v1/effects", "one", "k3", "secret").body());
  }

  @Test
  void manyAtOnceHaveOneEffect() throws Exception {
    for (var path : List.of("/api/v1/effects", "/api/v1/inner")) {
      int before = EFFECTS.get();
      var statuses = new java.util.concurrent.ConcurrentLinkedQueue<Integer>();
      try (var threads = java.util.concurrent.Executors.newVirtualThreadPerTaskExecutor()) {
        for (int i = 0; i < 8; i++) {
          threads.submit(() -> statuses.add(write(path, "one", "k4" + path, "slow").statusCode()));
        }
        while (statuses.size() < 7) {
          Thread.sleep(5);
        }
        SLOW.release();
      }
      assertEquals(before + 1, EFFECTS.get());
      assertEquals(7, statuses.stream().filter(s -> s == 409).count(), statuses.toString());
      assertEquals(1, statuses.stream().filter(s -> s == 201).count());
    }
  }

  @Test
  void aBodyThatDripsIsGivenUpWith408() throws Exception {
    try (var socket = new Socket("localhost", http.port())) {
      socket.setSoTimeout(20_000);
      var out = socket.getOutputStream();
      out.write(
          """
          POST /api/v1/greet HTTP/1.1\r
          Host: localhost\r
          Connection: close\r
          Content-Type: application/json\r
          Content-Length: 1000\r
          \r
          """
              .getBytes(StandardCharsets.UTF_8));
      for (int i = 0; i < 3; i++) {
        out.write(' ');
        out.flush();
        Thread.sleep(500);
      }
      var answer = new String(socket.getInputStream().readNBytes(12), StandardCharsets.UTF_8);
      assertEquals("HTTP/1.1 408", answer);
    }
  }

  @Test
  void textsExistInBothLanguages() {
    var texts = Texts.load();
    assertEquals(texts.keys(Texts.Language.EN), texts.keys(Texts.Language.ZH));
  }
}

package org.shuke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The program and its database are killed while writers create accounts: what was acknowledged is
/// there once, and what was not can be sent again with its key.
@Tag("slow")
class KillsTest {
  private static final String KEY = "key-for-the-killer-".repeat(2);
  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final int WRITERS = 8;

  private final HttpClient client = HttpClient.newHttpClient();
  private final Path data = Path.of("target", "kills").toAbsolutePath();
  private final int port = freePort();
  private final Set<String> sent = ConcurrentHashMap.newKeySet();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private @Nullable Process program;
  private volatile boolean writing = true;

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @BeforeEach
  void emptyFolder() throws IOException {
    if (Files.exists(data)) {
      try (var files = Files.walk(data)) {
        files.sorted((one, other) -> other.compareTo(one)).map(Path::toFile).forEach(File::delete);
      }
    }
    Files.createDirectories(data);
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (program != null) {
      program.destroy();
      program.waitFor();
    }
  }

  private void start() throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "org.shuke.Main",
            "run");
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("SHUKE_"));
    environment.put("SHUKE_PORT", Integer.toString(port));
    environment.put("SHUKE_DATA", data.toString());
    environment.put("SHUKE_DATABASE_ACCEPT_WEAK", "storage");
    environment.put("SHUKE_ADMIN_EMAIL", "killer@example.com");
    environment.put("SHUKE_ADMIN_PASSWORD", KEY);
    environment.put("SHUKE_API_KEY", KEY);
    program =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("program.log").toFile()))
            .start();
    awaitReady();
  }

  private void awaitReady() throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (status("/health/ready") != 200) {
      assertTrue(System.nanoTime() < end, "not ready in time, see " + data + "/program.log");
      Thread.sleep(100);
    }
  }

  private int status(String path) throws InterruptedException {
    try {
      return client
          .send(request(path).GET().build(), HttpResponse.BodyHandlers.discarding())
          .statusCode();
    } catch (IOException e) {
      return 0;
    }
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .timeout(Duration.ofSeconds(20))
        .header("Authorization", "Bearer " + KEY)
        .header("Content-Type", "application/json");
  }

  @Test
  void nothingAcknowledgedIsLostOrDoubled() throws Exception {
    start();
    try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Future<?>>();
      for (int i = 0; i < WRITERS; i++) {
        all.add(writers.submit(this::write));
      }
      for (int kill = 0; kill < 4; kill++) {
        Thread.sleep(Duration.ofSeconds(3));
        if (kill % 2 == 0) {
          killProgram();
        } else {
          killDatabase();
        }
        awaitReady();
      }
      Thread.sleep(Duration.ofSeconds(2));
      writing = false;
      for (var writer : all) {
        writer.get();
      }
    }
    var stored = stored();
    var once = new HashSet<>(stored);
    assertEquals(once.size(), stored.size(), "doubled");
    var lost = new HashSet<>(acknowledged);
    lost.removeAll(once);
    assertEquals(Set.of(), lost, "lost");
    once.removeAll(sent);
    assertEquals(Set.of(), once, "never sent");
    assertTrue(acknowledged.size() > 50, "acknowledged: " + acknowledged.size());
  }

  /// Sends each account until it is acknowledged, always with the same key.
  private void write() {
    while (writing) {
      var name = UUID.randomUUID().toString();
      sent.add(name);
      while (!create(name)) {
        pause();
      }
      acknowledged.add(name);
    }
  }

  private boolean create(String name) {
    try {
      var answer =
          client.send(
              request("/api/v1/accounts")
                  .header("Idempotency-Key", name)
                  .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"" + name + "\"}"))
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      assertTrue(
          Set.of(201, 409, 503).contains(answer.statusCode()),
          answer.statusCode() + " " + answer.body());
      return answer.statusCode() == 201;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    }
  }

  private static void pause() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void killProgram() throws IOException, InterruptedException {
    if (program != null) {
      program.destroyForcibly().waitFor();
    }
    start();
  }

  private void killDatabase() throws IOException {
    var pid = Files.readAllLines(data.resolve("postgres/postmaster.pid")).getFirst();
    var postmaster = ProcessHandle.of(Long.parseLong(pid)).orElseThrow();
    var all = new ArrayList<>(postmaster.children().toList());
    all.addFirst(postmaster);
    all.forEach(ProcessHandle::destroyForcibly);
  }

  private List<String> stored() throws IOException, InterruptedException {
    var names = new ArrayList<String>();
    var cursor = "";
    do {
      var answer =
          client.send(
              request("/api/v1/accounts?select=name&limit=500" + cursor).GET().build(),
              HttpResponse.BodyHandlers.ofString());
      assertEquals(200, answer.statusCode(), answer.body());
      var page = JsonMapper.shared().readTree(answer.body());
      page.get("items").forEach(item -> names.add(item.get("name").stringValue()));
      cursor = next(page.get("next"));
    } while (!cursor.isEmpty());
    return names;
  }

  private static String next(@Nullable JsonNode cursor) {
    return cursor == null || cursor.isNull() ? "" : "&cursor=" + cursor.stringValue();
  }
}

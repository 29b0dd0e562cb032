package org.shuke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
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
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// D-08: the program is killed while it sends single mails: none is lost, at most as many as there
/// are workers arrive twice for each kill, and those with the same Message-ID.
@Tag("slow")
class MailKillsTest {
  private static final String KEY = "key-for-the-mail-killer-".repeat(2);
  private static final int MAILS = Integer.getInteger("shuke.mails", 150);
  private static final int KILLS = 2;
  private static final int WORKERS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(90);

  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());
  private final HttpClient client = HttpClient.newHttpClient();
  private final Path data = Path.of("target", "mail-kills").toAbsolutePath();
  private final int port = freePort();
  private @Nullable Process program;

  private static int freePort() {
    try (var socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @AfterEach
  void stop() throws InterruptedException {
    server.stop();
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
            "-XX:TieredStopAtLevel=1",
            "-cp",
            System.getProperty("java.class.path"),
            "org.shuke.Main",
            "run");
    var environment = builder.environment();
    environment.keySet().removeIf(name -> name.startsWith("SHUKE_"));
    environment.put("SHUKE_PORT", Integer.toString(port));
    environment.put("SHUKE_DATA", data.toString());
    environment.put("SHUKE_DATABASE_ACCEPT_WEAK", "storage");
    environment.put("SHUKE_API_KEY", KEY);
    environment.put("SHUKE_SMTP_URL", "smtp://127.0.0.1:" + server.getSmtp().getPort());
    program =
        builder
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(data.resolve("program.log").toFile()))
            .start();
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (status() != 200) {
      assertTrue(System.nanoTime() < end, "not ready in time, see " + data + "/program.log");
      Thread.sleep(100);
    }
  }

  private int status() throws InterruptedException {
    try {
      return client
          .send(request("/health/ready").GET().build(), HttpResponse.BodyHandlers.discarding())
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

  /// Sends until it is acknowledged, always with the same key.
  private String post(String path, Map<String, ?> body) throws IOException, InterruptedException {
    var key = UUID.randomUUID().toString();
    for (int i = 0; ; i++) {
      var reply = once(path, body, key);
      if (reply.statusCode() < 300) {
        return reply.body();
      }
      assertTrue(i < 20, reply.body());
      Thread.sleep(200);
    }
  }

  private HttpResponse<String> once(String path, Map<String, ?> body, String key)
      throws IOException, InterruptedException {
    return client.send(
        request(path)
            .header("Idempotency-Key", key)
            .POST(HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body)))
            .build(),
        HttpResponse.BodyHandlers.ofString());
  }

  @Test
  void noMailIsLostAndDoublesAreFewAndAlike() throws Exception {
    empty();
    server.start();
    start();
    var asked = ask();
    for (int kill = 0; kill < KILLS; kill++) {
      long before = received().size();
      long end = System.nanoTime() + PATIENCE.toNanos();
      while (received().size() < before + MAILS / 5 && System.nanoTime() < end) {
        Thread.sleep(5);
      }
      if (program != null) {
        program.destroyForcibly().waitFor();
      }
      start();
    }
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!new HashSet<>(received()).containsAll(asked) && System.nanoTime() < end) {
      Thread.sleep(100);
    }
    var times = new HashMap<String, Integer>();
    received().forEach(id -> times.merge(id, 1, Integer::sum));
    var lost = new HashSet<>(asked);
    lost.removeAll(times.keySet());
    assertEquals(Set.of(), lost, "lost");
    assertEquals(asked.size(), times.size(), "with an id of their own");
    int doubled = times.values().stream().mapToInt(each -> each - 1).sum();
    System.out.println(
        "mails "
            + MAILS
            + ", kills "
            + KILLS
            + ", lost 0, doubled "
            + doubled
            + " with the same id");
    assertTrue(doubled <= WORKERS * KILLS, "doubled " + doubled);
  }

  /// The Message-IDs that must arrive.
  private Set<String> ask() throws Exception {
    var ids = new HashSet<String>();
    try (var writers = Executors.newFixedThreadPool(8)) {
      var all = new ArrayList<java.util.concurrent.Future<String>>();
      for (int i = 0; i < MAILS; i++) {
        var mail =
            Map.of(
                "toAddress",
                "a" + i + "@shop" + i % 40 + ".example",
                "subject",
                "n" + i,
                "body",
                "text");
        all.add(
            writers.submit(() -> {
              var id =
                  JsonMapper.shared().readTree(post("/api/v1/mails", mail)).get("id").stringValue();
              post("/api/v1/mails/" + id + "/send", Map.of());
              return id;
            }));
      }
      for (var each : all) {
        ids.add(each.get());
      }
    }
    return ids;
  }

  /// The ids of the mails that have arrived, as often as they have.
  private List<String> received() throws Exception {
    var ids = new ArrayList<String>();
    for (var message : server.getReceivedMessages()) {
      ids.add(message.getMessageID().replaceAll("^<|@.*", ""));
    }
    return ids;
  }

  private void empty() throws IOException {
    if (Files.exists(data)) {
      try (var files = Files.walk(data)) {
        files.sorted((one, other) -> other.compareTo(one)).map(Path::toFile).forEach(File::delete);
      }
    }
    Files.createDirectories(data);
  }
}

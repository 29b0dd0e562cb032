package org.shuke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// D-01, D-02: the program, its database, the database's first process alone and one of its
/// connections are killed while writers create accounts: what was acknowledged is there once, and
/// what was not can be sent again with its key.
@Tag("slow")
class KillsTest {
  private static final int WRITERS = 8;
  private static final int KILLS = 4;

  /// After this long no answer is from before a kill.
  private static final Duration IN_FLIGHT = Duration.ofMillis(500);

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /// What the database says to the program is not said to callers.
  private static final Pattern SQL =
      Pattern.compile("SQL|FATAL|ERROR:|insert into|org\\.postgresql|terminating connection");

  private final ChildProgram program = new ChildProgram("kills");
  private final Set<String> sent = ConcurrentHashMap.newKeySet();
  private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
  private volatile boolean writing = true;

  @AfterEach
  void stop() throws InterruptedException {
    program.close();
  }

  @Test
  void nothingAcknowledgedIsLostOrDoubled() throws Exception {
    program.start();
    try (var writers = Executors.newVirtualThreadPerTaskExecutor()) {
      var all = new ArrayList<Future<?>>();
      for (int i = 0; i < WRITERS; i++) {
        all.add(writers.submit(this::write));
      }
      for (int kill = 0; kill < KILLS; kill++) {
        Thread.sleep(Duration.ofSeconds(2));
        kill(kill);
        awaitSuccess();
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

  private void kill(int turn) throws IOException, InterruptedException {
    switch (turn % 4) {
      case 0 -> program.killConnection();
      case 1 -> program.killProgram();
      case 2 -> program.killPostmaster();
      default -> program.killDatabase();
    }
  }

  /// Somebody is served again soon, by a program and a database that are ready.
  private void awaitSuccess() throws InterruptedException {
    long begin = System.nanoTime();
    Thread.sleep(IN_FLIGHT);
    int before = acknowledged.size();
    while (acknowledged.size() <= before) {
      var waited = Duration.ofNanos(System.nanoTime() - begin);
      assertTrue(waited.compareTo(PATIENCE) < 0, "no success after " + waited);
      Thread.sleep(50);
    }
    System.out.println("first success after " + (System.nanoTime() - begin) / 1_000_000 + " ms");
    program.awaitReady();
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
          program.send(
              program
                  .request("/api/v1/accounts")
                  .header("Idempotency-Key", name)
                  .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"" + name + "\"}")));
      assertTrue(
          Set.of(201, 409, 503).contains(answer.statusCode()),
          answer.statusCode() + " " + answer.body());
      if (answer.statusCode() == 503) {
        assertTrue(answer.headers().firstValue("Retry-After").isPresent(), answer.body());
      }
      assertFalse(SQL.matcher(answer.body()).find(), answer.body());
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

  private List<String> stored() throws IOException, InterruptedException {
    var names = new ArrayList<String>();
    var cursor = "";
    do {
      var page = program.get("/api/v1/accounts?select=name&limit=500" + cursor);
      page.get("items").forEach(item -> names.add(item.get("name").stringValue()));
      cursor = next(page.get("next"));
    } while (!cursor.isEmpty());
    return names;
  }

  private static String next(@Nullable JsonNode cursor) {
    return cursor == null || cursor.isNull() ? "" : "&cursor=" + cursor.stringValue();
  }
}

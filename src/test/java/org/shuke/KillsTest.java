package org.shuke;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// The program and its database are killed while writers create accounts: what was acknowledged is
/// there once, and what was not can be sent again with its key.
@Tag("slow")
class KillsTest {
  private static final int WRITERS = 8;

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
      for (int kill = 0; kill < 4; kill++) {
        Thread.sleep(Duration.ofSeconds(3));
        if (kill % 2 == 0) {
          program.killProgram();
        } else {
          program.killDatabase();
        }
        program.awaitReady();
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
          program.send(
              program
                  .request("/api/v1/accounts")
                  .header("Idempotency-Key", name)
                  .POST(HttpRequest.BodyPublishers.ofString("{\"name\":\"" + name + "\"}")));
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

package org.shuke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// D-08: the program and its database are killed while single mails are sent: none is lost, at most
/// as many as there are workers arrive twice for each kill, and those with the same Message-ID.
class MailKillsTest {
  private static final int WORKERS = 4;
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private final GreenMail server =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());

  @AfterEach
  void stop() {
    server.stop();
  }

  @Test
  @Tag("slow")
  void noMailIsLostAndDoublesAreFewAndAlike() throws Exception {
    send(150, 2);
  }

  @Test
  @Tag("full")
  void of2000MailsNoneIsLostInTenKills() throws Exception {
    send(2_000, 10);
  }

  private void send(int mails, int kills) throws Exception {
    server.start();
    try (var program =
        new ChildProgram("mail-kills", "-XX:TieredStopAtLevel=1")
            .with("SHUKE_SMTP_URL", "smtp://127.0.0.1:" + server.getSmtp().getPort())) {
      program.start();
      Set<String> asked = ConcurrentHashMap.newKeySet();
      var asking = Executors.newSingleThreadExecutor();
      var all = asking.submit(() -> ask(program, mails, asked));
      asking.shutdown();
      for (int kill = 0; kill < kills; kill++) {
        long enough = (long) mails * (kill + 1) / (kills + 2);
        await(() -> received().size() >= enough);
        if (kill % 2 == 0) {
          program.killProgram();
        } else {
          program.killDatabase();
          program.awaitReady();
        }
      }
      all.get();
      await(() -> new HashSet<>(received()).containsAll(asked));
      assertEquals(mails, asked.size());
      judge(asked, kills);
    }
  }

  private void judge(Set<String> asked, int kills) throws Exception {
    var times = new HashMap<String, Integer>();
    received().forEach(id -> times.merge(id, 1, Integer::sum));
    var lost = new HashSet<>(asked);
    lost.removeAll(times.keySet());
    assertEquals(Set.of(), lost, "lost");
    assertEquals(asked.size(), times.size(), "with an id of their own");
    int doubled = times.values().stream().mapToInt(each -> each - 1).sum();
    System.out.println(
        asked.size() + " mails, " + kills + " kills: lost 0, doubled " + doubled + ", same id");
    assertTrue(doubled <= WORKERS * kills, "doubled " + doubled);
  }

  private interface Condition {
    boolean holds() throws Exception;
  }

  /// Waits for it; whoever counts afterwards says what is missing.
  private static void await(Condition condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds() && System.nanoTime() < end) {
      Thread.sleep(5);
    }
  }

  /// Sends until it is acknowledged, always with the same key.
  private static String post(ChildProgram program, String path, Map<String, ?> body)
      throws InterruptedException {
    var key = UUID.randomUUID().toString();
    var json = HttpRequest.BodyPublishers.ofString(JsonMapper.shared().writeValueAsString(body));
    for (int i = 0; i < 300; i++) {
      try {
        var reply = program.send(program.request(path).header("Idempotency-Key", key).POST(json));
        if (reply.statusCode() < 300) {
          return reply.body();
        }
        assertTrue(reply.statusCode() >= 409, reply.body());
      } catch (IOException e) {
        // killed just now
      }
      Thread.sleep(200);
    }
    throw new AssertionError(path + " was never acknowledged");
  }

  /// Asks for mails while the program and its database are killed.
  ///
  /// @param asked the Message-IDs that must arrive
  private static Void ask(ChildProgram program, int mails, Set<String> asked) throws Exception {
    try (var writers = Executors.newFixedThreadPool(8)) {
      var all = new ArrayList<Future<Boolean>>();
      for (int i = 0; i < mails; i++) {
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
              var made = JsonMapper.shared().readTree(post(program, "/api/v1/mails", mail));
              var id = made.get("id").stringValue();
              post(program, "/api/v1/mails/" + id + "/send", Map.of());
              return asked.add(id);
            }));
      }
      for (var each : all) {
        each.get();
      }
    }
    return null;
  }

  /// The ids of the mails that have arrived, as often as they have.
  private List<String> received() throws Exception {
    var ids = new ArrayList<String>();
    for (var message : server.getReceivedMessages()) {
      ids.add(message.getMessageID().replaceAll("^<|@.*", ""));
    }
    return ids;
  }
}

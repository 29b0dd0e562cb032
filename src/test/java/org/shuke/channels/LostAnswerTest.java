package org.shuke.channels;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;

/// D-08: the mail server takes a mail and the connection dies before its "250" is read.
@Tag("slow")
class LostAnswerTest {
  private static final int MAILS = 40;
  private static final Forgetful SERVER = new Forgetful();

  @RegisterExtension
  static final Program PROGRAM =
      Program.with(Map.of("SHUKE_SMTP_URL", "smtp://127.0.0.1:" + SERVER.port()));

  private static final Client ADMIN = PROGRAM.admin();

  @AfterAll
  static void stop() throws IOException {
    SERVER.close();
  }

  @Test
  void whatPerhapsArrivedIsSentAgainWithTheSameIdAndSaysSo() throws Exception {
    var asked = new HashSet<String>();
    for (int i = 0; i < MAILS; i++) {
      var mail = Map.of("toAddress", "a@shop" + i + ".example", "subject", "s", "body", "b");
      var id = ADMIN.post("/api/v1/mails", mail).get("id");
      assertEquals(200, ADMIN.post("/api/v1/mails/" + id + "/send", Map.of()).status());
      asked.add(id);
    }
    await(asked, 1);
    awaitAllPutBack();
    PROGRAM.database().transaction(tx -> tx.update("update channels.outbox set due = now()"));
    await(asked, 2);
    for (var id : asked) {
      awaitSent(id);
      var record = ADMIN.get("/api/v1/mails/" + id);
      assertEquals("true", record.get("perhapsTwice"), record.text());
    }
    await(asked, 2); // whoever hangs up after his "250" has the mail
  }

  private static void await(Set<String> ids, int times) throws InterruptedException {
    var wanted = ids.stream().collect(Collectors.toMap(id -> id, id -> times));
    for (int i = 0; i < 400 && !wanted.equals(SERVER.received); i++) {
      Thread.sleep(50);
    }
    assertEquals(wanted, Map.copyOf(SERVER.received));
  }

  private static void awaitAllPutBack() throws InterruptedException {
    Long claimed = null;
    for (int i = 0; i < 400 && (claimed == null || claimed > 0); i++) {
      Thread.sleep(50);
      claimed =
          PROGRAM
              .database()
              .read(tx ->
                  tx.first(
                      "select count(*) from channels.outbox where state <> 'queued' or not doubtful",
                      row -> row.getLong(1)));
    }
    assertEquals(0L, claimed);
  }

  private static void awaitSent(String id) throws InterruptedException {
    var state = "";
    for (int i = 0; i < 400 && !state.equals("sent"); i++) {
      state = ADMIN.get("/api/v1/mails/" + id).get("state");
      Thread.sleep(25);
    }
    assertEquals("sent", state);
  }

  /// A mail server that keeps every mail. The first time it gets one it hangs up instead of saying
  /// that it has it, and later it hangs up before the goodbye.
  private static final class Forgetful implements AutoCloseable {
    final Map<String, Integer> received = new ConcurrentHashMap<>();
    private final ServerSocket socket;

    Forgetful() {
      try {
        socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
      } catch (IOException e) {
        throw new IllegalStateException(e);
      }
      Thread.startVirtualThread(() -> {
        while (!socket.isClosed()) {
          try {
            var caller = socket.accept();
            Thread.startVirtualThread(() -> serve(caller));
          } catch (IOException e) {
            return;
          }
        }
      });
    }

    int port() {
      return socket.getLocalPort();
    }

    private void serve(Socket caller) {
      try (caller;
          var in = new BufferedReader(new InputStreamReader(caller.getInputStream(), US_ASCII))) {
        say(caller, "220 here");
        for (var line = in.readLine(); line != null; line = in.readLine()) {
          if (line.startsWith("DATA")) {
            say(caller, "354 go on");
            if (received.merge(idOf(in), 1, Integer::sum) == 1) {
              return;
            }
          }
          say(caller, "250 fine");
          if (line.startsWith("DATA")) {
            return;
          }
        }
      } catch (IOException e) {
        // the caller hung up first
      }
    }

    /// Reads a mail to its end.
    private static String idOf(BufferedReader in) throws IOException {
      var id = "";
      for (var line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
        if (line.startsWith("Message-ID:")) {
          id = line.replaceAll("^.*<|@.*", "");
        }
      }
      return id;
    }

    private static void say(Socket caller, String line) throws IOException {
      caller.getOutputStream().write((line + "\r\n").getBytes(US_ASCII));
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}

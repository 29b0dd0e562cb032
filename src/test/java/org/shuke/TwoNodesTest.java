package org.shuke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program.Client;

/// Two whole programs on one database are one Shuke; one that stops loses nothing it has taken.
@Tag("slow")
class TwoNodesTest {
  @RegisterExtension static final Program program = Program.withKey(Clock.systemUTC());

  private static final String PASSWORD = "three horses under rain";
  private static final int MANY = 2_100;

  private static Client admin;

  @BeforeAll
  static void operator() {
    admin = program.admin();
  }

  private static void eventually(Callable<Boolean> holds) throws Exception {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
    while (!holds.call()) {
      assertTrue(System.nanoTime() < end, "not within a second");
      Thread.sleep(20);
    }
  }

  @Test
  void aFieldMadeOnOneNodeIsUsedOnTheOther() throws Exception {
    try (var other = program.another()) {
      var there = admin.at(other.port());
      assertEquals(400, there.get("/api/v1/accounts?select=shade").status());
      var asked =
          Map.of(
              "type", "accounts", "name", "shade", "kind", "text", "labels", Map.of("en", "Shade"));
      assertEquals(201, admin.post("/api/v1/custom-fields", asked).status());
      eventually(() -> there.get("/api/v1/accounts?select=shade").status() == 200);
      var made =
          there.post("/api/v1/accounts", Map.of("name", "A", "kind", "company", "shade", "red"));
      assertEquals("red", admin.get("/api/v1/accounts/" + made.get("id")).get("shade"));
    }
  }

  @Test
  void aLongChangeIsDoneOnceWhoeverDoesIt() throws Exception {
    var rows = new ArrayList<Map<String, Object>>();
    for (int i = 0; i < MANY; i++) {
      rows.add(Map.of("op", "create", "record", Map.of("name", "T" + i)));
    }
    assertEquals(200, admin.post("/api/v1/tags/bulk", rows).status());
    try (var other = program.another()) {
      var asked =
          Map.of("op", "update", "filter", "name != \"\"", "record", Map.of("colour", "#00ff00"));
      var begun = admin.at(other.port()).post("/api/v1/tags/bulk-by-filter", asked);
      var job = "/api/v1/jobs/" + begun.get("job");
      long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
      while (!admin.get(job).get("state").equals("done")) {
        assertTrue(System.nanoTime() < end, admin.get(job).toString());
        Thread.sleep(100);
      }
      long twice =
          program
              .database()
              .read(tx ->
                  tx.query(
                      "select count(*) from customers.tag where version <> 2",
                      row -> row.getLong(1)))
              .getFirst();
      assertEquals(0, twice);
    }
  }

  @Test
  void whatChangesOnOneNodeIsToldOnTheOther() throws Exception {
    var account = admin.post("/api/v1/accounts", Map.of("name", "L", "kind", "company"));
    var path = "/api/v1/accounts/" + account.get("id");
    try (var other = program.another()) {
      var page = signedIn().at(other.port());
      var lines = new LinkedBlockingQueue<String>();
      var cookies =
          page.cookies().entrySet().stream()
              .map(e -> e.getKey() + "=" + e.getValue())
              .collect(Collectors.joining("; "));
      var request =
          HttpRequest.newBuilder(
                  URI.create(
                      "http://localhost:"
                          + other.port()
                          + "/api/v1/live?watch=account:"
                          + account.get("id")))
              .header("Cookie", cookies)
              .build();
      Thread.ofVirtual()
          .start(() -> {
            try (var http = HttpClient.newHttpClient()) {
              http.send(request, BodyHandlers.ofLines()).body().forEach(lines::add);
            } catch (Exception e) {
              lines.add(e.toString());
            }
          });
      await(lines, "event: open");
      admin.with("If-Match", "*").patch(path, Map.of("name", "M"));
      admin.with("If-Match", null);
      await(lines, "event: changed");
    }
  }

  private static void await(LinkedBlockingQueue<String> lines, String wanted)
      throws InterruptedException {
    var seen = new ArrayList<String>();
    for (var line = ""; !line.equals(wanted); seen.add(line)) {
      line = lines.poll(10, TimeUnit.SECONDS);
      assertTrue(line != null, "only this was said: " + seen);
    }
  }

  private static Client signedIn() {
    var administrators =
        admin
            .get("/api/v1/roles?filter=administrator%3D%3Dtrue")
            .json()
            .at("/items/0/id")
            .asString();
    var user =
        admin.post(
            "/api/v1/users",
            Map.of("name", "P", "email", "p@example.com", "roles", List.of(administrators)));
    var link = admin.post("/api/v1/users/" + user.get("id") + "/invite", Map.of()).get("link");
    var client = program.anonymous();
    var accepted =
        client.post(
            "/api/v1/invitation", Map.of("token", link.split("#")[1], "password", PASSWORD));
    assertEquals(200, accepted.status(), accepted.toString());
    return client;
  }

  @Test
  void aNodeThatStopsAnswersWhatItHasTaken() throws Exception {
    var other = program.another();
    var answered = new ConcurrentSkipListSet<String>();
    var stopped = new AtomicBoolean();
    var writers = new ArrayList<Thread>();
    for (int i = 0; i < 8; i++) {
      int number = i;
      writers.add(
          Thread.ofVirtual().start(() -> write(admin.at(other.port()), number, answered, stopped)));
    }
    while (answered.size() < 100) {
      Thread.sleep(10);
    }
    other.close();
    stopped.set(true);
    for (var writer : writers) {
      writer.join();
    }
    List<String> stored =
        program
            .database()
            .read(tx ->
                tx.query(
                    "select name from customers.account where name like 'stop %'",
                    row -> row.getString(1)));
    assertEquals(List.copyOf(answered), stored.stream().sorted().toList());
  }

  private static void write(Client client, int number, Set<String> answered, AtomicBoolean end) {
    for (int i = 0; !end.get(); i++) {
      var name = "stop " + number + " " + i;
      try {
        var made = client.post("/api/v1/accounts", Map.of("name", name, "kind", "company"));
        if (made.status() == 201) {
          answered.add(name);
        } else {
          assertEquals(503, made.status(), made.toString());
        }
      } catch (IllegalStateException e) {
        // nobody is there any more, or not on this connection: nothing was done
        continue;
      }
    }
  }
}

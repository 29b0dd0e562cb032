package org.shuke.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.Program.Reply;
import tools.jackson.databind.JsonNode;

/// What goes on after its request does no more than its caller may at that moment: a key's work has
/// the key's rights, and ends with the key.
class KeyRightsTest {
  @RegisterExtension static final Program program = Program.withKey(Clock.systemUTC());

  /// One more than is done within a request.
  private static final int MANY = 2_001;

  private static Client admin;
  private static Client wide;
  private static Client narrow;
  private static Client passing;
  private static String passingId;

  @BeforeAll
  static void twoOwnersAndThreeKeys() {
    admin = program.admin();
    var all = Map.of("read", "all", "create", "all", "update", "all", "delete", "all");
    var role =
        admin.post(
            "/api/v1/roles",
            Map.of("name", "All", "grants", List.of(Map.of("type", "accounts", "verbs", all))));
    var user =
        admin
            .post(
                "/api/v1/users",
                Map.of("name", "U", "email", "u@example.com", "roles", List.of(role.get("id"))))
            .get("id");
    var own = Map.of("read", "all", "update", "own");
    wide = key(user, Map.of("name", "wide"));
    narrow = key(user, Map.of("name", "narrow", "scopes", scopes(own)));
    passing = key(user, Map.of("name", "passing", "scopes", scopes(all)));
    passingId =
        admin
            .get("/api/v1/api-keys?filter=name%3D%3D%22passing%22")
            .json()
            .at("/items/0/id")
            .asString();
    fill(wide, MANY);
    fill(admin, 5);
  }

  private static List<Map<String, Object>> scopes(Map<String, String> verbs) {
    return List.of(Map.of("type", "accounts", "verbs", verbs));
  }

  private static Client key(String user, Map<String, Object> asked) {
    var issued = admin.post("/api/v1/users/" + user + "/issue-key", asked);
    assertEquals(200, issued.status(), issued.toString());
    return program.anonymous().key(issued.get("key"));
  }

  private static void fill(Client who, int many) {
    var rows = new ArrayList<Map<String, Object>>();
    for (int i = 0; i < many; i++) {
      rows.add(
          Map.of(
              "op", "create", "record", Map.of("name", "A" + i, "kind", "company", "city", "c")));
    }
    assertEquals(200, who.post("/api/v1/accounts/bulk", rows).status());
  }

  private static JsonNode ended(Client who, String job) throws InterruptedException {
    for (int i = 0; i < 600; i++) {
      var found = who.get("/api/v1/jobs/" + job).json();
      if (!List.of("waiting", "running").contains(found.path("state").asString(""))) {
        return found;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("the job does not end");
  }

  private static Reply byFilter(Client who, String city) {
    return who.post(
        "/api/v1/accounts/bulk-by-filter",
        Map.of("op", "update", "filter", "city != null", "record", Map.of("city", city)));
  }

  private static long count(String city) {
    return admin
        .get("/api/v1/accounts?limit=1&count=true&filter=city%3D%3D%22" + city + "%22")
        .json()
        .get("count")
        .asLong();
  }

  @Test
  @Tag("slow")
  void aKeysJobHasTheKeysRights() throws InterruptedException {
    var changed = byFilter(narrow, "narrow");
    assertEquals(MANY, changed.json().get("count").asInt(), changed.toString());
    assertEquals("done", ended(admin, changed.get("job")).get("state").asString());
    assertEquals(MANY, count("narrow"));

    var wider = byFilter(wide, "wide");
    ended(admin, wider.get("job"));
    assertEquals(MANY + 5, count("wide"));
    var undo = narrow.post("/api/v1/units/" + wider.get("unit") + "/undo", Map.of());
    var job = ended(admin, undo.get("job"));
    assertEquals("done", job.get("state").asString(), job.toString());
    assertEquals(MANY, count("narrow"));
    assertEquals(5, count("wide"));
  }

  @Test
  void aKeysJobEndsWithTheKey() throws Exception {
    var third =
        program
            .database()
            .read(tx ->
                tx.query(
                    "select id from customers.account order by id offset 1200 limit 1",
                    row -> row.getObject(1, UUID.class)));
    String job =
        program
            .database()
            .background()
            .transaction(tx -> {
              tx.query(
                  "select id from customers.account where id = ? for update",
                  row -> row.getString(1),
                  third.getFirst());
              return startedAndRevoked();
            });
    var ended = ended(admin, job);
    assertEquals("failed", ended.get("state").asString(), ended.toString());
    long done = count("passing");
    assertTrue(done >= 1_000 && done <= 1_500, "done " + done);
  }

  /// While the third chunk waits for its row.
  private static String startedAndRevoked() throws SQLException {
    var begun = byFilter(passing, "passing");
    for (int i = 0; i < 400 && count("passing") < 1_000; i++) {
      sleep();
    }
    sleep();
    assertEquals(204, admin.with("If-Match", "*").delete("/api/v1/api-keys/" + passingId).status());
    return begun.get("job");
  }

  private static void sleep() {
    try {
      Thread.sleep(50);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

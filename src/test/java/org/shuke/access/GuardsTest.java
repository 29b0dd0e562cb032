package org.shuke.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.Program.Reply;

/// Nobody gives away what he does not have, and nobody saws off the last branch.
class GuardsTest {
  @RegisterExtension static final Program program = Program.withKey(Clock.systemUTC());

  private static Client admin;
  private static Client clerk;
  private static String clerkId;
  private static String administrators;
  private static String north;
  private static String south;
  private static String weak;
  private static String strong;
  private static int number;

  @BeforeAll
  static void somebodyWhoMayWritePeople() {
    admin = program.admin();
    administrators =
        admin
            .get("/api/v1/roles?filter=administrator%3D%3Dtrue")
            .json()
            .at("/items/0/id")
            .asString();
    north = made("teams", Map.of("name", "north"));
    south = made("teams", Map.of("name", "south"));
    var verbs = Map.of("read", "all", "create", "all", "update", "all", "delete", "all");
    var people =
        made(
            "roles",
            Map.of(
                "name",
                "People",
                "grants",
                List.of(
                    Map.of("type", "users", "verbs", verbs),
                    Map.of("type", "teams", "verbs", verbs),
                    Map.of("type", "roles", "verbs", verbs),
                    Map.of(
                        "type",
                        "accounts",
                        "verbs",
                        Map.of("read", "team"),
                        "fields",
                        Map.of("email", "mask")))));
    weak = made("roles", Map.of("name", "Weak", "grants", accounts("own", "mask")));
    strong = made("roles", Map.of("name", "Strong", "grants", accounts("all", "mask")));
    clerkId = made("users", person(List.of(people), north));
    var key = admin.post("/api/v1/users/" + clerkId + "/issue-key", Map.of("name", "k"));
    clerk = program.anonymous().key(key.get("key"));
  }

  private static List<Map<String, Object>> accounts(String scope, String email) {
    return List.of(
        Map.of(
            "type", "accounts", "verbs", Map.of("read", scope), "fields", Map.of("email", email)));
  }

  private static Map<String, Object> person(List<String> roles, String team) {
    var person = new HashMap<String, Object>();
    person.put("name", "P");
    person.put("email", "p" + ++number + "@example.com");
    person.put("roles", roles);
    person.put("team", team);
    return person;
  }

  private static String made(String plural, Map<String, ?> record) {
    var reply = admin.post("/api/v1/" + plural, record);
    assertEquals(201, reply.status(), reply.toString());
    return reply.get("id");
  }

  private static Reply patch(Client who, String path, Map<String, ?> change) {
    return who.with("If-Match", "*").patch("/api/v1/" + path, change);
  }

  @Test
  void rolesAreGivenOnlyWithinOnesOwnRights() {
    assertEquals(201, clerk.post("/api/v1/users", person(List.of(weak), north)).status());
    assertEquals(403, clerk.post("/api/v1/users", person(List.of(strong), north)).status());
    assertEquals(403, clerk.post("/api/v1/users", person(List.of(administrators), north)).status());
    var user = made("users", person(List.of(weak), north));
    assertEquals(403, patch(clerk, "users/" + user, Map.of("roles", List.of(strong))).status());
    assertEquals(200, patch(clerk, "users/" + user, Map.of("roles", List.of())).status());
  }

  @Test
  void grantsAreWrittenOnlyWithinOnesOwnRights() {
    assertEquals(
        201,
        clerk
            .post("/api/v1/roles", Map.of("name", "A", "grants", accounts("team", "mask")))
            .status());
    var wider = clerk.post("/api/v1/roles", Map.of("name", "B", "grants", accounts("all", "mask")));
    assertEquals(403, wider.status());
    assertTrue(wider.text().contains("accounts.read"), wider.text());
    assertEquals(
        403,
        clerk
            .post("/api/v1/roles", Map.of("name", "C", "grants", accounts("own", "read")))
            .status());
    assertEquals(
        403, patch(clerk, "roles/" + weak, Map.of("grants", accounts("all", "mask"))).status());
    assertEquals(403, patch(clerk, "roles/" + strong, Map.of("grants", List.of())).status());
    assertEquals(403, patch(clerk, "roles/" + administrators, Map.of("name", "Mine")).status());
    assertEquals(
        400, clerk.post("/api/v1/roles", Map.of("name", "D", "administrator", true)).status());
  }

  @Test
  void manyAtOnceAreGuardedLikeOne() {
    var user = made("users", person(List.of(weak), north));
    var change = Map.of("roles", List.of(strong));
    var row = Map.of("op", "update", "id", user, "version", "*", "record", change);
    var bulk = clerk.post("/api/v1/users/bulk", List.of(row));
    assertEquals(403, bulk.json().at("/0/status").asInt(), bulk.toString());
    var filtered =
        clerk.post(
            "/api/v1/users/bulk-by-filter",
            Map.of("op", "update", "filter", "id == \"" + user + "\"", "record", change));
    assertEquals(0, filtered.json().get("done").asInt(), filtered.toString());
    assertEquals(weak, admin.get("/api/v1/users/" + user).json().at("/roles/0").asString());
  }

  @Test
  void anUndoGivesNobodyWhatTheCallerHasNot() {
    var user = made("users", person(List.of(weak), north));
    var stripped =
        clerk.post(
            "/api/v1/users/bulk",
            List.of(
                Map.of(
                    "op",
                    "update",
                    "id",
                    user,
                    "version",
                    "*",
                    "record",
                    Map.of("roles", List.of()))));
    assertEquals(200, stripped.json().at("/0/status").asInt(), stripped.toString());
    assertEquals(
        200, patch(admin, "roles/" + weak, Map.of("grants", accounts("all", "read"))).status());
    var undo =
        clerk.post(
            "/api/v1/units/" + stripped.header("Shuke-Unit").orElseThrow() + "/undo", Map.of());
    assertEquals(200, undo.status(), undo.toString());
    assertEquals(0, admin.get("/api/v1/users/" + user).json().get("roles").size());
    patch(admin, "roles/" + weak, Map.of("grants", accounts("own", "mask")));
  }

  @Test
  void whoIsOutOfReachStaysInTheBin() {
    var user = made("users", person(List.of(strong), south));
    assertEquals(204, admin.with("If-Match", "*").delete("/api/v1/users/" + user).status());
    assertEquals(403, clerk.post("/api/v1/users/" + user + "/restore", Map.of()).status());
    assertEquals(200, admin.post("/api/v1/users/" + user + "/restore", Map.of()).status());
  }

  @Test
  void nobodyChangesHisOwnRights() {
    for (var change :
        List.of(
            Map.of("roles", List.of(weak)),
            Map.of("team", south),
            Map.of("active", false),
            Map.of("email", "other@example.com"))) {
      assertEquals(403, patch(clerk, "users/" + clerkId, change).status(), change.toString());
    }
    assertEquals(200, patch(clerk, "users/" + clerkId, Map.of("name", "Clerk")).status());
  }

  @Test
  void whoIsStrongerOrElsewhereIsOutOfReach() {
    var boss = made("users", person(List.of(administrators), north));
    var far = made("users", person(List.of(weak), south));
    for (var user : List.of(boss, far)) {
      assertEquals(403, patch(clerk, "users/" + user, Map.of("email", "x@example.com")).status());
      assertEquals(403, clerk.with("If-Match", "*").delete("/api/v1/users/" + user).status());
      assertEquals(403, clerk.post("/api/v1/users/" + user + "/invite", Map.of()).status());
      assertEquals(
          403, clerk.post("/api/v1/users/" + user + "/issue-key", Map.of("name", "k")).status());
    }
    assertEquals(403, clerk.post("/api/v1/users", person(List.of(weak), south)).status());
  }

  @Test
  void teamsMoveOnlyBelowOnesOwn() {
    var below = clerk.post("/api/v1/teams", Map.of("name", "below", "parent", north));
    assertEquals(201, below.status(), below.toString());
    assertEquals(403, patch(clerk, "teams/" + south, Map.of("parent", north)).status());
    assertEquals(403, clerk.post("/api/v1/teams", Map.of("name", "free")).status());
    var circle = patch(admin, "teams/" + north, Map.of("parent", below.get("id")));
    assertEquals(422, circle.status(), circle.toString());
  }

  @Test
  void theLastAdministratorStays() {
    var operator = admin.get("/api/v1/session").get("user.id");
    for (var user :
        admin
            .get("/api/v1/users?select=id&limit=500")
            .json()
            .get("items")
            .valueStream()
            .map(u -> u.get("id").asString())
            .filter(id -> !id.equals(operator) && !id.equals(clerkId))
            .toList()) {
      patch(admin, "users/" + user, Map.of("active", false));
    }
    assertEquals(422, patch(admin, "users/" + operator, Map.of("active", false)).status());
    assertEquals(422, patch(admin, "users/" + operator, Map.of("roles", List.of())).status());
    assertEquals(422, admin.with("If-Match", "*").delete("/api/v1/users/" + operator).status());
    assertEquals(
        403, admin.with("If-Match", "*").delete("/api/v1/roles/" + administrators).status());
  }

  @Test
  void wrongGrantsAreToldAllAtOnce() {
    var reply =
        admin.post(
            "/api/v1/roles",
            Map.of(
                "name",
                "W",
                "grants",
                List.of(
                    Map.of("type", "acounts"),
                    Map.of("type", "accounts", "verbs", Map.of("read", "some", "fly", "all")),
                    Map.of("type", "products", "verbs", Map.of("read", "own")),
                    Map.of("type", "contacts", "fields", Map.of("emial", "mask")))));
    assertEquals(422, reply.status(), reply.toString());
    assertEquals(5, reply.json().get("errors").size(), reply.text());
    assertTrue(reply.text().contains("Nearest: email"), reply.text());
  }

  @Test
  void keysAreIssuedAndNeverChangeHands() {
    assertEquals(405, admin.post("/api/v1/api-keys", Map.of("name", "k")).status());
    var id =
        admin
            .get("/api/v1/api-keys?filter=name%3D%3D%22SHUKE_API_KEY%22")
            .json()
            .at("/items/0/id")
            .asString();
    assertEquals(403, patch(admin, "api-keys/" + id, Map.of("owner", clerkId)).status());
    assertEquals(200, patch(admin, "api-keys/" + id, Map.of("name", "renamed")).status());
  }
}

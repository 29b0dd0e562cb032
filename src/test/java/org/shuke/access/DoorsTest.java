package org.shuke.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.http.Door;
import org.shuke.http.Method;

/// Sessions, keys, invitations and guesses, over HTTP.
@Tag("slow")
class DoorsTest {
  /// A clock that tests put forward.
  private static final class Hand extends Clock {
    private volatile Duration ahead = Duration.ZERO;

    @Override
    public Instant instant() {
      return Instant.now().plus(ahead);
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private static final Hand CLOCK = new Hand();

  @RegisterExtension static final Program program = Program.withKey(CLOCK);

  private static final String PASSWORD = "three horses under rain";
  private static int people;

  @AfterEach
  void today() {
    CLOCK.ahead = Duration.ZERO;
  }

  private record Person(String id, String email) {}

  private static Person person(String... roles) {
    var email = "p" + ++people + "@example.com";
    var made =
        program
            .admin()
            .post("/api/v1/users", Map.of("email", email, "name", "P", "roles", List.of(roles)));
    assertEquals(201, made.status(), made.toString());
    var person = new Person(made.get("id"), email);
    accept(program.anonymous(), invite(person), PASSWORD);
    return person;
  }

  private static String invite(Person person) {
    var reply = program.admin().post("/api/v1/users/" + person.id() + "/invite", Map.of());
    assertEquals(200, reply.status(), reply.toString());
    return reply.get("link").split("#")[1];
  }

  private static Program.Reply accept(Client client, String token, String password) {
    return client.keep(
        client.post("/api/v1/invitation", Map.of("token", token, "password", password)));
  }

  private static Client signedIn(Person person) {
    var client = program.anonymous();
    assertEquals(200, client.signIn(person.email(), PASSWORD).status());
    return client;
  }

  private static int session(Client client) {
    return client.get("/api/v1/session").status();
  }

  private static String administrators() {
    return program
        .admin()
        .get("/api/v1/roles?filter=administrator%3D%3Dtrue")
        .json()
        .at("/items/0/id")
        .asString();
  }

  private static void eventually(Callable<Boolean> holds) throws Exception {
    long end = System.nanoTime() + 1_000_000_000L;
    while (!holds.call()) {
      assertTrue(System.nanoTime() < end, "not within a second");
      Thread.sleep(20);
    }
  }

  @Test
  void unknownWrongAndShutOutLookAlike() {
    var person = person();
    var client = program.anonymous();
    var unknown = client.signIn("nobody@example.com", PASSWORD);
    var wrong = client.signIn(person.email(), "something else");
    program
        .admin()
        .with("If-Match", "*")
        .patch("/api/v1/users/" + person.id(), Map.of("active", false));
    var out = client.signIn(person.email(), PASSWORD);
    assertEquals(401, unknown.status());
    assertEquals(unknown.text(), wrong.text());
    assertEquals(unknown.text(), out.text());
    assertEquals(
        List.copyOf(unknown.raw().headers().map().keySet()),
        List.copyOf(out.raw().headers().map().keySet()));
  }

  @Test
  void tenGuessesPassInAQuarterOfAnHourHoweverManyComeAtOnce() throws Exception {
    var person = person();
    var own = signedIn(person);
    var statuses = new ConcurrentLinkedQueue<Integer>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 60; i++) {
        threads.submit(
            () -> statuses.add(program.anonymous().signIn(person.email(), "wrong one").status()));
      }
    }
    assertEquals(60, statuses.size());
    assertEquals(10, statuses.stream().filter(s -> s == 401).count(), statuses.toString());
    var locked = program.anonymous().signIn(person.email(), PASSWORD);
    assertEquals(429, locked.status());
    assertTrue(locked.header("Retry-After").isPresent());
    own.delete("/api/v1/session");
    assertEquals(200, own.signIn(person.email(), PASSWORD).status(), "his own browser gets in");
    CLOCK.ahead = Duration.ofMinutes(16);
    assertEquals(200, program.anonymous().signIn(person.email(), PASSWORD).status());
  }

  @Test
  void aSessionEndsWhenItIsIdleAndAfterHalfADay() {
    var person = person();
    var client = signedIn(person);
    for (int i = 1; i <= 3; i++) {
      CLOCK.ahead = Duration.ofMinutes(29L * i);
      assertEquals(200, session(client));
    }
    CLOCK.ahead = Duration.ofMinutes(29 * 3 + 31);
    assertEquals(401, session(client));
    var other = signedIn(person);
    for (int i = 1; i <= 25; i++) {
      CLOCK.ahead = CLOCK.ahead.plusMinutes(28);
      assertEquals(200, session(other));
    }
    CLOCK.ahead = CLOCK.ahead.plusMinutes(25);
    assertEquals(401, session(other));
  }

  @Test
  void signingInGivesANewSessionAndEndsTheOldOne() {
    var person = person();
    var client = signedIn(person);
    var before = client.cookies().get("shuke");
    client.signIn(person.email(), PASSWORD);
    assertNotEquals(before, client.cookies().get("shuke"));
    assertEquals(401, session(program.anonymous().with("Cookie", "shuke=" + before)));
  }

  @Test
  void theCookieIsOutOfReachOfScriptsAndOtherSites() {
    var reply = program.anonymous().signIn(person().email(), PASSWORD);
    for (var cookie : reply.raw().headers().allValues("Set-Cookie")) {
      assertTrue(cookie.contains("; HttpOnly; SameSite=Lax"), cookie);
      assertTrue(cookie.contains("; Path=/;"), cookie);
    }
  }

  @Test
  void everyWriteOfASessionNeedsItsTokenAndItsOwnSite() {
    var client = signedIn(person(administrators()));
    var token = client.get("/api/v1/session").get("csrf");
    for (var route : program.shuke().http().routes()) {
      if (!route.method().writes()) {
        continue;
      }
      var path = route.path().replaceAll("\\{[^}]+}", "accounts");
      for (var attack :
          List.of(
              Map.of("X-CSRF-Token", "wrong"),
              Map.of("X-CSRF-Token", token, "Origin", "https://evil.example"),
              Map.of("X-CSRF-Token", token, "Origin", "null"),
              Map.of("X-CSRF-Token", token, "Sec-Fetch-Site", "cross-site"),
              Map.of("X-CSRF-Token", token, "Sec-Fetch-Site", "same-site"))) {
        if (route.door() == Door.OPEN
            && !attack.containsKey("Origin")
            && !attack.containsKey("Sec-Fetch-Site")) {
          continue;
        }
        var attacker = client.at(program.shuke().port());
        attack.forEach(attacker::with);
        assertEquals(
            403,
            attacker.send(route.method().name(), path, Map.of()).status(),
            route + " " + attack);
      }
    }
    assertEquals(
        403,
        client
            .at(program.shuke().port())
            .with("Sec-Fetch-Site", "cross-site")
            .get("/api/v1/session")
            .status());
    assertEquals(200, session(client));
  }

  @Test
  void theRoutesWithoutSignInAreTheListedOnes() throws Exception {
    var listed =
        new String(
                DoorsTest.class.getResourceAsStream("/open-routes.txt").readAllBytes(),
                java.nio.charset.StandardCharsets.UTF_8)
            .lines()
            .filter(line -> !line.startsWith("#") && !line.isBlank())
            .sorted()
            .toList();
    var open =
        program.shuke().http().routes().stream()
            .filter(route -> route.door() == Door.OPEN)
            .map(Object::toString)
            .sorted()
            .toList();
    assertEquals(listed, open);
    for (var route : program.shuke().http().routes()) {
      if (route.door() == Door.SIGNED_IN || route.door() == Door.SESSION) {
        var path = route.path().replaceAll("\\{[^}]+}", "accounts");
        var body = route.method() == Method.GET ? null : Map.of();
        assertEquals(
            401, program.anonymous().send(route.method().name(), path, body).status(), "" + route);
        assertEquals(
            401,
            program
                .anonymous()
                .key("x".repeat(40))
                .send(route.method().name(), path, body)
                .status(),
            "" + route);
      }
    }
  }

  @Test
  void whoIsShutOutIsOutEverywhereWithinASecond() throws Exception {
    try (var other = program.another()) {
      var person = person();
      var here = signedIn(person);
      var there = here.at(other.port());
      var key = key(person);
      var keyThere = new Client(other.port()).key(key);
      assertEquals(200, session(there));
      assertEquals(200, session(keyThere));
      program
          .admin()
          .with("If-Match", "*")
          .patch("/api/v1/users/" + person.id(), Map.of("active", false));
      assertEquals(401, session(here), "at once on this node");
      assertEquals(401, session(program.anonymous().key(key)));
      eventually(() -> session(there) == 401 && session(keyThere) == 401);
    }
  }

  private static String key(Person person) {
    var issued =
        program
            .admin()
            .post("/api/v1/users/" + person.id() + "/issue-key", Map.of("name", "robot"));
    assertEquals(200, issued.status(), issued.toString());
    return issued.get("key");
  }

  @Test
  void aRolesChangeHoldsOnTheNextRequest() throws Exception {
    try (var other = program.another()) {
      var role = program.admin().post("/api/v1/roles", Map.of("name", "R" + ++people)).get("id");
      var client = signedIn(person(role));
      var there = client.at(other.port());
      assertEquals(403, client.get("/api/v1/accounts").status());
      assertEquals(403, there.get("/api/v1/accounts").status());
      var grants = List.of(Map.of("type", "accounts", "verbs", Map.of("read", "all")));
      program
          .admin()
          .with("If-Match", "*")
          .patch("/api/v1/roles/" + role, Map.of("grants", grants));
      assertEquals(200, client.get("/api/v1/accounts").status());
      eventually(() -> there.get("/api/v1/accounts").status() == 200);
      var none = Map.of("grants", List.of());
      program.admin().with("If-Match", "*").patch("/api/v1/roles/" + role, none);
      assertEquals(403, client.get("/api/v1/accounts").status());
      eventually(() -> there.get("/api/v1/accounts").status() == 403);
    }
  }

  @Test
  void signingOutEverywhereEndsAllSessions() {
    var person = person();
    var one = signedIn(person);
    var two = signedIn(person);
    assertEquals(204, one.delete("/api/v1/session?everywhere=true").status());
    assertEquals(401, session(two));
  }

  @Test
  void aNewPasswordEndsTheOtherSessions() {
    var person = person();
    var one = signedIn(person);
    var two = signedIn(person);
    assertEquals(
        422,
        one.post("/api/v1/session/password", Map.of("old", "no", "new", "four cows in fog"))
            .status());
    assertEquals(
        422,
        one.post("/api/v1/session/password", Map.of("old", PASSWORD, "new", "1234567890"))
            .status());
    assertEquals(
        204,
        one.post("/api/v1/session/password", Map.of("old", PASSWORD, "new", "four cows in fog"))
            .status());
    assertEquals(200, session(one));
    assertEquals(401, session(two));
    assertEquals(200, program.anonymous().signIn(person.email(), "four cows in fog").status());
  }

  @Test
  void anInvitationWorksOnceAndTheNewOneKillsTheOld() {
    var person = person();
    var open = signedIn(person);
    var old = invite(person);
    var token = invite(person);
    assertEquals(404, accept(program.anonymous(), old, "four cows in fog").status());
    assertEquals(422, accept(program.anonymous(), token, "short").status());
    assertEquals(200, accept(program.anonymous(), token, "four cows in fog").status());
    assertEquals(404, accept(program.anonymous(), token, "five cows in fog").status());
    assertEquals(401, session(open));
    CLOCK.ahead = Duration.ofDays(8);
    CLOCK.ahead = Duration.ZERO;
    var late = invite(person);
    CLOCK.ahead = Duration.ofDays(8);
    assertEquals(404, accept(program.anonymous(), late, "five cows in fog").status());
  }

  @Test
  void aKeyIsShownOnceAndKeptAsAHash() {
    var person = person();
    var key = key(person);
    assertTrue(key.startsWith("shuke_"));
    var inDatabase =
        program
            .database()
            .read(tx ->
                tx.query("select to_jsonb(k)::text from access.api_key k", r -> r.getString(1)));
    assertFalse(inDatabase.toString().contains(key));
    var listed =
        program.admin().get("/api/v1/api-keys?filter=owner%3D%3D%22" + person.id() + "%22");
    assertEquals(200, listed.status(), listed.toString());
    assertTrue(listed.text().contains(key.substring(0, 12)), listed.text());
    assertFalse(listed.text().contains(key));
    var id = listed.json().at("/items/0/id").asString();
    program.admin().with("If-Match", "*").delete("/api/v1/api-keys/" + id);
    assertEquals(401, session(program.anonymous().key(key)));
  }

  @Test
  void aKeysScopesNeverGiveMoreThanItsUserHas() {
    var role =
        program
            .admin()
            .post(
                "/api/v1/roles",
                Map.of(
                    "name",
                    "R" + ++people,
                    "grants",
                    List.of(Map.of("type", "accounts", "verbs", Map.of("read", "own")))))
            .get("id");
    var person = person(role);
    var wide =
        List.of(
            Map.of("type", "accounts", "verbs", Map.of("read", "all", "create", "all")),
            Map.of("type", "contacts", "verbs", Map.of("read", "all")));
    var issued =
        program
            .admin()
            .post(
                "/api/v1/users/" + person.id() + "/issue-key",
                Map.of("name", "wide", "scopes", wide));
    assertEquals(200, issued.status(), issued.toString());
    var robot = program.anonymous().key(issued.get("key"));
    program.admin().post("/api/v1/accounts", Map.of("name", "Not his", "kind", "company"));
    assertEquals("[]", robot.get("/api/v1/accounts").json().get("items").toString());
    assertEquals(403, robot.get("/api/v1/contacts").status());
    assertEquals(
        403, robot.post("/api/v1/accounts", Map.of("name", "x", "kind", "company")).status());
    assertEquals(
        403,
        robot
            .post("/api/v1/users/" + person.id() + "/issue-key", Map.of("name", "again"))
            .status());
    assertEquals(403, robot.delete("/api/v1/session").status());
  }

  @Test
  void aProblemIsInTheLanguageOfThePerson() {
    var person = person();
    var client = signedIn(person);
    assertTrue(client.get("/api/v1/nothing").text().contains("Not found"));
    assertEquals(200, client.patch("/api/v1/session", Map.of("locale", "zh")).status());
    assertTrue(client.get("/api/v1/none").text().contains("未找到"));
    assertEquals(422, client.patch("/api/v1/session", Map.of("timezone", "Moon/Sea")).status());
  }

  @Test
  void refusalsAndSignInsLeaveAnAuditLineThatNobodyCanChange() {
    var person = person();
    var client = signedIn(person);
    assertEquals(403, client.get("/api/v1/accounts").status());
    var kinds =
        program
            .database()
            .read(tx ->
                tx.query(
                    "select kind from access.audit where actor = ?::uuid order by seq",
                    r -> r.getString(1),
                    person.id()));
    assertTrue(kinds.containsAll(List.of("invitation-used", "sign-in", "refused")), "" + kinds);
    for (var statement : List.of("update access.audit set kind = ''", "delete from access.audit")) {
      org.junit.jupiter.api.Assertions.assertThrows(
          org.shuke.platform.db.DatabaseFault.class,
          () -> program.database().transaction(tx -> tx.update(statement)));
    }
  }
}

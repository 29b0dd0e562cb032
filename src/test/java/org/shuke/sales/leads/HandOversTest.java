package org.shuke.sales.leads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.sales.leads.Crew.Rep;

/// What a leaver has goes to others, once and as the rules say.
class HandOversTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final Crew CREW = new Crew(PROGRAM);
  private static final Rep ANN = CREW.hire("Ann", CREW.north);
  private static final Rep BOB = CREW.hire("Bob", CREW.north);
  private static final Rep SUE = CREW.hire("Sue", CREW.south);

  private static String made(Rep rep, String plural, Map<String, ?> record) {
    var reply = rep.client().post("/api/v1/" + plural, record);
    assertEquals(201, reply.status(), reply.text());
    return reply.get("id");
  }

  private static String owner(String plural, String id) {
    return CREW.admin.get("/api/v1/" + plural + "/" + id).get("owner");
  }

  @Test
  void everythingOfALeaverGoesByTheRulesAndTheUndoBringsItBack() {
    var random = new Random(50);
    for (int round = 0; round < 6; round++) {
      var leaver = CREW.hire("Leaver" + round, CREW.north);
      var made = belongings(leaver, random, round);
      var before = state();
      var handOver =
          CREW.made(
              "hand-overs",
              Map.of(
                  "from",
                  leaver.id(),
                  "to",
                  SUE.id(),
                  "rules",
                  List.of(
                      Map.of("type", "leads", "to", List.of(ANN.id(), BOB.id())),
                      Map.of(
                          "type",
                          "accounts",
                          "filter",
                          "city == \"Paris\"",
                          "to",
                          List.of(BOB.id())))));
      before = state();
      var path = "/api/v1/hand-overs/" + handOver;
      var preview = CREW.admin.post(path + "/preview", Map.of());
      assertEquals(200, preview.status(), preview.text());
      assertEquals(before, state(), "a preview changes nothing");
      var run = CREW.admin.post(path + "/run", Map.of());
      assertEquals(200, run.status(), run.text());
      var counts = new HashMap<String, Integer>();
      preview
          .json()
          .get("items")
          .forEach(item ->
              counts.merge(item.get("type").asString(), item.get("count").asInt(), Integer::sum));
      var went = new HashMap<String, Integer>();
      run.json()
          .get("counts")
          .properties()
          .forEach(e -> went.put(e.getKey(), e.getValue().asInt()));
      assertEquals(counts, went);
      assertEquals(BOB.id(), owner("accounts", made.get("paris")));
      assertEquals(BOB.id(), owner("opportunities", made.get("deal")), "with its account");
      assertEquals(SUE.id(), owner("accounts", made.get("rome")));
      assertTrue(List.of(ANN.id(), BOB.id()).contains(owner("leads", made.get("lead"))));
      assertEquals(409, CREW.admin.post(path + "/run", Map.of()).status());
      assertEquals(200, BOB.client().get("/api/v1/opportunities/" + made.get("deal")).status());
      assertEquals(
          1, BOB.client().get("/api/v1/search?q=Parisian" + round).json().get("items").size());
      assertNotEquals(before, state());
      var undo = CREW.admin.post("/api/v1/units/" + run.get("unit") + "/undo", Map.of());
      assertEquals(200, undo.status(), undo.text());
      assertEquals(before, state(), "round " + round + " " + undo.text());
      assertEquals("draft", CREW.admin.get(path).get("status"));
    }
  }

  private static void refused(Object rules, String at, String text) {
    var leaver = Map.of("from", BOB.id(), "to", SUE.id(), "rules", rules);
    var reply = CREW.admin.post("/api/v1/hand-overs", leaver);
    assertEquals(422, reply.status(), rules + " " + reply.text());
    assertEquals(at, reply.get("errors.0.field"), reply.text());
    assertTrue(reply.get("errors.0.message").contains(text), reply.text());
  }

  private static List<Object> rule(String type, String filter, Object... to) {
    return List.of(Map.of("type", type, "filter", filter, "to", List.of(to)));
  }

  @Test
  void aHandOverThatCouldNotBeDoneIsRefusedAtItsRule() {
    var gone = CREW.hire("Inactive", CREW.north);
    refused(rule("accountz", "", ANN.id()), "rules[0].type", "accountz");
    refused(rule("users", "", ANN.id()), "rules[0].type", "users");
    refused(rule("leads", "cty == \"Ulm\"", ANN.id()), "rules[0].filter", "cty");
    refused(rule("leads", "city == ", ANN.id()), "rules[0].filter", "");
    refused(rule("leads", ""), "rules[0].to", "who gets them");
    refused(rule("leads", "", "nope"), "rules[0].to", "nope");
    refused(rule("leads", "", BOB.id()), "rules[0].to", "Somebody else");
    refused(List.of(Map.of("foo", 1)), "rules[0].foo", "foo");
    refused(List.of("leads"), "rules[0]", "list");
    refused(Map.of("a", 1), "rules", "list");
    refused("text", "rules", "list");
    var himself = Map.of("from", BOB.id(), "to", BOB.id());
    var self = CREW.admin.post("/api/v1/hand-overs", himself);
    assertEquals(422, self.status(), self.text());
    assertEquals(1, self.json().get("errors").size(), self.text());
    assertEquals("to", self.get("errors.0.field"));
    var saved = Map.of("from", BOB.id(), "to", SUE.id(), "rules", rule("leads", "", gone.id()));
    var path = "/api/v1/hand-overs/" + CREW.made("hand-overs", saved);
    patch("/api/v1/users/" + gone.id(), Map.of("active", false));
    refused(rule("leads", "", gone.id()), "rules[0].to", "Inactive");
    for (var verb : List.of("/preview", "/run")) {
      assertEquals(422, CREW.admin.post(path + verb, Map.of()).status(), verb);
    }
    var rest = Map.of("from", BOB.id(), "to", gone.id());
    assertEquals(422, CREW.admin.post("/api/v1/hand-overs", rest).status());
  }

  @Test
  void anHeirIsNamedOnceWhereTheLeaverWasNamedBesideHim() {
    var leaver = CREW.hire("Beside", CREW.north);
    var both =
        List.of(
            Map.of("user", leaver.id(), "write", true, "credit", 20),
            Map.of("user", SUE.id(), "credit", 10));
    var account = made(ANN, "accounts", Map.of("name", "Of both", "members", both));
    var rule = Map.of("name", "Both", "method", "roundRobin", "active", false);
    var people = new HashMap<String, Object>(rule);
    people.put("users", List.of(leaver.id(), SUE.id()));
    var turns = CREW.made("assignment-rules", people);
    var before = state();
    var handOver = CREW.made("hand-overs", Map.of("from", leaver.id(), "to", SUE.id()));
    var run = CREW.admin.post("/api/v1/hand-overs/" + handOver + "/run", Map.of());
    assertEquals(200, run.status(), run.text());
    assertEquals(1, run.json().get("counts").get("account-member").asInt());
    var members = CREW.admin.get("/api/v1/accounts/" + account).json().get("members");
    assertEquals(1, members.size(), members.toString());
    assertEquals(SUE.id(), members.get(0).get("user").asString());
    assertTrue(members.get(0).get("write").asBoolean());
    assertEquals(30, members.get(0).get("credit").asInt());
    var users = CREW.admin.get("/api/v1/assignment-rules/" + turns).json().get("users");
    assertEquals(1, users.size(), users.toString());
    CREW.admin.post("/api/v1/units/" + run.get("unit") + "/undo", Map.of());
    CREW.admin.with("If-Match", "*").delete("/api/v1/hand-overs/" + handOver);
    CREW.admin.with("If-Match", null);
    assertEquals(2, CREW.admin.get("/api/v1/accounts/" + account).json().get("members").size());
  }

  /// Views are his own to change and go all the same; leads, which the runner's role may only
  /// change where they are his, stay. The heir is led to a kind that he may list.
  @Test
  void whatTheRunnerMayNotChangeStays() {
    var grants = new ArrayList<Object>();
    for (var type : List.of("accounts", "hand-overs")) {
      grants.add(Crew.grant(type, "tree"));
    }
    for (var type : List.of("leads", "views")) {
      grants.add(Crew.grant(type, "own"));
    }
    grants.add(Map.of("type", "users", "verbs", Map.of("read", "all")));
    var role = CREW.made("roles", Map.of("name", "Head of accounts", "grants", grants));
    var head = CREW.hire("Head", CREW.north);
    patch("/api/v1/users/" + head.id(), Map.of("roles", List.of(role)));
    var reader = List.of(Map.of("type", "accounts", "verbs", Map.of("read", "own")));
    var narrow = CREW.made("roles", Map.of("name", "Reads accounts", "grants", reader));
    var heir = CREW.hire("Heir", CREW.north);
    patch("/api/v1/users/" + heir.id(), Map.of("roles", List.of(narrow)));
    var leaver = CREW.hire("Going", CREW.north);
    var account = made(leaver, "accounts", Map.of("name", "Goes along"));
    var lead = made(leaver, "leads", Map.of("name", "Stays here"));
    var view = Map.of("name", "Mine", "type", "accounts", "state", "{}", "owner", leaver.id());
    var kept = CREW.made("views", view);
    var handOver = made(head, "hand-overs", Map.of("from", leaver.id(), "to", heir.id()));
    var path = "/api/v1/hand-overs/" + handOver;
    var preview = head.client().post(path + "/preview", Map.of());
    assertEquals(200, preview.status(), preview.text());
    assertTrue(!preview.text().contains("\"lead\""), preview.text());
    var run = head.client().post(path + "/run", Map.of());
    assertEquals(200, run.status(), run.text());
    assertEquals(heir.id(), owner("accounts", account));
    assertEquals(heir.id(), ownerOfView(kept));
    assertEquals(leaver.id(), owner("leads", lead));
    var told = heir.client().get("/api/v1/inbox");
    assertEquals("/accounts?filter=owner%20%3D%3D%20me()", told.get("items.0.link"), told.text());
  }

  @Test
  void whatIsOverStaysWithWhoeverEarnedIt() {
    var leaver = CREW.hire("Earner", CREW.north);
    var account = made(leaver, "accounts", Map.of("name", "Long known"));
    var open = made(leaver, "opportunities", Map.of("name", "Open", "account", account));
    var part = List.of(Map.of("user", BOB.id(), "credit", 20));
    var won =
        made(leaver, "opportunities", Map.of("name", "Won", "account", account, "members", part));
    var win = leaver.client().post("/api/v1/opportunities/" + won + "/win", Map.of());
    assertEquals(200, win.status(), win.text());
    var shared =
        Map.of("name", "Shared", "members", List.of(Map.of("user", leaver.id(), "credit", 30)));
    var others = made(ANN, "opportunities", shared);
    assertEquals(
        200, ANN.client().post("/api/v1/opportunities/" + others + "/win", Map.of()).status());
    var order = made("orders", leaver, account, "completed");
    var underWay = made("orders", leaver, account, "confirmed");
    var target =
        CREW.made("targets", Map.of("owner", leaver.id(), "period", "2026", "amount", 1000));
    var done = Map.of("kind", "call", "subject", "Done", "account", account);
    var call = made(leaver, "activities", done);
    var handOver = CREW.made("hand-overs", Map.of("from", leaver.id(), "to", SUE.id()));
    var run = CREW.admin.post("/api/v1/hand-overs/" + handOver + "/run", Map.of());
    assertEquals(200, run.status(), run.text());

    assertEquals(SUE.id(), owner("opportunities", open));
    assertEquals(SUE.id(), owner("orders", underWay));
    assertEquals(leaver.id(), owner("opportunities", won));
    assertEquals(leaver.id(), owner("orders", order));
    assertEquals(leaver.id(), owner("targets", target));
    assertEquals(leaver.id(), owner("activities", call));
    var members = CREW.admin.get("/api/v1/opportunities/" + others + "?select=members.user");
    assertTrue(members.text().contains(leaver.id()), members.text());
    assertEquals(200, SUE.client().get("/api/v1/opportunities/" + won).status(), "by its account");
  }

  private static String made(String plural, Rep owner, String account, String status) {
    return CREW.made(plural, Map.of("owner", owner.id(), "account", account, "status", status));
  }

  /// Nobody reads the views of others.
  private static String ownerOfView(String id) {
    return PROGRAM
        .database()
        .read(tx ->
            tx.first(
                "select owner::text from records.view where id = ?::uuid",
                row -> row.getString(1),
                id));
  }

  private static void patch(String path, Map<String, ?> change) {
    var reply = CREW.admin.with("If-Match", "*").patch(path, change);
    CREW.admin.with("If-Match", null);
    assertEquals(200, reply.status(), reply.text());
  }

  private static Map<String, String> belongings(Rep leaver, Random random, int round) {
    var made = new HashMap<String, String>();
    made.put(
        "paris", made(leaver, "accounts", Map.of("name", "Parisian" + round, "city", "Paris")));
    made.put("rome", made(leaver, "accounts", Map.of("name", "Roman" + round, "city", "Rome")));
    made.put(
        "deal",
        made(leaver, "opportunities", Map.of("name", "Deal", "account", made.get("paris"))));
    for (int i = 0; i <= random.nextInt(8); i++) {
      made.put("lead", made(leaver, "leads", Map.of("name", "Lead " + i)));
    }
    made(
        leaver,
        "activities",
        Map.of("kind", "task", "subject", "To do", "account", made.get("rome")));
    made(leaver, "contacts", Map.of("name", "Person", "account", made.get("paris")));
    made(
        ANN,
        "leads",
        Map.of("name", "Of a team", "members", List.of(Map.of("user", leaver.id(), "credit", 20))));
    CREW.made("territories", Map.of("name", "T" + round, "manager", leaver.id()));
    CREW.made(
        "assignment-rules",
        Map.of(
            "name",
            "R" + round,
            "method",
            "load",
            "active",
            false,
            "users",
            List.of(ANN.id(), leaver.id())));
    return made;
  }

  private static String state() {
    var tables =
        List.of(
            "sales.lead",
            "sales.lead_member",
            "customers.account",
            "customers.contact",
            "customers.activity",
            "sales.opportunity",
            "sales.territory",
            "sales.assignment_rule",
            "sales.hand_over");
    var hashes = new ArrayList<String>();
    for (var table : tables) {
      hashes.add(
          PROGRAM
              .database()
              .read(tx ->
                  tx.first(
                      """
                      select md5(coalesce(string_agg(j::text, ';' order by j::text), ''))
                      from (select to_jsonb(t) - 'version' - 'updated_at' - 'updated_by' as j
                            from %s t) rows
                      """
                          .formatted(table),
                      row -> row.getString(1))));
    }
    return hashes.toString();
  }
}

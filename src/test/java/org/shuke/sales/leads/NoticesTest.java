package org.shuke.sales.leads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.sales.leads.Crew.Rep;
import tools.jackson.databind.JsonNode;

/// What people are told, each of it once, and only of what they may read.
class NoticesTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final Crew CREW = new Crew(PROGRAM);
  private static final Rep ANN = CREW.hire("Ann", CREW.north);
  private static final Rep BOB = CREW.hire("Bob", CREW.north);

  private static List<JsonNode> inbox(Rep rep, String part) {
    var all = new ArrayList<JsonNode>();
    rep.client()
        .get("/api/v1/inbox?limit=200")
        .json()
        .get("items")
        .forEach(item -> {
          if (item.toString().contains(part)) {
            all.add(item);
          }
        });
    return all;
  }

  private static List<JsonNode> told(Rep rep, String part) {
    return eventually(() -> inbox(rep, part), all -> !all.isEmpty());
  }

  private static <T> T eventually(java.util.function.Supplier<T> what, Predicate<T> holds) {
    var end = Instant.now().plus(Duration.ofSeconds(20));
    while (true) {
      var now = what.get();
      if (holds.test(now) || Instant.now().isAfter(end)) {
        assertTrue(holds.test(now), () -> "still " + now);
        return now;
      }
      sleep();
    }
  }

  private static void sleep() {
    try {
      Thread.sleep(100);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(String job) {
    var id = PROGRAM.shuke().ground().jobs().submit(job, Map.of(), null);
    eventually(
        () -> CREW.admin.get("/api/v1/jobs/" + id).get("state"), state -> state.equals("done"));
  }

  private static void patch(String path, Map<String, ?> change) {
    var reply = CREW.admin.with("If-Match", "*").patch(path, change);
    assertEquals(200, reply.status(), reply.text());
  }

  private static Map<String, Object> lead(String name, Rep owner) {
    return new HashMap<>(Map.of("name", name, "owner", owner.id()));
  }

  @Test
  void whoeverIsGivenARecordByAnotherIsToldWithItsLink() {
    var lead = CREW.made("leads", lead("Given lead", ANN));
    var told = told(ANN, "Given lead").getFirst();
    assertEquals("/leads/" + lead, told.get("link").asString());
    assertTrue(told.get("unread").asBoolean());
    ANN.client().post("/api/v1/leads", Map.of("name", "Own lead"));
    patch("/api/v1/leads/" + lead, Map.of("owner", BOB.id()));
    told(BOB, "Given lead");
    assertEquals(List.of(), inbox(ANN, "Own lead"), "one's own doing is no news");
  }

  @Test
  void whoIsNamedInANoteIsToldOnceAndOnlyWhereHeMayReadIt() {
    var account = CREW.made("accounts", Map.of("name", "Named here", "owner", ANN.id()));
    var note = new HashMap<String, Object>();
    note.put("kind", "note");
    note.put("subject", "For both");
    note.put("body", "Ask @Ann and @Bob about it");
    note.put("account", account);
    var id = CREW.made("activities", note);
    assertEquals("/activities/" + id, told(ANN, "For both").getFirst().get("link").asString());
    patch("/api/v1/activities/" + id, Map.of("body", "Ask @Ann and @Bob again"));
    CREW.made("leads", lead("Later lead", BOB));
    told(BOB, "Later lead");
    assertEquals(1, inbox(ANN, "For both").getFirst().get("count").asInt());
    assertEquals(List.of(), inbox(BOB, "For both"), "he may not read the account");
  }

  @Test
  void aReminderComesOnceAtItsTime() {
    var task = new HashMap<String, Object>();
    task.put("kind", "task");
    task.put("subject", "Call Mr Li");
    task.put("owner", ANN.id());
    task.put("remindAt", Instant.now().minusSeconds(30).toString());
    CREW.made("activities", task);
    task.put("subject", "Not yet");
    task.put("remindAt", Instant.now().plusSeconds(600).toString());
    CREW.made("activities", task);
    run("reminders");
    told(ANN, "Reminder: Call Mr Li");
    run("reminders");
    assertEquals(1, inbox(ANN, "Reminder: Call Mr Li").getFirst().get("count").asInt());
    assertEquals(List.of(), inbox(ANN, "Reminder: Not yet"));
  }

  /// A reminder of what its owner may not read is not told, and does not keep those behind it
  /// waiting.
  @Test
  void aReminderThatItsOwnerMayNotReadDoesNotStayDue() {
    var grants = List.of(Crew.grant("leads", "own"));
    var role = CREW.made("roles", Map.of("name", "Leads alone", "grants", grants));
    var blind = CREW.hire("Blind", CREW.north);
    patch("/api/v1/users/" + blind.id(), Map.of("roles", List.of(role)));
    var task = new HashMap<String, Object>();
    task.put("kind", "task");
    task.put("subject", "Unreadable");
    task.put("owner", blind.id());
    task.put("remindAt", Instant.now().minusSeconds(60).toString());
    var unreadable = CREW.made("activities", task);
    run("reminders");
    assertEquals(1, noted(unreadable), "noted as told, so that it is not due again");
    assertEquals(List.of(), inbox(blind, "Unreadable"));
    run("reminders");
    assertEquals(1, noted(unreadable));
  }

  private static int noted(String activity) {
    return PROGRAM
        .database()
        .read(tx ->
            tx.first(
                "select count(*) from automation.told where what like 'remind ' || ? || ' %'",
                row -> row.getInt(1), activity));
  }

  @Test
  void anOverdueFirstResponseIsToldOnce() {
    CREW.made(
        "assignment-rules",
        Map.of(
            "name", "Ann at once",
            "condition", "company == \"Overdue Ltd\"",
            "method", "load",
            "users", List.of(ANN.id()),
            "respondWithinHours", 0.0001));
    var waiting = new HashMap<String, Object>(Map.of("name", "Waiting", "company", "Overdue Ltd"));
    waiting.put("owner", null);
    CREW.made("leads", waiting);
    eventually(
        () -> {
          run("leads-tend");
          return inbox(ANN, "overdue: Waiting");
        },
        all -> !all.isEmpty());
    run("leads-tend");
    assertEquals(1, inbox(ANN, "overdue: Waiting").getFirst().get("count").asInt());
  }

  @Test
  void leadsThatNoRuleCouldPlaceAreToldToTheAdministratorOnceADay() {
    var nobodys = new HashMap<String, Object>(Map.of("name", "Nobody's"));
    nobodys.put("owner", null);
    CREW.made("leads", nobodys);
    run("leads-tend");
    run("leads-tend");
    var told = CREW.admin.get("/api/v1/inbox?limit=200").text();
    assertEquals(2, told.split("leads are nobody's", -1).length, told);
    assertEquals(List.of(), inbox(ANN, "leads are nobody's"));
  }

  @Test
  void whatWillGoBackToAPoolIsToldToItsHolderFirst() {
    var pool =
        CREW.made(
            "pools",
            Map.of(
                "name",
                "Quick",
                "teams",
                List.of(CREW.north),
                "returnAfterDays",
                7,
                "warnDays",
                2));
    var lead = CREW.pooled("Going back", pool);
    assertEquals(200, ANN.client().post("/api/v1/leads/" + lead + "/claim", Map.of()).status());
    PROGRAM
        .database()
        .transaction(tx ->
            tx.update(
                "update sales.lead set claimed_at = now() - interval '6 days',"
                    + " created_at = now() - interval '9 days' where id = ?::uuid",
                lead));
    run("leads-tend");
    told(ANN, "Going back goes back to its pool");
    run("leads-tend");
    assertEquals(1, inbox(ANN, "Going back goes").getFirst().get("count").asInt());
  }

  @Test
  void thePartiesOfADisputeAndThoseWhoInheritAreTold() {
    var lead = CREW.made("leads", lead("Torn lead", BOB));
    patch("/api/v1/leads/" + lead, Map.of("members", List.of(Map.of("user", ANN.id()))));
    var reason = Map.of("reason", "I found it");
    var opened = ANN.client().post("/api/v1/leads/" + lead + "/dispute", reason);
    assertEquals(200, opened.status(), opened.text());
    told(BOB, "disputes that this is yours: Torn lead");
    var verdict = Map.of("verdict", "claimant", "reason", "He did");
    var path = "/api/v1/ownership-disputes/" + opened.get("dispute");
    assertEquals(200, CREW.admin.post(path + "/decide", verdict).status());
    told(ANN, "dispute is decided: Torn lead");
    told(BOB, "dispute is decided: Torn lead");

    var leaver = CREW.hire("Leaving", CREW.north);
    CREW.made("leads", lead("Inherited", leaver));
    var handOver = CREW.made("hand-overs", Map.of("from", leaver.id(), "to", BOB.id()));
    assertEquals(
        200, CREW.admin.post("/api/v1/hand-overs/" + handOver + "/run", Map.of()).status());
    told(BOB, "1 records were handed over to you");
    assertEquals(List.of(), inbox(BOB, "gave you Inherited"));
  }

  @Test
  void theWeeksReportIsToldToThoseWhoReadTheWorkOfOthers() {
    var grants =
        List.of(
            Crew.grant("opportunities", "team"),
            Map.of("type", "stages", "verbs", Map.of("read", "all")),
            Map.of("type", "pipelines", "verbs", Map.of("read", "all")));
    var role = CREW.made("roles", Map.of("name", "Lead of a team", "grants", grants));
    var eve = CREW.hire("Eve", CREW.north);
    patch("/api/v1/users/" + eve.id(), Map.of("roles", List.of(role)));
    run("weekly-sales-report");
    assertTrue(
        told(eve, "sales report of week")
            .getFirst()
            .get("link")
            .asString()
            .startsWith("/sales/weekly"));
    run("weekly-sales-report");
    assertEquals(1, inbox(eve, "sales report of week").getFirst().get("count").asInt());
    assertEquals(List.of(), inbox(BOB, "sales report of week"));
  }
}

package org.shuke;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program.Client;
import org.shuke.automation.approvals.Approvals.Fact;
import org.shuke.automation.approvals.Approvals.Mode;
import org.shuke.automation.approvals.Approvals.Outcome;
import org.shuke.automation.approvals.Approvals.Step;
import org.shuke.automation.approvals.Approvals.Subject;
import org.shuke.automation.approvals.Approvals.Wish;
import tools.jackson.databind.JsonNode;

class ApprovalsTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final List<Outcome> TOLD = new CopyOnWriteArrayList<>();
  private static final Client ADMIN = PROGRAM.admin();
  private static int number;

  static {
    PROGRAM.shuke().automation().approvals().on("account", (desk, outcome) -> TOLD.add(outcome));
  }

  private record Person(UUID id, Client client) {}

  private static String made(String plural, Map<String, ?> record) {
    var reply = ADMIN.post("/api/v1/" + plural, record);
    assertEquals(201, reply.status(), reply.text());
    return reply.get("id");
  }

  private static Person person(String name) {
    var mail = name + number++ + "@example.com";
    var roles = ADMIN.get("/api/v1/roles?limit=100&select=id,name").json().get("items");
    var role =
        roles
            .valueStream()
            .filter(each -> each.get("name").stringValue().equals("Salesperson"))
            .findFirst()
            .orElseThrow();
    var id =
        made(
            "users",
            Map.of("name", name, "email", mail, "roles", List.of(role.get("id").stringValue())));
    var key = ADMIN.post("/api/v1/users/" + id + "/issue-key", Map.of("name", "k")).get("key");
    return new Person(UUID.fromString(id), PROGRAM.anonymous().key(key));
  }

  private final Person asker = person("asker");
  private final Person boss = person("boss");
  private final Person second = person("second");
  private final Person stranger = person("stranger");
  private final String account =
      made(
          "accounts",
          Map.of(
              "name",
              "Account " + number++,
              "owner",
              asker.id(),
              "members",
              List.of(Map.of("user", boss.id()))));

  private UUID ask(Step... steps) {
    var shuke = PROGRAM.shuke();
    var subject = new Subject("account", UUID.fromString(account), 1);
    var wish =
        new Wish(
            "Ten percent off",
            "below the floor",
            List.of(new Fact("Discount", "10 %")),
            List.of(steps));
    return shuke
        .writes()
        .write(
            shuke.ground().policyOf(asker.id()),
            "page",
            null,
            unit -> shuke.automation().approvals().ask(unit, subject, wish));
  }

  private static Step step(Mode mode, Person... approvers) {
    return new Step(
        "Step", mode, new ArrayList<>(List.of(approvers).stream().map(Person::id).toList()));
  }

  private static Program.Reply decide(Person who, UUID approval, String verb) {
    return who.client()
        .post("/api/v1/approvals/" + approval + "/" + verb, Map.of("comment", "because"));
  }

  private static String state(UUID approval) {
    return ADMIN.get("/api/v1/approvals/" + approval).get("state");
  }

  private static List<String> waiting(Person who) {
    return who.client()
        .get("/api/v1/inbox/approvals")
        .json()
        .get("items")
        .valueStream()
        .map(item -> item.get("id").stringValue())
        .toList();
  }

  @Test
  void oneOfSeveralApproversSufficesAndTheWingIsToldInTheSameTransaction() {
    var id = ask(step(Mode.ANY, boss, second));
    assertEquals(List.of(id.toString()), waiting(second));
    assertEquals(200, decide(boss, id, "approve").status());
    assertEquals("approved", state(id));
    assertEquals(List.of(), waiting(second));
    assertTrue(TOLD.stream().anyMatch(told -> told.approval().equals(id)));
    assertEquals(409, decide(second, id, "approve").status());
  }

  @Test
  void aStepMayNeedAllOfThemAndTheNextStepIsAskedAfterIt() {
    var id = ask(step(Mode.ALL, boss, second), step(Mode.ANY, stranger));
    assertEquals(List.of(), waiting(stranger));
    assertEquals(200, decide(boss, id, "approve").status());
    assertEquals(403, decide(boss, id, "approve").status(), "has voted");
    assertEquals("pending", state(id));
    assertEquals(200, decide(second, id, "approve").status());
    assertEquals(List.of(id.toString()), waiting(stranger));
    assertEquals(200, decide(stranger, id, "approve").status());
    assertEquals("approved", state(id));
  }

  @Test
  void oneRejectionEndsIt() {
    var id = ask(step(Mode.ALL, boss, second));
    assertEquals(
        422,
        boss.client().post("/api/v1/approvals/" + id + "/reject", Map.of("comment", " ")).status());
    assertEquals(200, decide(boss, id, "reject").status());
    assertEquals("rejected", state(id));
    var votes = ADMIN.get("/api/v1/approvals/" + id).json().get("votes");
    assertEquals("because", votes.get(0).get("comment").stringValue());
  }

  @Test
  void whoAskedCannotDecideNorAsADeputy() {
    var id = ask(step(Mode.ANY, boss, asker));
    assertEquals(403, decide(asker, id, "approve").status());
    stand(boss, asker, 0, 5);
    assertEquals(403, decide(asker, id, "approve").status());
  }

  private static void stand(Person away, Person deputy, int from, int until) {
    var today = LocalDate.now(ZoneOffset.UTC);
    var reply =
        away.client()
            .post(
                "/api/v1/deputies",
                Map.of(
                    "deputy", deputy.id(),
                    "validFrom", today.plusDays(from).toString(),
                    "validUntil", today.plusDays(until).toString()));
    assertEquals(201, reply.status(), reply.text());
  }

  @Test
  void theDeputyOfTheDayDecidesAndTheVoteSaysForWhom() {
    var id = ask(step(Mode.ANY, boss));
    assertEquals(404, decide(second, id, "approve").status(), "not seen at all");
    stand(boss, second, 5, 9);
    assertEquals(403, decide(second, id, "approve").status(), "not yet");
    stand(boss, second, -1, 1);
    assertEquals(List.of(id.toString()), waiting(second));
    assertEquals(200, decide(second, id, "approve").status());
    var vote = ADMIN.get("/api/v1/approvals/" + id).json().get("votes").get(0);
    assertEquals(boss.id().toString(), vote.get("approver").stringValue());
    assertEquals(second.id().toString(), vote.get("givenBy").stringValue());
  }

  @Test
  void anApproverPassesHisVoteOnAndBothStayReadable() {
    var id = ask(step(Mode.ALL, boss, second));
    var passed =
        boss.client()
            .post("/api/v1/approvals/" + id + "/pass", Map.of("user", stranger.id().toString()));
    assertEquals(200, passed.status(), passed.text());
    assertEquals(403, decide(boss, id, "approve").status());
    assertEquals(200, decide(stranger, id, "approve").status());
    assertEquals(200, decide(second, id, "approve").status());
    assertEquals("approved", state(id));
  }

  @Test
  void aChangedSubjectCannotBeApprovedAndEndsTheApproval() throws InterruptedException {
    var id = ask(step(Mode.ANY, boss));
    ADMIN.with("If-Match", "*").patch("/api/v1/accounts/" + account, Map.of("city", "Beijing"));
    var late = decide(boss, id, "approve");
    assertEquals(409, late.status(), late.text());
    for (int i = 0; i < 100 && !state(id).equals("outdated"); i++) {
      Thread.sleep(50);
    }
    assertEquals("outdated", state(id));
  }

  @Test
  void onlyTheAskerApproversDeputiesAndReadersOfTheSubjectSeeIt() {
    var id = ask(step(Mode.ANY, boss));
    assertEquals(200, asker.client().get("/api/v1/approvals/" + id).status());
    assertEquals(200, boss.client().get("/api/v1/approvals/" + id).status());
    assertEquals(404, stranger.client().get("/api/v1/approvals/" + id).status());
    assertEquals(0, items(stranger, "/api/v1/approvals"));
    assertEquals(1, items(asker, "/api/v1/accounts/" + account + "/approvals"));
    assertEquals(404, stranger.client().get("/api/v1/accounts/" + account + "/approvals").status());
  }

  @Test
  void aRecordSaysForWhomItWaitsAndWhetherTheReaderMayAnswer() {
    ask(step(Mode.ANY, second));
    var told = List.of(second.id().toString());
    for (var reader : List.of(asker, boss)) {
      assertEquals(told, waitingFor(pending(reader)));
      assertFalse(pending(reader).get("asked").booleanValue());
    }
    stand(second, boss, -1, 1);
    assertTrue(pending(boss).get("asked").booleanValue());
    assertFalse(pending(asker).get("asked").booleanValue());
  }

  private JsonNode pending(Person reader) {
    return reader.client().get("/api/v1/accounts/" + account + "/approvals").json().at("/items/0");
  }

  private static List<String> waitingFor(JsonNode approval) {
    return approval.get("waitingFor").valueStream().map(JsonNode::stringValue).toList();
  }

  private static int items(Person who, String path) {
    return who.client().get(path).json().get("items").size();
  }

  @Test
  void whatWaitsIsToldAndReadOnce() {
    ask(step(Mode.ANY, boss));
    var inbox = boss.client().get("/api/v1/inbox").json();
    assertEquals(1, inbox.get("unread").intValue(), inbox.toString());
    var text = inbox.get("items").get(0).get("text").stringValue();
    assertEquals("Waits for your approval: Ten percent off", text);
    assertEquals(200, boss.client().post("/api/v1/inbox/read", Map.of()).status());
    assertEquals(0, boss.client().get("/api/v1/inbox").json().get("unread").intValue());
    assertFalse(
        stranger.client().get("/api/v1/inbox").text().contains("Ten percent"), "nobody else's");
  }

  @Test
  void quietHoursHoldBackAndMutedKindsAreNotTold() {
    var quiet = Map.of("quietFrom", "00:00", "quietUntil", "23:59");
    var set = boss.client().send("PUT", "/api/v1/inbox/preferences", quiet);
    assertEquals(200, set.status(), set.text());
    ask(step(Mode.ANY, boss));
    assertEquals(0, boss.client().get("/api/v1/inbox").json().get("unread").intValue());
    second.client().send("PUT", "/api/v1/inbox/preferences", Map.of("muted", List.of("approval")));
    ask(step(Mode.ANY, second));
    assertEquals(0, items(second, "/api/v1/inbox"));
  }
}

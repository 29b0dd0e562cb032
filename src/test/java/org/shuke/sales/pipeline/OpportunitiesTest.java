package org.shuke.sales.pipeline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.Program.Reply;
import tools.jackson.databind.JsonNode;

class OpportunitiesTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private final Client admin = PROGRAM.admin();

  private static String encoded(String text) {
    return java.net.URLEncoder.encode(text, java.nio.charset.StandardCharsets.UTF_8);
  }

  private String stage(String name) {
    var found = admin.get("/api/v1/stages?filter=" + encoded("name == \"" + name + "\"")).json();
    return found.at("/items/0/id").asString();
  }

  private Reply ok(Reply reply) {
    assertTrue(reply.status() < 300, reply.toString());
    return reply;
  }

  private Reply open(Map<String, Object> with) {
    return ok(admin.post("/api/v1/opportunities", with));
  }

  private JsonNode read(String id) {
    return ok(admin.get("/api/v1/opportunities/" + id)).json();
  }

  private Reply verb(String id, String verb, Map<String, Object> input) {
    return admin.post("/api/v1/opportunities/" + id + "/" + verb, input);
  }

  @Test
  void aHouseStartsWithAPipelineWhoseFirstStageNewOpportunitiesStandIn() {
    var made = open(Map.of("name", "Nine pumps", "amount", 900));
    assertEquals(stage("Prospecting"), made.get("stage"));
    assertEquals("10", made.get("probability"));
    assertEquals("CNY", made.get("currency"));
    assertEquals("900", made.get("amountBase"));
    var pipelines = admin.get("/api/v1/pipelines?select=name").json();
    assertEquals(1, pipelines.at("/items").size());
    assertEquals(made.get("pipeline"), read(made.get("id")).path("pipeline").asString());
  }

  @Test
  void movingSetsTheProbabilityAndWinningTheDayAndTheContractsFiltersFindIt() {
    var id = open(Map.of("name", "Ten pumps", "amount", 1000)).get("id");
    var moved = ok(verb(id, "move", Map.of("stage", stage("Negotiation"))));
    assertEquals("75", moved.get("probability"));
    assertNotEquals("", moved.get("engagedAt"));
    var filter = encoded("stage.name == \"Negotiation\" && id == \"" + id + "\"");
    assertEquals(1, admin.get("/api/v1/opportunities?filter=" + filter).json().at("/items").size());
    var byId = encoded("stage == \"" + stage("Negotiation") + "\" && id == \"" + id + "\"");
    assertEquals(1, admin.get("/api/v1/opportunities?filter=" + byId).json().at("/items").size());
    var won = ok(verb(id, "win", Map.of("reason", "service")));
    assertEquals("100", won.get("probability"));
    assertEquals("service", won.get("wonReason"));
    assertEquals(
        java.time.LocalDate.now(Clock.systemUTC()).getYear() + "",
        won.get("closeDate").substring(0, 4));
  }

  @Test
  void aLostOpportunityIsReopenedWhereItStood() {
    var id = open(Map.of("name", "Lost and found")).get("id");
    ok(verb(id, "move", Map.of("stage", stage("Proposal"))));
    assertEquals(422, verb(id, "lose", Map.of("reason", " ")).status());
    assertEquals("price", ok(verb(id, "lose", Map.of("reason", "price"))).get("lostReason"));
    var again = ok(verb(id, "reopen", Map.of()));
    assertEquals(stage("Proposal"), again.get("stage"));
    assertEquals("", again.get("lostReason"));
    assertEquals(422, verb(id, "reopen", Map.of()).status());
  }

  @Test
  void aStageThatAsksForSomethingSaysEverythingAtOnceAndChangesNothing() {
    var pipeline = ok(admin.post("/api/v1/pipelines", Map.of("name", "Tenders"))).get("id");
    ok(admin.post("/api/v1/stages", Map.of("name", "Open", "pipeline", pipeline)));
    var strict =
        ok(admin.post(
                "/api/v1/stages",
                Map.of(
                    "name",
                    "Strict",
                    "pipeline",
                    pipeline,
                    "position",
                    1,
                    "asked",
                    List.of("closeDate", "competitors"),
                    "entry",
                    "amount >= 1000.0",
                    "entryHint",
                    "At least 1,000")))
            .get("id");
    var id = open(Map.of("name", "Tender", "pipeline", pipeline, "amount", 5)).get("id");
    var before = read(id);
    var refused = verb(id, "move", Map.of("stage", strict));
    assertEquals(422, refused.status());
    var fields = refused.json().path("errors").valueStream().map(e -> e.path("field").asString());
    assertEquals(List.of("closeDate", "competitors", "amount"), fields.toList());
    assertEquals(before, read(id));
    var together =
        admin
            .with("If-Match", "*")
            .patch(
                "/api/v1/opportunities/" + id,
                Map.of(
                    "stage",
                    strict,
                    "amount",
                    2000,
                    "closeDate",
                    "2027-01-01",
                    "competitors",
                    List.of(Map.of("name", "Other Ltd."))));
    admin.with("If-Match", null);
    assertEquals(strict, ok(together).get("stage"));
    var bad =
        admin.post(
            "/api/v1/stages", Map.of("name", "Bad", "pipeline", pipeline, "entry", "amout > 1"));
    assertEquals(422, bad.status(), bad.toString());
  }

  @Test
  void whatIsLostSaysWhyHoweverItGetsThere() {
    var lost = stage("Lost");
    var id = open(Map.of("name", "Going wrong")).get("id");
    var moved = verb(id, "move", Map.of("stage", lost));
    assertEquals(422, moved.status());
    assertEquals("lostReason", moved.get("errors.0.field"));
    var made = admin.post("/api/v1/opportunities", Map.of("name", "Lost", "stage", lost));
    assertEquals(422, made.status());
    ok(
        admin.post(
            "/api/v1/opportunities", Map.of("name", "Lost", "stage", lost, "lostReason", "Price")));
    ok(verb(id, "lose", Map.of("reason", "Price")));
    Map<String, Object> negative = Map.of("name", "Owes us", "amount", -5);
    assertEquals(422, admin.post("/api/v1/opportunities", negative).status());
  }

  @Test
  void everyStageOfAPipelineHasAPlaceOfItsOwn() {
    var pipeline = ok(admin.post("/api/v1/pipelines", Map.of("name", "Places"))).get("id");
    ok(admin.post("/api/v1/stages", Map.of("name", "A", "pipeline", pipeline, "position", 3)));
    var next = ok(admin.post("/api/v1/stages", Map.of("name", "B", "pipeline", pipeline)));
    assertEquals(
        "4", admin.get("/api/v1/stages/" + next.get("id")).json().path("position").asString());
    Map<String, Object> twin = Map.of("name", "C", "pipeline", pipeline, "position", 3);
    assertEquals(422, admin.post("/api/v1/stages", twin).status());
  }

  @Test
  void aStageInUseIsRetiredIntoAnotherAndThatCanBeUndone() {
    var pipeline = ok(admin.post("/api/v1/pipelines", Map.of("name", "Renewals"))).get("id");
    var first =
        ok(admin.post("/api/v1/stages", Map.of("name", "A", "pipeline", pipeline))).get("id");
    var second =
        ok(admin.post("/api/v1/stages", Map.of("name", "B", "pipeline", pipeline, "position", 1)))
            .get("id");
    var id = open(Map.of("name", "Renewal", "stage", first)).get("id");
    var before = read(id);
    var refused = admin.with("If-Match", "*").delete("/api/v1/stages/" + first);
    admin.with("If-Match", null);
    assertEquals(422, refused.status(), refused.toString());
    var retired = ok(admin.post("/api/v1/stages/" + first + "/retire", Map.of("into", second)));
    assertEquals("1", retired.get("moved"));
    assertEquals(second, read(id).path("stage").asString());
    assertEquals(404, admin.get("/api/v1/stages/" + first).status());
    ok(admin.post("/api/v1/units/" + retired.get("unit") + "/undo", Map.of()));
    assertEquals(before.path("stage"), read(id).path("stage"));
    assertEquals(before.path("stageSince"), read(id).path("stageSince"));
  }

  private List<String> way(String id) {
    var visits = ok(admin.get("/api/v1/opportunities/" + id + "/page")).json().path("visits");
    return visits.valueStream().map(v -> v.at("/stage/name").asString()).toList();
  }

  @Test
  void theWayThroughTheStagesIsKeptAndWhatWasUndoneNeverHappened() {
    var id = open(Map.of("name", "A long way")).get("id");
    ok(verb(id, "move", Map.of("stage", stage("Engaging"))));
    ok(verb(id, "move", Map.of("stage", stage("Proposal"))));
    assertEquals(List.of("Prospecting", "Engaging", "Proposal"), way(id));
    var version = read(id).path("version").asLong();
    var bulk =
        ok(
            admin.post(
                "/api/v1/opportunities/bulk",
                List.of(
                    Map.of(
                        "op",
                        "update",
                        "id",
                        id,
                        "version",
                        version,
                        "record",
                        Map.of("stage", stage("Negotiation"))))));
    var unit = bulk.header("Shuke-Unit").orElseThrow();
    assertEquals(List.of("Prospecting", "Engaging", "Proposal", "Negotiation"), way(id));
    ok(admin.post("/api/v1/units/" + unit + "/undo", Map.of()));
    assertEquals(List.of("Prospecting", "Engaging", "Proposal"), way(id));
    var undo = ok(admin.get("/api/v1/units?limit=1")).json().at("/items/0/id").asString();
    ok(admin.post("/api/v1/units/" + undo + "/undo", Map.of()));
    assertEquals(List.of("Prospecting", "Engaging", "Proposal", "Negotiation"), way(id));
  }

  @Test
  void theBoardHasEveryColumnWithItsSumsAndPagesOn() {
    var pipeline = ok(admin.post("/api/v1/pipelines", Map.of("name", "Board"))).get("id");
    var here =
        ok(admin.post(
                "/api/v1/stages", Map.of("name", "Here", "pipeline", pipeline, "probability", 50)))
            .get("id");
    for (int i = 0; i < 3; i++) {
      open(Map.of("name", "Card " + i, "stage", here, "amount", 100 * (i + 1)));
    }
    var address = "/api/v1/opportunities/board?select=name,amount&limit=2&pipeline=" + pipeline;
    var column = ok(admin.get(address)).json().at("/columns/0");
    assertEquals(3, column.path("count").asInt());
    assertEquals(600, column.path("amount").asInt());
    assertEquals(300, column.path("weighted").asInt());
    assertEquals(2, column.path("items").size());
    var more =
        ok(admin.get(address + "&stage=" + here + "&cursor=" + column.path("next").asString()));
    assertEquals(1, more.json().at("/columns/0/items").size());
    var filtered = ok(admin.get(address + "&filter=" + encoded("amount > 150.0")));
    assertEquals(2, filtered.json().at("/columns/0/count").asInt());
    assertEquals(400, admin.get(address + "&filter=" + encoded("amout > 1")).status());
  }

  @Test
  void aPlayIsUsedAndItsSuccessIsCountedByHowTheOpportunityEnded() {
    var play =
        ok(admin.post("/api/v1/plays", Map.of("name", "Visit first", "stage", stage("Engaging"))))
            .get("id");
    var id = open(Map.of("name", "Played")).get("id");
    ok(verb(id, "play", Map.of("play", play)));
    ok(verb(id, "win", Map.of()));
    var counted =
        ok(
            admin.post(
                "/api/v1/play-uses/aggregate",
                Map.of(
                    "groupBy", List.of("opportunity.stage.kind"),
                    "measures", Map.of("n", "count()"),
                    "filter", "play == \"" + play + "\"")));
    assertEquals("won", counted.json().at("/items/0/opportunity.stage.kind").asString());
    var emptied =
        admin
            .with("If-Match", "*")
            .patch("/api/v1/opportunities/" + id, Map.of("plays", List.of()));
    admin.with("If-Match", null);
    assertEquals(400, emptied.status());
  }

  @Test
  void whatIsDoneAboutAnOpportunityStandsOnItsTimeline() {
    var id = open(Map.of("name", "Talked about")).get("id");
    ok(
        admin.post(
            "/api/v1/activities",
            Map.of("kind", "call", "subject", "Asked for a price", "opportunity", id)));
    var page = ok(admin.get("/api/v1/opportunities/" + id + "/page")).json();
    assertTrue(page.path("timeline").toString().contains("Asked for a price"));
  }

  private Client person(String name) {
    var role = admin.get("/api/v1/roles?filter=" + encoded("name == \"Sales manager\""));
    var user =
        ok(
            admin.post(
                "/api/v1/users",
                Map.of(
                    "name",
                    name,
                    "email",
                    name.toLowerCase(java.util.Locale.ROOT) + "@stages.example",
                    "roles",
                    List.of(role.get("items.0.id")))));
    people.put(name, user.get("id"));
    var key =
        ok(admin.post("/api/v1/users/" + user.get("id") + "/issue-key", Map.of("name", "test")));
    return new Client(PROGRAM.shuke().port()).key(key.get("key"));
  }

  private final Map<String, String> people = new java.util.HashMap<>();

  @Test
  void whoeverMayNotEnterAStageByHimselfAsksAndAYesLetsItIn() {
    var chief = person("Chief");
    var seller = person("Seller");
    var pipeline = ok(admin.post("/api/v1/pipelines", Map.of("name", "With a yes"))).get("id");
    ok(admin.post("/api/v1/stages", Map.of("name", "First", "pipeline", pipeline)));
    var guarded =
        ok(admin.post(
                "/api/v1/stages",
                Map.of(
                    "name",
                    "Guarded",
                    "pipeline",
                    pipeline,
                    "position",
                    1,
                    "asked",
                    List.of("nextStep"),
                    "approvers",
                    List.of(people.get("Chief")))))
            .get("id");
    var id =
        ok(seller.post(
                "/api/v1/opportunities",
                Map.of("name", "Needs a yes", "pipeline", pipeline, "amount", 70)))
            .get("id");
    var one = "/api/v1/opportunities/" + id;
    var first = seller.post(one + "/ask-to-enter", Map.of("stage", guarded));
    assertEquals(422, first.status(), "what else is missing comes first");
    assertTrue(first.text().contains("nextStep"), first.text());
    ok(seller.with("If-Match", "*").patch(one, Map.of("nextStep", "Sign")));
    var refused = seller.post(one + "/move", Map.of("stage", guarded));
    assertEquals(422, refused.status());
    assertTrue(refused.text().contains("opportunity.stage-approval"), refused.text());

    var asked = ok(seller.post(one + "/ask-to-enter", Map.of("stage", guarded, "reason", "Now")));
    assertEquals(guarded, asked.get("awaitedStage"));
    assertNotEquals(guarded, asked.get("stage"));
    ok(chief.post(waiting(id) + "/reject", Map.of("comment", "Too early")));
    assertEquals("", seller.get(one).get("awaitedStage"));
    assertNotEquals(guarded, seller.get(one).get("stage"));

    ok(seller.post(one + "/ask-to-enter", Map.of("stage", guarded)));
    ok(chief.post(waiting(id) + "/approve", Map.of()));
    assertEquals(guarded, seller.get(one).get("stage"));
    assertEquals("", seller.get(one).get("awaitedStage"));

    var own =
        ok(chief.post(
                "/api/v1/opportunities",
                Map.of("name", "Own", "pipeline", pipeline, "nextStep", "Go")))
            .get("id");
    var mine = "/api/v1/opportunities/" + own + "/ask-to-enter";
    assertEquals(guarded, ok(chief.post(mine, Map.of("stage", guarded))).get("stage"));
  }

  private String waiting(String subject) {
    var filter = encoded("subject == \"" + subject + "\" && state == \"pending\"");
    return "/api/v1/approvals/"
        + ok(admin.get("/api/v1/approvals?filter=" + filter)).get("items.0.id");
  }
}

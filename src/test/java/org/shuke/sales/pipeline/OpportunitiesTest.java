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
    var byId = encoded("stage == \"" + stage("Negotiation") + "\"");
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
}

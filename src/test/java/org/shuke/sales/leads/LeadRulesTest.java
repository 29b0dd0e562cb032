package org.shuke.sales.leads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Reply;
import org.shuke.sales.leads.Crew.Rep;

/// Leads are scored and given away by rules that people keep.
class LeadRulesTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final Crew CREW = new Crew(PROGRAM);
  private static final Rep ANN = CREW.hire("Ann", CREW.north);
  private static final Rep BOB = CREW.hire("Bob", CREW.north);

  @Test
  void aRuleThatCanNoLongerBeAskedIsPassedOverAndSaysWhy() {
    var field =
        CREW.made(
            "custom-fields",
            Map.of(
                "type", "leads", "name", "budget", "kind", "number", "labels", Map.of("en", "B")));
    var score =
        CREW.made("score-rules", Map.of("name", "Rich", "condition", "budget > 5", "points", 40));
    CREW.made(
        "score-rules", Map.of("name", "From home", "condition", "city == \"Ulm\"", "points", 2));
    var assigned =
        CREW.made(
            "assignment-rules",
            Map.of(
                "name",
                "To Ann",
                "position",
                -2,
                "condition",
                "budget > 5",
                "method",
                "load",
                "users",
                List.of(ANN.id())));
    CREW.made(
        "assignment-rules",
        Map.of(
            "name",
            "To Bob",
            "position",
            -1,
            "condition",
            "city == \"Ulm\"",
            "method",
            "load",
            "users",
            List.of(BOB.id())));
    var rich = unowned(Map.of("name", "Rich", "city", "Ulm", "budget", 9));
    assertEquals("42", rich.get("score"), rich.text());
    assertEquals(ANN.id(), rich.get("owner"));

    var gone = CREW.admin.with("If-Match", "*");
    assertEquals(204, gone.delete("/api/v1/custom-fields/" + field + "?force=true").status());
    var lead = unowned(Map.of("name", "Poor", "city", "Ulm"));
    assertEquals("2", lead.get("score"), lead.text());
    assertEquals(BOB.id(), lead.get("owner"));
    for (var rule : List.of("score-rules/" + score, "assignment-rules/" + assigned)) {
      var told = CREW.admin.get("/api/v1/" + rule).get("lastError");
      assertTrue(told.contains("budget") && told.contains("column 1"), told);
      var mended = CREW.admin.patch("/api/v1/" + rule, Map.of("condition", "city == \"Rom\""));
      assertEquals(200, mended.status(), mended.text());
      assertTrue(mended.json().path("lastError").isNull(), mended.text());
    }
  }

  @Test
  void aLeadGoesToWhomTheFirstRuleFindsAndItsClockRuns() {
    CREW.made(
        "score-rules",
        Map.of("name", "Has a company", "condition", "company != null", "points", 10));
    CREW.made(
        "score-rules",
        Map.of(
            "name", "Wrote by mail", "condition", "email.contains(\"web.example\")", "points", 5));
    CREW.made(
        "territories",
        Map.of(
            "name", "Bavaria", "country", "DE", "regions", "Bayern\nHessen", "manager", BOB.id()));
    CREW.made(
        "assignment-rules",
        Map.of(
            "name",
            "Germany",
            "position",
            1,
            "condition",
            "country == \"DE\"",
            "method",
            "territory"));
    CREW.made(
        "assignment-rules",
        Map.of(
            "name",
            "The rest",
            "position",
            2,
            "method",
            "roundRobin",
            "users",
            List.of(ANN.id(), BOB.id()),
            "respondWithinHours",
            2));
    var german = unowned(Map.of("name", "G", "country", "DE", "region", "Bayern"));
    assertEquals(BOB.id(), german.get("owner"));
    assertEquals("Germany", german.get("assignedBy"));
    var owners =
        List.of(
            unowned(Map.of("name", "A", "company", "X")).get("owner"),
            unowned(Map.of("name", "B")).get("owner"),
            unowned(Map.of("name", "C")).get("owner"));
    assertEquals(owners.get(0), owners.get(2));
    assertEquals(2, java.util.Set.copyOf(owners).size());
    var scored = unowned(Map.of("name", "D", "company", "X", "email", "d@web.example"));
    assertEquals("15", scored.get("score"));
    assertTrue(scored.text().contains("Has a company"), scored.text());
    var due = java.time.Instant.parse(scored.get("respondBy"));
    var created = java.time.Instant.parse(scored.get("createdAt"));
    assertEquals(Duration.ofHours(2), Duration.between(created, due));
    assertEquals(
        422,
        CREW.admin
            .post("/api/v1/score-rules", Map.of("name", "x", "condition", "nme == 1", "points", 1))
            .status());
  }

  @Test
  void aTerritoryIsFoundByTheNameOfItsPlaceHoweverFully() {
    var region = Map.of("name", "Zhejiang", "regions", "浙江\r\n York", "manager", ANN.id());
    CREW.made("territories", region);
    CREW.made("territories", Map.of("name", "West lake", "regions", "杭州", "manager", BOB.id()));
    var rule =
        Map.of(
            "name", "Places", "position", -9, "method", "territory", "condition", "name != \"\"");
    var made = CREW.made("assignment-rules", new java.util.HashMap<String, Object>(rule));
    try {
      assertEquals(ANN.id(), unowned(Map.of("name", "A", "region", "浙江省")).get("owner"));
      var city = Map.of("name", "B", "region", " 浙江省 ", "city", "杭州市");
      assertEquals(BOB.id(), unowned(city).get("owner"), "its city counts before its region");
      assertEquals(ANN.id(), unowned(Map.of("name", "C", "city", "York")).get("owner"));
      var yorkshire = unowned(Map.of("name", "D", "region", "Yorkshire"));
      assertTrue(!"Places".equals(yorkshire.get("assignedBy")), yorkshire.text());
      var told = CREW.admin.get("/api/v1/assignment-rules/" + made).get("lastError");
      assertEquals("It held for a lead, but found nobody to give it to.", told);
      var row = row(made);
      unowned(Map.of("name", "F", "region", "Yorkshire"));
      assertEquals(row, row(made), "it is written down once");
      unowned(Map.of("name", "E", "region", "浙江"));
      var mended = CREW.admin.get("/api/v1/assignment-rules/" + made);
      assertTrue(mended.json().path("lastError").isNull(), mended.text());
    } finally {
      CREW.admin.with("If-Match", "*").delete("/api/v1/assignment-rules/" + made);
      CREW.admin.with("If-Match", null);
    }
  }

  private static String row(String rule) {
    return PROGRAM
        .database()
        .read(tx ->
            tx.first(
                "select xmin::text from sales.assignment_rule where id = ?::uuid",
                row -> row.getString(1),
                rule));
  }

  @Test
  void aRuleThatGivesToPeopleNamesSomebody() {
    var rule = Map.of("name", "Nobody", "method", "roundRobin");
    var refused = CREW.admin.post("/api/v1/assignment-rules", rule);
    assertEquals(422, refused.status(), refused.text());
    assertEquals("users", refused.get("errors.0.field"));
    var empty = CREW.made("teams", Map.of("name", "Empty"));
    var team = Map.of("name", "Nobody", "method", "load", "team", empty);
    assertEquals(422, CREW.admin.post("/api/v1/assignment-rules", team).status());
  }

  private static Reply unowned(Map<String, ?> fields) {
    var lead = new java.util.HashMap<String, Object>(fields);
    lead.put("owner", null);
    return CREW.admin.get("/api/v1/leads/" + CREW.made("leads", lead));
  }
}

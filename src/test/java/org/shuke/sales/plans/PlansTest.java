package org.shuke.sales.plans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.Program.Reply;
import tools.jackson.databind.JsonNode;

class PlansTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private final Client admin = PROGRAM.admin();

  private static Reply ok(Reply reply) {
    assertTrue(reply.status() < 300, reply.toString());
    return reply;
  }

  private String make(String plural, Map<String, Object> record) {
    return ok(admin.post("/api/v1/" + plural, record)).get("id");
  }

  private String stage(String name) {
    var filter = URLEncoder.encode("name == \"" + name + "\"", StandardCharsets.UTF_8);
    return ok(admin.get("/api/v1/stages?filter=" + filter)).json().at("/items/0/id").asString();
  }

  @Test
  void periodsAreReadAsTheyAreWritten() {
    var quarter = Period.read("2026-Q4");
    assertNotNull(quarter);
    assertEquals(LocalDate.parse("2026-10-01"), quarter.from());
    assertEquals(LocalDate.parse("2026-12-31"), quarter.until());
    var week = Period.read("2026-W53");
    assertNotNull(week);
    assertEquals(LocalDate.parse("2026-12-28"), week.from());
    assertNull(Period.read("2025-W53"));
    assertNull(Period.read("2026-13"));
    assertNull(Period.read("soon"));
    assertEquals("2026-W53", Period.weekOf(LocalDate.parse("2027-01-03")).name());
  }

  @Test
  void theForecastRollsUpTheTreeAndKeepsWhatAManagerSaysInstead() {
    var top = make("teams", Map.of("name", "Sales"));
    var north = make("teams", Map.of("name", "North", "parent", top));
    var ada = make("users", Map.of("name", "Ada", "email", "ada@plans.example", "team", north));
    var today = LocalDate.now(ZoneId.systemDefault());
    var period = Period.quarterOf(today).name();
    deal(ada, 100, "commit", today);
    deal(ada, 10, "bestCase", today);
    deal(ada, 1, "omitted", today);
    var won = deal(ada, 1000, "pipeline", today);
    ok(admin.post("/api/v1/opportunities/" + won + "/win", Map.of()));
    make(
        "forecast-entries",
        Map.of("team", north, "period", period, "amount", 1500, "note", "One more"));
    var amount = make("targets", Map.of("team", top, "period", period, "amount", 2000));
    var number =
        make("targets", Map.of("owner", ada, "period", period, "measure", "count", "amount", 2));

    var forecast = ok(admin.get("/api/v1/forecast?period=" + period)).json();
    Map<String, JsonNode> nodes = new HashMap<>();
    forecast.path("nodes").forEach(node -> nodes.put(node.path("name").asString(), node));
    for (var name : new String[] {"Sales", "North", "Ada"}) {
      var node = nodes.get(name);
      assertNotNull(node, forecast.toString());
      assertEquals(1000, node.path("won").asInt());
      assertEquals(1100, node.path("commit").asInt());
      assertEquals(1110, node.path("bestCase").asInt());
      assertEquals(1110, node.path("pipeline").asInt());
    }
    assertEquals(1500, nodes.get("North").at("/override/amount").asInt());

    assertEquals(1000, reached(admin, period, amount).path("achieved").asInt());
    assertEquals(1, reached(admin, period, number).path("achieved").asInt());
    assertEquals(400, admin.get("/api/v1/forecast?period=soon").status());
    assertEquals(
        422,
        admin
            .post("/api/v1/targets", Map.of("team", top, "owner", ada, "period", "x", "amount", 1))
            .status());
  }

  private String deal(String owner, int amount, String forecast, LocalDate closes) {
    return make(
        "opportunities",
        Map.of(
            "name", "Deal " + amount,
            "owner", owner,
            "amount", amount,
            "forecast", forecast,
            "closeDate", closes.toString()));
  }

  @Test
  void whatChangedSinceLastWeekComesFromTheChangeLog() {
    var id = make("opportunities", Map.of("name", "Changing", "amount", 10));
    var changes = ok(admin.get("/api/v1/forecast/changes")).json().path("items");
    var mine =
        changes
            .valueStream()
            .filter(c -> c.path("id").asString().equals(id))
            .findFirst()
            .orElseThrow();
    assertTrue(mine.path("created").asBoolean());
  }

  @Test
  void theWeeksReportIsAPageAndAPaper() {
    var won = make("opportunities", Map.of("name", "Weekly 周报 & more", "amount", 10));
    ok(admin.post("/api/v1/opportunities/" + won + "/move", Map.of("stage", stage("Won"))));
    var week = Period.weekOf(LocalDate.now(ZoneId.systemDefault())).name();
    var report = ok(admin.get("/api/v1/reports/weekly?week=" + week)).json();
    assertTrue(report.path("won").toString().contains("Weekly 周报"), report.toString());
    var paper = ok(admin.get("/api/v1/reports/weekly.pdf?week=" + week));
    assertEquals("application/pdf", paper.header("Content-Type").orElseThrow());
    assertTrue(paper.text().startsWith("%PDF-"));
  }

  private static Map<String, Object> line(String product, int quantity, int price) {
    return new HashMap<>(Map.of("product", product, "quantity", quantity, "unitPrice", price));
  }

  private void order(String owner, String account, String status, List<Map<String, Object>> lines) {
    make("orders", Map.of("account", account, "owner", owner, "status", status, "lines", lines));
  }

  @Test
  void aMarginIsWhatWasSoldLessWhatItCostsAndHiddenFromWhoMayNotReadCosts() {
    make("exchange-rates", Map.of("currency", "USD", "validFrom", "2020-01-01", "rate", 7));
    var tea =
        make(
            "products",
            Map.of(
                "sku",
                "PT",
                "name",
                "Tea",
                "currency",
                "CNY",
                "cost",
                3,
                "units",
                List.of(Map.of("unit", "dozen", "factor", 12))));
    var cup = make("products", Map.of("sku", "PC", "name", "Cup", "currency", "USD", "cost", 2));
    var unknown = make("products", Map.of("sku", "PU", "name", "Whatever"));
    var roles = admin.get("/api/v1/roles?filter=name%20==%20%22Salesperson%22").get("items.0.id");
    var bo =
        make("users", Map.of("name", "Bo", "email", "bo@plans.example", "roles", List.of(roles)));
    var shop = make("accounts", Map.of("name", "Shop", "owner", bo, "country", "CN"));
    var dozen = line(tea, 1, 100);
    dozen.put("unit", "dozen");
    order(
        bo,
        shop,
        "confirmed",
        List.of(line(tea, 2, 10), dozen, line(tea, -1, 10), line(cup, 1, 20), line(unknown, 5, 9)));
    order(bo, shop, "draft", List.of(line(tea, 100, 10)));
    var period = Period.quarterOf(LocalDate.now(ZoneId.systemDefault())).name();
    Map<String, Object> target =
        Map.of("owner", bo, "period", period, "measure", "margin", "amount", 154);
    var id = make("targets", target);
    make(
        "targets",
        Map.of("owner", bo, "period", period, "measure", "margin", "product", cup, "amount", 5));

    // (20 - 2 × 3) + (100 - 12 × 3) - (10 - 3) + (20 - 2 × 7)
    var whole = reached(admin, period, id);
    assertEquals(77, whole.path("achieved").asInt(), whole.toString());
    var filter = URLEncoder.encode(whole.path("filter").asString(), StandardCharsets.UTF_8);
    assertEquals(1, ok(admin.get("/api/v1/orders?filter=" + filter)).json().path("items").size());
    var cups = ok(admin.get("/api/v1/targets/attainment?period=" + period)).json().path("items");
    assertTrue(
        cups.valueStream().anyMatch(each -> each.path("achieved").asInt() == 6), cups.toString());

    var key = admin.post("/api/v1/users/" + bo + "/issue-key", Map.of("name", "test")).get("key");
    var own = reached(new Client(PROGRAM.shuke().port()).key(key), period, id);
    assertTrue(own.path("achieved").isNull(), own.toString());
  }

  @Test
  void aTargetIsSeenWithItsOutcomeOrNotAtAll() {
    var north = make("teams", Map.of("name", "Whole North"));
    var south = make("teams", Map.of("name", "Whole South"));
    var lead = person("Lead", "Sales manager", north);
    var ada = person("Ada Whole", "Salesperson", north);
    var bo = person("Bo Whole", "Salesperson", south);
    var period = "2031-Q2";
    var own = make("targets", Map.of("owner", ada, "period", period, "amount", 100));
    var others = make("targets", Map.of("owner", bo, "period", period, "amount", 200));
    var ours = make("targets", Map.of("team", north, "period", period, "amount", 300));
    var theirs = make("targets", Map.of("team", south, "period", period, "amount", 400));

    assertEquals(List.of(own), seen(ada, period));
    assertEquals(List.of(others), seen(bo, period));
    assertEquals(List.of(own, ours), seen(lead, period));
    assertEquals(List.of(own, others, ours, theirs), ids(admin, "/attainment?period=" + period));
    assertEquals(List.of(own), ids(key(ada), "?select=id"));
    assertEquals(404, key(ada).get("/api/v1/targets/" + others).status());
  }

  @Test
  void whoMayNotSeeATargetIsNotToldThatItIsThere() {
    var north = make("teams", Map.of("name", "Near"));
    var south = make("teams", Map.of("name", "Far"));
    role(
        "Planner",
        grant("users", Map.of("read", "all"), Map.of()),
        grant("targets", Map.of("read", "tree", "create", "tree"), Map.of()));
    var lead = key(person("Near Lead", "Planner", north));
    var others = person("Far Seller", "Salesperson", south);
    Map<String, Object> known = Map.of("owner", others, "period", "2031-Q1", "amount", 200);
    Map<String, Object> unknown = Map.of("owner", others, "period", "2031-Q4", "amount", 200);
    make("targets", known);
    assertEquals(409, admin.post("/api/v1/targets", known).status());
    var refused = lead.post("/api/v1/targets", unknown);
    assertEquals(403, refused.status(), refused.toString());
    assertEquals(refused.text(), lead.post("/api/v1/targets", known).text());
  }

  @Test
  void whoMayNotSeeWhoseDealsAreIsToldThatTheForecastIsHidden() {
    var read = Map.of("read", "all");
    role(
        "Ownerless",
        grant("stages", read, Map.of()),
        grant("teams", read, Map.of()),
        grant("users", read, Map.of()),
        grant("opportunities", read, Map.of("owner", "none")));
    var team = make("teams", Map.of("name", "Blind"));
    var reader = key(person("Blind Reader", "Ownerless", team));
    var refused = reader.get("/api/v1/forecast?period=2031-Q1");
    assertEquals(403, refused.status(), refused.toString());
  }

  private void role(String name, Map<?, ?>... grants) {
    make("roles", Map.of("name", name, "grants", List.of(grants)));
  }

  private static Map<String, Object> grant(String type, Map<?, ?> verbs, Map<?, ?> fields) {
    return Map.of("type", type, "verbs", verbs, "fields", fields);
  }

  @Test
  void everybodyStandsBelowHisTeamAlsoForWhoDoesNotSeeTheTeamsAbove() {
    var house = make("teams", Map.of("name", "House"));
    var region = make("teams", Map.of("name", "Region", "parent", house));
    var day = LocalDate.parse("2031-09-30");
    person("Housekeeper", "Salesperson", house);
    var lead = person("Region Lead", "Sales manager", region);
    for (var city : List.of("Aville", "Bville")) {
      var team = make("teams", Map.of("name", city, "parent", region));
      deal(person("Seller in " + city, "Salesperson", team), 10, "commit", day);
    }
    var nodes = ok(key(lead).get("/api/v1/forecast?period=2031-Q3")).json().path("nodes");
    var names = nodes.valueStream().map(node -> node.path("name").asString()).toList();
    assertEquals(5, names.size(), names::toString);
    assertEquals("Region", names.getFirst());
    for (var city : List.of("Aville", "Bville")) {
      assertEquals("Seller in " + city, names.get(names.indexOf(city) + 1), names::toString);
    }
  }

  private String person(String name, String role, String team) {
    var filter = URLEncoder.encode("name == \"" + role + "\"", StandardCharsets.UTF_8);
    var roles = List.of(admin.get("/api/v1/roles?filter=" + filter).get("items.0.id"));
    var email = name.toLowerCase(java.util.Locale.ROOT).replace(" ", ".") + "@plans.example";
    return make("users", Map.of("name", name, "email", email, "roles", roles, "team", team));
  }

  private Client key(String person) {
    var made = admin.post("/api/v1/users/" + person + "/issue-key", Map.of("name", "test"));
    return new Client(PROGRAM.shuke().port()).key(ok(made).get("key"));
  }

  /// The targets whose outcome somebody is told, each with its outcome.
  private List<String> seen(String person, String period) {
    return ids(key(person), "/attainment?period=" + period);
  }

  private static List<String> ids(Client who, String what) {
    return ok(who.get("/api/v1/targets" + what))
        .json()
        .path("items")
        .valueStream()
        .map(each -> each.has("target") ? each.path("target") : each)
        .map(each -> each.path("id").asString())
        .toList();
  }

  private static JsonNode reached(Client who, String period, String target) {
    return ok(who.get("/api/v1/targets/attainment?period=" + period))
        .json()
        .path("items")
        .valueStream()
        .filter(each -> each.at("/target/id").asString().equals(target))
        .findFirst()
        .orElseThrow();
  }
}

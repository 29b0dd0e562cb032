package org.shuke.sales.plans;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.Program.Reply;
import tools.jackson.databind.JsonNode;

/// Whose the success is, and who is told how far others are.
class CreditsTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final LocalDate TODAY = LocalDate.now(ZoneId.systemDefault());
  private static final String PERIOD = Period.quarterOf(TODAY).name();

  private static Client admin;
  private static String head;
  private static String china;
  private static String europe;
  private static String lin;
  private static String wu;
  private static String laurent;
  private static String won;

  @BeforeAll
  static void company() {
    admin = PROGRAM.admin();
    head = make("teams", Map.of("name", "Head office"));
    china = make("teams", Map.of("name", "China", "parent", head));
    europe = make("teams", Map.of("name", "Europe", "parent", head));
    lin = hire("Lin", china, "Salesperson");
    wu = hire("Wu", china, "Salesperson");
    laurent = hire("Laurent", europe, "Salesperson");
    won = deal("Shared", lin, 9000, List.of(part(wu, 40)));
    ok(admin.post("/api/v1/opportunities/" + won + "/win", Map.of()));
    var french = deal("French", laurent, 500, List.of());
    ok(admin.post("/api/v1/opportunities/" + french + "/win", Map.of()));
  }

  private static Reply ok(Reply reply) {
    assertTrue(reply.status() < 300, reply.toString());
    return reply;
  }

  private static String make(String plural, Map<String, Object> record) {
    return ok(admin.post("/api/v1/" + plural, record)).get("id");
  }

  private static String hire(String name, String team, String role) {
    var roles = ok(admin.get("/api/v1/roles?filter=" + cel("name == \"" + role + "\"")));
    var mail = name.toLowerCase(java.util.Locale.ROOT).replace(' ', '.') + "@credits.example";
    return make(
        "users",
        Map.of(
            "name", name, "email", mail, "team", team, "roles", List.of(roles.get("items.0.id"))));
  }

  private static Client as(String user) {
    var key = ok(admin.post("/api/v1/users/" + user + "/issue-key", Map.of("name", "k")));
    return new Client(PROGRAM.shuke().port()).key(key.get("key"));
  }

  private static String cel(String condition) {
    return URLEncoder.encode(condition, StandardCharsets.UTF_8);
  }

  private static Map<String, Object> part(String user, int credit) {
    return Map.of("user", user, "write", false, "credit", credit);
  }

  private static String deal(String name, String owner, int amount, List<?> members) {
    return make(
        "opportunities",
        Map.of(
            "name", name,
            "owner", owner,
            "amount", amount,
            "closeDate", TODAY.toString(),
            "members", members));
  }

  private static JsonNode found(JsonNode list, String name, String value) {
    return list.valueStream()
        .filter(each -> each.path(name).asString("").equals(value))
        .findFirst()
        .orElseThrow(() -> new AssertionError(value + " in " + list));
  }

  private static JsonNode reached(Client who, String target) {
    return ok(who.get("/api/v1/targets/attainment?period=" + PERIOD))
        .json()
        .path("items")
        .valueStream()
        .filter(each -> each.at("/target/id").asString().equals(target))
        .findFirst()
        .orElseThrow();
  }

  private static String target(String whose, String id, int amount) {
    return make("targets", Map.of(whose, id, "period", PERIOD, "amount", amount));
  }

  @Test
  void whatWasWonIsDividedByCreditInEveryFigure() {
    var filter = cel("name in [\"Shared\", \"French\"]");
    for (var asked : List.of("", "?filter=" + filter)) {
      var report = ok(admin.get("/api/v1/reports/sales" + asked)).json();
      var owners = report.at("/by/owner");
      assertEquals(5400, found(owners, "name", "Lin").path("wonAmount").asInt());
      assertEquals(3600, found(owners, "name", "Wu").path("wonAmount").asInt());
      assertEquals(0, found(owners, "name", "Wu").path("won").asInt());
      assertEquals(9500, report.at("/totals/wonAmount").asInt());
    }

    var nodes = ok(admin.get("/api/v1/forecast?period=" + PERIOD)).json().path("nodes");
    assertEquals(5400, found(nodes, "name", "Lin").path("won").asInt());
    assertEquals(3600, found(nodes, "name", "Wu").path("won").asInt());
    assertEquals(9000, found(nodes, "name", "China").path("won").asInt());
    assertEquals(9500, found(nodes, "name", "Head office").path("won").asInt());

    var his = reached(admin, target("owner", wu, 7200));
    assertEquals(3600, his.path("achieved").asInt());
    var behind =
        ok(admin.get("/api/v1/opportunities?filter=" + cel(his.path("filter").asString())));
    assertEquals(won, behind.get("items.0.id"));
    var theirs = reached(admin, target("team", china, 9000));
    assertEquals(9000, theirs.path("achieved").asInt());
    var opened =
        ok(admin.get("/api/v1/opportunities?filter=" + cel(theirs.path("filter").asString())));
    assertEquals(won, opened.get("items.0.id"));
  }

  /// 3 × 100 less 3 × 40 is 180 of which Wu has 40 per cent; Lin sold 50 less 40 besides.
  @Test
  void theMarginOfAnOrderIsDividedAsItsOpportunityIs() {
    var product =
        make("products", Map.of("sku", "M-1", "name", "Mill", "listPrice", 100, "cost", 40));
    var deal = deal("Mills", lin, 300, List.of(part(wu, 40)));
    var account = make("accounts", Map.of("name", "Miller", "owner", lin));
    var line = Map.of("product", product, "quantity", 3, "unitPrice", 100);
    var quote =
        "/api/v1/quotes/"
            + make(
                "quotes",
                Map.of(
                    "account", account, "owner", lin, "opportunity", deal, "lines", List.of(line)));
    ok(admin.post(quote + "/submit", Map.of()));
    ok(admin.post(quote + "/send", Map.of()));
    var order = ok(admin.post(quote + "/accept", Map.of("hash", admin.get(quote).get("hash"))));
    var small = Map.of("product", product, "quantity", 1, "unitPrice", 50);
    make("orders", Map.of("account", account, "owner", lin, "lines", List.of(small)));
    try {
      var his = reached(admin, margin("owner", wu));
      assertEquals(72, his.path("achieved").asInt(), his::toString);
      var behind = ok(admin.get("/api/v1/orders?filter=" + cel(his.path("filter").asString())));
      assertEquals(1, behind.json().path("items").size());
      assertEquals(order.get("order"), behind.get("items.0.id"));
      var owners = reached(admin, margin("owner", lin));
      assertEquals(108 + 10, owners.path("achieved").asInt(), owners::toString);
      assertEquals(190, reached(admin, margin("team", china)).path("achieved").asInt());
      var goods = new HashMap<String, Object>(Map.of("owner", wu, "period", PERIOD, "amount", 1));
      goods.putAll(Map.of("measure", "margin", "product", product));
      assertEquals(72, reached(admin, make("targets", goods)).path("achieved").asInt());
      assertEquals(0, reached(admin, margin("owner", laurent)).path("achieved").asInt());
    } finally {
      var gone = Map.of("op", "delete", "filter", "name == \"Mills\"");
      ok(admin.post("/api/v1/opportunities/bulk-by-filter", gone));
    }
  }

  private static String margin(String whose, String id) {
    return make("targets", Map.of(whose, id, "period", PERIOD, "measure", "margin", "amount", 100));
  }

  @Test
  void creditsTogetherAreAtMostTheWhole() {
    var members = List.of(part(wu, 60), part(laurent, 50));
    var refused =
        admin.post("/api/v1/opportunities", Map.of("name", "Too much", "members", members));
    assertEquals(422, refused.status());
    assertEquals("members[1].credit", refused.get("errors.0.field"));
  }

  @Test
  void ofThoseWhoseDealsOneDoesNotSeeNothingIsSaid() {
    var chief = as(hire("Chief of China", china, "Sales manager"));
    var all = List.of(target("owner", laurent, 1000), target("team", head, 20000));
    var told = ok(chief.get("/api/v1/targets/attainment?period=" + PERIOD)).text();
    assertTrue(all.stream().noneMatch(told::contains), told);
    assertEquals(5400, reached(chief, target("owner", lin, 10000)).path("achieved").asInt());

    var nodes = ok(chief.get("/api/v1/forecast?period=" + PERIOD)).json().path("nodes");
    assertEquals(9000, found(nodes, "name", "China").path("won").asInt());
    assertFalse(nodes.toString().contains("Head office"), nodes.toString());
    var own = ok(as(wu).get("/api/v1/forecast?period=" + PERIOD)).json();
    assertEquals(3600, own.at("/total/won").asInt());
    assertEquals(1, own.path("nodes").size(), own.toString());
  }

  @Test
  void onlyWhoLeadsSaysWhatToExpect() {
    var chief = hire("Chief", china, "Sales manager");
    var own = as(chief);
    assertEquals(403, said(as(wu), "person", wu).status());
    assertEquals(403, said(as(wu), "person", lin).status());
    assertEquals(403, said(as(wu), "team", china).status());
    assertEquals(403, said(own, "person", chief).status());
    assertEquals(403, said(own, "team", europe).status());
    assertEquals(201, said(own, "person", wu).status());
    assertEquals(201, said(own, "team", china).status());
    var nodes = ok(own.get("/api/v1/forecast?period=" + PERIOD)).json().path("nodes");
    assertTrue(found(nodes, "name", "Wu").path("mayOverride").asBoolean());
    assertEquals("Chief", found(nodes, "name", "Wu").at("/override/owner/name").asString());
  }

  private static Reply said(Client who, String whom, String id) {
    return who.post("/api/v1/forecast-entries", Map.of(whom, id, "period", PERIOD, "amount", 1));
  }

  @Test
  void aTargetIsOnesAndAskedOnce() {
    Map<String, Object> target = Map.of("team", europe, "period", "2031", "amount", 1);
    make("targets", target);
    assertEquals(409, admin.post("/api/v1/targets", target).status());
    Map<String, Object> both = Map.of("owner", wu, "team", europe, "period", "2032", "amount", 1);
    assertEquals(422, admin.post("/api/v1/targets", both).status());
  }

  @Test
  void aWeekThatHasNotBegunHasNoReportAndOneThatWasNotKeptSaysSo() {
    var ahead = Period.weekOf(TODAY.plusWeeks(2)).name();
    assertEquals(400, admin.get("/api/v1/reports/weekly?week=" + ahead).status());
    var past = Period.weekOf(TODAY.minusWeeks(9)).name();
    var report = ok(admin.get("/api/v1/reports/weekly?week=" + past)).json();
    assertTrue(report.path("openToday").asBoolean());

    make("opportunities", Map.of("name", "Late", "closeDate", TODAY.minusDays(3).toString()));
    make("opportunities", Map.of("name", "Soon", "closeDate", TODAY.plusDays(3).toString()));
    var coming = ok(admin.get("/api/v1/reports/weekly")).json().path("coming").toString();
    assertTrue(coming.contains("Soon"), coming);
    assertFalse(coming.contains("Late"), coming);
  }

  @Test
  void creditInManyDealsIsAddedUpUnderAFilter() {
    var stage = ok(admin.get("/api/v1/stages?filter=" + cel("externalId == \"Won\"")));
    Map<String, Object> deal =
        Map.of(
            "name",
            "Many",
            "owner",
            lin,
            "amount",
            10,
            "closeDate",
            TODAY.toString(),
            "stage",
            stage.get("items.0.id"),
            "members",
            List.of(part(wu, 50)));
    var rows = Collections.nCopies(420, Map.of("op", "create", "record", deal));
    ok(admin.post("/api/v1/opportunities/bulk", rows));
    try {
      var filter = cel("name == \"Many\"");
      var owners = ok(admin.get("/api/v1/reports/sales?filter=" + filter)).json().at("/by/owner");
      assertEquals(2100, found(owners, "name", "Lin").path("wonAmount").asInt());
      assertEquals(2100, found(owners, "name", "Wu").path("wonAmount").asInt());
    } finally {
      var gone = Map.of("op", "delete", "filter", "name == \"Many\"");
      ok(admin.post("/api/v1/opportunities/bulk-by-filter", gone));
    }
  }
}

package org.shuke.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.insight.value.ValueSetting;
import org.shuke.insight.value.Values;

/// Whoever may not read what orders cost learns it from no figure over all of them either: what a
/// customer is worth, how he is classed by it, and what reports, forecasts and plans add up.
class HiddenWorthTest {
  private static final Clock CLOCK =
      Clock.fixed(Instant.parse("2026-11-27T09:00:00Z"), ZoneOffset.UTC);

  @RegisterExtension static final Program program = Program.withKey(CLOCK);

  private static final Map<String, String> VERBS = Map.of("read", "all", "export", "all");
  private static final List<String> WORTH =
      List.of("monetary", "monetaryScore", "rfm", "abc", "class");
  private static final List<String> RHYTHM =
      List.of("frequency", "quantity", "recencyDays", "recencyScore", "stage", "lastOrderAt");

  private static Client admin;
  private static String account;
  private static int number;

  @BeforeAll
  static void aCustomerWhoBought() {
    admin = program.admin();
    account = made("accounts", Map.of("name", "Mill", "kind", "company"));
    var line = Map.of("description", "Tea", "quantity", 3, "unitPrice", 6123.25);
    var order = made("orders", Map.of("account", account, "lines", List.of(line)));
    var shipped = admin.post("/api/v1/orders/" + order + "/ship", Map.of());
    assertEquals(200, shipped.status(), shipped::toString);
    made(
        "opportunities",
        Map.of("name", "Dam", "account", account, "amount", 81234.25, "closeDate", "2026-11-28"));
    made("targets", Map.of("period", "2026-Q4", "amount", 500_000, "territory", "ON"));
    made(
        "targets", Map.of("period", "2026-Q4", "measure", "count", "amount", 5, "territory", "ON"));
    new Values(program.database(), ZoneOffset.UTC, () -> ValueSetting.DEFAULT, CLOCK).reckon();
  }

  private static String made(String plural, Map<String, ?> record) {
    var reply = admin.post("/api/v1/" + plural, record);
    assertEquals(201, reply.status(), reply::toString);
    return reply.get("id");
  }

  /// Somebody who reads everything of sales but what the grant says.
  private static Client reader(Map<?, ?>... but) {
    var types =
        Stream.of(
            "accounts",
            "orders",
            "opportunities",
            "targets",
            "forecast-entries",
            "stages",
            "pipelines",
            "users",
            "teams",
            "products",
            "price-books",
            "price-entries",
            "promotions");
    return person(
        Stream.concat(types.map(type -> Map.of("type", type, "verbs", VERBS)), Stream.of(but))
            .toList());
  }

  private static Client person(List<?> grants) {
    var name = "r" + ++number;
    var role = made("roles", Map.of("name", name, "grants", grants));
    var mail = name + "@hidden.example";
    var user = Map.of("name", name, "email", mail, "roles", List.of(role), "active", true);
    var key = "/api/v1/users/" + made("users", user) + "/issue-key";
    return program.anonymous().key(admin.post(key, Map.of("name", "k")).get("key"));
  }

  private static Map<String, ?> hides(String type, String field, String right) {
    return Map.of("type", type, "fields", Map.of(field, right));
  }

  private static String ask(String plural, String filter) {
    var encoded = URLEncoder.encode(filter, StandardCharsets.UTF_8);
    return "/api/v1/" + plural + "?filter=" + encoded;
  }

  private static List<String> told(Client who) {
    var fields = who.get("/api/v1/types/account").json().get("fields");
    return fields
        .valueStream()
        .filter(field -> field.path("name").asString().equals("value"))
        .flatMap(field -> field.get("fields").valueStream())
        .map(field -> field.get("name").asString())
        .toList();
  }

  @ParameterizedTest
  @CsvSource({
    "order-lines, unitPrice, none",
    "order-lines, amount, none",
    "order-lines, unitPrice, mask",
  })
  void whatACustomerIsWorthIsHiddenWithThePricesItIsReckonedFrom(
      String type, String field, String right) {
    var who = reader(hides(type, field, right));
    assertTrue(told(admin).containsAll(WORTH));
    if (right.equals("none")) {
      assertTrue(WORTH.stream().noneMatch(told(who)::contains), () -> told(who).toString());
    }
    assertTrue(told(who).containsAll(RHYTHM), () -> told(who).toString());
    var one = "/api/v1/accounts/" + account;
    for (var path :
        List.of(
            one,
            one + "/page",
            "/api/v1/accounts?select=name,value",
            "/api/v1/accounts/export?format=csv",
            "/api/v1/accounts/export?format=jsonl")) {
      var reply = who.get(path);
      assertEquals(200, reply.status(), reply::toString);
      assertFalse(reply.text().contains("18369.75"), path + " " + reply);
      assertFalse(reply.text().contains("ordinary"), path + " " + reply);
    }
    assertTrue(admin.get(one).text().contains("18369.75"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "mask"})
  void nobodyAsksByWhatIsReckonedFromAHiddenPrice(String right) {
    var who = reader(hides("order-lines", "unitPrice", right));
    for (var name : List.of("monetary > 1", "class == \"gold\"", "abc == \"A\"", "rfm != null")) {
      assertEquals(400, who.get(ask("accounts", "value." + name)).status(), name);
      assertEquals(200, admin.get(ask("accounts", "value." + name)).status(), name);
    }
    assertEquals(400, who.get("/api/v1/accounts?sort=-value.monetary").status());
    for (var ask :
        List.of(
            Map.of("measures", Map.of("n", "sum(value.monetary)")),
            Map.of("groupBy", List.of("value.class"), "measures", Map.of("n", "count()")))) {
      assertEquals(400, who.post("/api/v1/accounts/aggregate", ask).status());
      assertEquals(200, admin.post("/api/v1/accounts/aggregate", ask).status());
    }
    var overview = who.get("/api/v1/insight/value/overview");
    assertEquals(403, overview.status());
    assertTrue(overview.text().contains("reckoned from fields that you may not see"));
    assertEquals(403, who.post("/api/v1/insight/value/run", Map.of()).status());
    assertEquals(200, admin.get("/api/v1/insight/value/overview").status());
  }

  @Test
  void theDaysOfOrdersHideWhatIsReckonedFromThem() {
    var who = reader(hides("orders", "placedAt", "none"));
    var hidden = List.of("recencyDays", "recencyScore", "rfm", "class", "stage", "lastOrderAt");
    assertTrue(hidden.stream().noneMatch(told(who)::contains), () -> told(who).toString());
    assertTrue(told(who).contains("monetary"));
    assertEquals(403, who.get("/api/v1/insight/value/overview").status());
  }

  /// Who may know the worth of customers and reads no orders has nothing hidden from him.
  @Test
  void figuresOverAllOrdersAreForWhomARoleGivesThem() {
    var shown = Map.of("type", "accounts", "verbs", VERBS, "fields", Map.of("value", "read"));
    assertTrue(told(person(List.of(shown))).containsAll(WORTH));
    var hidden = person(List.of(shown, hides("order-lines", "unitPrice", "none")));
    assertTrue(WORTH.stream().noneMatch(told(hidden)::contains));
  }

  @Test
  void aCustomersClassIsNotToldWithItsPrices() {
    var question = Map.of("account", account, "lines", List.of(line()));
    assertEquals("ordinary", admin.post("/api/v1/prices/resolve", question).get("customerClass"));
    var who = reader(hides("order-lines", "unitPrice", "none"));
    var reply = who.post("/api/v1/prices/resolve", question);
    assertEquals(200, reply.status(), reply::toString);
    assertTrue(reply.json().path("customerClass").isNull(), reply::toString);
  }

  private static Map<String, ?> line() {
    var product = made("products", Map.of("sku", "T1", "name", "Tea", "listPrice", 10));
    return Map.of("product", product, "quantity", 1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "mask"})
  void reportsAndForecastsAreForThoseWhoReadAmounts(String right) {
    var who = reader(hides("opportunities", "amount", right));
    for (var path : List.of("reports/sales", "reports/weekly", "reports/weekly.pdf", "forecast")) {
      var refused = who.get("/api/v1/" + path);
      assertEquals(403, refused.status(), refused::toString);
      assertTrue(refused.text().contains("reckoned from fields that you may not see"));
      assertEquals(200, admin.get("/api/v1/" + path).status(), path);
    }
    for (var path : List.of("forecast/changes", "opportunities/board")) {
      var reply = who.get("/api/v1/" + path);
      assertEquals(200, reply.status(), reply::toString);
      assertTrue(reply.text().contains("Dam"), reply::toString);
      assertFalse(reply.text().contains("81234"), reply::toString);
      assertFalse(reply.text().contains("8123.4"), reply::toString);
    }
  }

  @Test
  void targetsOfAmountsAreNotToldReachedToWhoReadsNoAmounts() {
    var who = reader(hides("opportunities", "amount", "none"));
    var told = who.get("/api/v1/targets/attainment?period=2026-Q4").json().path("items");
    assertEquals(2, told.size());
    assertTrue(told.at("/0/achieved").isNull(), told::toString);
    assertEquals(0, told.at("/1/achieved").asInt(-1), told::toString);
    var all = admin.get("/api/v1/targets/attainment?period=2026-Q4").json().path("items");
    assertEquals(0, all.at("/0/achieved").asInt(-1), all::toString);
  }
}

package org.shuke.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.Program.Reply;

/// An amount in the company's currency says again what the amount itself says: who reads that
/// masked or not at all learns it in no other way either.
class FollowingFieldsTest {
  @RegisterExtension static final Program program = Program.withKey(Clock.systemUTC());

  private static final Map<String, String> VERBS =
      Map.of("read", "all", "create", "all", "update", "all", "export", "all");
  private static final String DEALS = "/api/v1/opportunities";
  private static final String LINES = "/api/v1/order-lines";

  private static Client admin;
  private static String deal;
  private static String order;

  @BeforeAll
  static void aDealAndAnOrder() {
    admin = program.admin();
    deal = DEALS + "/" + made(DEALS, Map.of("name", "Dam", "amount", 61234.25, "currency", "CNY"));
    assertEquals(200, patch(deal, Map.of("amount", 71234.25)).status());
    var line = Map.of("description", "Tea", "quantity", 2, "unitPrice", 81234.25);
    order = "/api/v1/orders/" + made("/api/v1/orders", Map.of("lines", List.of(line)));
    var again =
        Map.of("id", line(admin).get("id").asString(), "unitPrice", 91234.25, "quantity", 2);
    assertEquals(200, patch(order, Map.of("lines", List.of(again))).status());
    formula("opportunities", "doubled", "amountBase * 2");
    formula("orders", "dear", "lines.filter(l, l.unitPriceBase > 1).size()");
  }

  private static String made(String path, Map<String, ?> record) {
    var reply = admin.post(path, record);
    assertEquals(201, reply.status(), reply.toString());
    return reply.get("id");
  }

  private static Reply patch(String path, Map<String, ?> change) {
    return admin.with("If-Match", "*").patch(path, change);
  }

  private static void formula(String type, String name, String source) {
    var field = Map.of("type", type, "name", name, "kind", "formula", "formula", source);
    var labelled = new java.util.HashMap<String, Object>(field);
    labelled.put("labels", Map.of("en", name, "zh", name));
    made("/api/v1/custom-fields", labelled);
  }

  private static tools.jackson.databind.JsonNode line(Client who) {
    return who.get(order).json().at("/lines/0");
  }

  /// Somebody who reads the amount of deals and the price and amount of order lines only so far.
  private static Client person(String right) {
    var opportunities =
        Map.of("type", "opportunities", "verbs", VERBS, "fields", Map.of("amount", right));
    var orders = Map.of("type", "orders", "verbs", VERBS, "fields", Map.of("total", right));
    var lines =
        Map.of("type", "order-lines", "fields", Map.of("unitPrice", right, "amount", right));
    return program.person(opportunities, orders, lines);
  }

  private static String filter(String text) {
    return "?filter=" + URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "mask"})
  void whatIsHiddenStandsInNoAnswerUnderItsOtherName(String right) {
    var who = person(right);
    for (var path :
        List.of(
            deal,
            deal + "/page",
            deal + "/history",
            deal + "/timeline",
            DEALS,
            DEALS + "/export?format=jsonl",
            DEALS + "/export?format=csv",
            order,
            order + "/page",
            order + "/history",
            order + "?select=lines",
            "/api/v1/orders?select=number,lines",
            LINES,
            LINES + "/export?format=csv",
            "/api/v1/search?q=Dam")) {
      var reply = who.get(path);
      assertEquals(200, reply.status(), path + " " + reply);
      for (var hidden :
          List.of(
              "61234.25", "71234.25", "81234.25", "91234.25", "142468.5", "162468.5", "182468.5")) {
        assertFalse(reply.text().contains(hidden), path + " " + reply);
      }
    }
    assertTrue(admin.get(deal + "/history").text().contains("71234.25"));
    assertTrue(admin.get(order + "/history").text().contains("91234.25"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "mask"})
  void nobodyAsksByTheOtherNameOfWhatIsHidden(String right) {
    var who = person(right);
    var asked = new ArrayList<String>();
    for (var name : List.of("amountBase", "weightedBase", "doubled")) {
      asked.addAll(List.of(DEALS + filter(name + " > 1"), DEALS + "?sort=" + name));
    }
    asked.addAll(List.of(LINES + filter("unitPriceBase > 1"), LINES + "?sort=amountBase"));
    asked.add("/api/v1/orders" + filter("lines.exists(l, l.amountBase > 1)"));
    asked.add("/api/v1/orders" + filter("dear > 0"));
    asked.add("/api/v1/orders" + filter("totalBase > 0"));
    for (var path : asked) {
      assertEquals(400, who.get(path).status(), path);
      assertEquals(200, admin.get(path).status(), path);
    }
    for (var path : List.of(DEALS, LINES)) {
      var sum = Map.of("measures", Map.of("n", "sum(amountBase)"));
      assertEquals(400, who.post(path + "/aggregate", sum).status());
      assertEquals(200, admin.post(path + "/aggregate", sum).status());
      var group = Map.of("groupBy", List.of("amountBase"), "measures", Map.of("n", "count()"));
      assertEquals(400, who.post(path + "/aggregate", group).status());
    }
  }

  @Test
  void whatIsMaskedIsMaskedUnderBothNames() {
    var masked = person("mask");
    var shown = masked.get(deal).json();
    assertEquals("***", shown.path("amount").asString());
    assertEquals("***", shown.path("amountBase").asString());
    assertEquals("***", line(masked).path("unitPriceBase").asString());
    var hidden = person("none");
    assertFalse(hidden.get(deal).json().has("amountBase"));
    assertFalse(line(hidden).has("amountBase"));
  }

  /// Without tax, payments or limits these are the very amount that is hidden.
  @Test
  void whatIsReckonedFromWhatIsHiddenAloneIsHiddenToo() {
    var quotes = Map.of("type", "quotes", "verbs", VERBS, "fields", Map.of("total", "none"));
    var invoices =
        Map.of(
            "type", "invoices", "verbs", Map.of("read", "all"), "fields", Map.of("amount", "none"));
    var who = program.person(quotes, invoices);
    var hidden =
        Map.of(
            "quote",
            List.of("total", "totalBase", "totalWithTax", "totalWithTaxBase", "reasons"),
            "invoice",
            List.of("amount", "amountBase", "open", "openBase"));
    hidden.forEach((type, names) -> {
      var told = names(who, type);
      assertTrue(names.stream().noneMatch(told::contains), told.toString());
      assertTrue(names(admin, type).containsAll(names));
    });
  }

  private static List<String> names(Client who, String type) {
    var fields = who.get("/api/v1/types/" + type).json().get("fields");
    return fields.valueStream().map(field -> field.get("name").asString()).toList();
  }

  @Test
  void theOtherNameIsReadAndNeverWritten() {
    var who = person("write");
    assertEquals("71234.25", who.get(deal).json().path("amountBase").asString());
    var refused = who.with("If-Match", "*").patch(deal, Map.of("amountBase", 1));
    assertEquals(400, refused.status(), refused.toString());
  }

  @Test
  void theOtherNameMayBeHiddenAlone() {
    var who =
        program.person(
            Map.of(
                "type", "opportunities", "verbs", VERBS, "fields", Map.of("amountBase", "none")));
    var shown = who.get(deal).json();
    assertEquals("71234.25", shown.path("amount").asString());
    assertFalse(shown.has("amountBase"));
  }

  @Test
  void noRoleNamesTheOtherNameAroundWhatIsHidden() {
    var fields = Map.of("amount", "none", "amountBase", "read");
    var who = program.person(Map.of("type", "opportunities", "verbs", VERBS, "fields", fields));
    assertFalse(who.get(deal).json().has("amountBase"));
  }
}

package org.shuke.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.Program.Reply;

/// Whoever may not read what one of something costs reckons it from nothing else either: of two
/// papers that differ only in a hidden price he reads the same.
class HiddenPricesTest {
  @RegisterExtension static final Program program = Program.withKey(Clock.systemUTC());

  private static final Map<String, String> VERBS =
      Map.of("read", "all", "create", "all", "update", "all", "export", "all");
  private static final List<String> PLURALS = List.of("orders", "quotes", "opportunities");

  private static final Map<String, String> CHEAP = new HashMap<>();
  private static final Map<String, String> DEAR = new HashMap<>();

  private static Client admin;
  private static Client packer;

  @BeforeAll
  static void twoOfEachThatDifferInAPrice() {
    admin = program.admin();
    var account = made("accounts", Map.of("name", "Mill", "kind", "company"));
    paper(CHEAP, account, 61);
    paper(DEAR, account, 83);
    packer = packer("unitPrice");
  }

  private static void paper(Map<String, String> ids, String account, int price) {
    var line =
        Map.<String, Object>of(
            "description", "Tea", "quantity", 3, "unitPrice", price, "taxRate", 13);
    var lines = List.of(line);
    ids.put("orders", made("orders", Map.of("account", account, "lines", lines)));
    var paid = admin.post("/api/v1/orders/" + ids.get("orders") + "/ship", Map.of());
    assertEquals(200, paid.status(), paid::toString);
    var back = admin.post("/api/v1/orders/" + ids.get("orders") + "/return", Map.of());
    assertEquals(200, back.status(), back::toString);
    var listed = new HashMap<>(line);
    listed.put("listPrice", 100);
    ids.put("quotes", made("quotes", Map.of("account", account, "lines", List.of(listed))));
    var wanted = Map.of("description", "Tea", "quantity", 3, "unitPrice", price);
    ids.put(
        "opportunities",
        made("opportunities", Map.of("name", "Deal", "products", List.of(wanted))));
  }

  private static String made(String plural, Map<String, ?> record) {
    var reply = admin.post("/api/v1/" + plural, record);
    assertEquals(201, reply.status(), reply::toString);
    return reply.get("id");
  }

  /// Somebody who packs and offers what others have priced.
  private static Client packer(String hidden) {
    var grants =
        List.of(
            Map.of("type", "accounts", "verbs", VERBS),
            Map.of("type", "orders", "verbs", VERBS),
            Map.of("type", "quotes", "verbs", VERBS),
            Map.of("type", "opportunities", "verbs", VERBS),
            Map.of("type", "order-lines", "fields", Map.of(hidden, "none")),
            Map.of("type", "quote-lines", "fields", Map.of(hidden, "none")),
            Map.of("type", "opportunity-products", "fields", Map.of(hidden, "none")));
    var role = made("roles", Map.of("name", "Packer " + hidden, "grants", grants));
    var mail = hidden.toLowerCase(java.util.Locale.ROOT) + "@hidden.example";
    var user = Map.of("name", "P", "email", mail, "roles", List.of(role), "active", true);
    var key = "/api/v1/users/" + made("users", user) + "/issue-key";
    return program.anonymous().key(admin.post(key, Map.of("name", "k")).get("key"));
  }

  private static String masked(Reply reply) {
    assertTrue(reply.status() < 500, reply::toString);
    return reply.status()
        + reply
            .text()
            .replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "ID")
            .replaceAll("\\d{4}-\\d\\d-\\d\\dT[0-9:.]+Z", "TIME")
            .replaceAll("\"[A-Z]*-?\\d{4,}-?\\d*\"", "NUMBER")
            .replaceAll("\"(seq|unit)\":\"?[^,\"]*\"?", "MARK");
  }

  private static String text(String filter) {
    return URLEncoder.encode(filter, StandardCharsets.UTF_8);
  }

  @Test
  void whatIsReckonedFromAHiddenPriceTellsNothingOfIt() {
    for (var plural : PLURALS) {
      for (var rest : List.of("", "?select=lines", "?select=products", "/page", "/history")) {
        var here = packer.get("/api/v1/" + plural + "/" + CHEAP.get(plural) + rest);
        var there = packer.get("/api/v1/" + plural + "/" + DEAR.get(plural) + rest);
        assertEquals(masked(here), masked(there), plural + rest);
        // times have such figures of their own
        assertFalse(
            masked(here).matches("(?s).*\\b(61|183|206\\.79|23\\.79|39)\\b.*"), here::toString);
      }
      for (var format : List.of("csv", "jsonl")) {
        var told = packer.get("/api/v1/" + plural + "/export?format=" + format).text();
        assertFalse(told.matches("(?s).*\\b(183|206\\.79|23\\.79|249)\\b.*"), told);
      }
    }
    assertNotEquals(
        masked(admin.get("/api/v1/orders/" + CHEAP.get("orders"))),
        masked(admin.get("/api/v1/orders/" + DEAR.get("orders"))));
  }

  @Test
  void nobodyAsksByWhatIsReckonedFromIt() {
    var names =
        Map.of(
            "orders",
            List.of("total", "totalBase", "tax", "taxBase", "credited", "creditedBase"),
            "order-lines",
            List.of("unitPrice", "unitPriceBase", "amount", "amountBase"),
            "quotes",
            List.of("total", "tax", "totalWithTax", "totalWithTaxBase"),
            "quote-lines",
            List.of("unitPrice", "discount", "amount", "amountBase"),
            "opportunities",
            List.of("amount", "amountBase", "weightedBase"),
            "opportunity-products",
            List.of("unitPrice", "amount"));
    names.forEach((plural, fields) -> {
      for (var field : fields) {
        var path = "/api/v1/" + plural;
        for (var ask :
            List.of(path + "?filter=" + text(field + " > 1.0"), path + "?sort=" + field)) {
          assertEquals(400, packer.get(ask).status(), ask);
          assertEquals(200, admin.get(ask).status(), ask);
        }
        var sum = Map.of("measures", Map.of("n", "sum(" + field + ")"));
        assertEquals(400, packer.post(path + "/aggregate", sum).status(), field);
        assertEquals(200, admin.post(path + "/aggregate", sum).status(), field);
      }
    });
  }

  @Test
  void thePaperOfAQuoteIsForThoseWhoReadItsPrices() {
    var path = "/api/v1/quotes/" + CHEAP.get("quotes") + "/pdf";
    assertEquals(403, packer.get(path).status());
    assertEquals(200, admin.get(path).status());
  }

  @Test
  void whatHidesNoPriceHidesNoTotal() {
    var reader = packer("description");
    var order = reader.get("/api/v1/orders/" + CHEAP.get("orders"));
    assertEquals("183", order.get("total").replaceAll("\\.0+$", ""));
    assertEquals("61", order.get("lines.0.unitPrice").replaceAll("\\.0+$", ""));
    var change = Map.of("lines", List.of(Map.of("quantity", 2, "unitPrice", 7, "amount", 13)));
    var made = reader.post("/api/v1/orders", change);
    assertEquals(201, made.status(), made::toString);
  }
}

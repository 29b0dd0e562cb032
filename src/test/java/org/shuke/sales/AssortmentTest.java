package org.shuke.sales;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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

/// What is not for sale on the day is neither offered nor ordered; what was sold before stays.
class AssortmentTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final Client ADMIN = PROGRAM.admin();
  private static int number;

  private static LocalDate today() {
    return LocalDate.now(ZoneId.systemDefault());
  }

  private static String product(String field, Object value) {
    var name = "Kettle " + ++number;
    var product = new HashMap<String, Object>(Map.of("sku", name, "name", name, "listPrice", 5));
    product.put(field, value);
    return made("products", product).get("id");
  }

  private static Reply made(String type, Map<String, ?> record) {
    var made = ADMIN.post("/api/v1/" + type, record);
    assertEquals(201, made.status(), made::toString);
    return made;
  }

  private static Map<String, Object> line(String product) {
    return Map.of("product", product, "quantity", 1, "unitPrice", 5);
  }

  private static List<Map<String, Object>> lines(String product) {
    var other = Map.<String, Object>of("description", "Delivery", "quantity", 1, "unitPrice", 1);
    return List.of(other, line(product));
  }

  private static Reply quote(String product) {
    var account = made("accounts", Map.of("name", "A" + ++number, "kind", "company")).get("id");
    return made("quotes", Map.of("account", account, "lines", lines(product)));
  }

  private static Reply submitted(Reply quote) {
    return ADMIN.post("/api/v1/quotes/" + quote.get("id") + "/submit", Map.of());
  }

  private static Reply ordered(String product, Object... more) {
    var order = new HashMap<String, Object>(Map.of("lines", lines(product)));
    for (int i = 0; i < more.length; i += 2) {
      order.put(String.valueOf(more[i]), more[i + 1]);
    }
    return ADMIN.post("/api/v1/orders", order);
  }

  private static void withdraw(String product) {
    var gone = Map.of("active", false);
    var reply = PROGRAM.admin().with("If-Match", "*").patch("/api/v1/products/" + product, gone);
    assertEquals(200, reply.status(), reply::toString);
  }

  private static void assertRefused(Reply reply, LocalDate day) {
    assertEquals(422, reply.status(), reply::toString);
    assertEquals("lines[1].product", reply.json().at("/errors/0/field").asString());
    var said = reply.json().at("/errors/0/message").asString();
    assertTrue(said.contains("Kettle") && said.contains(day.toString()), said);
  }

  @Test
  void whatIsNotForSaleTodayIsNeitherOfferedNorOrdered() {
    for (var product :
        List.of(
            product("active", false),
            product("activeFrom", today().plusDays(2).toString()),
            product("activeUntil", today().minusDays(2).toString()))) {
      var quote = quote(product);
      var advice = quote.json().at("/advice/0");
      assertEquals("lines[1].product", advice.path("field").asString(), quote::toString);
      assertEquals("not-for-sale", advice.path("code").asString());
      assertRefused(submitted(quote), today());
      assertRefused(ordered(product), today());
    }
    for (var product :
        List.of(
            product("activeFrom", today().minusDays(2).toString()),
            product("activeUntil", today().plusDays(2).toString()))) {
      var quote = quote(product);
      assertFalse(quote.json().has("advice"), quote::toString);
      assertEquals(200, submitted(quote).status());
      assertEquals(201, ordered(product).status());
    }
  }

  @Test
  void theDayOfAnOrderIsTheDayThatItWasPlaced() {
    var past = product("activeUntil", "2025-06-30");
    assertEquals(201, ordered(past, "placedAt", "2025-06-30T12:00:00Z").status());
    assertRefused(ordered(past, "placedAt", "2025-07-01T12:00:00Z"), LocalDate.of(2025, 7, 1));
  }

  @Test
  void whatWasOfferedAndOrderedBeforeStays() {
    var product = product("active", true);
    var quote = quote(product);
    assertEquals(200, submitted(quote).status());
    var path = "/api/v1/quotes/" + quote.get("id");
    assertEquals(200, ADMIN.post(path + "/send", Map.of()).status());
    var order = "/api/v1/orders/" + ordered(product, "status", "draft").get("id");
    withdraw(product);
    var accepted =
        ADMIN.post(path + "/accept", Map.of("name", "Ning", "hash", ADMIN.get(path).get("hash")));
    assertEquals(200, accepted.status(), accepted::toString);
    var changed =
        PROGRAM.admin().with("If-Match", "*").patch(order, Map.of("lines", lines(product)));
    assertEquals(200, changed.status(), changed::toString);
    assertEquals(204, ADMIN.post(order + "/confirm", Map.of()).status());
  }

  @Test
  void aPriceSaysWhetherItsProductIsForSaleOnTheDay() {
    var summer = product("activeUntil", "2026-08-31");
    for (var day : List.of("2026-08-31", "2026-09-01")) {
      var asked = Map.of("at", day, "lines", List.of(Map.of("product", summer, "quantity", 1)));
      var line = ADMIN.post("/api/v1/prices/resolve", asked).json().at("/lines/0");
      assertEquals(day.equals("2026-08-31"), line.path("forSale").asBoolean(), line::toString);
      assertEquals(5, line.path("price").asInt());
    }
  }

  @Test
  void whatIsNotForSaleIsNotPutOnAnOrderLaterButIsTakenBack() {
    var gone = product("active", false);
    var order = "/api/v1/orders/" + ordered(product("active", true)).get("id");
    var hand = PROGRAM.admin().with("If-Match", "*");
    assertRefused(hand.patch(order, Map.of("lines", lines(gone))), today());
    var back = new HashMap<>(line(gone));
    back.put("quantity", -1);
    var taken = hand.patch(order, Map.of("lines", List.of(back)));
    assertEquals(200, taken.status(), taken::toString);
    assertEquals(201, ADMIN.post("/api/v1/orders", Map.of("lines", List.of(back))).status());
    assertRefused(hand.patch(order, Map.of("lines", lines(gone))), today());
  }

  /// In forms of what is sold; prices and stock there are of other products as well.
  @Test
  void whereSomethingIsSoldOnlyWhatIsForSaleIsToBeChosen() {
    var gone = product("active", false);
    var early = product("activeFrom", today().plusDays(1).toString());
    var sold = product("active", true);
    var types =
        List.of("opportunity", "opportunity-product", "quote-line", "order-line", "price-entry");
    for (var type : types) {
      var fields = ADMIN.get("/api/v1/types/" + type).json().get("fields").valueStream();
      var offers =
          fields.filter(f -> f.get("name").asString().equals("product")).findFirst().orElseThrow();
      if (type.equals("price-entry")) {
        assertTrue(offers.path("offers").asString("").isEmpty(), offers::toString);
        continue;
      }
      var filter = URLEncoder.encode(offers.get("offers").asString(), StandardCharsets.UTF_8);
      var found = ADMIN.get("/api/v1/products?limit=500&filter=" + filter).text();
      assertTrue(found.contains(sold), found);
      assertFalse(found.contains(gone) || found.contains(early), found);
    }
  }
}

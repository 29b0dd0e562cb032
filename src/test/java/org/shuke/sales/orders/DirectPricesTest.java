package org.shuke.sales.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.Program.Reply;

class DirectPricesTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final Client ADMIN = PROGRAM.admin();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private final Client seller = seller();
  private final String account =
      made(seller, "accounts", Map.of("name", "Ning", "kind", "company", "currency", "CNY"));
  private final String product = product();

  private static String made(Client who, String plural, Map<String, ?> record) {
    var reply = who.post("/api/v1/" + plural, record);
    assertEquals(201, reply.status(), reply::toString);
    return reply.get("id");
  }

  private static String product() {
    var sku = "D-10" + COUNT.incrementAndGet();
    return made(ADMIN, "products", Map.of("sku", sku, "name", "Pump " + sku, "listPrice", 100));
  }

  private static Client seller() {
    var role = ADMIN.get("/api/v1/roles?filter=name%20==%20%22Salesperson%22").get("items.0.id");
    var email = "d" + COUNT.incrementAndGet() + "@shuke.test";
    var user =
        made(ADMIN, "users", Map.of("email", email, "name", "Seller", "roles", List.of(role)));
    var key = ADMIN.post("/api/v1/users/" + user + "/issue-key", Map.of("name", "test"));
    return new Client(PROGRAM.shuke().port()).key(key.get("key"));
  }

  private Map<String, Object> document(Map<String, Object> line) {
    var whole = new HashMap<>(line);
    whole.put("product", product);
    return Map.of("account", account, "currency", "CNY", "lines", List.of(whole));
  }

  private Map<String, Object> at(int price) {
    return document(Map.of("quantity", 2, "unitPrice", price));
  }

  private void floor(int price) {
    made(
        ADMIN,
        "price-floors",
        Map.of("name", "F", "product", product, "price", price, "currency", "CNY"));
  }

  private static Reply change(Client who, String path, Map<String, ?> change) {
    who.with("If-Match", "*");
    var reply = who.patch("/api/v1/" + path, change);
    who.with("If-Match", null);
    return reply;
  }

  private static void refused(Reply reply, String... words) {
    assertEquals(422, reply.status(), reply::toString);
    assertEquals("lines[0].unitPrice", reply.get("errors.0.field"), reply::toString);
    for (var word : words) {
      assertTrue(reply.get("errors.0.message").contains(word), reply::toString);
    }
  }

  @Test
  void nobodySellsBelowHisFloorWithoutAQuote() {
    floor(90);
    refused(seller.post("/api/v1/orders", at(89)), "89", "floor of 90", "Make a quote");
    var order = made(seller, "orders", at(90));
    var line = seller.get("/api/v1/orders/" + order + "?select=lines.id").get("lines.0.id");
    var lower = Map.of("lines", List.of(Map.of("id", line, "unitPrice", 80)));
    refused(change(seller, "orders/" + order, lower), "80");
    var given = Map.of("lines", List.of(Map.of("id", line, "amount", 20)));
    refused(change(seller, "orders/" + order, given), "10");
    assertEquals(201, ADMIN.post("/api/v1/orders", at(10)).status());
    var counter = new HashMap<>(at(89));
    counter.remove("account");
    refused(seller.post("/api/v1/orders", counter), "floor");
  }

  @Test
  void nobodySellsBelowWhatAColleagueOffersTheSameCustomer() {
    made(ADMIN, "quotes", at(95));
    var name = ADMIN.get("/api/v1/session").get("user.name");
    refused(seller.post("/api/v1/orders", at(94)), "94", name, "95", "Make a quote");
    var free = document(Map.of("quantity", 1, "unitPrice", 95, "amount", 1));
    refused(seller.post("/api/v1/orders", free), "95");
    made(seller, "orders", at(95));
    made(seller, "quotes", at(99));
    made(seller, "orders", at(96));
  }

  @Test
  void whatAQuoteMadeCheaperStaysAndIsNotLoweredFurther() {
    floor(90);
    var quote = made(ADMIN, "quotes", at(70));
    ADMIN.post("/api/v1/quotes/" + quote + "/submit", Map.of());
    ADMIN.post("/api/v1/quotes/" + quote + "/approve", Map.of());
    ADMIN.post("/api/v1/quotes/" + quote + "/send", Map.of());
    var hash = Map.of("hash", ADMIN.get("/api/v1/quotes/" + quote).get("hash"));
    var order = ADMIN.post("/api/v1/quotes/" + quote + "/accept", hash).get("order");
    change(ADMIN, "orders/" + order, Map.of("owner", seller.get("/api/v1/session").get("user.id")));
    var line = seller.get("/api/v1/orders/" + order + "?select=lines.id").get("lines.0.id");
    assertEquals(200, lines(order, Map.of("id", line, "quantity", 3)).status());
    assertEquals(200, lines(order, Map.of("id", line, "description", "Blue")).status());
    refused(lines(order, Map.of("id", line, "unitPrice", 69)), "69");
    refused(lines(order, Map.of("id", line, "quantity", 1)), "70");
  }

  @Test
  void aLineThatOnlyNamesItsProductWalksAroundNothing() {
    var sku = ADMIN.get("/api/v1/products/" + product).get("sku");
    for (var text : List.of(" pump " + sku + " ", "Two of (" + sku.toLowerCase() + "), blue")) {
      var line = Map.of("description", text, "quantity", 1, "unitPrice", 1);
      var order = Map.of("account", account, "currency", "CNY", "lines", List.of(line));
      var reply = seller.post("/api/v1/orders", order);
      assertEquals(422, reply.status(), reply::toString);
      assertEquals("lines[0].product", reply.get("errors.0.field"), reply::toString);
      var quote = made(seller, "quotes", order);
      var submitted = seller.post("/api/v1/quotes/" + quote + "/submit", Map.of());
      assertEquals("unlinked", submitted.get("reasons.0.code"), submitted::toString);
      assertEquals("1", submitted.get("reasons.0.args.line"), submitted::toString);
    }
    var work = Map.of("description", "Fitting of X" + sku, "quantity", 1, "unitPrice", 1);
    made(seller, "orders", Map.of("account", account, "currency", "CNY", "lines", List.of(work)));
  }

  @Test
  void aLineThatSaysNothingOfItsTaxTakesItsProducts() {
    made(
        ADMIN,
        "tax-rates",
        Map.of("name", "VAT", "taxClass", "standard", "percent", 13, "country", "CN"));
    change(ADMIN, "accounts/" + account, Map.of("country", "CN"));
    for (var plural : List.of("quotes", "orders")) {
      var made = made(seller, plural, at(100));
      assertEquals("26", sum(plural, made), plural);
      var untaxed = new HashMap<String, Object>(Map.of("quantity", 2, "unitPrice", 100));
      untaxed.put("taxRate", null);
      assertEquals("0", sum(plural, made(seller, plural, document(untaxed))), plural);
      var more =
          Map.of("lines", List.of(Map.of("product", product, "quantity", 1, "unitPrice", 100)));
      change(seller, plural + "/" + made, more);
      assertEquals("13", sum(plural, made), plural);
    }
  }

  private static String sum(String plural, String id) {
    var tax = ADMIN.get("/api/v1/" + plural + "/" + id).json().at("/tax");
    return tax.isNull() ? "0" : tax.decimalValue().stripTrailingZeros().toPlainString();
  }

  private Reply lines(String order, Map<String, ?> line) {
    return change(seller, "orders/" + order, Map.of("lines", List.of(line)));
  }

  @Test
  void aShortWordInATextNamesNoProduct() {
    made(ADMIN, "products", Map.of("sku", "M", "name", "Magnet"));
    made(ADMIN, "products", Map.of("sku", "BLUE", "name", "Dye"));
    var coat = Map.of("description", "Blue coat, size M", "quantity", 1, "unitPrice", 1);
    made(seller, "orders", Map.of("account", account, "currency", "CNY", "lines", List.of(coat)));
    var whole = Map.of("description", "m", "quantity", 1, "unitPrice", 1);
    var order = Map.of("account", account, "currency", "CNY", "lines", List.of(whole));
    assertEquals(422, seller.post("/api/v1/orders", order).status());
  }
}

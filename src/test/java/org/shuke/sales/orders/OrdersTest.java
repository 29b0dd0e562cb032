package org.shuke.sales.orders;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.Program.Reply;
import tools.jackson.databind.JsonNode;

class OrdersTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final Client ADMIN = PROGRAM.admin();

  private record Placed(String id, List<String> lines) {}

  private static Placed order(Object... lines) {
    var made = ADMIN.post("/api/v1/orders", Map.of("currency", "CNY", "lines", List.of(lines)));
    assertEquals(201, made.status(), made::toString);
    var items =
        ADMIN
            .get("/api/v1/order-lines?filter=order%20==%20%22" + made.get("id") + "%22&sort=amount")
            .json()
            .at("/items");
    return new Placed(
        made.get("id"),
        IntStream.range(0, items.size())
            .mapToObj(i -> items.get(i).path("id").asString())
            .toList());
  }

  private static Map<String, Object> line(String what, int quantity, int price) {
    return Map.of("description", what, "quantity", quantity, "unitPrice", price);
  }

  private static Reply act(Placed order, String verb, Map<String, ?> input) {
    return ADMIN.post("/api/v1/orders/" + order.id() + "/" + verb, input);
  }

  private static Map<String, Object> part(String line, int quantity) {
    return Map.of("line", line, "quantity", quantity);
  }

  private static String status(Placed order) {
    return ADMIN.get("/api/v1/orders/" + order.id()).get("status");
  }

  @Test
  void theStatusFollowsFromShipmentsReturnsAndPayments() {
    var order = order(line("A", 10, 1), line("B", 2, 50));
    var some = act(order, "ship", Map.of("lines", List.of(part(order.lines().get(0), 4))));
    assertEquals(200, some.status(), some::toString);
    assertEquals("partlyShipped", status(order));
    var byHand =
        ADMIN
            .with("If-Match", "*")
            .patch("/api/v1/orders/" + order.id(), Map.of("status", "completed"));
    ADMIN.with("If-Match", null);
    assertEquals(422, byHand.status(), byHand::toString);
    assertEquals(200, act(order, "ship", Map.of()).status());
    assertEquals("shipped", status(order));
    assertEquals(422, act(order, "ship", Map.of()).status());
    assertEquals(200, act(order, "pay", Map.of("amount", 110)).status());
    assertEquals("completed", status(order));
    assertEquals(200, act(order, "return", Map.of("reason", "Broken")).status());
    assertEquals("returned", status(order));
  }

  /// Two boxes of twelve for 120 each: ordered, shipped and told as boxes, in stock as pieces.
  @Test
  void theUnitOfTheQuoteGoesOnToOrderAndShipmentAndStockCountsInItsOwn() {
    var boxes = List.of(Map.of("unit", "box", "factor", 12));
    var pen =
        ADMIN
            .post(
                "/api/v1/products",
                Map.of("sku", "PEN", "name", "Pen", "unit", "pc", "units", boxes))
            .get("id");
    var house = ADMIN.post("/api/v1/warehouses", Map.of("code", "U", "name", "Units")).get("id");
    var level =
        ADMIN.post("/api/v1/stock-levels", Map.of("product", pen, "warehouse", house)).get("id");
    ADMIN.post("/api/v1/stock-levels/" + level + "/receive", Map.of("quantity", 100));
    var account =
        ADMIN.post("/api/v1/accounts", Map.of("name", "Ning", "kind", "company")).get("id");
    var line = Map.of("product", pen, "quantity", 2, "unit", "box", "unitPrice", 120);
    var quote =
        ADMIN
            .post(
                "/api/v1/quotes",
                Map.of("account", account, "currency", "CNY", "lines", List.of(line)))
            .get("id");
    ADMIN.post("/api/v1/quotes/" + quote + "/submit", Map.of());
    ADMIN.post("/api/v1/quotes/" + quote + "/send", Map.of());
    var hash = ADMIN.get("/api/v1/quotes/" + quote).get("hash");
    var order =
        ADMIN.post("/api/v1/quotes/" + quote + "/accept", Map.of("hash", hash)).get("order");
    var placed = ADMIN.get("/api/v1/orders/" + order + "?select=lines.unit,lines.quantity");
    assertEquals("box", placed.get("lines.0.unit"), placed::toString);
    assertEquals(24, stock(level).path("promised").asInt());
    var shipment = ADMIN.post("/api/v1/orders/" + order + "/ship", Map.of()).get("shipment");
    var parcel = ADMIN.get("/api/v1/shipments/" + shipment + "?select=lines.unit,lines.quantity");
    assertEquals("box", parcel.get("lines.0.unit"), parcel::toString);
    assertEquals("2", parcel.get("lines.0.quantity"), parcel::toString);
    assertEquals(76, stock(level).path("onHand").asInt());
    var ask = Map.of("account", account, "lines", List.of(Map.of("product", pen, "quantity", 1)));
    var paid = ADMIN.post("/api/v1/prices/resolve", ask).json().at("/lines/0/paid/price");
    assertEquals(0, BigDecimal.TEN.compareTo(paid.decimalValue()), "for one piece");
    assertEquals(422, recounted(order, "pc").status(), "what was shipped was boxes");
  }

  private static Reply recounted(String order, String unit) {
    var line = ADMIN.get("/api/v1/orders/" + order + "?select=lines.id").get("lines.0.id");
    var change = Map.of("lines", List.of(Map.of("id", line, "unit", unit)));
    return PROGRAM.admin().with("If-Match", "*").patch("/api/v1/orders/" + order, change);
  }

  private static JsonNode stock(String level) {
    return ADMIN.get("/api/v1/stock-levels/" + level).json();
  }

  @Test
  void neverIsMoreShippedThanOrderedHoweverManyShipAtOnce() throws Exception {
    var order = order(line("A", 10, 1));
    try (var pool = Executors.newFixedThreadPool(5)) {
      var tasks =
          IntStream.range(0, 15)
              .<Callable<Reply>>mapToObj(i ->
                  () ->
                      PROGRAM
                          .admin()
                          .post(
                              "/api/v1/orders/" + order.id() + "/ship",
                              Map.of("lines", List.of(part(order.lines().get(0), 1)))))
              .toList();
      var ok = pool.invokeAll(tasks).stream().map(Future::resultNow).filter(r -> r.status() == 200);
      assertEquals(10, ok.count());
    }
    assertEquals("shipped", status(order));
  }

  @Test
  void paymentsFillTheInvoicesByTheirDueDayAndInvoicesNeverAskForMore() {
    var order = order(line("A", 1, 1000));
    var plan =
        act(
            order,
            "invoice",
            Map.of(
                "instalments",
                List.of(
                    Map.of("label", "Deposit", "share", 30, "dueOn", "2026-01-10"),
                    Map.of("label", "Rest", "share", 70, "dueOn", "2026-02-10"))));
    assertEquals(200, plan.status(), plan::toString);
    assertEquals(422, act(order, "invoice", Map.of()).status());
    act(order, "pay", Map.of("amount", 400, "method", "transfer", "reference", "B-1"));
    var invoices =
        ADMIN.get("/api/v1/invoices?filter=order%20==%20%22" + order.id() + "%22&sort=dueOn");
    assertEquals("paid", invoices.json().at("/items/0/status").asString(), invoices::toString);
    assertEquals("partlyPaid", invoices.json().at("/items/1/status").asString());
    assertEquals(
        0, new BigDecimal("600").compareTo(invoices.json().at("/items/1/open").decimalValue()));
    var overdue =
        ADMIN.get("/api/v1/invoices?filter=open%20%3E%200.0%20%26%26%20dueOn%20%3C%20today()");
    assertTrue(overdue.text().contains(order.id()), overdue::toString);
    assertEquals(422, act(order, "pay", Map.of("amount", -500)).status());
  }

  @Test
  void papersComeByTheirVerbsAndStay() {
    var order = order(line("A", 1, 10));
    var bare = ADMIN.post("/api/v1/payments", Map.of("reference", "x"));
    assertEquals(405, bare.status(), bare::toString);
    assertTrue(bare.text().contains("record payment"), bare::toString);
    var shipped = act(order, "ship", Map.of()).get("shipment");
    ADMIN.with("If-Match", "*");
    assertEquals(409, ADMIN.delete("/api/v1/shipments/" + shipped).status());
    assertEquals(409, ADMIN.delete("/api/v1/orders/" + order.id()).status());
    var cut =
        ADMIN.patch("/api/v1/orders/" + order.id(), Map.of("lines", List.of(line("B", 1, 1))));
    ADMIN.with("If-Match", null);
    assertEquals(422, cut.status(), cut::toString);
  }

  @Test
  void shippingTakesFromTheStockAndNeverBelowZero() {
    var warehouse = ADMIN.post("/api/v1/warehouses", Map.of("name", "Main", "code", "M1"));
    assertEquals(201, warehouse.status(), warehouse::toString);
    var product = ADMIN.post("/api/v1/products", Map.of("sku", "P-1", "name", "Pump")).get("id");
    var level =
        ADMIN.post(
            "/api/v1/stock-levels", Map.of("product", product, "warehouse", warehouse.get("id")));
    assertEquals(201, level.status(), level::toString);
    ADMIN.post("/api/v1/stock-levels/" + level.get("id") + "/receive", Map.of("quantity", 5));
    var order = order(Map.of("product", product, "quantity", 8, "unitPrice", 1));
    var most = Map.of("lines", List.of(part(order.lines().get(0), 3)));
    assertEquals(200, act(order, "ship", most).status());
    assertEquals(422, act(order, "ship", most).status());
    var now = ADMIN.get("/api/v1/stock-levels/" + level.get("id"));
    assertEquals("2", now.get("onHand").replaceAll("\\.0+$", ""), now::toString);
  }

  private static Map<String, Object> taxed(String what, int quantity, int price) {
    return Map.of("description", what, "quantity", quantity, "unitPrice", price, "taxRate", 13);
  }

  private static void is(String expected, String found) {
    assertEquals(0, new BigDecimal(expected).compareTo(new BigDecimal(found)), found);
  }

  private static JsonNode invoices(Placed order) {
    return ADMIN
        .get("/api/v1/invoices?filter=order%20==%20%22" + order.id() + "%22&sort=dueOn,number")
        .json()
        .at("/items");
  }

  @Test
  void whatIsAskedAndPaidIsTheTotalWithTax() {
    var order = order(taxed("A", 1, 100));
    is("13", ADMIN.get("/api/v1/orders/" + order.id()).get("tax"));
    act(order, "ship", Map.of());
    assertEquals(200, act(order, "invoice", Map.of()).status());
    is("113", invoices(order).at("/0/amount").toString());
    act(order, "pay", Map.of("amount", 100));
    assertEquals("shipped", status(order), "the tax is still open");
    act(order, "pay", Map.of("amount", 13));
    assertEquals("completed", status(order));
  }

  @Test
  void anOrderOfWhichSomeIsStillToBeShippedIsNotReturnedWhateverCameBack() {
    var order = order(line("A", 3, 10));
    act(order, "ship", Map.of("lines", List.of(part(order.lines().getFirst(), 1))));
    assertEquals(200, act(order, "return", Map.of("reason", "Broken")).status());
    assertEquals("partlyShipped", status(order));
    assertEquals(200, act(order, "ship", Map.of()).status());
    assertEquals(200, act(order, "return", Map.of()).status());
    assertEquals("returned", status(order));
  }

  @Test
  void nobodyPaysAPartOfACent() {
    var order = order(line("A", 1, 100));
    var part = act(order, "pay", Map.of("amount", new BigDecimal("10.001")));
    assertEquals(422, part.status(), part::toString);
    assertEquals("order.amount-decimals", part.get("errors.0.code"));
    assertEquals(200, act(order, "pay", Map.of("amount", new BigDecimal("10.010"))).status());
  }

  @Test
  void nobodyPaysMoreThanIsOpen() {
    var order = order(taxed("A", 1, 100));
    act(order, "pay", Map.of("amount", 50));
    var more = act(order, "pay", Map.of("amount", 64));
    assertEquals(422, more.status(), more::toString);
    assertTrue(more.text().contains("Only 63.00 CNY"), more::toString);
    assertEquals(200, act(order, "pay", Map.of("amount", 63)).status());
  }

  @Test
  void whatCameBackIsNeitherOwedNorShippedAgainAndTheLastInvoiceGivesWay() {
    var order = order(taxed("A", 10, 10));
    var plan = List.of(Map.of("share", 50, "dueOn", "2026-01-10"), Map.of("dueOn", "2026-02-10"));
    assertEquals(200, act(order, "invoice", Map.of("instalments", plan)).status());
    act(order, "ship", Map.of());
    var line = order.lines().getFirst();
    var back = act(order, "return", Map.of("lines", List.of(part(line, 6))));
    is("0", back.get("payBack"));
    is("67.8", ADMIN.get("/api/v1/orders/" + order.id()).get("credited"));
    is("45.2", invoices(order).at("/0/open").toString());
    is("0", invoices(order).at("/1/open").toString());
    assertEquals("credited", invoices(order).at("/1/status").asString());
    assertEquals(422, act(order, "ship", Map.of()).status(), "nothing is left to ship");
    assertEquals(422, act(order, "pay", Map.of("amount", 46)).status());
    act(order, "pay", Map.of("amount", 45.2));
    assertEquals("completed", status(order));
    is("45.2", act(order, "return", Map.of()).get("payBack"));
    assertEquals("returned", status(order));
    assertEquals(422, act(order, "pay", Map.of("amount", 1)).status());
    assertEquals(200, act(order, "pay", Map.of("amount", -45.2)).status());
  }

  @Test
  void ofWhatCameBackBeforeItWasInvoicedNothingIsAsked() {
    var order = order(taxed("A", 3, 10), line("B", 1, 5));
    act(order, "ship", Map.of());
    act(order, "return", Map.of("lines", List.of(part(order.lines().get(1), 1))));
    act(order, "invoice", Map.of());
    is("27.6", invoices(order).at("/0/amount").toString());
    assertEquals(422, act(order, "invoice", Map.of()).status());
  }

  @Test
  void aCancelledOrderAsksForNothingAndSaysWhatMustBePaidBack() {
    var order = order(taxed("A", 1, 100));
    act(order, "invoice", Map.of());
    act(order, "pay", Map.of("amount", 40));
    is("40", act(order, "cancel", Map.of()).get("payBack"));
    assertEquals("cancelled", invoices(order).at("/0/status").asString());
    is("0", invoices(order).at("/0/open").toString());
    assertEquals(422, act(order, "pay", Map.of("amount", 1)).status());
    assertEquals(200, act(order, "pay", Map.of("amount", -40)).status());
  }

  @Test
  void aTotalOverLinesIsNotGivenByHand() {
    var order = order(taxed("A", 1, 100));
    var path = "/api/v1/orders/" + order.id();
    var changed = PROGRAM.admin().with("If-Match", "*").patch(path, Map.of("total", 1));
    assertEquals(200, changed.status(), changed::toString);
    is("100", ADMIN.get(path).get("total"));
  }

  @Test
  void whatIsAskedCanBePaidAlthoughTheLinesHavePartsOfACent() {
    var order = order(Map.of("description", "A", "quantity", 1, "unitPrice", 20.004));
    var parts = List.of(Map.of("amount", 10.004), Map.of());
    var asked = act(order, "invoice", Map.of("instalments", parts));
    assertEquals(200, asked.status(), asked::toString);
    is("10", invoices(order).at("/0/amount").toString());
    is("10", invoices(order).at("/1/amount").toString());
    assertEquals(422, act(order, "pay", Map.of("amount", 20.01)).status());
    assertEquals(200, act(order, "pay", Map.of("amount", 20)).status());
    assertEquals("paid", invoices(order).at("/0/status").asString());
    assertEquals("paid", invoices(order).at("/1/status").asString());
    act(order, "ship", Map.of());
    assertEquals("completed", status(order));
    is("20", act(order, "return", Map.of()).get("payBack"));
  }

  /// Somebody who ships and cashes and reads of orders everything but what they cost.
  private static Client warehouse() {
    var all = Map.of("read", "all", "create", "all", "update", "all");
    var grants =
        List.of(
            Map.of("type", "orders", "verbs", all, "fields", Map.of("total", "none")),
            Map.of("type", "shipments", "verbs", all),
            Map.of("type", "invoices", "verbs", all),
            Map.of("type", "payments", "verbs", all));
    var role = ADMIN.post("/api/v1/roles", Map.of("name", "Ramp", "grants", grants));
    assertEquals(201, role.status(), role::toString);
    var user = Map.of("email", "ramp@shuke.test", "name", "Ramp", "roles", List.of(role.get("id")));
    var made = ADMIN.post("/api/v1/users", user).get("id");
    var key = ADMIN.post("/api/v1/users/" + made + "/issue-key", Map.of("name", "test"));
    return PROGRAM.anonymous().key(key.get("key"));
  }

  @Test
  void whoeverMayNotReadWhatAnOrderCostsIsToldNoSums() {
    var ramp = warehouse();
    var order = order(line("A", 2, 100));
    var path = "/api/v1/orders/" + order.id() + "/";
    var more = ramp.post(path + "pay", Map.of("amount", 201));
    assertEquals(422, more.status(), more::toString);
    assertEquals("That is more than is open on this order.", more.get("errors.0.message"));
    var asks = Map.of("instalments", List.of(Map.of("amount", 201)));
    var asked = ramp.post(path + "invoice", asks);
    assertEquals(422, asked.status(), asked::toString);
    assertTrue(!asked.text().contains("200"), asked::toString);
    act(order, "pay", Map.of("amount", 200));
    act(order, "ship", Map.of());
    var back = ramp.post(path + "return", Map.of());
    assertEquals(200, back.status(), back::toString);
    assertTrue(back.json().has("shipment") && !back.json().has("payBack"), back::toString);
    var off = order(line("A", 1, 1));
    var cancelled = ramp.post("/api/v1/orders/" + off.id() + "/cancel", Map.of());
    assertEquals(200, cancelled.status(), cancelled::toString);
    assertTrue(!cancelled.json().has("payBack"), cancelled::toString);
  }
}

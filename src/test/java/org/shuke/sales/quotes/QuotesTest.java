package org.shuke.sales.quotes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Clock;
import java.time.LocalDate;
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

class QuotesTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final Client ADMIN = PROGRAM.admin();

  private static String account() {
    return ADMIN
        .post("/api/v1/accounts", Map.of("name", "Ning " + System.nanoTime(), "kind", "company"))
        .get("id");
  }

  private static Map<String, Object> line(String what, Object quantity, Object price) {
    return Map.of("description", what, "quantity", quantity, "unitPrice", price);
  }

  private static Reply draft(Object... lines) {
    var made =
        ADMIN.post(
            "/api/v1/quotes",
            Map.of("account", account(), "currency", "CNY", "lines", List.of(lines)));
    assertEquals(201, made.status(), made::toString);
    return made;
  }

  private static Reply verb(String id, String verb, Map<String, ?> input) {
    return ADMIN.post("/api/v1/quotes/" + id + "/" + verb, input);
  }

  private static Reply get(String id) {
    return ADMIN.get("/api/v1/quotes/" + id);
  }

  private static String sent(Object... lines) {
    var id = draft(lines).get("id");
    assertEquals(200, verb(id, "submit", Map.of()).status());
    var sent = verb(id, "send", Map.of());
    assertEquals(200, sent.status(), sent::toString);
    return id;
  }

  @Test
  void aThinMarginNeedsAnotherEyeAndTellsNoCost() {
    var known = ADMIN.get("/api/v1/settings/quotes").json();
    var strict = known.deepCopy().asObject().put("minMargin", 20);
    assertEquals(200, ADMIN.send("PUT", "/api/v1/settings/quotes", strict).status());
    try {
      var goods = Map.of("sku", "MG-1", "name", "Gauge", "listPrice", 100, "cost", 81);
      var product = ADMIN.post("/api/v1/products", goods).get("id");
      var thin = Map.of("product", product, "quantity", 3, "unitPrice", 100);
      var answer = verb(draft(thin).get("id"), "submit", Map.of());
      assertEquals("margin", answer.get("reasons.0.code"), answer::toString);
      assertEquals(false, answer.text().contains("81") || answer.text().contains("19"));
      var enough = Map.of("product", product, "quantity", 3, "unitPrice", 102);
      var approved = verb(draft(enough).get("id"), "submit", Map.of());
      assertEquals("true", approved.get("approved"), approved::toString);
    } finally {
      ADMIN.send("PUT", "/api/v1/settings/quotes", known);
    }
  }

  @Test
  void whatTheCustomerMayChooseBesideNeedsTheEyeThatItWouldNeedAsALine() {
    var known = ADMIN.get("/api/v1/settings/quotes").json();
    var strict = known.deepCopy().asObject().put("minMargin", 20).put("maxAmount", 1000);
    assertEquals(200, ADMIN.send("PUT", "/api/v1/settings/quotes", strict).status());
    try {
      var goods = Map.of("sku", "OP-1", "name", "Option", "listPrice", 100, "cost", 81);
      var product = ADMIN.post("/api/v1/products", goods).get("id");
      var beside = Map.of("product", product, "quantity", 10, "unitPrice", 100, "optional", true);
      var answer = verb(draft(line("Pump", 1, 500), beside).get("id"), "submit", Map.of());
      var reasons = answer.json().get("reasons").findValuesAsString("code");
      assertEquals(List.of("amount", "margin"), reasons, answer::toString);
      var little = Map.of("description", "Hose", "quantity", 1, "unitPrice", 5, "optional", true);
      var fine = verb(draft(line("Pump", 1, 500), little).get("id"), "submit", Map.of());
      assertEquals("true", fine.get("approved"), fine::toString);
    } finally {
      ADMIN.send("PUT", "/api/v1/settings/quotes", known);
    }
  }

  @Test
  void theTotalIsTheSumOfTheRoundedLinesWithoutTheOptionalOnes() {
    var quote =
        draft(
            line("Pump", 3, 0.335),
            line("Valve", 1, new BigDecimal("0.005")),
            Map.of("description", "Spare", "quantity", 1, "unitPrice", 100, "optional", true));
    assertEquals("1.02", quote.get("total"), quote::toString);
    assertTrue(quote.get("number").matches("Q-\\d{4}-\\d{4}"), quote.get("number"));
    assertEquals("draft", quote.get("status"));
  }

  @Test
  void aDiscountMakesThePriceAndAPriceMakesTheDiscount() {
    var id =
        draft(
                Map.of("description", "A", "quantity", 2, "listPrice", 99.99, "discount", 15),
                Map.of("description", "B", "quantity", 1, "listPrice", 80, "unitPrice", 72))
            .get("id");
    var lines =
        ADMIN.get("/api/v1/quote-lines?filter=quote%20==%20%22" + id + "%22&sort=description");
    assertEquals(
        0,
        new BigDecimal("84.99").compareTo(lines.json().at("/items/0/unitPrice").decimalValue()),
        lines::toString);
    assertEquals(
        0, new BigDecimal("169.98").compareTo(lines.json().at("/items/0/amount").decimalValue()));
    assertEquals(0, BigDecimal.TEN.compareTo(lines.json().at("/items/1/discount").decimalValue()));
  }

  @Test
  void whatWasSubmittedIsFrozenAndRevisedInANextVersion() {
    var id = sent(line("Pump", 1, 10));
    var before = get(id);
    var change =
        ADMIN.with("If-Match", "*").patch("/api/v1/quotes/" + id, Map.of("subject", "Cheaper"));
    assertEquals(422, change.status(), change::toString);
    var lines = ADMIN.patch("/api/v1/quotes/" + id, Map.of("lines", List.of(line("Pump", 1, 9))));
    ADMIN.with("If-Match", null);
    assertEquals(422, lines.status(), lines::toString);
    var next = verb(id, "revise", Map.of()).get("id");
    assertNotEquals(id, next);
    assertEquals(before.get("number") + "-v2", get(next).get("number"));
    assertEquals("sent", get(id).get("status"));
    verb(next, "submit", Map.of());
    assertEquals(200, verb(next, "send", Map.of()).status());
    assertEquals("superseded", get(id).get("status"));
    var late = verb(id, "accept", Map.of("hash", before.get("hash")));
    assertEquals(409, late.status(), late::toString);
  }

  @Test
  void anAcceptedQuoteIsOneOrderWithItsLinesHoweverOftenItIsAccepted() {
    var id = sent(line("Pump", 2, 10), line("Valve", 1, 5));
    var hash = get(id).get("hash");
    assertEquals(409, verb(id, "accept", Map.of("hash", "0")).status());
    var first = verb(id, "accept", Map.of("hash", hash, "name", "Li Na"));
    assertEquals(200, first.status(), first::toString);
    assertEquals(first.get("order"), verb(id, "accept", Map.of("hash", hash)).get("order"));
    var order = ADMIN.get("/api/v1/orders/" + first.get("order"));
    assertEquals("25", order.get("total").replaceAll("\\.0+$", ""));
    assertEquals("confirmed", order.get("status"));
    assertEquals("accepted", get(id).get("status"));
    assertEquals(409, verb(id, "decline", Map.of()).status());
  }

  @Test
  void aHighDiscountWaitsForAnApprovalThatHoldsForThatContentOnly() {
    var id =
        draft(Map.of("description", "A", "quantity", 1, "listPrice", 100, "discount", 40))
            .get("id");
    var submitted = verb(id, "submit", Map.of());
    assertEquals("false", submitted.get("approved"), submitted::toString);
    assertEquals("submitted", get(id).get("status"));
    assertEquals(409, verb(id, "send", Map.of()).status());
    assertEquals(204, verb(id, "approve", Map.of()).status());
    verb(id, "revise", Map.of());
    assertEquals("draft", get(id).get("status"));
    assertEquals(409, verb(id, "send", Map.of()).status());
  }

  @Test
  void ofAllThatHappensAtOnceExactlyOneThingHappens() throws Exception {
    try (var pool = Executors.newFixedThreadPool(4)) {
      for (int round = 0; round < 12; round++) {
        var id = sent(line("Pump", 1, 10));
        var hash = get(id).get("hash");
        var next = verb(id, "revise", Map.of()).get("id");
        verb(next, "submit", Map.of());
        List<Callable<Reply>> acts =
            List.of(
                () ->
                    PROGRAM.admin().post("/api/v1/quotes/" + id + "/accept", Map.of("hash", hash)),
                () -> PROGRAM.admin().post("/api/v1/quotes/" + id + "/decline", Map.of()),
                () -> PROGRAM.admin().post("/api/v1/quotes/" + next + "/send", Map.of()));
        var done = pool.invokeAll(acts).stream().map(Future::resultNow).toList();
        long accepted = done.get(0).status() == 200 ? 1 : 0;
        var status = get(id).get("status");
        int orders =
            ADMIN
                .get("/api/v1/orders?filter=quote%20==%20%22" + id + "%22")
                .json()
                .at("/items")
                .size();
        assertEquals(accepted, orders, status);
        assertEquals(accepted == 1 ? "accepted" : status, status);
        if (accepted == 1) {
          assertEquals(409, done.get(1).status());
          assertEquals(409, done.get(2).status(), done.get(2)::toString);
        }
      }
    }
  }

  @Test
  void numbersHaveNoGapsWhateverIsRefused() throws Exception {
    var account = account();
    try (var pool = Executors.newFixedThreadPool(4)) {
      var tasks =
          IntStream.range(0, 40)
              .<Callable<Reply>>mapToObj(i ->
                  () ->
                      PROGRAM
                          .admin()
                          .post(
                              "/api/v1/quotes",
                              i % 3 == 0
                                  ? Map.of("account", account, "currency", "XXL")
                                  : Map.of("account", account)))
              .toList();
      pool.invokeAll(tasks);
    }
    var numbers =
        ADMIN.get("/api/v1/quotes?select=number&sort=number&limit=500").json().at("/items");
    var counts =
        IntStream.range(0, numbers.size())
            .mapToObj(i -> numbers.get(i).path("number").asString())
            .filter(n -> !n.contains("-v"))
            .map(n -> Integer.parseInt(n.substring(n.lastIndexOf('-') + 1)))
            .toList();
    assertEquals(IntStream.rangeClosed(1, counts.size()).boxed().toList(), counts);
  }

  @Test
  void aDayThatIsOverRefusesTheCustomer() {
    var id = draft(line("Pump", 1, 10)).get("id");
    ADMIN.with("If-Match", "*");
    ADMIN.patch(
        "/api/v1/quotes/" + id, Map.of("validUntil", LocalDate.now().minusDays(3).toString()));
    ADMIN.with("If-Match", null);
    assertEquals(422, verb(id, "submit", Map.of()).status());
  }

  private static Reply priced(Object list, Object discount, Object price) {
    var line = Map.of("listPrice", list, "discount", discount, "unitPrice", price);
    var whole = new java.util.HashMap<String, Object>(line);
    whole.put("description", "Pump");
    whole.put("quantity", 1);
    var quote = Map.of("account", account(), "currency", "CNY", "lines", List.of(whole));
    return ADMIN.post("/api/v1/quotes", quote);
  }

  @Test
  void priceAndDiscountThatAreBothGivenAgree() {
    var wrong = priced(100, 5, 100);
    assertEquals(422, wrong.status(), wrong::toString);
    assertEquals("lines[0].unitPrice", wrong.get("errors.0.field"), wrong::toString);
    assertEquals(422, priced(100, 0, 90).status());
    assertEquals(201, priced(100, 5, 95).status());
    assertEquals(201, priced(100, 0, 120).status(), "a surcharge");
    assertEquals(201, priced(3, 33.33, 2).status(), "the discount rounded");
    assertEquals(201, priced(9.99, 5, 9.49).status(), "the price rounded");
  }

  @Test
  void aLineOfNothingIsRefused() {
    var none = Map.of("lines", List.of(line("Pump", 0, 1)), "currency", "CNY");
    var quote = new java.util.HashMap<String, Object>(none);
    quote.put("account", account());
    var refused = ADMIN.post("/api/v1/quotes", quote);
    assertEquals("lines[0].quantity", refused.get("errors.0.field"), refused::toString);
    var order = ADMIN.post("/api/v1/orders", none);
    assertEquals("lines[0].quantity", order.get("errors.0.field"), order::toString);
  }

  @Test
  void aNumberGivenByHandThatLiesAheadStopsNobody() {
    var number = draft().get("number");
    int count = Integer.parseInt(number.substring(number.length() - 4));
    var ahead = number.substring(0, number.length() - 4) + "%04d".formatted(count + 1);
    var byHand = Map.of("account", account(), "number", ahead);
    assertEquals(201, ADMIN.post("/api/v1/quotes", byHand).status());
    assertEquals(
        number.substring(0, number.length() - 4) + "%04d".formatted(count + 2),
        draft().get("number"));
  }

  @Test
  void anEditedRangeCountsInItsNewPatternAtOnce() {
    var order = Map.of("account", account());
    ADMIN.post("/api/v1/orders", order);
    var range = ADMIN.get("/api/v1/number-ranges?filter=subject%3D%3D%22order%22");
    var pattern = Map.of("pattern", "AB-{0000}");
    var changed =
        PROGRAM
            .admin()
            .with("If-Match", "*")
            .patch("/api/v1/number-ranges/" + range.get("items.0.id"), pattern);
    assertEquals(200, changed.status(), changed::toString);
    var number = ADMIN.post("/api/v1/orders", order).get("number");
    assertTrue(number.startsWith("AB-"), number);
  }
}

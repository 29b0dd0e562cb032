package org.shuke.sales.prices;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.Program.Reply;
import tools.jackson.databind.JsonNode;

class PricesTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final Client ADMIN = PROGRAM.admin();
  private static final AtomicInteger COUNT = new AtomicInteger();

  private static String made(Client who, String plural, Map<String, ?> record) {
    var reply = who.post("/api/v1/" + plural, record);
    assertEquals(201, reply.status(), reply::toString);
    return reply.get("id");
  }

  private static String product(int listPrice) {
    int number = COUNT.incrementAndGet();
    return made(
        ADMIN,
        "products",
        Map.of("sku", "P" + number, "name", "Pump " + number, "listPrice", listPrice, "cost", 60));
  }

  private static String account(Map<String, ?> more) {
    var account = new HashMap<String, Object>(more);
    account.put("name", "Ning " + COUNT.incrementAndGet());
    account.put("kind", "company");
    return made(ADMIN, "accounts", account);
  }

  private static String role(String name) {
    return ADMIN
        .get("/api/v1/roles?filter=name%20==%20%22" + name.replace(" ", "%20") + "%22")
        .get("items.0.id");
  }

  /// Somebody with a key and a role of the house.
  private static Client person(String role) {
    int number = COUNT.incrementAndGet();
    var user =
        made(
            ADMIN,
            "users",
            Map.of(
                "email",
                "p" + number + "@shuke.test",
                "name",
                "P" + number,
                "roles",
                List.of(role(role))));
    var key = ADMIN.post("/api/v1/users/" + user + "/issue-key", Map.of("name", "test"));
    return new Client(PROGRAM.shuke().port()).key(key.get("key"));
  }

  private static Reply ask(Client who, Map<String, ?> question) {
    return who.post("/api/v1/prices/resolve", question);
  }

  private static JsonNode line(Client who, String account, String product, Object quantity) {
    var reply =
        ask(
            who,
            Map.of(
                "account",
                account,
                "lines",
                List.of(Map.of("product", product, "quantity", quantity))));
    assertEquals(200, reply.status(), reply::toString);
    return reply.json().at("/lines/0");
  }

  private static void is(String expected, JsonNode number) {
    assertTrue(number.isNumber(), number::toString);
    assertEquals(0, new BigDecimal(expected).compareTo(number.decimalValue()), number::toString);
  }

  private static Map<String, Object> entry(String book, String product, Object from, Object price) {
    return Map.of("priceBook", book, "product", product, "minQuantity", from, "price", price);
  }

  @Test
  void theBookForTheClassGivesThePriceByQuantityAndEveryRuleIsNamed() {
    var product = product(100);
    var account = account(Map.of("priceClass", "dealer", "country", "CN", "currency", "CNY"));
    var book =
        made(
            ADMIN,
            "price-books",
            Map.of("name", "Dealers", "currency", "CNY", "customerClass", "dealer"));
    made(ADMIN, "price-entries", entry(book, product, 0, 90));
    made(ADMIN, "price-entries", entry(book, product, 10, 80));
    is("90", line(ADMIN, account, product, 1).at("/price"));
    var ten = line(ADMIN, account, product, 10);
    is("80", ten.at("/price"));
    assertEquals("Dealers", ten.at("/rules/0/name").stringValue());
    assertEquals("gave", ten.at("/rules/0/outcome").stringValue());
    assertEquals("outranked", ten.at("/rules/1/why").stringValue());
    is("100", line(ADMIN, account(Map.of()), product, 10).at("/price"));
  }

  @Test
  void anEntryTakesTheCurrencyOfItsBook() {
    var book = made(ADMIN, "price-books", Map.of("name", "Euro", "currency", "EUR"));
    var entry = made(ADMIN, "price-entries", entry(book, product(1), 0, 90));
    assertEquals("EUR", ADMIN.get("/api/v1/price-entries/" + entry).get("currency"));
  }

  @Test
  void aBundleCostsWhatItsPartsCostUnlessItHasAPrice() {
    var part = product(30);
    var bundle =
        made(
            ADMIN,
            "products",
            Map.of(
                "sku",
                "B" + COUNT.incrementAndGet(),
                "name",
                "Set",
                "kind",
                "bundle",
                "components",
                List.of(Map.of("component", part, "quantity", 3))));
    is("90", line(ADMIN, account(Map.of()), bundle, 1).at("/price"));
  }

  @Test
  void taxIsThatOfThePlace() {
    var product = product(100);
    made(
        ADMIN,
        "tax-rates",
        Map.of("name", "VAT CN", "taxClass", "standard", "country", "CN", "percent", 13));
    made(
        ADMIN,
        "tax-rates",
        Map.of("name", "VAT DE", "taxClass", "standard", "country", "DE", "percent", 19));
    is("19", line(ADMIN, account(Map.of("country", "DE")), product, 1).at("/tax/percent"));
    is("13", line(ADMIN, account(Map.of("country", "CN")), product, 1).at("/tax/percent"));
  }

  @Test
  void unknownProductsUnitsAndAccountsAreNamedLineByLine() {
    var product = product(1);
    var reply =
        ask(
            ADMIN,
            Map.of(
                "lines",
                List.of(
                    Map.of("product", product, "quantity", 1),
                    Map.of("product", "00000000-0000-7000-8000-000000000000", "quantity", 1),
                    Map.of("product", product, "quantity", 1, "unit", "barrel"))));
    assertEquals(422, reply.status(), reply::toString);
    assertEquals("lines[1].product", reply.json().at("/errors/0/field").stringValue());
    assertEquals("lines[2].unit", reply.json().at("/errors/1/field").stringValue());
    var line = Map.of("product", product, "quantity", "many");
    var malformed = ask(ADMIN, Map.of("lines", List.of(line)));
    assertEquals(400, malformed.status(), malformed::toString);
    assertEquals("lines[0].quantity", malformed.json().at("/errors/0/field").stringValue());
    var rep = person("Salesperson");
    var hidden =
        ask(
            rep,
            Map.of(
                "account", account(Map.of()),
                "lines", List.of(Map.of("product", product, "quantity", 1))));
    assertEquals(422, hidden.status(), hidden::toString);
  }

  @Test
  void theFloorIsTheCallersOwnAndCostIsNotForEverybody() {
    var product = product(100);
    made(
        ADMIN,
        "price-floors",
        Map.of("name", "Reps", "product", product, "role", role("Salesperson"), "maxDiscount", 10));
    var rep = person("Salesperson");
    var mine = made(rep, "accounts", Map.of("name", "Mine", "kind", "company"));
    is("90", line(rep, mine, product, 1).at("/floor/price"));
    assertTrue(line(ADMIN, mine, product, 1).at("/floor").isNull());
    assertFalse(rep.get("/api/v1/products/" + product).json().has("cost"));
    assertFalse(rep.get("/api/v1/products/" + product).json().has("margin"));
    is("40", ADMIN.get("/api/v1/products/" + product).json().at("/margin"));
    assertEquals(400, rep.get("/api/v1/products?sort=cost").status());
  }

  @Test
  void whatTheCustomerPaidIsRememberedWithTheDeviation() {
    var product = product(100);
    var account = account(Map.of("currency", "CNY"));
    made(
        ADMIN,
        "orders",
        Map.of(
            "account",
            account,
            "currency",
            "CNY",
            "placedAt",
            "2026-01-05T08:00:00Z",
            "status",
            "completed",
            "lines",
            List.of(Map.of("product", product, "quantity", 2, "unitPrice", 80))));
    var line = line(ADMIN, account, product, 1);
    is("80", line.at("/paid/price"));
    is("25", line.at("/deviation/fromPaid"));
    assertTrue(line.at("/offered").isNull());
  }

  private static Map<String, Object> quote(String account, String product, int price) {
    return Map.of(
        "account",
        account,
        "currency",
        "CNY",
        "lines",
        List.of(Map.of("product", product, "quantity", 1, "unitPrice", price)));
  }

  @Test
  void aColleagueSeesTheFirstOfferAndDoesNotUndercutItWithoutApproval() {
    var product = product(100);
    var account = account(Map.of("currency", "CNY"));
    var first = person("Sales manager");
    var made = made(ADMIN, "quotes", quote(account, product, 95));
    assertEquals(200, ADMIN.post("/api/v1/quotes/" + made + "/submit", Map.of()).status());
    var seen = line(ADMIN, account, product, 1);
    is("95", seen.at("/offered/price"));
    ADMIN.with("If-Match", "*").patch("/api/v1/accounts/" + account, Map.of("owner", me(first)));
    ADMIN.with("If-Match", null);
    var theirs = line(first, account, product, 1);
    is("95", theirs.at("/others/0/price"));
    assertFalse(theirs.at("/deviation/undercuts").booleanValue());
    var lower = made(first, "quotes", quote(account, product, 90));
    var submitted = first.post("/api/v1/quotes/" + lower + "/submit", Map.of());
    assertEquals(200, submitted.status(), submitted::toString);
    assertFalse(submitted.json().at("/approved").booleanValue(), submitted::toString);
    assertEquals("undercuts", submitted.json().at("/reasons/0/code").stringValue());
    var equal = made(first, "quotes", quote(account, product, 95));
    assertTrue(
        first
            .post("/api/v1/quotes/" + equal + "/submit", Map.of())
            .json()
            .at("/approved")
            .booleanValue());
  }

  private static Reply reprices(Client who, String quote, String product, int price) {
    var line = Map.of("product", product, "quantity", 1, "unitPrice", price);
    who.with("If-Match", "*");
    var saved = who.patch("/api/v1/quotes/" + quote, Map.of("lines", List.of(line)));
    who.with("If-Match", null);
    assertEquals(200, saved.status(), saved::toString);
    return saved;
  }

  @Test
  void aSaveIsToldWhichLineUndercutsWhat() {
    var product = product(100);
    var account = account(Map.of("currency", "CNY"));
    var second = person("Sales manager");
    ADMIN.with("If-Match", "*").patch("/api/v1/accounts/" + account, Map.of("owner", me(second)));
    ADMIN.with("If-Match", null);
    var first = ADMIN.post("/api/v1/quotes", quote(account, product, 95));
    assertFalse(first.json().has("advice"), "nobody else has offered anything");
    var lower = second.post("/api/v1/quotes", quote(account, product, 90));
    assertEquals(201, lower.status(), lower::toString);
    var advice = lower.json().at("/advice");
    assertEquals(1, advice.size(), lower::toString);
    assertEquals(1, advice.at("/0/line").asInt());
    assertEquals("lines[0].unitPrice", advice.at("/0/field").asString());
    assertEquals("undercuts", advice.at("/0/code").asString());
    assertEquals(first.get("id"), advice.at("/0/quote").asString());
    assertTrue(advice.at("/0/message").asString().contains("95"), advice::toString);
    is("95", advice.at("/0/limit"));
    assertFalse(reprices(second, lower.get("id"), product, 95).json().has("advice"));
    assertTrue(reprices(second, lower.get("id"), product, 94).json().has("advice"));
  }

  @Test
  void whoMayNotReadTheCustomerIsToldNothingOfWhatOthersOffer() {
    var product = product(100);
    var account = account(Map.of("currency", "CNY"));
    var stranger = person("Salesperson");
    var mine = new HashMap<>(quote(account, product, 97));
    mine.put("owner", me(stranger));
    var quote = made(ADMIN, "quotes", mine);
    var alone = reprices(stranger, quote, product, 96);
    made(ADMIN, "quotes", quote(account, product, 95));
    made(ADMIN, "quotes", quote(account, product, 99));
    var beside = reprices(stranger, quote, product, 90);
    assertEquals(404, stranger.get("/api/v1/accounts/" + account).status());
    assertFalse(alone.json().has("advice"), alone::toString);
    assertFalse(beside.json().has("advice"), beside::toString);
  }

  @Test
  void ofFewerThanFiveComparableCustomersNothingIsTold() {
    var product = product(100);
    var alike = Map.of("currency", "CNY", "priceClass", "peer", "country", "CN");
    var buyer = account(alike);
    for (int i = 1; i <= 5; i++) {
      pays(account(alike), product, 80 + i);
      pays(buyer, product, 50);
      var peers = line(ADMIN, buyer, product, 1).at("/peers");
      if (i < 5) {
        assertTrue(peers.isNull(), peers::toString);
      } else {
        is("81", peers.at("/low"));
        is("83", peers.at("/middle"));
        assertEquals(5, peers.at("/times").asInt());
      }
    }
  }

  private static void pays(String account, String product, int price) {
    var line = Map.of("product", product, "quantity", 2, "unitPrice", price);
    made(
        ADMIN,
        "orders",
        Map.of(
            "account", account, "currency", "CNY", "status", "completed", "lines", List.of(line)));
  }

  private static String me(Client who) {
    return who.get("/api/v1/session").get("user.id");
  }

  @Test
  void ofThirtyTwoWhoHandInAtTheSameMomentNobodyUndercutsAnotherUnseen() throws Exception {
    var product = product(100);
    var account = account(Map.of("currency", "CNY"));
    var quotes = new ArrayList<String>();
    var people = new ArrayList<Client>();
    for (int i = 0; i < 32; i++) {
      var someone = person("Marketer");
      people.add(someone);
      var user = me(someone);
      var quote = new HashMap<>(quote(account, product, 100 - i));
      quote.put("owner", user);
      quotes.add(made(ADMIN, "quotes", quote));
    }
    var start = new CountDownLatch(1);
    var answers = new ArrayList<Future<Reply>>();
    try (var pool = Executors.newFixedThreadPool(32)) {
      for (var quote : quotes) {
        answers.add(
            pool.submit(() -> {
              start.await();
              return handIn(quote);
            }));
      }
      start.countDown();
      int approved = 0;
      for (var answer : answers) {
        var reply = answer.get();
        assertEquals(200, reply.status(), reply::toString);
        approved += reply.json().at("/approved").booleanValue() ? 1 : 0;
      }
      assertEquals(1, approved, "only the highest undercuts nobody");
    }
  }

  /// As the program asks whoever comes when too much is going on: once more, shortly after.
  private static Reply handIn(String quote) throws InterruptedException {
    var reply = PROGRAM.admin().post("/api/v1/quotes/" + quote + "/submit", Map.of());
    while (reply.status() == 503) {
      Thread.sleep(500);
      reply = PROGRAM.admin().post("/api/v1/quotes/" + quote + "/submit", Map.of());
    }
    return reply;
  }

  @Test
  void aPeriodThatEndsBeforeItBeginsIsRefused() {
    var path = "/api/v1/stock/periods?from=2026-11-10&until=2026-11-01";
    var refused = ADMIN.get(path);
    assertEquals(400, refused.status(), refused.text());
    assertEquals("until", refused.get("errors.0.field"));
  }

  @Test
  void aDayThatNoCalendarHasIsRefused() {
    for (var from : List.of("-999999999-01-01", "%2B999999999-01-01")) {
      var refused = ADMIN.get("/api/v1/stock/periods?from=" + from + "&until=%2B999999999-12-31");
      assertEquals("400 from", refused.status() + " " + refused.get("errors.0.field"));
    }
    var line = List.of(Map.of("product", UUID.randomUUID(), "quantity", 1));
    var asked = Map.of("currency", "CNY", "at", "-1000000000-01-01T00:00:00Z", "lines", line);
    assertEquals(400, ADMIN.post("/api/v1/prices/resolve", asked).status());
  }
}

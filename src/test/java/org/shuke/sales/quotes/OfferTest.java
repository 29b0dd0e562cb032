package org.shuke.sales.quotes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.Program.Reply;
import tools.jackson.databind.JsonNode;

class OfferTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final Client ADMIN = PROGRAM.admin();
  private static final Client CUSTOMER = PROGRAM.anonymous();

  private record Offer(String id, String link, String hash) {}

  private static Offer offer(String what) {
    return offer(Map.of("description", what, "quantity", 2, "unitPrice", 10));
  }

  private static Offer offer(Map<?, ?>... lines) {
    var account =
        ADMIN
            .post("/api/v1/accounts", Map.of("name", "北京熟客科技 & Söhne", "kind", "company"))
            .get("id");
    var id =
        ADMIN
            .post(
                "/api/v1/quotes",
                Map.of("account", account, "language", "both", "lines", List.of(lines)))
            .get("id");
    ADMIN.post("/api/v1/quotes/" + id + "/submit", Map.of());
    var sent = ADMIN.post("/api/v1/quotes/" + id + "/send", Map.of());
    assertEquals(200, sent.status(), sent::toString);
    return new Offer(id, sent.get("link"), ADMIN.get("/api/v1/quotes/" + id).get("hash"));
  }

  private static Map<String, Object> priced(String what, int price, boolean optional) {
    return Map.of(
        "description",
        what,
        "quantity",
        2,
        "unitPrice",
        price,
        "taxRate",
        10,
        "optional",
        optional);
  }

  private static JsonNode choice(Offer offer, String options) {
    return CUSTOMER.get(offer.link() + "/choice?options=" + options).json();
  }

  private static Reply accepts(Offer offer, String hash, Object... options) {
    return CUSTOMER.post(
        offer.link() + "/accept",
        Map.of("hash", hash, "options", List.of(options), "name", "Li Na"));
  }

  private static JsonNode order(Offer offer) {
    var found =
        ADMIN.get(
            "/api/v1/orders?select=total,tax,lines.description&filter=quote%20==%20%22"
                + offer.id()
                + "%22");
    return found.json().at("/items/0");
  }

  private static void is(int expected, JsonNode number) {
    assertEquals(
        0, BigDecimal.valueOf(expected).compareTo(number.decimalValue()), number::toString);
  }

  @Test
  void theCustomerTakesTheOptionsThatHeChoseAndNothingElse() {
    var offer = offer(priced("Pump", 10, false), priced("Valve", 5, true), priced("Hose", 3, true));
    var base = choice(offer, "");
    assertEquals(offer.hash(), base.path("hash").stringValue());
    assertEquals("22.00 CNY", base.path("totalWithTax").stringValue());
    var chosen = choice(offer, "3");
    assertEquals("26.00 CNY", chosen.path("total").stringValue());
    assertEquals("2.60 CNY", chosen.path("tax").stringValue());
    var hash = chosen.path("hash").stringValue();
    assertEquals(409, accepts(offer, offer.hash(), 3).status(), "the hash of another choice");
    assertEquals(409, accepts(offer, hash).status(), "a choice without its lines");
    assertEquals(409, accepts(offer, hash, 2, 3).status(), "one line more");
    assertEquals("sent", status(offer));
    var yes = accepts(offer, hash, 3);
    assertEquals(200, yes.status(), yes::toString);
    assertEquals(200, accepts(offer, hash, 3).status(), "said twice");
    assertEquals(409, accepts(offer, offer.hash()).status(), "changed his mind");
    var order = order(offer);
    is(26, order.path("total"));
    assertEquals(0, new BigDecimal("2.6").compareTo(order.path("tax").decimalValue()));
    assertEquals(List.of("Pump", "Hose"), order.path("lines").findValuesAsString("description"));
    var quote = ADMIN.get("/api/v1/quotes/" + offer.id()).json();
    is(26, quote.path("total"));
    is(3, quote.at("/chosen/0"));
    assertEquals(1, quote.path("chosen").size());
    assertEquals(hash, quote.path("acceptedHash").stringValue());
    assertEquals(offer.hash(), quote.path("hash").stringValue());
    assertTrue(CUSTOMER.get(offer.link()).text().contains("28.60 CNY"));
  }

  @Test
  void theOldWayOfAcceptingTakesNoOption() {
    var offer = offer(priced("Pump", 10, false), priced("Valve", 5, true));
    var yes = CUSTOMER.post(offer.link() + "/accept", Map.of("hash", offer.hash()));
    assertEquals(200, yes.status(), yes::toString);
    is(20, order(offer).path("total"));
    assertEquals(List.of("Pump"), order(offer).path("lines").findValuesAsString("description"));
  }

  @Test
  void onlyOptionalLinesCanBeChosen() {
    var offer = offer(priced("Pump", 10, false), priced("Valve", 5, true));
    for (var wrong : List.of(0, 1, 3)) {
      var answer = accepts(offer, offer.hash(), wrong);
      assertEquals(422, answer.status(), answer::toString);
      assertEquals("options", answer.get("errors.0.field"));
    }
    assertEquals(400, CUSTOMER.get(offer.link() + "/choice?options=two").status());
    assertEquals("sent", status(offer));
  }

  private static String status(Offer offer) {
    return ADMIN.get("/api/v1/quotes/" + offer.id()).get("status");
  }

  @Test
  void whoeverHasTheLinkReadsAndAcceptsAndFollowsHisOrder() {
    var offer = offer("水泵 <b>A</b>");
    var page = CUSTOMER.get(offer.link());
    assertEquals(200, page.status());
    assertTrue(page.text().contains("水泵 &lt;b&gt;A&lt;/b&gt;"), page.text());
    assertTrue(page.text().contains(offer.hash()));
    assertEquals(List.of(), page.raw().headers().allValues("Set-Cookie"));
    assertEquals("sent", status(offer));
    var stale = CUSTOMER.post(offer.link() + "/accept", Map.of("hash", "0"));
    assertEquals(409, stale.status());
    var accepted =
        CUSTOMER.post(offer.link() + "/accept", Map.of("hash", offer.hash(), "name", "王芳"));
    assertEquals(200, accepted.status(), accepted::toString);
    assertEquals("accepted", status(offer));
    assertEquals("王芳", ADMIN.get("/api/v1/quotes/" + offer.id()).get("answeredBy"));
    assertTrue(CUSTOMER.get(offer.link()).text().contains("class=\"progress\""));
  }

  @Test
  void aQuestionBecomesATaskForTheOwnerAndTooManyAreRefused() {
    var offer = offer("Pump");
    for (int i = 0; i < 20; i++) {
      var asked = CUSTOMER.post(offer.link() + "/ask", Map.of("question", "When? " + i));
      assertEquals(200, asked.status(), asked::toString);
    }
    assertEquals(429, CUSTOMER.post(offer.link() + "/ask", Map.of("question", "?")).status());
    var tasks = ADMIN.get("/api/v1/activities?filter=body%20==%20%22When?%200%22").json();
    assertEquals("task", tasks.at("/items/0/kind").asString());
  }

  @Test
  void aWrongTokenLeadsNowhere() {
    assertEquals(404, CUSTOMER.get("/offer/" + "x".repeat(43)).status());
    assertEquals(
        404, CUSTOMER.post("/offer/" + "x".repeat(43) + "/accept", Map.of("hash", "0")).status());
  }

  @Test
  void aDeadLinkIsAPageToABrowserAndAProblemToAProgram() {
    var browser = PROGRAM.anonymous().with("Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
    for (var path : List.of("/offer/nonsense", "/offer/nonsense/pdf", "/agreement/nonsense")) {
      var page = browser.with("Accept-Language", "en-GB").get(path);
      assertEquals(404, page.status(), path);
      assertTrue(page.header("Content-Type").orElseThrow().startsWith("text/html"), path);
      assertTrue(page.text().contains("This link is no longer valid"), page::text);
      assertTrue(
          browser.with("Accept-Language", "zh-CN,zh;q=0.9").get(path).text().contains("此链接已失效"));
      var problem = CUSTOMER.get(path);
      assertEquals(404, problem.status(), path);
      assertEquals("application/problem+json", problem.header("Content-Type").orElseThrow());
    }
  }

  @Test
  void whatDoesNotFitIsRefusedAndNotCut() {
    var offer = offer("Pump");
    var fits = CUSTOMER.post(offer.link() + "/ask", Map.of("question", "q".repeat(4_000)));
    assertEquals(200, fits.status(), fits::toString);
    var over = CUSTOMER.post(offer.link() + "/ask", Map.of("question", "q".repeat(4_001)));
    assertEquals(422, over.status(), over::toString);
    assertEquals("question", over.get("errors.0.field"));
    var name = CUSTOMER.post(offer.link() + "/decline", Map.of("name", "n".repeat(201)));
    assertEquals(422, name.status(), name::toString);
    assertEquals("sent", status(offer));
  }

  @Test
  void whatIsPaidStandsAsMoney() {
    var offer = offer(Map.of("description", "Pump", "quantity", 1, "unitPrice", 2_485.7));
    var yes = CUSTOMER.post(offer.link() + "/accept", Map.of("hash", offer.hash()));
    assertEquals(200, yes.status(), yes::toString);
    var page = CUSTOMER.get(offer.link()).text();
    assertTrue(page.contains("0.00 CNY / 2,485.70 CNY"), page);
  }

  @Test
  void theChineseOfThePdfComesOutAsItWasTyped() throws IOException {
    var what = "不锈钢离心泵 女儿见长 龙门 Größe Ω";
    var offer = offer(what);
    var text = words(CUSTOMER.get(offer.link() + "/pdf"));
    assertTrue(text.contains(what), text);
    assertTrue(text.contains("北京熟客科技 & Söhne"), text);
    assertFalse(text.matches("(?s).*[\u2E80-\u2FDF].*"), text);
  }

  private static String words(Reply pdf) throws IOException {
    assertEquals(200, pdf.status(), () -> pdf.raw().headers().toString());
    try (var document = Loader.loadPDF(pdf.raw().body())) {
      return new PDFTextStripper().getText(document);
    }
  }

  @Test
  void untilItIsApprovedThePaperSaysThatItIsNoOffer() throws IOException {
    var account = ADMIN.post("/api/v1/accounts", Map.of("name", "Early")).get("id");
    var line = Map.of("description", "Pump", "quantity", 1, "listPrice", 100, "discount", 90);
    var early = Map.of("account", account, "currency", "CNY", "lines", List.of(line));
    var quote = "/api/v1/quotes/" + ADMIN.post("/api/v1/quotes", early).get("id");
    var paper = quote + "/pdf?lang=both";
    assertTrue(words(ADMIN.get(paper)).contains("this is not an offer"));
    assertEquals("false", ADMIN.post(quote + "/submit", Map.of()).get("approved"));
    assertTrue(words(ADMIN.get(paper)).contains("不构成报价"));
    assertEquals(204, ADMIN.post(quote + "/approve", Map.of()).status());
    assertFalse(words(ADMIN.get(paper)).contains("offer"));
  }

  private static Reply sent(Offer offer, String to) {
    return ADMIN.post("/api/v1/quotes/" + offer.id() + "/send", Map.of("to", to));
  }

  @Test
  void sentToAnotherAddressTheLinkBeforeEndsAndToTheSameItStays() {
    var offer = offer("Pump");
    var first = sent(offer, "li@ning.test").get("link");
    assertEquals(404, CUSTOMER.get(offer.link()).status(), "it went to nobody in particular");
    var again = sent(offer, " Li@ning.test").get("link");
    assertEquals(200, CUSTOMER.get(first).status());
    assertEquals(200, CUSTOMER.get(again).status());
    var other = sent(offer, "wang@ning.test").get("link");
    assertEquals(404, CUSTOMER.get(first).status());
    assertEquals(404, CUSTOMER.get(again).status());
    assertEquals(200, CUSTOMER.get(other).status());
  }

  private static Map<String, Object> under(String section, String what) {
    return Map.of("section", section, "description", what, "quantity", 1, "unitPrice", 1);
  }

  @Test
  void aLineWithoutSectionStandsUnderNoHeading() {
    var plain = Map.of("description", "Freight", "quantity", 1, "unitPrice", 1);
    var page = CUSTOMER.get(offer(under("Hall A", "Pump"), plain).link()).text();
    var heading = page.indexOf("Hall A</td>");
    var end = page.indexOf("<tr class=\"section\"><td colspan=\"6\"></td></tr>");
    assertTrue(heading > 0 && heading < end && end < page.indexOf("Freight"), page);
    var neighbours = offer(plain, under("Hall A", "Pump"), under("Hall A", "Valve"));
    assertEquals(2, CUSTOMER.get(neighbours.link()).text().split("class=\"section\"").length);
  }
}

package org.shuke.sales.quotes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;

class OfferTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final Client ADMIN = PROGRAM.admin();
  private static final Client CUSTOMER = PROGRAM.anonymous();

  private record Offer(String id, String link, String hash) {}

  private static Offer offer(String what) {
    var account =
        ADMIN
            .post("/api/v1/accounts", Map.of("name", "北京熟客科技 & Söhne", "kind", "company"))
            .get("id");
    var id =
        ADMIN
            .post(
                "/api/v1/quotes",
                Map.of(
                    "account",
                    account,
                    "language",
                    "both",
                    "lines",
                    List.of(Map.of("description", what, "quantity", 2, "unitPrice", 10))))
            .get("id");
    ADMIN.post("/api/v1/quotes/" + id + "/submit", Map.of());
    var sent = ADMIN.post("/api/v1/quotes/" + id + "/send", Map.of());
    assertEquals(200, sent.status(), sent::toString);
    return new Offer(id, sent.get("link"), ADMIN.get("/api/v1/quotes/" + id).get("hash"));
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
  void theChineseOfThePdfComesOutAsItWasTyped() throws IOException {
    var what = "不锈钢离心泵 女儿见长 龙门 Größe Ω";
    var offer = offer(what);
    var pdf = CUSTOMER.get(offer.link() + "/pdf");
    assertEquals(200, pdf.status(), () -> pdf.raw().headers().toString());
    try (var document = Loader.loadPDF(pdf.raw().body())) {
      var text = new PDFTextStripper().getText(document);
      assertTrue(text.contains(what), text);
      assertTrue(text.contains("北京熟客科技 & Söhne"), text);
      assertFalse(text.matches("(?s).*[\u2E80-\u2FDF].*"), text);
    }
  }
}

package org.shuke.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import jakarta.mail.Multipart;
import jakarta.mail.Part;
import jakarta.mail.internet.MimeMessage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;

/// From the quote to the money, by the page: a salesperson, her manager on the phone, the customer
/// behind his link, and a colleague who quotes the same customer.
@Tag("browser")
class CashTest {
  private static final String PASSWORD = "three horses under rain";
  private static final String HOST = "http://shuke.example";
  private static final GreenMail POST =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());

  static {
    POST.start();
  }

  @RegisterExtension
  static final Program PROGRAM =
      Program.withPage(
          Map.of(
              "SHUKE_LOCALE",
              "en",
              "SHUKE_API_KEY",
              Program.ADMIN_KEY,
              "SHUKE_ADMIN_EMAIL",
              "ada@example.com",
              "SHUKE_ADMIN_PASSWORD",
              PASSWORD,
              "SHUKE_BASE_URL",
              HOST,
              "SHUKE_SMTP_URL",
              "smtp://127.0.0.1:" + POST.getSmtp().getPort()),
          Chromium.builtPage(),
          empty -> {});

  private static final Client ADMIN = PROGRAM.admin();

  /// @param client acts with his key
  private record Colleague(String id, String email, Client client) {}

  private static Colleague ann;
  private static Colleague ben;
  private static Colleague may;

  @BeforeAll
  static void hire() {
    var team = made(ADMIN, "teams", Map.of("name", "North"));
    var sees = made(ADMIN, "roles", Map.of("name", "Sees customers", "grants", List.of(reads())));
    ann = hired("Ann", team, ready("Salesperson"), sees);
    ben = hired("Ben", team, ready("Salesperson"), sees);
    may = hired("May", team, ready("Sales manager"), sees);
  }

  @AfterAll
  static void stop() {
    POST.stop();
  }

  private static Map<String, Object> reads() {
    return Map.of("type", "accounts", "verbs", Map.of("read", "all"));
  }

  private static String ready(String role) {
    return ADMIN
        .get("/api/v1/roles?filter=name%20==%20%22" + role.replace(" ", "%20") + "%22")
        .get("items.0.id");
  }

  private static Colleague hired(String name, String team, String... roles) {
    var email = name.toLowerCase(java.util.Locale.ROOT) + "@shuke.example";
    var person = Map.of("name", name, "email", email, "team", team, "roles", List.of(roles));
    var id = made(ADMIN, "users", person);
    var link = ADMIN.post("/api/v1/users/" + id + "/invite", Map.of()).get("link");
    var visitor = PROGRAM.anonymous();
    visitor.keep(
        visitor.post(
            "/api/v1/invitation", Map.of("token", link.split("#")[1], "password", PASSWORD)));
    var key = ADMIN.post("/api/v1/users/" + id + "/issue-key", Map.of("name", "k")).get("key");
    return new Colleague(id, email, PROGRAM.anonymous().key(key));
  }

  private static String made(Client who, String plural, Map<String, ?> record) {
    var reply = who.post("/api/v1/" + plural, record);
    assertEquals(201, reply.status(), reply::toString);
    return reply.get("id");
  }

  private static String status(String plural, String id) {
    return ADMIN.get("/api/v1/" + plural + "/" + id).get("status");
  }

  private static void pastes(Person who, String block) {
    var grid = who.page().locator(".line-grid");
    grid.focus();
    who.presses("Home", "ArrowRight");
    who.page().evaluate("text => navigator.clipboard.writeText(text)", block);
    who.presses("Control+v");
  }

  private static Locator primary(Person who) {
    return who.page().locator(".ant-modal .ant-btn-primary").last();
  }

  @Test
  void fromTheFirstLineToTheLastPayment() throws Exception {
    var account =
        made(
            ann.client(),
            "accounts",
            Map.of("name", "Ningbo Lights", "email", "buy@ningbo.example"));
    var deal = made(ann.client(), "opportunities", Map.of("name", "Lanterns", "account", account));
    var quote =
        made(
            ann.client(),
            "quotes",
            Map.of("account", account, "opportunity", deal, "language", "en"));
    try (var seller = Person.at(PROGRAM.shuke()).signsIn(ann.email(), PASSWORD)) {
      seller.opens("/quotes/" + quote);
      pastes(seller, "Lantern\t4\tpcs\t100\t20\nCandle\t6\tbox\t10\t\n");
      seller.presses("Control+s");
      seller.button("Submit").click();
      assertThat(seller.page().locator(".line-grid")).containsText("Candle");
      assertThat(seller.page().locator(".quote-reasons")).containsText("20");
      assertEquals("submitted", status("quotes", quote));
      approvesOnThePhone(ADMIN.get("/api/v1/quotes/" + quote).get("number"));
      seller.opens("/quotes/" + quote);
      seller.button("Send to customer").click();
      primary(seller).click();
      assertThat(seller.page().locator(".ant-modal")).containsText("buy@ningbo.example");
      var link = arrived();
      standsOnThePageOf(deal);
      customerAccepts(link);
      assertEquals("accepted", status("quotes", quote));
      var won = ADMIN.get("/api/v1/opportunities/" + deal + "?select=stage.kind");
      assertEquals("won", won.get("stage.kind"), won::toString);
      paysInTwoParcels(seller, quote);
    }
  }

  private static void standsOnThePageOf(String deal) throws Exception {
    for (int i = 0; i < 100; i++) {
      if (count("activities", "kind == \"mail\" && opportunity == \"" + deal + "\"") == 1) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError("the quote's mail is not told beside the opportunity");
  }

  private static void approvesOnThePhone(String number) {
    try (var phone = Person.at(PROGRAM.shuke(), "en-GB", ColorScheme.LIGHT, 390)) {
      phone.signsIn(may.email(), PASSWORD);
      phone.opens("/automation/approvals");
      var asked =
          phone.page().locator(".approval").filter(new Locator.FilterOptions().setHasText(number));
      assertThat(asked).isVisible();
      int width =
          ((Number) phone.page().evaluate("document.documentElement.scrollWidth")).intValue();
      assertTrue(width <= 390, "nothing hangs over the edge: " + width);
      asked.getByText("Approve").click();
      assertThat(phone.page().locator(".toast")).containsText("Approved");
    }
  }

  /// The mail that came: its PDF is one; answers the link in it.
  private static String arrived() throws Exception {
    var mail = mailTo("buy@ningbo.example");
    var parts = new ArrayList<Part>();
    var whole = (Multipart) mail.getContent();
    for (int i = 0; i < whole.getCount(); i++) {
      parts.add(whole.getBodyPart(i));
    }
    var pdf = parts.stream().filter(CashTest::isPdf).findFirst().orElseThrow();
    assertTrue(pdf.getFileName().matches("Q-\\d{4}-\\d+\\.pdf"), pdf.getFileName());
    var start =
        new String(pdf.getInputStream().readNBytes(5), java.nio.charset.StandardCharsets.US_ASCII);
    assertEquals("%PDF-", start);
    var text = parts.getFirst().getContent().toString();
    var link = Pattern.compile(HOST + "(/offer/[\\w-]+)").matcher(text);
    assertTrue(link.find(), text);
    return link.group(1);
  }

  private static MimeMessage mailTo(String address) throws Exception {
    for (int i = 0; i < 300; i++) {
      for (var mail : POST.getReceivedMessages()) {
        if (mail.getAllRecipients()[0].toString().equals(address)) {
          return mail;
        }
      }
      Thread.sleep(50);
    }
    throw new AssertionError("nothing came to " + address);
  }

  private static boolean isPdf(Part part) {
    try {
      return part.isMimeType("application/pdf");
    } catch (jakarta.mail.MessagingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void customerAccepts(String link) {
    try (var customer = Person.at(PROGRAM.shuke())) {
      customer.opens(link);
      assertThat(customer.page().locator("main")).containsText("380.00");
      customer.page().locator("#name").fill("Li Na");
      customer.page().locator("#accept").click();
      assertThat(customer.page().locator(".state-accepted")).isVisible();
    }
  }

  private static void paysInTwoParcels(Person seller, String quote) {
    var found = ADMIN.get("/api/v1/orders?filter=quote%20==%20%22" + quote + "%22");
    var order = found.get("items.0.id");
    seller.opens("/orders/" + order);
    seller.button("Ship").click();
    seller.page().getByLabel("Lantern: ").fill("1");
    primary(seller).click();
    assertThat(seller.page().locator(".ant-modal")).hasCount(0);
    assertEquals("partlyShipped", status("orders", order));
    seller.button("Ship").click();
    primary(seller).click();
    assertThat(seller.button("Ship")).hasCount(0);
    assertEquals("shipped", status("orders", order));
    seller.button("Invoice").click();
    primary(seller).click();
    assertThat(seller.page().locator(".ant-modal")).hasCount(0);
    seller.button("Record payment").click();
    primary(seller).click();
    assertThat(seller.page().locator(".ant-modal")).hasCount(0);
    assertEquals("completed", status("orders", order));
    assertEquals(2, count("shipments", "order == \"" + order + "\""));
    assertEquals(0, count("invoices", "open > 0.0 && order == \"" + order + "\""));
    assertEquals(1, count("invoices", "status == \"paid\" && order == \"" + order + "\""));
  }

  private static int count(String plural, String filter) {
    var encoded = java.net.URLEncoder.encode(filter, java.nio.charset.StandardCharsets.UTF_8);
    return ADMIN.get("/api/v1/" + plural + "?filter=" + encoded).json().at("/items").size();
  }

  @Test
  void aMailIsFilledFromItsRecordAndSeenBeforeItLeaves() throws Exception {
    var account =
        made(ann.client(), "accounts", Map.of("name", "Tea House", "email", "tea@house.example"));
    var template = new HashMap<String, Object>();
    template.put("name", "News");
    template.put("forType", "accounts");
    template.put("subject", "News for {{name}}");
    template.put("body", "Dear {{name}}, the tea has come.");
    made(ann.client(), "mail-templates", template);
    try (var seller = Person.at(PROGRAM.shuke()).signsIn(ann.email(), PASSWORD)) {
      seller.opens("/accounts/" + account);
      seller.button("Write a mail").click();
      seller.page().getByLabel("Template").click();
      seller.presses("Enter");
      assertThat(seller.page().getByLabel("Subject")).hasValue("News for {{name}}");
      seller.button("Preview").click();
      assertThat(seller.page().locator(".mail-shown")).containsText("Dear Tea House");
      seller.button("Send").click();
      assertThat(seller.told("on its way")).isVisible();
    }
    assertEquals("News for Tea House", mailTo("tea@house.example").getSubject());
    var onPage =
        ADMIN.get("/api/v1/activities?filter=subject%20==%20%22News%20for%20Tea%20House%22");
    assertEquals("mail", onPage.get("items.0.kind"), onPage::toString);
  }

  @Test
  void aColleagueSeesTheFirstOfferAndDoesNotUndercutItAlone() {
    var product =
        made(ADMIN, "products", Map.of("sku", "TP-1", "name", "Teapot", "listPrice", 100));
    var account = made(ann.client(), "accounts", Map.of("name", "Two prices"));
    var first = made(ann.client(), "quotes", quoted(account, product, 95));
    assertEquals(200, act(first, "submit").status());
    assertEquals(200, act(first, "send").status());
    var second = made(ben.client(), "quotes", quoted(account, product, 94));
    try (var colleague = Person.at(PROGRAM.shuke()).signsIn(ben.email(), PASSWORD)) {
      colleague.opens("/quotes/" + second);
      var memory = colleague.page().locator(".memory");
      assertThat(memory).containsText("Colleague's offer");
      assertThat(memory).containsText("95.00");
      assertThat(memory).containsText("Ann");
      var told = colleague.page().locator(".line-told");
      assertThat(told).hasCount(0);
      colleague.page().locator(".cell-unitPrice").nth(1).dblclick();
      colleague.page().locator(".line-input").fill("93");
      colleague.presses("Enter", "Control+s");
      assertThat(told).containsText("undercuts Ann");
      colleague.button("Submit").click();
      var reasons = colleague.page().locator(".quote-reasons");
      assertThat(reasons).containsText("undercuts Ann");
    }
    assertEquals("submitted", status("quotes", second));
    var alone = ben.client().post("/api/v1/quotes/" + second + "/approve", Map.of());
    assertTrue(alone.status() == 403 || alone.status() == 409, alone::toString);
    assertEquals("submitted", status("quotes", second));
  }

  private static Map<String, Object> quoted(String account, String product, int price) {
    var quote = new HashMap<String, Object>();
    quote.put("account", account);
    quote.put("lines", List.of(Map.of("product", product, "quantity", 2, "unitPrice", price)));
    return quote;
  }

  private static Program.Reply act(String quote, String verb) {
    return ann.client().post("/api/v1/quotes/" + quote + "/" + verb, Map.of());
  }
}

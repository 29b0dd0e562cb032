package org.shuke.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;

/// What a room tells beside its records, and of what it makes of them, is told within the reader's
/// rights: each of these was a way around them once.
class NoWayAroundTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final SalesHouse HOUSE = new SalesHouse(PROGRAM, "");
  private static int count;

  private static Map<String, Object> reads(String type, String... hidden) {
    var fields = new java.util.HashMap<String, String>();
    List.of(hidden).forEach(field -> fields.put(field, "none"));
    var verbs = Map.of("read", "all", "update", "all", "create", "all");
    return Map.of("type", type, "verbs", verbs, "fields", fields);
  }

  /// Somebody with just these rights.
  @SafeVarargs
  private static Client person(Map<String, Object>... grants) {
    var name = "p" + count++;
    var role =
        HOUSE
            .admin
            .post("/api/v1/roles", Map.of("name", name, "grants", List.of(grants)))
            .get("id");
    var user =
        HOUSE.admin.post(
            "/api/v1/users",
            Map.of("name", name, "email", name + "@x.example", "roles", List.of(role)));
    var path = "/api/v1/users/" + user.get("id") + "/issue-key";
    return PROGRAM.anonymous().key(HOUSE.admin.post(path, Map.of("name", "k")).get("key"));
  }

  private static int status(Client who, String path) {
    return who.get(path).status();
  }

  @Test
  void thePaperOfAQuoteIsForWhoMayReadAllThatStandsOnIt() {
    var pdf = "/api/v1/quotes/" + HOUSE.ids.get("repQuote") + "/pdf";
    var accounts = reads("accounts");
    var contacts = reads("contacts");
    assertEquals(200, status(person(reads("quotes"), accounts, contacts), pdf));
    assertEquals(403, status(person(reads("quotes", "total"), accounts, contacts), pdf));
    assertEquals(403, status(person(reads("quotes")), pdf), "whose name stands on it");
    assertEquals(404, status(HOUSE.rival, pdf));
  }

  @Test
  void thePaperOfAContractIsForWhoMayReadAllThatStandsOnIt() {
    var made =
        HOUSE.admin.post(
            "/api/v1/contracts",
            Map.of("name", "C", "account", HOUSE.ids.get("repAccount"), "terms", "Yes"));
    assertEquals(201, made.status(), made.toString());
    var pdf = "/api/v1/contracts/" + made.get("id") + "/pdf";
    var accounts = reads("accounts");
    var contacts = reads("contacts");
    assertEquals(200, status(person(reads("contracts"), accounts, contacts), pdf));
    assertEquals(403, status(person(reads("contracts", "amount"), accounts, contacts), pdf));
    assertEquals(403, status(person(reads("contracts")), pdf), "whose name stands on it");
    assertEquals(404, status(HOUSE.rival, pdf));
  }

  @Test
  void aQuoteIsSentOnlyByWhoMayReadAllThatStandsOnIt() {
    var line = Map.of("description", "Tea", "quantity", 2, "unitPrice", 5);
    var accounts = reads("accounts");
    var asked = Map.of("account", HOUSE.ids.get("repAccount"), "lines", List.of(line));
    var quote = "/api/v1/quotes/" + HOUSE.admin.post("/api/v1/quotes", asked).get("id");
    assertEquals("true", HOUSE.admin.post(quote + "/submit", Map.of()).get("approved"));
    var noDiscount = Map.of("type", "quote-lines", "fields", Map.of("discount", "none"));
    assertNotSent(quote, person(reads("quotes"), accounts, noDiscount), "approved");
    assertNotSent(quote, person(reads("quotes", "paymentTerms"), accounts), "approved");
    assertNotSent(quote, person(reads("quotes")), "approved");
    assertEquals(200, sent(quote, person(reads("quotes"), accounts)).status());
  }

  @Test
  void aContractIsSentOnlyByWhoMayReadAllThatStandsOnIt() {
    var asked = Map.of("name", "C", "account", HOUSE.ids.get("repAccount"), "terms", "Yes");
    var contract = "/api/v1/contracts/" + HOUSE.admin.post("/api/v1/contracts", asked).get("id");
    var accounts = reads("accounts");
    assertNotSent(contract, person(reads("contracts", "amount"), accounts), "draft");
    assertNotSent(contract, person(reads("contracts")), "draft");
    assertEquals(200, sent(contract, person(reads("contracts"), accounts)).status());
  }

  private static Program.Reply sent(String paper, Client who) {
    return who.post(paper + "/send", Map.of("to", "me@elsewhere.example"));
  }

  private static void assertNotSent(String paper, Client who, String status) {
    var refused = sent(paper, who);
    assertEquals(403, refused.status(), refused.toString());
    assertTrue(refused.text().contains("paper-hidden"), refused.text());
    assertEquals(status, HOUSE.admin.get(paper).get("status"));
  }

  @Test
  void aKeptReportIsForWhoMayReadAllOfIt() {
    PROGRAM
        .database()
        .transaction(tx ->
            tx.update(
                "insert into sales.weekly_report (week, made_at, content) values"
                    + " ('2026-W30', now(), '{\"week\": \"2026-W30\", \"note\": \"zqkept\"}')"));
    var path = "/api/v1/reports/weekly?week=2026-W30";
    assertTrue(HOUSE.admin.get(path).text().contains("zqkept"));
    var accounts = reads("accounts");
    var rest = List.of(reads("users"), reads("stages"), reads("products"), reads("pipelines"));
    for (var hidden : List.of("amountBase", "lostReason", "source")) {
      var grants = new ArrayList<>(rest);
      grants.add(accounts);
      grants.add(reads("opportunities", hidden));
      @SuppressWarnings({"unchecked", "rawtypes"})
      var who = person(grants.toArray(new Map[0]));
      assertFalse(who.get(path).text().contains("zqkept"), hidden);
    }
    assertFalse(HOUSE.rival.get(path).text().contains("zqkept"));
  }

  @Test
  void theBoardsColumnsAreStagesThatOneMayRead() {
    var board = "/api/v1/opportunities/board";
    assertEquals(200, status(person(reads("opportunities"), reads("stages")), board));
    assertEquals(403, status(person(reads("opportunities")), board));
  }

  @Test
  void thePeriodsOfProductsHideTheFieldsThatTheirTypesHide() {
    var path = "/api/v1/stock/periods?from=2026-01-01&until=2026-12-31";
    var who =
        person(
            reads("products", "name", "listPrice"),
            reads("stock-levels", "reserved"),
            reads("stock-movements"),
            reads("orders"));
    var row = who.get(path).json().at("/items/0");
    for (var hidden : List.of("name", "listPrice", "reserved")) {
      assertTrue(row.path(hidden).isNull(), hidden + " " + row);
    }
    assertEquals("P1", row.path("sku").asString());
    assertEquals(403, status(who, path + "&q=Pump"));
    var product = HOUSE.admin.get(path).json().at("/items/0/name").asString();
    assertEquals("Pump", product);
  }

  @Test
  void aCustomersClassIsForWhoMayReadIt() {
    var account =
        HOUSE
            .admin
            .post(
                "/api/v1/accounts",
                Map.of("name", "Dealer", "kind", "company", "priceClass", "dealer"))
            .get("id");
    var ask =
        Map.of(
            "account",
            account,
            "lines",
            List.of(Map.of("product", HOUSE.ids.get("product"), "quantity", 1)));
    var told = HOUSE.admin.post("/api/v1/prices/resolve", ask);
    assertEquals("dealer", told.get("customerClass"), told.toString());
    var who =
        person(reads("products"), reads("price-entries"), reads("accounts", "priceClass", "value"));
    var hidden = who.post("/api/v1/prices/resolve", ask);
    assertEquals(200, hidden.status(), hidden.toString());
    assertTrue(hidden.json().path("customerClass").isNull(), hidden.toString());
  }

  @Test
  void thePricesOfACustomerAreForWhoMayReadHim() {
    var product = HOUSE.ids.get("product");
    for (var about : List.of("repAccount", "rivalAccount", "nobody")) {
      var named = new java.util.HashMap<String, Object>(Map.of("name", "zqprice " + about));
      if (!about.equals("nobody")) {
        named.put("account", HOUSE.ids.get(about));
      }
      var book = HOUSE.admin.post("/api/v1/price-books", named).get("id");
      var entry = Map.of("priceBook", book, "product", product, "price", 4.25);
      var made = HOUSE.admin.post("/api/v1/price-entries", entry);
      assertEquals(201, made.status(), made.toString());
      named.put("amount", 1);
      var promotion = HOUSE.admin.post("/api/v1/promotions", named).get("id");
      int status = about.equals("repAccount") ? 404 : 200;
      assertEquals(status, status(HOUSE.rival, "/api/v1/price-books/" + book), about);
      assertEquals(status, status(HOUSE.rival, "/api/v1/price-entries/" + made.get("id")), about);
      assertEquals(200, status(HOUSE.admin, "/api/v1/price-entries/" + made.get("id")));
      var all = person(reads("promotions"), reads("accounts"));
      assertEquals(200, status(all, "/api/v1/promotions/" + promotion), about);
      boolean open = about.equals("nobody");
      var none = person(reads("promotions"), reads("price-entries"));
      assertEquals(open ? 200 : 404, status(none, "/api/v1/promotions/" + promotion), about);
      assertEquals(open ? 200 : 404, status(none, "/api/v1/price-entries/" + made.get("id")));
    }
    var listed = HOUSE.rival.get("/api/v1/price-books?q=zqprice").text();
    assertTrue(listed.contains("rivalAccount") && listed.contains("nobody"), listed);
    assertFalse(listed.contains("repAccount"), listed);
    assertFalse(HOUSE.rival.get("/api/v1/search?q=zqprice").text().contains("repAccount"));
    var count = Map.of("measures", Map.of("n", "count()"));
    var counted = HOUSE.rival.post("/api/v1/price-entries/aggregate", count).json();
    assertEquals(2, counted.at("/items/0/n").asInt(), counted.toString());
  }

  @Test
  void whatAnApprovalSaysIsForThoseWhomItConcerns() {
    var rule =
        Map.of(
            "name",
            "Ask",
            "onType",
            "opportunities",
            "trigger",
            "created",
            "condition",
            "name == \"Big\"",
            "actions",
            List.of(
                Map.of(
                    "do",
                    "approval",
                    "title",
                    "zqfigure {{amount}}",
                    "approvers",
                    List.of(HOUSE.ids.get("repUser")))));
    assertEquals(201, HOUSE.admin.post("/api/v1/rules", rule).status());
    var deal =
        Map.of(
            "name", "Big", "account", HOUSE.ids.get("repAccount"), "amount", 7, "currency", "CNY");
    var path =
        "/api/v1/opportunities/"
            + HOUSE.admin.post("/api/v1/opportunities", deal).get("id")
            + "/approvals";
    for (int i = 0; i < 200 && HOUSE.admin.get(path).json().path("items").isEmpty(); i++) {
      LockSupport.parkNanos(100_000_000);
    }
    assertTrue(HOUSE.admin.get(path).text().contains("zqfigure"));
    var other = person(reads("opportunities", "amount")).get(path);
    assertEquals("pending", other.json().at("/items/0/state").asString(), other.toString());
    assertFalse(other.text().contains("zqfigure"), other.toString());
  }

  @Test
  void aDuplicateIsNotFoundByAFieldThatOneMayNotRead() {
    var known = Map.of("name", "Zqtwin", "kind", "company", "email", "zqtwin@x.example");
    assertEquals(201, HOUSE.admin.post("/api/v1/accounts", known).status());
    var lead = Map.of("name", "Somebody", "email", "zqtwin@x.example");
    var path = "/api/v1/leads/" + HOUSE.admin.post("/api/v1/leads", lead).get("id") + "/duplicates";
    assertTrue(person(reads("leads"), reads("accounts")).get(path).text().contains("Zqtwin"));
    var masked = person(reads("leads"), reads("accounts", "email")).get(path);
    assertEquals("[]", masked.json().path("seen").toString(), masked.toString());
    assertEquals(1, masked.json().path("hidden").size(), "that there is one, he may know");
  }

  @Test
  void whoHeldARecordIsForWhoMayReadPools() {
    var path = "/api/v1/leads/" + HOUSE.ids.get("repLead") + "/holdings";
    assertEquals(200, status(person(reads("leads"), reads("pools")), path));
    assertEquals(404, status(person(reads("leads")), path));
  }

  @Test
  void aHandOverTellsOfTheKindsOfRecordsThatOneMayRead() {
    var hand =
        Map.of("name", "h", "from", HOUSE.ids.get("repUser"), "to", HOUSE.ids.get("rivalUser"));
    var path =
        "/api/v1/hand-overs/" + HOUSE.admin.post("/api/v1/hand-overs", hand).get("id") + "/preview";
    assertTrue(HOUSE.admin.post(path, Map.of()).text().contains("\"quote\""));
    var told = person(reads("hand-overs"), reads("accounts")).post(path, Map.of());
    assertTrue(told.text().contains("\"account\""), told.toString());
    assertFalse(told.text().contains("\"quote\""), told.toString());
  }

  @Test
  void aKeyWithFewerRightsOpensNoCalendarOfMore() {
    var issue = "/api/v1/users/" + HOUSE.ids.get("repUser") + "/issue-key";
    var scopes = List.of(Map.of("type", "activities", "verbs", Map.of("read", "own")));
    var key = HOUSE.admin.post(issue, Map.of("name", "narrow", "scopes", scopes)).get("key");
    var narrow = PROGRAM.anonymous().key(key);
    assertEquals(403, narrow.post("/api/v1/calendar-feed", Map.of()).status());
    assertEquals(200, HOUSE.rival.post("/api/v1/calendar-feed", Map.of()).status());
  }

  @Test
  void aRefusedBatchOfCardsLeavesNoFile() throws IOException {
    var state = new StateHash(PROGRAM.database());
    var who = person(reads("accounts"));
    var before = state.now();
    var reply =
        who.with("Content-Type", "multipart/form-data; boundary=b")
            .send("POST", "/api/v1/cards/batch", form(zip()));
    assertEquals(403, reply.status(), reply.toString());
    assertEquals(before, state.now());
  }

  private static byte[] zip() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var zip = new ZipOutputStream(bytes, StandardCharsets.UTF_8)) {
      zip.putNextEntry(new ZipEntry("card.jpg"));
      zip.write(new byte[] {1, 2, 3});
    }
    return bytes.toByteArray();
  }

  private static byte[] form(byte[] content) throws IOException {
    var form = new ByteArrayOutputStream();
    form.writeBytes(
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"c.zip\"\r\n\r\n"
            .getBytes(StandardCharsets.US_ASCII));
    form.writeBytes(content);
    form.writeBytes("\r\n--b--\r\n".getBytes(StandardCharsets.US_ASCII));
    return form.toByteArray();
  }
}

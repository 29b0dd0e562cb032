package org.shuke.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.shuke.Program.Client;
import org.shuke.demo.DemoCompany;

/// What comes before the sale, by the page: from a stranger's form to an opportunity and back, a
/// dispute over a customer, and everything of somebody who leaves.
@Tag("browser")
class ProspectsTest {
  /// Over plain HTTP a browser has no hash of its own.
  private static final String WITHOUT_TLS =
      "Object.defineProperty(crypto, 'subtle', {value: undefined})";

  private static final String RIVAL = "wu.jiayi@shuke.example";
  private static final String REFEREE = "zhou.wenbo@shuke.example";

  private final Client api = Office.api();

  private String make(String plural, Map<String, ?> record) {
    var made = api.post("/api/v1/" + plural, record);
    assertEquals(201, made.status(), made.toString());
    return made.get("id");
  }

  private String user(String email) {
    return api.get("/api/v1/users?filter=email%20%3D%3D%20%22" + email + "%22").get("items.0.id");
  }

  private static Person signedIn(String email) {
    return Person.at(Office.shuke()).signsIn(email, DemoCompany.PASSWORD);
  }

  private static Locator dialog(Person who) {
    return who.page().getByRole(AriaRole.DIALOG).last();
  }

  private static Locator in(Locator within, String button) {
    return within.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true));
  }

  private static void chooses(Person who, String item) {
    who.button("More").click();
    who.page().getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(item)).click();
  }

  @Test
  void aFormThatIsBegunOutlivesAReloadUntilItIsSavedOrGivenUp() {
    try (var ada = Office.administrator()) {
      ada.opens("/web-forms/new");
      ada.field("Name *").fill("Spring fair");
      ada.button("Move Company up").click();
      ada.opens("/web-forms/new");
      assertThat(ada.page().locator("main")).containsText("did not save");
      assertThat(ada.field("Name *")).hasValue("Spring fair");
      assertThat(ada.field("Address *")).hasValue("spring-fair");
      ada.button("Start anew").click();
      assertThat(ada.field("Name *")).hasValue("");
      ada.field("Name *").fill("Autumn fair");
      ada.button("Save").click();
      assertThat(ada.told("Autumn fair is saved")).isVisible();
      ada.opens("/web-forms/new");
      assertThat(ada.field("Name *")).hasValue("");
    }
  }

  @Test
  void aStrangersFormBecomesAnOpportunityAndTheWayBackLeavesNothingBehind() {
    var seller = user(Office.SALESPERSON);
    make("web-forms", Map.of("name", "Ask us", "slug", "ask-us", "consentEn", "You may call me."));
    var rule =
        make(
            "assignment-rules",
            Map.of(
                "name",
                "From the web",
                "position",
                -1,
                "condition",
                "source == \"webForm\" && company == \"Larkspur Tea Rooms\"",
                "method",
                "load",
                "users",
                List.of(seller),
                "respondWithinHours",
                2));
    var known = make("accounts", Map.of("name", "Larkspur Tea Rooms", "owner", seller));
    try (var stranger = Person.at(Office.shuke())) {
      stranger.page().addInitScript(WITHOUT_TLS);
      stranger.opens("/forms/ask-us?lang=en");
      var page = stranger.page();
      page.locator("[name=name]").fill("Mabel Green");
      page.locator("[name=company]").fill("Larkspur Tea Rooms");
      page.locator("[name=email]").fill("mabel@larkspur.example");
      page.locator("[name=consent]").check();
      page.locator("button").click();
      assertThat(page.locator(".thanks")).isVisible();
    }
    var lead =
        api.get("/api/v1/leads?filter=email%20%3D%3D%20%22mabel%40larkspur.example%22")
            .get("items.0.id");
    var before = api.get("/api/v1/leads/" + lead);
    assertEquals(seller, before.get("owner"));
    assertEquals("From the web", before.get("assignedBy"));
    assertEquals(
        Duration.ofHours(2),
        Duration.between(
            Instant.parse(before.get("createdAt")), Instant.parse(before.get("respondBy"))));
    try (var chen = Office.salesperson()) {
      chen.opens("/leads/" + lead);
      assertThat(chen.page().locator("main")).containsText("First response by");
      chen.button("Qualify").click();
      dialog(chen).locator("input, textarea").first().fill("Wants forty kilos a month");
      in(dialog(chen), "Qualify").click();
      assertThat(chen.page().locator("main")).containsText("Wants forty kilos a month");
      chen.button("Convert").click();
      assertThat(dialog(chen)).containsText("Larkspur Tea Rooms · same name");
      assertThat(dialog(chen).locator("input[type=radio]").first()).isChecked();
      in(dialog(chen), "Convert").click();
      assertThat(chen.page()).hasURL(java.util.regex.Pattern.compile(".*/opportunities/.*"));
      var after = api.get("/api/v1/leads/" + lead);
      assertEquals("converted", after.get("status"));
      assertEquals(known, after.get("account"));
      var made = "/api/v1/opportunities/" + after.get("opportunity");
      assertEquals(200, api.get(made).status());
      chen.undoes("Converted into customer and opportunity");
      assertThat(chen.button("Convert")).isVisible();
      assertEquals("qualified", api.get("/api/v1/leads/" + lead).get("status"));
      assertEquals(404, api.get(made).status());
      assertEquals(200, api.get("/api/v1/accounts/" + known).status());
    }
    api.with("If-Match", "*").delete("/api/v1/assignment-rules/" + rule);
    api.with("If-Match", null);
  }

  @Test
  void twoWhoClaimACustomerHearTheRefereesWordAndTheRecordGoesWithIt() {
    var holder = user(Office.SALESPERSON);
    var claimant = user(RIVAL);
    var account =
        make(
            "accounts",
            Map.of(
                "name",
                "Two Claims Trading",
                "owner",
                holder,
                "members",
                List.of(Map.of("user", claimant))));
    for (var subject : List.of("First visit", "Second visit")) {
      make(
          "activities",
          Map.of(
              "kind",
              "visit",
              "subject",
              subject,
              "account",
              account,
              "owner",
              claimant,
              "at",
              Instant.now().minus(Duration.ofHours(3)).toString(),
              "done",
              true));
    }
    try (var wu = signedIn(RIVAL)) {
      wu.opens("/accounts/" + account);
      chooses(wu, "Dispute ownership");
      dialog(wu).locator("input, textarea").first().fill("I was there twice");
      in(dialog(wu), "Dispute ownership").click();
      assertThat(wu.page()).hasURL(java.util.regex.Pattern.compile(".*/ownership-disputes/.*"));
      assertThat(wu.page().locator("main")).containsText("first contact");
      assertThat(wu.page().locator("main")).containsText("visit");
      assertThat(wu.button("To the claimant")).hasCount(0);
    }
    var dispute =
        api.get("/api/v1/ownership-disputes?filter=record%20%3D%3D%20%22" + account + "%22")
            .get("items.0.id");
    try (var chen = Office.salesperson()) {
      chen.opens("/ownership-disputes/" + dispute);
      assertThat(chen.page().locator("main")).containsText("I was there twice");
    }
    try (var zhou = signedIn(REFEREE)) {
      zhou.opens("/ownership-disputes/" + dispute);
      zhou.field("Why *").fill("Two visits against none");
      zhou.button("To the claimant").click();
      assertThat(zhou.page().locator(".record-head .mark")).hasText("Decided");
      assertEquals(claimant, api.get("/api/v1/accounts/" + account).get("owner"));
      assertEquals("100", api.get("/api/v1/ownership-disputes/" + dispute).get("claimantCredit"));
    }
  }

  @Test
  void aDisputeIsOpenedFromTheListOverARecordThatIsChosen() {
    var claimant = user(RIVAL);
    var lead =
        make(
            "leads",
            Map.of(
                "name",
                "Chosen Claim",
                "owner",
                user(Office.SALESPERSON),
                "members",
                List.of(Map.of("user", claimant))));
    try (var wu = signedIn(RIVAL)) {
      wu.opens("/ownership-disputes/new");
      wu.page().getByText("Lead", new Page.GetByTextOptions().setExact(true)).click();
      picks(wu, wu.field("Record"), "Chosen Claim");
      wu.field("Reason").fill("She called me");
      wu.button("Create").click();
      assertThat(wu.page().locator(".record-head")).containsText("Chosen Claim");
    }
    var path = "/api/v1/ownership-disputes?filter=record%20%3D%3D%20%22" + lead + "%22";
    assertEquals("lead", api.get(path).get("items.0.recordType"));
    assertEquals(claimant, api.get(path).get("items.0.claimant"));
  }

  @Test
  void theMadeUpCompanysHandOverIsTakenBackAndGivenAgain() {
    var handOver = Office.first("/api/v1/hand-overs?filter=status%20%3D%3D%20%22done%22");
    var leaver = api.get("/api/v1/hand-overs/" + handOver).get("from");
    var his = "/api/v1/accounts?count=true&filter=owner%20%3D%3D%20%22" + leaver + "%22";
    assertEquals("0", api.get(his).get("count"));
    try (var zhou = signedIn(REFEREE)) {
      zhou.opens("/hand-overs/" + handOver);
      assertThat(zhou.page().locator("section[aria-label='What went']")).containsText("Accounts");
      zhou.button("Undo").click();
      zhou.page().locator(".ant-modal-footer .ant-btn-primary").click();
      assertThat(zhou.button("Preview")).isVisible();
      assertEquals("6", api.get(his).get("count"));
      zhou.button("Preview").click();
      zhou.button("Hand over").click();
      assertThat(zhou.told("Handed over")).isVisible();
      assertEquals("0", api.get(his).get("count"));
    }
    var open = Office.first("/api/v1/ownership-disputes?filter=status%20%3D%3D%20%22open%22");
    var before = api.get("/api/v1/ownership-disputes/" + open);
    assertEquals(
        200, api.post("/api/v1/ownership-disputes/" + open + "/gather", Map.of()).status());
    var after = api.get("/api/v1/ownership-disputes/" + open);
    assertEquals(before.get("claimantPoints"), after.get("claimantPoints"));
    assertEquals(before.get("holderPoints"), after.get("holderPoints"));
  }

  @Test
  void everythingOfALeaverGoesByRuleAfterAPreviewAndComesBackAtOnce() {
    var leaver = hire("Leaving Lee");
    var heirs = List.of(hire("Heir Ann"), hire("Heir Bob"));
    var rest = hire("Rest Rita");
    var shops = new HashMap<String, String>();
    for (var city : List.of("Lyon", "Lyon", "Nice")) {
      var name = city + shops.size() + " Epicerie";
      shops.put(make("accounts", Map.of("name", name, "city", city, "owner", leaver)), city);
    }
    make("activities", Map.of("kind", "task", "subject", "Call again", "owner", leaver));
    try (var ada = Office.administrator()) {
      ada.opens("/hand-overs/new");
      ada.field("Name *").fill("Lee leaves");
      picks(ada, ada.field("Who leaves *"), "Leaving Lee");
      picks(ada, ada.field("Who gets the rest *"), "Rest Rita");
      ada.button("Create").press("Enter");
      ada.button("Add a rule").click();
      ada.field("Only where").fill("city == \"Lyon\"");
      picks(ada, ada.field("To, in turn"), "Heir Ann");
      picks(ada, ada.field("To, in turn"), "Heir Bob");
      ada.presses("Escape");
      ada.button("Save").press("Enter");
      assertThat(ada.told("Rules saved")).isVisible();
      ada.button("Preview").click();
      var going = ada.page().locator("section[aria-label='What goes']");
      assertThat(going).containsText("Heir Ann 1");
      assertThat(going).containsText("Rest Rita 1");
      assertEquals(leaver, ownerOf(shops.keySet().iterator().next()));
      ada.button("Hand over").click();
      assertThat(ada.told("Handed over")).isVisible();
      for (var shop : shops.entrySet()) {
        assertEquals(
            shop.getValue().equals("Lyon"),
            heirs.contains(ownerOf(shop.getKey())),
            shop.getValue());
        assertNotEquals(leaver, ownerOf(shop.getKey()));
      }
      assertThat(ada.page().locator("section[aria-label='What went']")).containsText("3");
      ada.undoes("Handed over");
      assertThat(ada.button("Preview"))
          .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(20_000));
      shops.keySet().forEach(shop -> assertEquals(leaver, ownerOf(shop)));
    }
  }

  private String hire(String name) {
    var email = name.toLowerCase(java.util.Locale.ROOT).replace(' ', '.') + "@shuke.example";
    return make("users", Map.of("name", name, "email", email));
  }

  private String ownerOf(String account) {
    return api.get("/api/v1/accounts/" + account).get("owner");
  }

  private static void picks(Person who, Locator field, String name) {
    field.click();
    field.fill(name);
    who.page().locator(".ant-select-item-option[title='" + name + "']:visible").click();
  }
}

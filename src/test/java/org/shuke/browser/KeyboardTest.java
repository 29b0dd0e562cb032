package org.shuke.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.shuke.Program.Client;

/// Whole ways through the page on which only keys are pressed: whatever is wanted is come to with
/// Tab, and what closes gives the keyboard back.
@Tag("browser")
class KeyboardTest {
  /// So many Tabs lead past everything on a page.
  private static final int EVERYTHING = 200;

  private static final String PEOPLE =
      """
      First name,Last name,E-mail
      Keyed,Inman,keyed at example.com
      """;

  private static final String HAS_IT =
      "each => each === document.activeElement || each.contains(document.activeElement)";

  private final Client api = Office.api();

  private String make(String plural, Map<String, ?> record) {
    var made = api.post("/api/v1/" + plural, record);
    assertEquals(201, made.status(), made.toString());
    return made.get("id");
  }

  /// From where he is on to something, over the rail by the link that skips it.
  static void to(Person who, Locator there) {
    assertThat(there).isVisible();
    if ((boolean) who.page().evaluate("document.activeElement === document.body")) {
      who.presses("Tab", "Enter");
    }
    for (int i = 0; i < EVERYTHING; i++) {
      if ((boolean) there.evaluate(HAS_IT)) {
        return;
      }
      who.presses("Tab");
    }
    throw new AssertionError("Tab does not come to " + there);
  }

  static void press(Person who, String button) {
    to(who, who.button(button));
    who.presses("Enter");
  }

  static void types(Person who, String label, String text) {
    to(who, who.field(label));
    who.presses("Control+a");
    who.page().keyboard().type(text);
  }

  /// Picks the only one: the offers close, and the form has it.
  static void chooses(Person who, String label, String title) {
    picks(who, label, title);
    assertThat(who.page().locator(".ant-select-item-option-active:visible")).hasCount(0);
  }

  private static void picks(Person who, String label, String title) {
    to(who, who.field(label));
    who.page().keyboard().type(title);
    var first = who.page().locator(".ant-select-item-option-active:visible");
    assertThat(first).hasAttribute("title", title);
    who.presses("Enter");
  }

  static Locator dialog(Person who) {
    return who.page().getByRole(AriaRole.DIALOG);
  }

  /// A dialog that begins with its first field is confirmed in it.
  static void confirms(Person who, String button) {
    press(who, button);
    assertThat(dialog(who).locator("input, textarea").first()).isFocused();
    assertThat(inFoot(who, button)).isEnabled();
    who.presses("Enter");
    assertThat(dialog(who)).hasCount(0);
  }

  private static void isAt(Person who, String list) {
    assertThat(who.page()).hasURL(Pattern.compile(".*/" + list + "/[0-9a-f-]{36}"));
  }

  @Test
  void aLeadBecomesAnOffer() {
    try (var ada = Office.administrator()) {
      ada.opens("/leads");
      assertThat(ada.heading("Leads")).isVisible();
      ada.presses("c");
      assertThat(ada.field("Name *")).isFocused();
      types(ada, "Name *", "Kay Board");
      types(ada, "Company", "Keyboard Teas");
      ada.presses("Control+Enter");
      assertThat(ada.heading("Kay Board")).isVisible();
      press(ada, "Qualify");
      types(ada, "Why it is worth an offer *", "Asked for lanterns");
      ada.presses("Enter");
      assertThat(ada.page().locator(".record-head .mark")).hasText("Qualified");
      confirms(ada, "Convert");
      isAt(ada, "opportunities");
      press(ada, "New Quote");
      chooses(ada, "Account *", "Keyboard Teas");
      ada.presses("Control+Enter");
      assertThat(dialog(ada)).hasCount(0);
      assertThat(ada.button("New Quote")).isFocused();
      to(ada, ada.page().locator("section[aria-label=Quotes] a").first());
      ada.presses("Enter");
      isAt(ada, "quotes");
      offers(ada);
    }
  }

  private static void offers(Person ada) {
    to(ada, ada.page().locator(".line-grid"));
    ada.presses("Home", "ArrowRight");
    ada.page().evaluate("() => navigator.clipboard.writeText('Lantern\\t4\\tpcs\\t100\\t')");
    ada.presses("Home", "ArrowRight", "Control+v", "Control+s");
    press(ada, "Submit");
    assertThat(ada.button("Send to customer")).isVisible();
  }

  @Test
  void anOfferBecomesMoney() {
    var account = make("accounts", Map.of("name", "Paying by Keys"));
    var line = Map.of("description", "Lantern", "quantity", 4, "unit", "pcs", "unitPrice", 100);
    var quote = make("quotes", Map.of("account", account, "lines", List.of(line)));
    assertEquals(200, api.post("/api/v1/quotes/" + quote + "/submit", Map.of()).status());
    try (var ada = Office.administrator()) {
      ada.opens("/quotes/" + quote);
      press(ada, "Send to customer");
      assertThat(dialog(ada).locator("input").first()).isFocused();
      ada.presses("Enter");
      assertThat(dialog(ada)).containsText("/offer/");
      to(ada, inFoot(ada, "Close"));
      ada.presses("Enter");
      assertThat(dialog(ada)).hasCount(0);
      confirms(ada, "Record acceptance");
      to(ada, ada.page().locator("section[aria-label=Orders] a").first());
      ada.presses("Enter");
      isAt(ada, "orders");
      for (var next : List.of("Ship", "Invoice", "Record payment")) {
        confirms(ada, next);
      }
      assertThat(ada.page().locator(".record-head .mark")).hasText("Completed");
    }
    var order = "/api/v1/orders/" + first("orders", "quote", quote);
    assertEquals("completed", api.get(order).get("status"));
  }

  @Test
  void aClaimIsMadeAndDecided() {
    var holder = first("users", "email", Office.SALESPERSON);
    var claimant = make("users", Map.of("name", "Claiming Cleo", "email", "cleo@shuke.example"));
    var lead = make("leads", Map.of("name", "Claimed by Keys", "owner", holder));
    try (var ada = Office.administrator()) {
      ada.opens("/ownership-disputes/new");
      to(ada, ada.page().getByRole(AriaRole.RADIOGROUP));
      for (int i = 0; i < 3 && !kind(ada, "Lead").isChecked(); i++) {
        ada.presses("ArrowRight");
      }
      assertThat(kind(ada, "Lead")).isChecked();
      picks(ada, "Record", "Claimed by Keys");
      picks(ada, "Claimant", "Claiming Cleo");
      types(ada, "Reason", "She called first");
      ada.presses("Control+Enter");
      isAt(ada, "ownership-disputes");
      types(ada, "Why *", "So the log says");
      press(ada, "To the claimant");
      assertThat(ada.page().locator(".record-head .mark")).hasText("Decided");
      assertEquals(claimant, api.get("/api/v1/leads/" + lead).get("owner"));
      ada.presses("Control+z");
      assertThat(ada.page().locator(".record-head .mark")).hasText("Open");
      assertEquals(holder, api.get("/api/v1/leads/" + lead).get("owner"));
    }
  }

  private static Locator kind(Person who, String kind) {
    return who.page().getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName(kind));
  }

  @Test
  void aFileIsBroughtMendedAndTakenBack() {
    try (var ada = Office.administrator()) {
      ada.opens("/imports/new");
      to(ada, ada.page().locator(".ant-upload-btn"));
      var chooser = ada.page().waitForFileChooser(() -> chooserByEnter(ada));
      chooser.setFiles(
          new FilePayload("keys.csv", "text/csv", PEOPLE.getBytes(StandardCharsets.UTF_8)));
      assertThat(kind(ada, "Contacts")).isChecked();
      press(ada, "Go on");
      press(ada, "Check every row");
      to(ada, ada.page().locator(".mending input"));
      ada.presses("Control+a");
      ada.page().keyboard().type("keyed@example.com");
      press(ada, "Check the 1 mended cell");
      press(ada, "Import");
      assertThat(ada.link("See Contacts")).isVisible();
      assertEquals("Keyed", api.get(contact("keyed@example.com")).get("items.0.givenName"));
      press(ada, "Undo this import");
      to(ada, inFoot(ada, "Undo"));
      ada.presses("Enter");
      assertThat(ada.told("The import is undone")).isVisible();
    }
    assertEquals(0, api.get(contact("keyed@example.com")).json().get("items").size());
  }

  /// The browser is asked to hand choosers over without waiting for it to agree; its next answer
  /// says that it has.
  private static void chooserByEnter(Person who) {
    who.page().title();
    who.presses("Enter");
  }

  private static String contact(String email) {
    return list("contacts", "email", email);
  }

  /// The address of a list of what has such a value.
  private static String list(String plural, String field, String value) {
    var filter = field + " == \"" + value + "\"";
    return "/api/v1/" + plural + "?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8);
  }

  private static String first(String plural, String field, String value) {
    return Office.first(list(plural, field, value));
  }

  private static Locator inFoot(Person who, String button) {
    return dialog(who)
        .locator(".ant-modal-footer")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button));
  }

  @Test
  void aHandOverIsWrittenLookedAtAndRun() {
    var leaver = make("users", Map.of("name", "Keyless Kim", "email", "kim@shuke.example"));
    var heir = make("users", Map.of("name", "Heir Hal", "email", "hal@shuke.example"));
    var shop = make("accounts", Map.of("name", "Kim's Corner", "city", "Lyon", "owner", leaver));
    try (var ada = Office.administrator()) {
      ada.opens("/hand-overs/new");
      types(ada, "Name *", "Kim leaves");
      chooses(ada, "Who leaves *", "Keyless Kim");
      chooses(ada, "Who gets the rest *", "Heir Hal");
      ada.presses("Control+Enter");
      isAt(ada, "hand-overs");
      press(ada, "Add a rule");
      types(ada, "Only where", "city == \"Lyon\"");
      picks(ada, "To, in turn", "Heir Hal");
      ada.presses("Escape");
      press(ada, "Save");
      assertThat(ada.told("Rules saved")).isVisible();
      ada.page().reload();
      press(ada, "Preview");
      press(ada, "Hand over");
      assertThat(ada.told("Handed over")).isVisible();
      assertEquals(heir, api.get("/api/v1/accounts/" + shop).get("owner"));
      ada.presses("Control+z");
      assertThat(ada.button("Preview")).isVisible();
      assertEquals(leaver, api.get("/api/v1/accounts/" + shop).get("owner"));
    }
  }

  @Test
  void aRuleIsWrittenAndSaved() {
    try (var ada = Office.administrator()) {
      ada.opens("/rules/new");
      types(ada, "Name *", "Greet by keys");
      press(ada, "Add an action");
      var item = ada.page().getByRole(AriaRole.MENUITEM);
      assertThat(item.first()).isVisible();
      while (!(boolean) named(ada, "Create a task").evaluate(HAS_IT)) {
        ada.presses("ArrowDown");
      }
      ada.presses("Enter");
      assertThat(ada.field("Subject *")).isFocused();
      ada.page().keyboard().type("Say hello");
      ada.presses("Control+s");
      assertThat(ada.told("Saved: Greet by keys")).isVisible();
    }
    var rule = "/api/v1/rules/" + Office.first("/api/v1/rules?sort=-createdAt");
    assertEquals("Say hello", api.get(rule).get("actions.0.subject"));
    api.with("If-Match", "*").delete(rule);
    api.with("If-Match", null);
  }

  private static Locator named(Person who, String item) {
    return who.page()
        .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(item).setExact(true));
  }

  @Test
  void aRoleIsGrantedMore() {
    var role = make("roles", Map.of("name", "Keyboard clerk", "grants", List.of()));
    try (var ada = Office.administrator()) {
      ada.opens("/admin/roles/" + role);
      types(ada, "Find a kind of record", "Fairs");
      to(ada, ada.field("Fairs: Read"));
      ada.page().keyboard().type("All");
      ada.presses("Control+s");
      assertThat(ada.told("Keyboard clerk saved")).isVisible();
    }
    assertEquals("all", api.get("/api/v1/roles/" + role).get("grants.0.verbs.read"));
    api.with("If-Match", "*").delete("/api/v1/roles/" + role);
    api.with("If-Match", null);
  }
}

package org.shuke.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.shuke.browser.KeyboardTest.dialog;
import static org.shuke.browser.KeyboardTest.press;
import static org.shuke.browser.KeyboardTest.to;
import static org.shuke.browser.KeyboardTest.types;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.shuke.Program.Client;

/// What a seller and those who lead him do all day, with keys alone.
@Tag("browser")
class SellingByKeysTest {
  private final Client api = Office.api();

  private String make(String plural, Map<String, ?> record) {
    var made = api.post("/api/v1/" + plural, record);
    assertEquals(201, made.status(), made.toString());
    return made.get("id");
  }

  private String stage(String pipeline, String name, Map<String, ?> more) {
    var stage = new java.util.HashMap<String, Object>(more);
    stage.putAll(Map.of("name", name, "pipeline", pipeline));
    return make("stages", stage);
  }

  private static void isFocused(Person who) {
    who.page().waitForFunction("document.activeElement !== document.body");
  }

  @Test
  void anOpportunityIsMovedLostReopenedAndLetIn() {
    var me = Office.first("/api/v1/users?filter=email%20==%20%22" + Office.ADMINISTRATOR + "%22");
    var other = Office.first("/api/v1/users?filter=email%20==%20%22zhou.wenbo@shuke.example%22");
    var pipeline = make("pipelines", Map.of("name", "By keys"));
    stage(pipeline, "Talk", Map.of());
    var asking = stage(pipeline, "Offer", Map.of("asked", List.of("nextStep")));
    var guarded = stage(pipeline, "Closing", Map.of("approvers", List.of(other)));
    stage(pipeline, "Gone", Map.of("kind", "lost"));
    var id = make("opportunities", Map.of("name", "By keys", "pipeline", pipeline, "owner", me));
    var record = "/api/v1/opportunities/" + id;
    try (var ada = Office.administrator()) {
      ada.opens("/opportunities/" + id);
      press(ada, "Offer");
      assertThat(dialog(ada).locator("input").first()).isFocused();
      ada.page().keyboard().type("Send a sample");
      ada.presses("Enter");
      assertThat(dialog(ada)).hasCount(0);
      assertEquals(asking, api.get(record).get("stage"));
      isFocused(ada);

      press(ada, "Lost");
      assertThat(dialog(ada).locator("input").first()).isFocused();
      ada.page().keyboard().type("No budget left");
      ada.presses("Enter");
      assertThat(dialog(ada)).hasCount(0);
      assertEquals("No budget left", api.get(record).get("lostReason"));
      press(ada, "Reopen");
      assertThat(ada.button("Lost")).isVisible();
      assertEquals(asking, api.get(record).get("stage"));
      isFocused(ada);

      press(ada, "Closing");
      types(ada, "Reason", "They wait");
      ada.presses("Tab", "Tab", "Enter");
      assertThat(dialog(ada)).hasCount(0);
      assertThat(ada.page().locator(".approval-waits")).containsText("周文博");
      assertEquals(guarded, api.get(record).get("awaitedStage"));
    }
  }

  @Test
  void aManagerSaysWhatHeExpectsAndSetsATarget() {
    try (var ada = Office.administrator()) {
      ada.opens("/sales/forecast");
      var first = ada.page().locator("[aria-label='Say what you expect']").first();
      to(ada, first);
      ada.presses("Enter");
      assertThat(dialog(ada).locator("input").first()).isFocused();
      ada.presses("Control+a");
      ada.page().keyboard().type("123456");
      ada.presses("Enter");
      assertThat(dialog(ada)).hasCount(0);
      assertThat(ada.page().locator(".forecast-said").first()).containsText("123,456");
      isFocused(ada);
    }
    var entry = Office.first("/api/v1/forecast-entries?sort=-updatedAt");
    assertEquals("123456", api.get("/api/v1/forecast-entries/" + entry).get("amount"));
  }

  @Test
  void theMapOfThoseWhoDecideIsWalked() {
    var account = make("accounts", Map.of("name", "Mapped by Keys"));
    var contact = make("contacts", Map.of("familyName", "Mapped", "account", account));
    var decider = Map.of("contact", contact, "role", "decider", "stance", "champion");
    var id =
        make(
            "opportunities",
            Map.of("name", "Mapped", "account", account, "stakeholders", List.of(decider)));
    try (var ada = Office.administrator()) {
      ada.opens("/opportunities/" + id);
      to(ada, ada.page().locator(".influence-one"));
      ada.presses("Enter");
      assertThat(ada.page()).hasURL(Pattern.compile(".*/contacts/" + contact));
      var heading = new Page.GetByRoleOptions().setName("Mapped");
      assertThat(ada.page().getByRole(AriaRole.HEADING, heading).first()).isVisible();
    }
  }
}

package org.shuke.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.shuke.Program.Client;

/// Rules made wholly by the page: every kind of action has its form.
@Tag("browser")
class RulesPageTest {
  private final Client api = Office.api();

  private static void adds(Person who, String action) {
    who.button("Add an action").click();
    who.page()
        .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(action).setExact(true))
        .click();
  }

  /// The form of the last action.
  private static Locator last(Person who, String label) {
    return who.page()
        .locator(".rule-action")
        .last()
        .getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
  }

  private static void picks(Person who, Locator field, String title) {
    field.click();
    field.fill(title);
    who.page().locator(".ant-select-item-option[title='" + title + "']:visible").click();
    who.presses("Escape");
  }

  @Test
  void everyKindOfActionIsFilledInAndARuleActs() {
    try (var ada = Office.administrator()) {
      ada.opens("/rules/new");
      ada.field("Name *").fill("Welcome new inns");
      ada.field("Condition (CEL)").fill("name == \"Robin Inn\"");
      adds(ada, "Set a field");
      picks(ada, last(ada, "Field *"), "Industry");
      last(ada, "Value").fill("Hotels");
      adds(ada, "Create a task");
      last(ada, "Subject *").fill("Greet {{name}}");
      ada.button("Save").click();
      assertThat(ada.told("Saved: Welcome new inns")).isVisible();
      var inn = api.post("/api/v1/accounts", Map.of("name", "Robin Inn")).get("id");
      var tasks = "/api/v1/activities?filter=account%20%3D%3D%20%22" + inn + "%22";
      var end = Instant.now().plus(Duration.ofSeconds(30));
      while (api.get(tasks).json().get("items").isEmpty() && Instant.now().isBefore(end)) {
        LockSupport.parkNanos(200_000_000);
      }
      assertEquals("Greet Robin Inn", api.get(tasks).get("items.0.subject"));
      assertEquals("Hotels", api.get("/api/v1/accounts/" + inn).get("industry"));

      ada.page().getByRole(AriaRole.SWITCH).first().click();
      adds(ada, "Assign in turn");
      picks(ada, last(ada, "To whom, in turn"), "陈思远");
      adds(ada, "Notify");
      last(ada, "Text *").fill("{{name}} is new");
      adds(ada, "Send a mail");
      last(ada, "Subject *").fill("Welcome");
      last(ada, "Text *").fill("Dear {{name}}");
      adds(ada, "Ask for approval");
      last(ada, "Title *").fill("May {{name}} pay later?");
      picks(ada, last(ada, "Approvers"), "周文博");
      adds(ada, "Call a web hook");
      last(ada, "Address *").fill("https://hooks.example/inn");
      // The first save's word may still stand, so the server's answer says that this one is done.
      var answer =
          ada.page()
              .waitForResponse(
                  each -> each.request().method().equals("PATCH"), ada.button("Save")::click);
      assertEquals(200, answer.status());
    }
    var rule = "/api/v1/rules/" + Office.first("/api/v1/rules?sort=-createdAt");
    var stored = api.get(rule).json();
    assertEquals(
        List.of("set", "task", "assign", "notify", "mail", "approval", "hook"),
        stored.get("actions").valueStream().map(each -> each.get("do").asString()).toList());
    assertEquals("false", api.get(rule).get("active"));
    assertTrue(stored.toString().contains("https://hooks.example/inn"), stored.toString());
    api.with("If-Match", "*").delete(rule);
    api.with("If-Match", null);
  }
}

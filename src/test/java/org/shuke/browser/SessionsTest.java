package org.shuke.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.shuke.demo.DemoCompany;

/// Coming in, being thrown out, and what one had typed meanwhile.
@Tag("browser")
class SessionsTest {
  @Test
  void whoSignsOutEverywhereIsOutInTheOtherBrowserToo() {
    try (var here = Office.salesperson();
        var there = Office.salesperson()) {
      here.button("陈思远: your menu").click();
      here.page()
          .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Sign out everywhere"))
          .click();
      assertThat(here.button("Sign in")).isVisible();
      there.opens("/accounts");
      assertThat(there.button("Sign in")).isVisible();
    }
  }

  @Test
  void whoGuessesPasswordsIsToldToWait() {
    try (var stranger = Person.at(Office.shuke())) {
      stranger.opens("/");
      for (int i = 0; i <= 10; i++) {
        Office.api()
            .with("Authorization", null)
            .signIn("nobody@shuke.example", "wrong password " + i);
      }
      stranger.field("E-mail").fill("nobody@shuke.example");
      stranger.field("Password").fill("three horses under rain");
      stranger.button("Sign in").click();
      assertThat(stranger.page().getByRole(AriaRole.ALERT)).containsText("Too many attempts");
    }
  }

  @Test
  void aFormOutlivesAReloadAndAnEndedSession() {
    try (var chen = Office.salesperson()) {
      chen.opens("/accounts/new");
      name(chen).fill("Half a name");
      chen.page().reload();
      assertThat(name(chen)).hasValue("Half a name");
      name(chen).fill("Whole name");
      chen.context().clearCookies();
      chen.button("Create").click();
      assertThat(chen.page().getByText("Please sign in again")).isVisible();
      chen.page()
          .getByRole(AriaRole.DIALOG)
          .locator("input[name=password]")
          .fill(DemoCompany.PASSWORD);
      chen.presses("Enter");
      assertThat(chen.page().getByText("Please sign in again")).not().isVisible();
      assertThat(name(chen)).hasValue("Whole name");
      chen.button("Create").click();
      assertThat(chen.heading("Whole name")).isVisible();
    }
  }

  @Test
  void onesNameAndPasswordAreOnesOwnToChange() {
    var api = Office.api();
    var email = "own.account@shuke.example";
    var user = api.post("/api/v1/users", Map.of("email", email, "name", "Own Account")).get("id");
    var token = api.post("/api/v1/users/" + user + "/invite", Map.of()).get("link").split("#")[1];
    try (var own = Person.at(Office.shuke())) {
      own.opens("/welcome#" + token);
      own.field("Password").fill("three horses under rain");
      own.presses("Enter");
      assertThat(own.page().locator(".shell")).isVisible();
      own.button("Own Account: your menu").click();
      own.page()
          .getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Your account"))
          .click();
      own.page().getByLabel("Name").fill("Renamed Account");
      own.button("Save").click();
      assertThat(own.button("Renamed Account: your menu")).isVisible();
      own.field("Present password").fill("not this one");
      own.field("New password").fill("short");
      own.button("Change password").click();
      assertThat(own.page().getByText("The old password is not right.")).isVisible();
      assertThat(own.page().getByText("A password has at least 10 characters.").first())
          .isVisible();
      own.field("Present password").fill("three horses under rain");
      own.field("New password").fill("four horses under snow");
      own.button("Change password").click();
      assertThat(own.told("The password is changed")).isVisible();
    }
    try (var again = Person.at(Office.shuke())) {
      again.signsIn(email, "four horses under snow");
    }
  }

  @Test
  void whoMayNotImportIsNotOfferedTo() {
    try (var chen = Office.salesperson()) {
      chen.presses("Control+k");
      var hits = chen.page().getByRole(AriaRole.LISTBOX);
      assertThat(hits).containsText("New Contact");
      assertThat(hits).not().containsText("Import a file");
    }
  }

  private static Locator name(Person person) {
    return person.page().getByLabel(Pattern.compile("^Name"));
  }
}

package org.shuke.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
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

  private static Locator name(Person person) {
    return person.page().getByLabel(Pattern.compile("^Name"));
  }
}

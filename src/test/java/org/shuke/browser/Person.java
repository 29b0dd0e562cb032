package org.shuke.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.shuke.Shuke;

/// Somebody at a browser. What the browser complains of meanwhile (a script that fails, a breach of
/// the content security policy) fails the test when he leaves.
final class Person implements AutoCloseable {
  /// An answer that refuses something is logged by the browser, and is no fault of the page.
  private static final String REFUSED = "Failed to load resource";

  private final Shuke shuke;
  private final BrowserContext context;
  private final Page page;
  private final List<String> complaints = new ArrayList<>();

  private Person(Shuke shuke, Browser.NewContextOptions options) {
    this.shuke = shuke;
    this.context = Chromium.get().newContext(options);
    // what was chosen on a machine goes before what an account says
    context.addInitScript(
        "localStorage.setItem('shuke.language', '" + options.locale.substring(0, 2) + "')");
    context.setDefaultTimeout(Chromium.PATIENCE_MILLIS);
    context.grantPermissions(List.of("clipboard-read", "clipboard-write"));
    this.page = tab();
  }

  private static Browser.NewContextOptions options(String language, ColorScheme theme, int width) {
    return new Browser.NewContextOptions()
        .setBaseURL("http://localhost")
        .setLocale(language)
        .setColorScheme(theme)
        .setReducedMotion(com.microsoft.playwright.options.ReducedMotion.REDUCE)
        .setViewportSize(width, 900);
  }

  /// In English, in the light, at a desk.
  static Person at(Shuke shuke) {
    return new Person(shuke, options("en-GB", ColorScheme.LIGHT, 1440));
  }

  /// @param language `en-GB` or `zh-CN`
  /// @param width of the window in pixels
  static Person at(Shuke shuke, String language, ColorScheme theme, int width) {
    return new Person(shuke, options(language, theme, width));
  }

  /// Another tab of the same browser, watched as well.
  Page tab() {
    var tab = context.newPage();
    tab.onConsoleMessage(message -> {
      if (message.type().equals("error") && !message.text().startsWith(REFUSED)) {
        complaints.add(tab.url() + ": " + message.text());
      }
    });
    tab.onPageError(error -> complaints.add(tab.url() + ": " + error));
    return tab;
  }

  Page page() {
    return page;
  }

  BrowserContext context() {
    return context;
  }

  String address(String path) {
    return "http://localhost:" + shuke.port() + path;
  }

  Person opens(String path) {
    page.navigate(address(path));
    return this;
  }

  Person signsIn(String email, String password) {
    opens("/");
    page.locator("input[name=email]").fill(email);
    page.locator("input[name=password]").fill(password);
    page.locator("form.door-form button[type=submit]").click();
    assertThat(page.locator(".shell")).isVisible();
    return this;
  }

  Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  Locator link(String name) {
    return page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  /// A heading that begins so; in the middle of another it says something else (*Imported*, *The
  /// rows are being imported*).
  Locator heading(String name) {
    var beginning = Pattern.compile("^" + name);
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(beginning));
  }

  Locator field(String label) {
    return page.getByLabel(label, new Page.GetByLabelOptions().setExact(true));
  }

  /// The word at the foot of the page after an act.
  Locator told(String text) {
    return page.locator(".toast", new Page.LocatorOptions().setHasText(text));
  }

  /// Takes back what he was just told.
  Person undoes(String told) {
    told(told).getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Undo")).click();
    return this;
  }

  void presses(String... keys) {
    for (var key : keys) {
      page.keyboard().press(key);
    }
  }

  /// Chooses from the open list that has the focus what is called so.
  void chooses(String words) {
    page.keyboard().type(words);
    var active = ".ant-select-item-option-active[title='" + words + "']:visible";
    assertThat(page.locator(active)).isVisible();
    presses("Enter");
  }

  /// What the browser has complained of so far.
  List<String> complaints() {
    return complaints;
  }

  @Override
  public void close() {
    context.close();
    assertEquals(List.of(), complaints, "the browser complains of nothing");
  }
}

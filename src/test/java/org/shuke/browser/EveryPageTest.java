package org.shuke.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every page of the program: anybody can use it, in both languages, by day and by night, at a desk
/// and on a phone, and nothing on it breaks the content security policy (the [Person] watches).
@Tag("full")
class EveryPageTest {
  private static final List<String> WCAG_A_AND_AA =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  /// A page is there when its heading is and nothing is loading any more.
  private static final String SETTLED =
      "() => !document.querySelector('.loading')"
          + " && document.querySelector('main h1, main .state, .door h1')";

  /// Kinds of records that have a page of their own, and one that the declarations draw.
  private static final List<String> TELLING =
      List.of("accounts", "contacts", "activities", "orders", "opportunities", "leads");

  /// The pages that are one of a kind, and those of the telling types.
  private static Map<String, String> pages() {
    var pages = new LinkedHashMap<String, String>();
    pages.put("today", "/");
    pages.put("imports", "/imports");
    pages.put("new import", "/imports/new");
    pages.put("who matters", "/insight/value");
    for (var page : List.of("users", "teams", "roles", "fields", "keys", "settings", "jobs")) {
      pages.put(page, "/admin/" + page);
    }
    pages.put("a role", "/admin/roles/" + Office.first("/api/v1/roles?sort=-name&limit=1"));
    TELLING.forEach(plural -> ofType(pages, plural));
    pages.put("a filtered list", "/accounts?filter=kind+%3D%3D+%22company%22&group=city");
    pages.put("a peek", "/accounts?peek=" + Office.first("/api/v1/accounts?limit=1"));
    pages.put("a bin", "/accounts/bin");
    pages.put("nothing there", "/accounts/00000000-0000-7000-8000-000000000000");
    return pages;
  }

  /// The pages of all other types, which differ from the telling ones in their fields only.
  private static Map<String, String> otherPages() {
    var pages = new LinkedHashMap<String, String>();
    for (var type : Office.api().get("/api/v1/types").json().get("items")) {
      var plural = type.get("plural").asString();
      if (type.get("partOf").isNull() && !UNLISTED.contains(plural) && !TELLING.contains(plural)) {
        ofType(pages, plural);
      }
    }
    return pages;
  }

  private static final List<String> UNLISTED =
      List.of("principals", "users", "teams", "roles", "views", "api-keys", "attachments", "tags");

  private static void ofType(Map<String, String> pages, String plural) {
    pages.put(plural, "/" + plural);
    pages.put("new " + plural, "/" + plural + "/new");
    var items = Office.api().get("/api/v1/" + plural + "?limit=1").json().get("items");
    if (!items.isEmpty()) {
      pages.put("one of " + plural, "/" + plural + "/" + items.get(0).get("id").asString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-GB", "zh-CN"})
  void anybodyCanUseEveryPage(String language) {
    var found = new ArrayList<String>();
    try (var admin = Office.administrator(language, ColorScheme.LIGHT, 1440)) {
      pages()
          .forEach((name, path) -> {
            open(admin, path);
            found.addAll(violations(admin, name, axe(admin)));
            found.addAll(inTheDark(admin, name));
          });
      assertEquals(List.of(), found);
    }
  }

  @Test
  void anybodyCanUseThePagesOfEveryOtherType() {
    var found = new ArrayList<String>();
    try (var admin = Office.administrator()) {
      otherPages()
          .forEach((name, path) -> {
            open(admin, path);
            found.addAll(violations(admin, name, axe(admin)));
          });
      assertEquals(List.of(), found);
    }
  }

  @Test
  void everyPageFitsAPhone() {
    var found = new ArrayList<String>();
    try (var admin = Office.administrator("en-GB", ColorScheme.LIGHT, 390)) {
      pages()
          .forEach((name, path) -> {
            open(admin, path);
            var wide = admin.page().evaluate("() => document.documentElement.scrollWidth");
            if (((Number) wide).intValue() > 390) {
              found.add(name + " is " + wide + " pixels wide");
            }
          });
      assertEquals(List.of(), found);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-GB", "zh-CN"})
  void theDoorIsOpenToAnybody(String language) {
    try (var stranger = Person.at(Office.shuke(), language, ColorScheme.LIGHT, 1440)) {
      open(stranger, "/");
      var found = new ArrayList<>(violations(stranger, "door", axe(stranger)));
      found.addAll(inTheDark(stranger, "door"));
      assertEquals(List.of(), found);
    }
  }

  private static void open(Person person, String path) {
    person.opens(path);
    person.page().waitForFunction(SETTLED);
  }

  private static AxeBuilder axe(Person person) {
    return new AxeBuilder(person.page()).setLegacyMode(true).withTags(WCAG_A_AND_AA);
  }

  /// Only the colours are other ones at night.
  private static List<String> inTheDark(Person person, String page) {
    light(person, ColorScheme.DARK);
    var found =
        violations(
            person,
            page + " in the dark",
            new AxeBuilder(person.page()).setLegacyMode(true).withRules(List.of("color-contrast")));
    light(person, ColorScheme.LIGHT);
    return found;
  }

  private static void light(Person person, ColorScheme scheme) {
    person.page().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
    person
        .page()
        .waitForFunction(
            "theme => document.documentElement.dataset.theme === theme",
            scheme.name().toLowerCase(Locale.ROOT));
  }

  private static List<String> violations(Person person, String page, AxeBuilder axe) {
    return axe.analyze().getViolations().stream()
        .flatMap(rule ->
            rule.getNodes().stream()
                .limit(3)
                .map(node ->
                    page + ": " + rule.getId() + " " + node.getTarget() + " " + node.getHtml()))
        .toList();
  }
}

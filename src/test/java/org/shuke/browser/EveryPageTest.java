package org.shuke.browser;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.SequencedSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every page of the program: anybody can use it, in both languages, by day and by night, it fits a
/// phone, and nothing on it breaks the content security policy (the [Person] watches). Which pages
/// there are is read from the page's own addresses and from the declarations, so a new one is
/// looked at without being named here.
@Tag("browser")
class EveryPageTest {
  private static final Pattern ADDRESS = Pattern.compile("at\\(\\s*'(/[^'$]*)'");
  private static final Pattern FACE = Pattern.compile("name: '(\\w+)', label");
  private static final int DESK = 1440;
  private static final int PHONE = 390;
  private static final int HIGH = 900;

  /// Much for a page, little for a machine that does other things as well.
  private static final int PATIENCE_MILLIS = 60_000;

  private static final int A_LAYOUT_MILLIS = 3_000;

  /// Kinds of records that no address of their own shows.
  private static final Set<String> UNLISTED =
      Set.of("principals", "views", "attachments", "tags", "notifications");

  /// A page is there when the router has come to it, it has a heading, and nothing loads any more.
  private static final String SETTLED =
      """
      path => (path === null || document.querySelector('main')?.dataset.at === path)
        && !document.querySelector('.loading')
        && document.querySelector('main h1, main .state, .door h1') !== null
      """;

  private static final String GO = "path => history.pushState({}, '', path)";

  /// What axe finds against, at most three places a rule.
  private static final String FOUND =
      """
      async () => (await axe.run(document, {
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
        resultTypes: ['violations'],
      })).violations.flatMap(rule => rule.nodes.slice(0, 3).map(node =>
        rule.id + ' ' + node.target + ' ' + node.html.slice(0, 200)))
      """;

  private static final String FITS =
      """
      () => [document.documentElement, document.querySelector('main')]
        .every(each => !each || each.scrollWidth <= each.clientWidth)
      """;

  private static final String STANDS_OUT =
      """
      () => {
        const scrolls = each => each && each !== document.querySelector('main')
          && (getComputedStyle(each).overflowX !== 'visible' || scrolls(each.parentElement));
        const out = [...document.querySelectorAll('main *')].filter(each =>
          each.getBoundingClientRect().right > innerWidth && !scrolls(each.parentElement));
        return out.slice(0, 3).map(each => each.outerHTML.slice(0, 160));
      }
      """;

  private static Samples samples;

  @BeforeAll
  static void makeWhatTheCompanyLacks() {
    samples = Samples.ofEveryType(Office.api());
  }

  @AfterAll
  static void tidyUp() {
    samples.close();
  }

  private static SequencedSet<String> pages() throws IOException {
    var pages = new LinkedHashSet<String>();
    matches("routes.tsx", ADDRESS).forEach(pages::add);
    pages.add("/admin/roles/" + Office.first("/api/v1/roles?sort=-name&limit=1"));
    for (var type : Office.api().get("/api/v1/types").json().get("items")) {
      var plural = type.get("plural").asString();
      if (type.get("partOf").isNull() && !UNLISTED.contains(plural)) {
        pages.add("/" + plural);
        pages.add("/" + plural + "/new");
        var one = samples.one(plural);
        if (one != null) {
          pages.add("/" + plural + "/" + one);
        }
      }
    }
    matches("faces.ts", FACE).forEach(face -> pages.add("/opportunities?face=" + face));
    pages.add("/accounts?filter=kind+%3D%3D+%22company%22&group=city");
    pages.add("/accounts?peek=" + samples.one("accounts"));
    pages.add("/accounts/bin");
    pages.add("/accounts/00000000-0000-7000-8000-000000000000");
    return pages;
  }

  private static List<String> matches(String file, Pattern pattern) throws IOException {
    var text = Files.readString(Path.of("web", "src", "app", file));
    return pattern.matcher(text).results().map(match -> match.group(1)).toList();
  }

  /// The addresses of the page's own in both ways, what the declarations draw in one of them in
  /// turn.
  @ParameterizedTest
  @CsvSource({"en-GB,LIGHT,0", "zh-CN,DARK,1"})
  void anybodyCanUseEveryPageWhichAlsoFitsAPhone(String language, ColorScheme light, int turn)
      throws IOException {
    var own = Set.copyOf(matches("routes.tsx", ADDRESS));
    var pages = List.copyOf(pages());
    assertTrue(own.size() >= 20 && pages.size() > 120, () -> "only " + pages.size());
    var found = new ArrayList<String>();
    try (var admin = Office.administrator(language, light, DESK)) {
      for (int i = 0; i < pages.size(); i++) {
        var path = pages.get(i);
        if (i % 2 == turn || own.contains(path)) {
          if (!settles(admin, path)) {
            found.add(path + ": does not come to stand");
            continue;
          }
          violations(admin).forEach(each -> found.add(path + ": " + each));
          tooWideForAPhone(admin)
              .forEach(each -> found.add(path + ": wider than a phone: " + each));
        }
      }
    }
    assertEquals(List.of(), found);
  }

  @ParameterizedTest
  @CsvSource({"en-GB,DARK", "zh-CN,LIGHT"})
  void theDoorIsOpenToAnybody(String language, ColorScheme light) {
    try (var stranger = Person.at(Office.shuke(), language, light, 1440)) {
      stranger.opens("/");
      stranger.page().waitForFunction(SETTLED, null);
      assertEquals(List.of(), violations(stranger));
    }
  }

  /// From page to page as a person goes, without loading the program anew.
  private static boolean settles(Person person, String path) {
    person.page().evaluate(GO, path);
    try {
      var patience = new Page.WaitForFunctionOptions().setTimeout(PATIENCE_MILLIS);
      person.page().waitForFunction(SETTLED, path, patience);
      return true;
    } catch (TimeoutError e) {
      return false;
    }
  }

  /// What stands out of the page on a phone, but for what scrolls by itself.
  @SuppressWarnings("unchecked")
  private static List<String> tooWideForAPhone(Person person) {
    person.page().setViewportSize(PHONE, HIGH);
    try {
      // what measures itself, such as a chart, follows a frame later
      var patience = new Page.WaitForFunctionOptions().setTimeout(A_LAYOUT_MILLIS);
      person.page().waitForFunction(FITS, null, patience);
      return List.of();
    } catch (TimeoutError e) {
      return (List<String>) person.page().evaluate(STANDS_OUT);
    } finally {
      person.page().setViewportSize(DESK, HIGH);
    }
  }

  @SuppressWarnings("unchecked")
  private static List<String> violations(Person person) {
    if (Boolean.FALSE.equals(person.page().evaluate("() => 'axe' in window"))) {
      person.page().evaluate(axe());
    }
    return (List<String>) person.page().evaluate(FOUND);
  }

  private static String axe() {
    try (var in = EveryPageTest.class.getResourceAsStream("/axe.min.js")) {
      return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }
}

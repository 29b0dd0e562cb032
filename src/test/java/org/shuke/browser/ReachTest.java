package org.shuke.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Getting around: by keys, by words, with files, and without waiting long.
@Tag("browser")
class ReachTest {
  /// Kilobytes that a browser fetches before it shows a page, compressed.
  private static final int FIRST_LOAD_KB = 300;

  private static Person ada;

  @BeforeAll
  static void comeIn() {
    ada = Office.administrator();
  }

  @AfterAll
  static void leave() {
    ada.close();
  }

  @Test
  void theKeyboardLeadsEverywhere() {
    ada.opens("/");
    assertThat(ada.heading("Good day")).isVisible();
    ada.presses("?");
    assertThat(ada.page().getByRole(AriaRole.DIALOG)).containsText("Find customers");
    ada.presses("Escape");
    assertThat(ada.page().getByRole(AriaRole.DIALOG)).not().isVisible();
    ada.presses("g", "a");
    assertThat(ada.heading("Accounts")).isVisible();
    ada.presses("Control+k");
    ada.page().locator(".palette-input").fill("Roles");
    assertThat(ada.page().getByRole(AriaRole.OPTION).first()).containsText("Roles");
    ada.presses("Enter");
    assertThat(ada.heading("Roles")).isVisible();
  }

  @Test
  void whatIsTypedBeforeTheSearchBoxHasComeStandsInIt() {
    var held = new ArrayList<Route>();
    ada.page().route("**/palette-*.js", held::add);
    ada.opens("/");
    assertThat(ada.heading("Good day")).isVisible();
    ada.presses("/");
    ada.page().waitForCondition(() -> !held.isEmpty());
    ada.page().keyboard().type("Rols");
    ada.presses("Backspace");
    ada.page().keyboard().type("es");
    held.forEach(Route::resume);
    assertThat(ada.page().locator(".palette-input")).hasValue("Roles");
    ada.page().keyboard().type("!");
    assertThat(ada.page().locator(".palette-input")).hasValue("Roles!");
  }

  @Test
  void aChinesePageIsFoundByPinyinAndInitials() {
    try (var ming = Office.administrator("zh-CN", ColorScheme.LIGHT, 1440)) {
      ming.opens("/");
      assertThat(ming.page().locator("h1").first()).isVisible();
      ming.presses("Control+k");
      var box = ming.page().locator(".palette-input");
      for (var typed : List.of("kehu", "kh")) {
        box.fill(typed);
        assertThat(ming.page().getByRole(AriaRole.OPTION).first()).hasText("客户");
      }
      box.fill("shezhi");
      assertThat(ming.page().getByRole(AriaRole.OPTION).filter(having("设置")).first()).isVisible();
      box.fill("xinjiankehu");
      ming.page().getByRole(AriaRole.OPTION).filter(having("客户")).first().click();
      assertThat(ming.page().locator("form .labelled input").first()).isVisible();
    }
  }

  @Test
  void aNameThatNobodyHasIsAnsweredByTheFewThatAreMeant() {
    Office.api().post("/api/v1/accounts", Map.of("name", "Quillfeather Stationers"));
    ada.opens("/");
    assertThat(ada.heading("Good day")).isVisible();
    ada.presses("Control+k");
    ada.page().locator(".palette-input").fill("quilfeather");
    assertThat(ada.page().locator(".palette-group").first()).hasText("No such name; you may mean");
    assertThat(ada.page().getByRole(AriaRole.OPTION).first()).containsText("Quillfeather");
    ada.page().locator(".palette-input").fill("quillzzz");
    assertThat(ada.page().locator(".palette-list")).containsText("Nothing by these words");
  }

  @Test
  void aCustomerIsFoundByThePinyinOfTheName() {
    Office.api().post("/api/v1/accounts", Map.of("name", "溪山听雨茶舍"));
    ada.opens("/");
    assertThat(ada.heading("Good day")).isVisible();
    ada.presses("/");
    ada.page().locator(".palette-input").fill("xishan");
    var hit = ada.page().getByRole(AriaRole.OPTION).filter(having("溪山听雨茶舍"));
    assertThat(hit).isVisible();
    hit.click();
    assertThat(ada.heading("溪山听雨茶舍")).isVisible();
  }

  private static com.microsoft.playwright.Locator.FilterOptions having(String text) {
    return new com.microsoft.playwright.Locator.FilterOptions().setHasText(text);
  }

  @Test
  void aFileIsAttachedToACustomerAndComesBack() throws IOException {
    var account = Office.api().post("/api/v1/accounts", Map.of("name", "With files")).get("id");
    ada.opens("/accounts/" + account);
    var card = ada.page().getByRole(AriaRole.REGION).filter(having("Attachments"));
    card.locator("input[type=file]")
        .setInputFiles(
            new FilePayload(
                "合同 2026.txt", "text/plain", "agreed".getBytes(StandardCharsets.UTF_8)));
    var file =
        card.getByRole(
            AriaRole.LINK,
            new com.microsoft.playwright.Locator.GetByRoleOptions().setName("合同 2026.txt"));
    assertThat(file).isVisible();
    Download download = ada.page().waitForDownload(file::click);
    assertTrue(download.suggestedFilename().equals("合同 2026.txt"), download.suggestedFilename());
    assertTrue(Files.readString(download.path()).equals("agreed"));
    card.getByLabel("Delete 合同 2026.txt").click();
    assertThat(file).not().isVisible();
    ada.undoes("is in the bin");
    assertThat(file).isVisible();
  }

  @Test
  void aRecordTellsWhoCanSeeItAndWhy() {
    var account = Office.api().post("/api/v1/accounts", Map.of("name", "Seen by some")).get("id");
    ada.opens("/accounts/" + account);
    assertThat(ada.heading("Seen by some")).isVisible();
    ada.button("More").click();
    ada.page().getByText("Who can see this").click();
    var told = ada.page().getByRole(AriaRole.DIALOG);
    assertThat(told).containsText("may see it");
    assertThat(told.getByRole(AriaRole.LISTITEM).filter(having("administrator")).first())
        .isVisible();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/",
        "/accounts",
        "/accounts/new",
        "/opportunities/new",
        "/opportunities?face=board",
        "/web-forms/new",
        "/admin/settings",
        "/insight/value",
        "/sales/report"
      })
  void theFirstLoadIsSmall(String path) throws IOException {
    for (var language : List.of("en-GB", "zh-CN")) {
      firstLoad(language, path);
    }
  }

  private static void firstLoad(String language, String path) throws IOException {
    var fetched = new ConcurrentLinkedQueue<String>();
    try (var fresh = Office.administrator(language, ColorScheme.LIGHT, 1440)) {
      var state = fresh.context().storageState();
      try (var context =
          Chromium.get()
              .newContext(
                  new com.microsoft.playwright.Browser.NewContextOptions()
                      .setLocale(language)
                      .setStorageState(state))) {
        var page = context.newPage();
        page.onResponse(response -> fetched.add(java.net.URI.create(response.url()).getPath()));
        page.navigate(fresh.address(path));
        assertThat(page.locator("main h1")).isVisible();
        page.waitForFunction("() => !document.querySelector('.loading')");
      }
    }
    long bytes = 0;
    for (var file : fetched) {
      if (file.startsWith("/assets/")) {
        var zipped = Chromium.builtPage().resolve(file.substring(1) + ".gz");
        bytes +=
            Files.size(
                Files.exists(zipped) ? zipped : Chromium.builtPage().resolve(file.substring(1)));
      }
    }
    long kilobytes = bytes / 1024;
    var load = path + " in " + language + ": " + kilobytes + " KB gzip";
    assertTrue(kilobytes <= FIRST_LOAD_KB, load + ", " + fetched);
    System.out.println("first load of " + load);
  }
}

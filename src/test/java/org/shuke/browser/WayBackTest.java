package org.shuke.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What was done lies open, all of it, and can be taken back long after the word at the page's foot
/// is gone.
@Tag("browser")
class WayBackTest {
  private static final String ACCOUNTS = "/api/v1/accounts";

  private static Person ada;

  @BeforeAll
  static void comeIn() {
    ada = Office.administrator();
  }

  @AfterAll
  static void leave() {
    ada.close();
  }

  private static Locator row(String text) {
    return ada.page()
        .getByRole(AriaRole.ROW)
        .filter(new Locator.FilterOptions().setHasText(text))
        .first();
  }

  private static Locator inDialog(String button) {
    return ada.page()
        .getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true));
  }

  private static String makes(String name, String city) {
    return Office.api().post(ACCOUNTS, Map.of("name", name, "city", city)).get("id");
  }

  private static String cityOf(String id) {
    return Office.api().get(ACCOUNTS + "/" + id).get("city");
  }

  private static void move(String id, String city) {
    Office.api().with("If-Match", "*").patch(ACCOUNTS + "/" + id, Map.of("city", city));
  }

  @Test
  void aBulkChangeIsFoundAgainShowsItsConflictsAndIsUndone() {
    var kept = makes("Kept Tea", "Oldton");
    var moved = makes("Moved Tea", "Oldton");
    ada.opens("/accounts?filter=city+%3D%3D+%22Oldton%22&cols=name:240,city:160");
    ada.page().getByLabel("Select all loaded rows").check();
    ada.page().locator(".list-foot").getByText("Edit").click();
    ada.page().getByRole(AriaRole.DIALOG).getByLabel("Field").click();
    ada.page().keyboard().type("City");
    ada.presses("Enter");
    ada.page()
        .getByRole(AriaRole.DIALOG)
        .getByLabel("City", new Locator.GetByLabelOptions().setExact(true))
        .fill("Newton");
    inDialog("Change 2").click();
    assertThat(ada.told("2 changed")).isVisible();
    move(moved, "Elsewhere");

    ada.opens("/units");
    row("Bulk change").getByText("Undo…").click();
    var dialog = ada.page().getByRole(AriaRole.DIALOG);
    assertThat(dialog).containsText("1 record was changed since in the same fields; they stay");
    assertThat(dialog).containsText("Moved Tea: City");
    inDialog("Undo").click();
    assertThat(ada.told("Undone: 1 record; 1 kept as they are")).isVisible();
    assertThat(row("Bulk change")).containsText("undone");
    assertEquals("Oldton", cityOf(kept));
    assertEquals("Elsewhere", cityOf(moved));
  }

  @Test
  void aBinOfManyShowsAllOfThem() {
    var mark = "Binned " + UUID.randomUUID();
    var made =
        Office.api()
            .post(
                ACCOUNTS + "/bulk",
                IntStream.range(0, 110)
                    .mapToObj(n -> Map.of("op", "create", "record", Map.of("name", mark + " " + n)))
                    .toList());
    var gone =
        made.json()
            .valueStream()
            .map(each -> Map.of("op", "delete", "id", each.get("id").asString(), "version", 1))
            .toList();
    Office.api().post(ACCOUNTS + "/bulk", gone);
    ada.opens("/accounts/bin");
    var rows =
        ada.page().getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(mark));
    assertThat(rows).hasCount(100);
    ada.button("More").click();
    assertThat(rows).hasCount(110);
  }

  @Test
  void aLongHistoryIsReadToItsBeginning() {
    var id = makes("Much Changed", "Town 0");
    IntStream.rangeClosed(1, 110).forEach(n -> move(id, "Town " + n));
    ada.opens("/accounts/" + id);
    ada.button("More").first().click();
    ada.page().getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("History")).click();
    var entries = ada.page().locator(".history-entry");
    assertThat(entries).hasCount(100);
    ada.page()
        .getByRole(AriaRole.DIALOG)
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("More").setExact(true))
        .click();
    assertThat(entries).hasCount(111);
    assertThat(entries.last()).containsText("created");
  }

  @Test
  void groupsOfManyValuesAreAllThere() {
    var town = "Grouped " + UUID.randomUUID();
    Office.api()
        .post(
            ACCOUNTS + "/bulk",
            IntStream.range(0, 203)
                .mapToObj(
                    n -> Map.of("op", "create", "record", Map.of("name", "G" + n, "city", town)))
                .toList());
    ada.opens(
        "/accounts?group=name&filter="
            + URLEncoder.encode("city == \"" + town + "\"", StandardCharsets.UTF_8));
    var groups = ada.page().locator(".groups .group");
    assertThat(groups).hasCount(200);
    ada.button("More").last().click();
    assertThat(groups).hasCount(203);
  }
}

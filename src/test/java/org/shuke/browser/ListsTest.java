package org.shuke.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.ArrayList;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A list of accounts, as people work in it: by keys, many at once, with a way back from
/// everything.
@Tag("browser")
class ListsTest {
  private static final String LIST =
      "/accounts?filter=city+%3D%3D+%22Teston%22&sort=name&cols=name:240,industry:160,phone:160";

  private static final String HOLDS_ITS_MARKS =
      """
      row => [...row.querySelectorAll('.mark')].every(mark => {
        const [inner, outer] = [mark.getBoundingClientRect(), row.getBoundingClientRect()]
        return inner.top >= outer.top && inner.bottom <= outer.bottom
      })
      """;

  private static Person ada;

  private String alpha = "";

  @BeforeAll
  static void comeIn() {
    ada = Office.administrator();
  }

  @AfterAll
  static void leave() {
    ada.close();
  }

  @BeforeEach
  void threeAccounts() {
    var api = Office.api();
    for (var old : api.get("/api/v1/accounts?filter=city%3D%3D%22Teston%22").json().get("items")) {
      api.with("If-Match", "*").delete("/api/v1/accounts/" + old.get("id").asString());
    }
    for (var name : new String[] {"Gamma Tea", "Beta Tea", "Alpha Tea"}) {
      alpha = api.post("/api/v1/accounts", Map.of("name", name, "city", "Teston")).get("id");
    }
    ada.opens(LIST);
    assertThat(row("Alpha Tea")).isVisible();
  }

  private static Locator row(String text) {
    return ada.page().getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(text));
  }

  private static Locator dialog() {
    return ada.page().getByRole(AriaRole.DIALOG);
  }

  private static Locator inDialog(String button) {
    return dialog().getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button));
  }

  private static void select(String... names) {
    for (var name : names) {
      ada.page().getByLabel("Select " + name).check();
    }
  }

  private static void hasRecords(int count) {
    assertThat(ada.page().locator(".list-foot")).containsText(Pattern.compile("^" + count + " "));
  }

  @Test
  void aCellIsEditedByKeysAloneAndTheEditTakenBack() {
    row("Alpha Tea").locator("[data-col='0']").focus();
    ada.presses("ArrowRight", "Enter");
    var editor = ada.page().locator(".grid-editing input");
    assertThat(editor).isFocused();
    editor.fill("Tea trade");
    ada.presses("Enter");
    assertThat(ada.told("Industry saved")).isVisible();
    assertThat(row("Alpha Tea")).containsText("Tea trade");
    assertThat(row("Beta Tea").locator("[data-col='1']")).isFocused();
    ada.undoes("Industry saved");
    assertThat(row("Alpha Tea")).not().containsText("Tea trade");
  }

  @Test
  void whatOneTypesOnACellReplacesItAsInASpreadsheet() {
    row("Beta Tea").locator("[data-col='1']").focus();
    ada.page().keyboard().press("T");
    var editor = ada.page().locator(".grid-editing input");
    assertThat(editor).hasValue("T");
    ada.page().keyboard().type("ools");
    ada.presses("Tab");
    assertThat(row("Beta Tea")).containsText("Tools");
    ada.page().keyboard().press("ArrowLeft");
    ada.presses("Delete");
    assertThat(row("Beta Tea")).not().containsText("Tools");
  }

  @Test
  void manyAreDeletedAtOnceAndComeBack() {
    select("Alpha Tea", "Beta Tea");
    ada.page().locator(".list-foot").getByText("Delete").click();
    inDialog("Delete 2").click();
    assertThat(row("Alpha Tea")).not().isVisible();
    hasRecords(1);
    ada.undoes("2 changed");
    assertThat(row("Alpha Tea")).isVisible();
    hasRecords(3);
  }

  @Test
  void manyAreChangedAtOnceAndComeBack() {
    ada.page().getByLabel("Select all loaded rows").check();
    ada.page().locator(".list-foot").getByText("Edit").click();
    dialog().getByLabel("Field").click();
    ada.page().keyboard().type("Industry");
    ada.presses("Enter");
    dialog().getByLabel("Industry").fill("Tea trade");
    inDialog("Change 3").click();
    assertThat(ada.page().getByText("Tea trade")).hasCount(3);
    ada.undoes("3 changed");
    assertThat(ada.page().getByText("Tea trade")).hasCount(0);
  }

  @Test
  void columnsThatAreFrozenStayInSightAndAViewKeepsThem() {
    ada.opens(LIST + ",email:600,website:600,city:600");
    assertThat(row("Alpha Tea")).isVisible();
    var industry = row("Alpha Tea").locator("[data-col='1']");
    double before = industry.boundingBox().x;
    ada.page().getByRole(AriaRole.COLUMNHEADER).filter(heads("Industry")).hover();
    ada.button("Column Industry").click();
    ada.page().getByText("Freeze up to here").click();
    assertThat(ada.page()).hasURL(Pattern.compile("frozen=2"));
    row("Alpha Tea").locator("[data-col='0']").focus();
    ada.presses("End");
    assertThat(row("Alpha Tea").locator("[data-col='5']")).isFocused();
    assertThat(row("Alpha Tea").locator("[data-col='5']")).isInViewport();
    assertThat(row("Alpha Tea").locator("[data-col='2']")).not().isInViewport();
    assertThat(row("Alpha Tea").locator("[data-col='0']")).isInViewport();
    assertThat(ada.page().getByLabel("Select Alpha Tea")).isInViewport();
    assertEquals(before, industry.boundingBox().x, 13, "but for the list's own margin");
    ada.presses("Home", "ArrowRight", "ArrowRight");
    double frozen = industry.boundingBox().x + industry.boundingBox().width;
    assertTrue(row("Alpha Tea").locator("[data-col='2']").boundingBox().x >= frozen - 1);
    ada.button("Save as a view").click();
    dialog().getByLabel("Name").fill("Frozen");
    inDialog("Save").click();
    var tab = ada.page().locator(".view-tab", new Page.LocatorOptions().setHasText("Frozen"));
    assertThat(tab).hasAttribute("aria-current", "true");
    ada.opens("/accounts");
    tab.click();
    assertThat(ada.page()).hasURL(Pattern.compile("frozen=2"));
  }

  private static Locator.FilterOptions heads(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  @Test
  void aViewIsKeptFoundAgainAndDeleted() {
    ada.button("Save as a view").click();
    dialog().getByLabel("Name").fill("Tea of Teston");
    inDialog("Save").click();
    var tab =
        ada.page().locator(".view-tab", new Page.LocatorOptions().setHasText("Tea of Teston"));
    assertThat(tab).hasAttribute("aria-current", "true");
    ada.opens("/accounts");
    assertThat(ada.page().locator(".list-foot")).containsText("records");
    tab.click();
    hasRecords(3);
    ofThisView("Rename");
    dialog().getByLabel("Name").fill("Tea of Testonia");
    inDialog("Save").click();
    assertThat(tab).hasText("Tea of Testonia");
    ada.page().getByRole(AriaRole.COLUMNHEADER).filter(heads("Name")).getByText("Name").click();
    assertThat(ada.page()).hasURL(Pattern.compile("sort=-name"));
    ofThisView("Back to how it was saved");
    assertThat(ada.page()).hasURL(Pattern.compile("sort=name"));
    ofThisView("Delete");
    assertThat(tab).not().isVisible();
    assertThat(ada.told("is in the bin")).isVisible();
  }

  private static void ofThisView(String item) {
    ada.button("This view").click();
    var named = new Page.GetByRoleOptions().setName(item).setExact(true);
    ada.page().getByRole(AriaRole.MENUITEM, named).click();
  }

  @Test
  void whatIsDeletedLiesInTheBinUntilItIsRestored() {
    ada.opens("/accounts/" + alpha);
    ada.button("More").click();
    ada.page().getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("Delete")).click();
    assertThat(ada.told("“Alpha Tea” is in the bin")).isVisible();
    ada.opens("/accounts/bin");
    row("Alpha Tea").first().getByText("Restore").click();
    assertThat(ada.told("“Alpha Tea” is back")).isVisible();
    ada.opens(LIST);
    hasRecords(3);
  }

  @Test
  void aConflictShowsMineAndTheirs() {
    ada.opens("/accounts/" + alpha);
    ada.page().locator(".facts-more").first().click();
    ada.button("Edit Industry").click();
    ada.field("Industry").fill("Mine");
    change(Map.of("industry", "Theirs"));
    ada.presses("Enter");
    assertThat(dialog()).containsText("Theirs");
    inDialog("Save mine").click();
    assertThat(dialog()).not().isVisible();
    assertThat(fields()).containsText("Mine");
    assertEquals("Mine", Office.api().get("/api/v1/accounts/" + alpha).get("industry"));
  }

  @Test
  void twoWhoChangeDifferentFieldsDoNotDisturbEachOther() {
    ada.opens("/accounts/" + alpha);
    ada.page().locator(".facts-more").first().click();
    ada.button("Edit Industry").click();
    ada.field("Industry").fill("Mine");
    change(Map.of("region", "Theirs"));
    ada.presses("Enter");
    assertThat(ada.told("Industry saved")).isVisible();
    assertThat(fields()).containsText("Theirs");
  }

  private static Locator fields() {
    return ada.page().getByRole(AriaRole.REGION, new Page.GetByRoleOptions().setName("Fields"));
  }

  private void change(Map<String, String> fields) {
    var api = Office.api().with("If-Match", "*");
    assertEquals(200, api.patch("/api/v1/accounts/" + alpha, fields).status());
  }

  @Test
  void aFilterIsBuiltByClickingAndIsItsExpression() {
    ada.opens("/accounts?q=Tea&cols=name,city");
    ada.button("Filter").click();
    ada.button("Condition").click();
    ada.page().locator(".builder-value input").fill("Beta");
    assertThat(ada.page().locator(".expression")).containsText("name.contains(\"Beta\")");
    assertThat(row("Beta Tea")).isVisible();
    assertThat(row("Alpha Tea")).not().isVisible();
    ada.presses("Escape");
    ada.page().getByLabel("Remove the condition").first().click();
    assertThat(row("Alpha Tea")).isVisible();
  }

  @Test
  void aColumnIsMovedHiddenAndGroupedByFromItsHead() {
    menu("Industry", "Move left");
    assertThat(ada.page().getByRole(AriaRole.COLUMNHEADER).nth(1)).containsText("Industry");
    menu("Industry", "Hide");
    assertThat(ada.page().getByRole(AriaRole.COLUMNHEADER).nth(1)).containsText("Name");
    menu("Phone", "Group by this");
    assertThat(ada.button("Phone")).isVisible();
  }

  private static void menu(String column, String item) {
    var head =
        ada.page()
            .getByRole(AriaRole.COLUMNHEADER)
            .filter(new Locator.FilterOptions().setHasText(column));
    head.hover();
    ada.page().getByLabel("Column " + column).click();
    ada.page().getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName(item)).click();
  }

  @Test
  void aRowIsPeekedAtWithoutLeavingTheList() {
    row("Alpha Tea").locator("[data-col='0']").focus();
    ada.presses("p");
    var peek = ada.page().locator(".peek");
    assertThat(peek).containsText("Alpha Tea");
    assertThat(row("Beta Tea")).isVisible();
    ada.presses("Escape");
    assertThat(peek).not().isVisible();
  }

  @Test
  void manyNamesStayInTheirRow() {
    var api = Office.api();
    var teams = new ArrayList<String>();
    for (var team : api.get("/api/v1/teams").json().get("items")) {
      teams.add(team.get("id").asString());
    }
    var pool = api.post("/api/v1/pools", Map.of("name", "Everybody's", "teams", teams)).get("id");
    ada.opens("/pools?cols=name:240,teams:120");
    assertThat(row("Everybody's").locator(".mark")).hasCount(teams.size());
    assertTrue((boolean) row("Everybody's").evaluate(HOLDS_ITS_MARKS));
    api.with("If-Match", "*").delete("/api/v1/pools/" + pool);
    api.with("If-Match", null);
  }

  @Test
  void whatOthersChangeIsSeenWithoutAsking() {
    change(Map.of("industry", "Fresh"));
    assertThat(row("Alpha Tea")).containsText("Fresh");
    Office.api().post("/api/v1/accounts", Map.of("name", "Delta Tea", "city", "Teston"));
    assertThat(row("Delta Tea")).isVisible();
    Office.api().with("If-Match", "*").delete("/api/v1/accounts/" + alpha);
    assertThat(row("Alpha Tea")).not().isVisible();
  }
}

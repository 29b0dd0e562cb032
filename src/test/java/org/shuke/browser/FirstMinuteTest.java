package org.shuke.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;

/// From an empty house to customers one knows, by the page alone.
@Tag("browser")
class FirstMinuteTest {
  @RegisterExtension
  static final Program program =
      Program.withPage(Map.of("SHUKE_LOCALE", "en"), Chromium.builtPage(), empty -> {});

  private static final String SALES =
      """
      Invoice,StockCode,Description,Quantity,InvoiceDate,Price,Customer ID,Country
      536365,85123A,White lantern,6,2026-01-12 08:26,2.55,17850,United Kingdom
      536365,71053,Metal lantern,6,2026-01-12 08:26,3.39,17850,United Kingdom
      536366,22633,Hand warmer,12,2026-02-12 09:01,1.85,13047,France
      536367,85123A,White lantern,2,2026-03-12 10:05,2.55,13047,France
      C536368,22633,Hand warmer,-1,2026-03-14 11:00,1.85,13047,France
      536369,22633,Hand warmer,3,2026-04-02 12:30,1.85,,Germany
      """;

  @Test
  void aFileOfSalesBecomesCustomersOneKnowsAndCanBeTakenBack() {
    try (var ada = Person.at(program.shuke())) {
      becomesAdministrator(ada);
      isOfferedWhatAnEmptyListIsFilledWith(ada);
      importsSales(ada);
      readsTheList(ada);
      readsAndEditsTheCustomer(ada);
      undoesTheImport(ada);
    }
  }

  private void becomesAdministrator(Person ada) {
    ada.opens("/");
    assertThat(ada.heading("First start")).isVisible();
    ada.field("One-time code").fill(program.code().orElseThrow());
    ada.field("Your name").fill("Ada");
    ada.field("E-mail").fill("ada@example.com");
    ada.field("Password").fill("three horses under rain");
    ada.button("Begin").click();
    assertThat(ada.heading("Good day, Ada")).isVisible();
  }

  private void isOfferedWhatAnEmptyListIsFilledWith(Person ada) {
    var first = ada.page().locator(".state .ant-btn-primary");
    ada.opens("/mails");
    assertThat(first).hasText("New Mail");
    ada.opens("/shipments");
    assertThat(ada.page().locator(".state")).containsText("made on their order");
    assertThat(first).hasCount(0);
    ada.opens("/accounts");
    assertThat(first).hasText("Import a file");
    ada.opens("/");
  }

  private void importsSales(Person ada) {
    ada.page().locator("main").getByRole(AriaRole.LINK).filter(containing("Import a file")).click();
    ada.page()
        .locator("input[type=file]")
        .setInputFiles(
            new FilePayload("sales.csv", "text/csv", SALES.getBytes(StandardCharsets.UTF_8)));
    assertThat(ada.page().getByRole(AriaRole.RADIO, named("Sales"))).isChecked();
    ada.button("Go on").click();
    ada.button("Check every row").click();
    ada.button("Import").click();
    assertThat(ada.heading("Imported")).isVisible();
    ada.link("See the customers").click();
  }

  private void readsTheList(Person ada) {
    assertThat(ada.heading("Accounts")).isVisible();
    assertThat(ada.link("17850")).isVisible();
    assertThat(ada.page().locator(".list-foot")).containsText("2 records");
  }

  private void readsAndEditsTheCustomer(Person ada) {
    ada.link("13047").click();
    assertThat(ada.heading("13047")).isVisible();
    assertThat(ada.page().locator("main")).containsText("Hand warmer");
    ada.page().locator(".facts-more").first().click();
    ada.button("Edit City").click();
    ada.field("City").fill("Lyon");
    ada.presses("Enter");
    assertThat(ada.told("City saved")).isVisible();
    ada.undoes("City saved");
    assertThat(ada.page().locator(".record-head")).not().containsText("Lyon");
  }

  private void undoesTheImport(Person ada) {
    ada.opens("/imports");
    ada.link("sales.csv").click();
    ada.button("Undo this import").click();
    ada.page().getByRole(AriaRole.DIALOG).getByText(Pattern.compile("^Undo$")).click();
    assertThat(ada.told("The import is undone")).isVisible();
    ada.opens("/accounts");
    assertThat(ada.heading("Accounts")).isVisible();
    assertThat(ada.page().locator("main")).containsText("No Accounts yet");
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private static com.microsoft.playwright.Locator.FilterOptions containing(String text) {
    return new com.microsoft.playwright.Locator.FilterOptions().setHasText(text);
  }
}

package org.shuke.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A file with mistakes, put right where they are seen.
@Tag("browser")
class ImportTest {
  private static final String PEOPLE =
      """
      First name,Last name,E-mail,Birthday
      Wrenna,Ashdown,wrenna@example.com,1980-02-29
      Corvin,Ashdown,corvin at example.com,1985-06-01
      """;

  private static void checks(Person who, String file) {
    who.opens("/imports/new");
    who.page()
        .locator("input[type=file]")
        .setInputFiles(
            new FilePayload("people.csv", "text/csv", file.getBytes(StandardCharsets.UTF_8)));
    assertThat(
            who.page().getByRole(AriaRole.RADIO, new Page.GetByRoleOptions().setName("Contacts")))
        .isChecked();
    who.button("Go on").click();
    who.button("Check every row").click();
  }

  @Test
  void moreWrongRowsThanArePutBeforeOneAtFirstAreComeTo() {
    var file = new StringBuilder("First name,Last name,E-mail\n");
    for (int i = 1; i <= 120; i++) {
      file.append("Many,Faulty,wrong at ").append(i).append('\n');
    }
    try (var ada = Office.administrator()) {
      checks(ada, file.toString());
      var wrong = ada.page().locator(".mending input");
      assertThat(wrong).hasCount(100);
      wrong.first().fill("first@example.com");
      ada.button("More").click();
      assertThat(wrong).hasCount(120);
      wrong.last().fill("last@example.com");
      ada.button("Check the 2 mended cells").click();
      assertThat(ada.button("Import the good rows (2)")).isVisible();
    }
  }

  @Test
  void wrongCellsAreMendedInThePage() {
    try (var ada = Office.administrator()) {
      checks(ada, PEOPLE);
      var wrong = ada.page().locator(".mending input");
      assertThat(wrong).hasValue("corvin at example.com");
      wrong.fill("corvin@example.com");
      ada.button("Check the 1 mended cell").click();
      ada.button("Import").click();
      assertThat(ada.heading("Imported")).isVisible();
    }
    var found =
        Office.api().get("/api/v1/contacts?filter=familyName%20%3D%3D%20%22Ashdown%22&sort=name");
    assertEquals(2, found.json().get("items").size());
    assertEquals("corvin@example.com", found.get("items.0.email"));
  }
}

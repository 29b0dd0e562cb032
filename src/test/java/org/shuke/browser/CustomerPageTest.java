package org.shuke.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// The pages and forms of an account and a contact: who is tied to whom, and what is asked where.
@Tag("browser")
class CustomerPageTest {
  private static Person ada;

  private String may = "";
  private String june = "";
  private String firm = "";

  @BeforeAll
  static void comeIn() {
    ada = Office.administrator();
  }

  @AfterAll
  static void leave() {
    ada.close();
  }

  @BeforeEach
  void twoPeopleAndAFirm() {
    var api = Office.api();
    may = api.post("/api/v1/contacts", Map.of("name", "May Hartwell")).get("id");
    june = api.post("/api/v1/contacts", Map.of("name", "June Hartwell")).get("id");
    firm = api.post("/api/v1/accounts", Map.of("name", "Hartwell Teas")).get("id");
  }

  private static Locator relations() {
    return ada.page().locator("section.card[aria-label='Relations']");
  }

  private static Locator dialog() {
    return ada.page().getByRole(AriaRole.DIALOG);
  }

  private static void saves() {
    dialog()
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Save"))
        .press("Enter");
    assertThat(dialog()).isHidden();
  }

  private static void chooses(String label, String words) {
    dialog().getByLabel(label).focus();
    ada.chooses(words);
  }

  private static void adds(String tie, String label, String who) {
    relations()
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Add"))
        .press("Enter");
    chooses("Tie", tie);
    chooses(label, who);
    saves();
  }

  @Test
  void aRelationIsNamedFromTheSideThatOneLooksAtItFrom() {
    ada.opens("/contacts/" + may);
    adds("Referred by", "Contact", "June Hartwell");
    assertThat(relations()).containsText("Referred by June Hartwell");
    ada.opens("/contacts/" + june);
    assertThat(relations()).containsText("Referred May Hartwell");
    assertThat(ada.page().getByText("Named by contacts")).hasCount(0);
  }

  @Test
  void whoeverBroughtACustomerSaysSoOnHisOwnPage() {
    ada.opens("/contacts/" + june);
    relations()
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Add"))
        .press("Enter");
    dialog().getByLabel("Tie").focus();
    ada.page().keyboard().type("Referred");
    assertThat(ada.page().locator("[title='Referred']:visible")).isVisible();
    ada.presses("ArrowDown", "Enter");
    chooses("Account", "Hartwell Teas");
    saves();
    assertThat(relations()).containsText("Referred Hartwell Teas");
    var there = Office.api().get("/api/v1/accounts/" + firm + "?select=relations.otherContact");
    assertEquals(june, there.get("relations.0.otherContact"));
    ada.opens("/accounts/" + firm);
    assertThat(relations()).containsText("Referred by June Hartwell");
  }

  @Test
  void aRelationIsChangedAndRemovedFromTheOtherSideAndComesBack() {
    var tie =
        Map.of("kind", "family", "role", "aunt", "reverseRole", "niece", "otherContact", june);
    Office.api()
        .with("If-Match", "*")
        .patch("/api/v1/contacts/" + may, Map.of("relations", List.of(tie)));
    ada.opens("/contacts/" + june);
    assertThat(relations()).containsText("niece May Hartwell");
    relations().getByLabel("Edit: May Hartwell").press("Enter");
    assertThat(dialog().getByLabel("What they are to June Hartwell")).hasValue("niece");
    dialog().getByLabel("What they are to June Hartwell").fill("grand-niece");
    dialog().getByLabel("What June Hartwell is to them").fill("");
    saves();
    assertThat(relations()).containsText("grand-niece May Hartwell");
    var path = "/api/v1/contacts/" + may + "?select=relations.role,relations.reverseRole";
    assertTrue(Office.api().get(path).json().at("/relations/0/role").isNull());
    relations().getByLabel("Delete: May Hartwell").press("Enter");
    assertThat(relations()).not().containsText("May Hartwell");
    ada.page().getByText("Undo").last().click();
    assertThat(relations()).containsText("grand-niece May Hartwell");
  }

  @Test
  void aFormAsksInAreasAndFoldsUpWhatFewNeed() {
    ada.opens("/contacts/new");
    var legends = ada.page().locator(".form-area > legend");
    assertThat(legends).hasText(new String[] {"Basics", "How to reach them", "Working with them"});
    assertThat(ada.field("Education")).isHidden();
    assertThat(ada.page().locator("form .labelled").first()).containsText("Name *");
    ada.page().locator(".form-area > summary").press("Enter");
    assertThat(ada.field("Education")).isVisible();
    ada.field("External id").fill("hartwell-1");
    ada.page().reload();
    assertThat(ada.field("External id")).hasValue("hartwell-1");
    ada.field("Name *").fill("April Hartwell");
    ada.button("Create").click();
    assertThat(ada.heading("April Hartwell")).isVisible();
  }
}

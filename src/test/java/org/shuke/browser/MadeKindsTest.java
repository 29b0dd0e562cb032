package org.shuke.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// An administrator makes fields of the kinds that are not plainly typed in the page; at once they
/// are filled in on a form, read on the record, and listed, filtered and sorted by, in both
/// languages.
@Tag("browser")
class MadeKindsTest {
  /// @param typed into the control; null for what is not typed
  /// @param stored what the API answers then
  /// @param op by which the filter builder asks
  /// @param asked the value of the question; null where it needs none
  /// @param shown in the row of the list, in English and in Chinese
  private record Made(
      String kind,
      String typed,
      String stored,
      String op,
      String asked,
      Map<String, String> shown) {
    String name() {
      return "made"
          + kind.substring(0, 1).toUpperCase(Locale.ROOT)
          + kind.substring(1).toLowerCase(Locale.ROOT);
    }
  }

  private static final List<Made> KINDS =
      List.of(
          new Made(
              "date",
              "2026-03-14",
              "\"2026-03-14\"",
              "atLeast",
              "2026-03-14",
              Map.of("en", "14 Mar", "zh", "3月14日")),
          new Made(
              "instant",
              "2026-03-14 15:30",
              "\"2026-03-14T15:30:00Z\"",
              "atLeast",
              "2026-03-14 15:30",
              Map.of("en", "15:30", "zh", "15:30")),
          new Made("boolean", null, "true", "true", null, Map.of("en", "Yes", "zh", "是")),
          new Made(
              "multiChoice",
              "@High",
              "[\"high\"]",
              "has",
              "@High",
              Map.of("en", "High", "zh", "高")),
          new Made(
              "reference",
              "Made for it",
              "@product",
              "is",
              "Made for it",
              Map.of("en", "Made for it", "zh", "Made for it")),
          new Made(
              "formula",
              null,
              "\"F @second\"",
              "is",
              "F @second",
              Map.of("en", "F @second", "zh", "F @second")));

  private Person person;
  private JsonNode texts;
  private String language;

  @AfterEach
  void tidy() {
    var api = Office.api();
    for (var field : api.get("/api/v1/custom-fields").json().get("items")) {
      if (field.get("name").asString().startsWith("made")) {
        var path = "/api/v1/custom-fields/" + field.get("id").asString() + "?drop=true&force=true";
        api.with("If-Match", "*").delete(path);
      }
    }
    for (var list : List.of("tags", "products")) {
      for (var row : api.get("/api/v1/" + list + "?select=id,name&limit=500").json().get("items")) {
        if (row.get("name").asString().matches("(First|Second) (en|zh)|Made for it")) {
          api.with("If-Match", "*").delete("/api/v1/" + list + "/" + row.get("id").asString());
        }
      }
    }
  }

  private String word(String key) {
    return texts.get(key).asString();
  }

  private String label(Made made) {
    return language.equals("en") ? "Made " + made.kind() : "自建 " + made.kind();
  }

  private String first() {
    return "First " + language;
  }

  private String second() {
    return "Second " + language;
  }

  /// The filter that finds both, as an address says it.
  private String both() {
    return "name+in+%5B%22First+" + language + "%22,%22Second+" + language + "%22%5D";
  }

  private String shown(Made made) {
    return made.shown().get(language).replace("@second", second());
  }

  private String in(String words) {
    return "@High".equals(words) ? (language.equals("en") ? "High" : "高") : words;
  }

  private Locator dialog() {
    return person.page().getByRole(AriaRole.DIALOG);
  }

  private Locator labelled(Locator within, String label) {
    return within.getByLabel(label, new Locator.GetByLabelOptions().setExact(true));
  }

  private void chooses(Locator within, String label, String words) {
    labelled(within, label).focus();
    person.chooses(words);
  }

  private void makes(Made made, String tags, String products) {
    person.button(word("records.schema.new")).click();
    chooses(dialog(), word("records.schema.type"), tags);
    chooses(dialog(), word("records.schema.kind"), word("records.kind." + made.kind()));
    var fields = dialog().locator(".fields");
    labelled(fields, word("records.schema.labelEn")).fill("Made " + made.kind());
    labelled(fields, word("records.schema.labelZh")).fill("自建 " + made.kind());
    assertThat(labelled(fields, word("records.schema.name"))).hasValue(made.name());
    switch (made.kind()) {
      case "reference" -> chooses(dialog(), word("records.schema.target"), products);
      case "formula" -> labelled(fields, word("records.schema.formula")).fill("'F ' + name");
      case "multiChoice" -> {
        var rows = dialog().locator("fieldset");
        for (var choice : List.of(List.of("Low", "低", "low"), List.of("High", "高", "high"))) {
          rows.getByText(word("records.part.add")).click();
          var row = rows.locator(".choice-row").last().locator("input");
          for (int i = 0; i < 3; i++) {
            row.nth(i).fill(choice.get(i));
          }
        }
      }
      default -> {}
    }
    dialog().getByRole(AriaRole.BUTTON).filter(having(word("ui.save"))).click();
    assertThat(dialog()).not().isVisible();
    assertThat(person.page().locator("td.code").filter(having(made.name()))).isVisible();
  }

  private static Locator.FilterOptions having(String text) {
    return new Locator.FilterOptions().setHasText(text);
  }

  private void fills(Made made, Locator control, String words) {
    if (words == null) {
      if (made.kind().equals("boolean")) {
        control.focus();
        person.presses("Space");
      }
      return;
    }
    control.focus();
    switch (made.kind()) {
      case "date", "instant" -> {
        assertThat(person.page().locator(".ant-picker input:focus")).isVisible();
        person.page().keyboard().type(words);
        person.presses("Tab");
      }
      case "multiChoice", "reference" -> person.chooses(in(words));
      default -> person.page().keyboard().type(words);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "zh"})
  void aFieldOfEachKindIsMadeFilledInListedFilteredAndSortedBy(String spoken) {
    var api = Office.api();
    var product =
        api.post("/api/v1/products", Map.of("name", "Made for it", "sku", "MADE-" + spoken))
            .get("id");
    language = spoken;
    texts = JsonMapper.shared().createObjectNode();
    for (var wing : List.of("records", "records/schema", "ui")) {
      var words = JsonMapper.shared().readTree(Path.of("web/src/" + wing + "/" + spoken + ".json"));
      ((tools.jackson.databind.node.ObjectNode) texts)
          .setAll((tools.jackson.databind.node.ObjectNode) words);
    }
    boolean english = spoken.equals("en");
    try (var someone = Office.administrator(english ? "en-GB" : "zh-CN", ColorScheme.LIGHT, 1440)) {
      person = someone;
      person.opens("/admin/fields");
      for (var made : KINDS) {
        makes(made, english ? "Tags" : "标签", english ? "Products" : "产品");
      }
      api.post("/api/v1/tags", Map.of("name", first(), "madeDate", "2025-01-01"));
      var id = fillsIn(product);
      for (var made : KINDS) {
        asksFor(made);
        sortsBy(made);
      }
      assertEquals(
          List.of(second(), first()),
          names("/api/v1/tags?filter=" + both() + "&sort=-madeFormula"));
      api.with("If-Match", "*").delete("/api/v1/tags/" + id);
    }
  }

  private static List<String> names(String list) {
    return Office.api()
        .get(list)
        .json()
        .get("items")
        .valueStream()
        .map(row -> row.get("name").asString())
        .toList();
  }

  private String fillsIn(String product) {
    person.opens("/tags/new");
    person.field(language.equals("zh") ? "名称 *" : "Name *").fill(second());
    for (var made : KINDS) {
      if (!made.kind().equals("formula")) {
        fills(made, person.field(label(made)), made.typed());
      }
    }
    person.page().locator("form button[type=submit]").press("Enter");
    assertThat(person.heading(second())).isVisible();
    var id = person.page().url().replaceAll(".*/", "");
    var stored = Office.api().get("/api/v1/tags/" + id).json();
    for (var made : KINDS) {
      var expected =
          made.stored().replace("@product", '"' + product + '"').replace("@second", second());
      assertEquals(expected, stored.get(made.name()).toString(), made::kind);
      assertThat(person.page().locator(".fact").filter(having(label(made))))
          .containsText(shown(made));
    }
    return id;
  }

  /// By the rows of the filter builder.
  private void asksFor(Made made) {
    person.opens("/tags?cols=name:240," + made.name() + ":240");
    person.button(word("records.filter")).click();
    var builder = person.page().locator(".builder");
    builder.getByRole(AriaRole.BUTTON).filter(having(word("records.filter.add"))).first().click();
    chooses(builder, word("records.filter.field"), label(made));
    labelled(builder, word("records.filter.op")).click();
    person
        .page()
        .locator(".ant-select-item-option[title='" + word("records.op." + made.op()) + "']:visible")
        .click();
    if (made.asked() != null) {
      fills(
          made,
          labelled(builder, word("records.filter.value")),
          made.asked().replace("@second", second()));
    }
    person.presses("Escape");
    assertThat(row(second())).containsText(shown(made));
    assertThat(row(first())).not().isVisible();
    assertThat(person.page().locator(".filter-chip").first()).containsText(label(made));
  }

  private Locator row(String name) {
    return person.page().getByRole(AriaRole.ROW).filter(having(name));
  }

  private void sortsBy(Made made) {
    if (List.of("multiChoice", "reference").contains(made.kind())) {
      return;
    }
    var asked = "filter=" + both() + "&cols=name:240," + made.name() + ":240";
    for (var sort : List.of("", "-")) {
      person.opens("/tags?" + asked + "&sort=" + sort + made.name());
      var rows = person.page().locator("[role=row]:has([data-col])");
      assertThat(rows).hasCount(2);
      assertEquals(
          names("/api/v1/tags?filter=" + both() + "&sort=" + sort + made.name()),
          rows.locator("[data-col='0']").allInnerTexts().stream().map(String::strip).toList());
    }
    assertThat(
            person
                .page()
                .getByRole(AriaRole.COLUMNHEADER, new Page.GetByRoleOptions().setName(label(made)))
                .first())
        .isVisible();
  }
}

package org.shuke.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Custom fields of the kinds that one types or chooses, as people fill them in by keys alone: on a
/// form, on a record's page, in a cell of a list.
@Tag("browser")
class CustomKindsTest {
  /// @param typed what one types or chooses, `first` on the form, `second` in place
  /// @param stored what the API answers then
  private record Kind(
      String name, String first, String firstStored, String second, String secondStored) {
    String field() {
      return "kind" + name.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + name.substring(1);
    }

    String label() {
      return "Kind " + name;
    }

    boolean chosen() {
      return List.of("choice", "multiChoice", "reference", "references").contains(name);
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          new Kind("text", "a word", "\"a word\"", "two words", "\"two words\""),
          new Kind("longText", "a tale", "\"a tale\"", "another", "\"another\""),
          new Kind("number", "1,234.5", "1234.5", "7", "7"),
          new Kind("money", "99.90", "99.9", "100", "100"),
          new Kind("duration", "1:30", "\"PT1H30M\"", "2h", "\"PT2H\""),
          new Kind("email", "a@b.example", "\"a@b.example\"", "c@d.example", "\"c@d.example\""),
          new Kind(
              "phone",
              "+86 138 0013 8000",
              "\"+8613800138000\"",
              "+8613900139000",
              "\"+8613900139000\""),
          new Kind(
              "url", "a.example", "\"https://a.example\"", "b.example", "\"https://b.example\""),
          new Kind("choice", "Low", "\"low\"", "High", "\"high\""),
          new Kind("multiChoice", "Low", "[\"low\"]", "High", "[\"low\",\"high\"]"),
          new Kind("reference", "Kindly One", "@one", "Kindly Two", "@two"),
          new Kind("references", "Kindly One", "[@one]", "Kindly Two", "[@one,@two]"));

  private static final List<Object> CHOICES =
      List.of(
          Map.of("value", "low", "labels", Map.of("en", "Low", "zh", "低")),
          Map.of("value", "high", "labels", Map.of("en", "High", "zh", "高")));

  private static Person ada;
  private static String one = "";
  private static String two = "";

  @BeforeAll
  static void aFieldOfEveryKind() {
    var api = Office.api();
    for (var kind : KINDS) {
      var body = new HashMap<String, Object>(Map.of("type", "tags", "kind", kind.name()));
      body.put("name", kind.field());
      body.put("labels", Map.of("en", kind.label(), "zh", "类型 " + kind.name()));
      if (kind.name().endsWith("hoice")) {
        body.put("choices", CHOICES);
      }
      if (kind.name().startsWith("reference")) {
        body.put("target", "products");
      }
      assertEquals(201, api.post("/api/v1/custom-fields", body).status(), kind::name);
    }
    one = api.post("/api/v1/products", Map.of("name", "Kindly One", "sku", "KIND-1")).get("id");
    two = api.post("/api/v1/products", Map.of("name", "Kindly Two", "sku", "KIND-2")).get("id");
    ada = Office.administrator();
  }

  @AfterAll
  static void tidy() {
    ada.close();
    var api = Office.api();
    for (var field : api.get("/api/v1/custom-fields").json().get("items")) {
      if (field.get("type").asString().equals("tags")) {
        var path = "/api/v1/custom-fields/" + field.get("id").asString() + "?drop=true&force=true";
        api.with("If-Match", "*").delete(path);
      }
    }
  }

  private static JsonNode stored(String id) {
    return Office.api().get("/api/v1/tags/" + id).json();
  }

  private static String ids(String json) {
    return json.replace("@one", '"' + one + '"').replace("@two", '"' + two + '"');
  }

  /// Fills in the control that has the focus.
  private static void types(Kind kind, String words) {
    if (kind.chosen()) {
      ada.chooses(words);
    } else {
      ada.presses("ControlOrMeta+a");
      ada.page().keyboard().type(words);
    }
  }

  private static List<Kind> inPlace() {
    return KINDS.stream().filter(k -> !k.chosen() || k.name().equals("choice")).toList();
  }

  @Test
  void theyAreFilledInOnAFormAndChangedOnARecordsPage() {
    ada.opens("/tags/new");
    ada.field("Name *").fill("Of every kind");
    for (var kind : KINDS) {
      ada.page().getByLabel(kind.label(), new Page.GetByLabelOptions().setExact(true)).focus();
      types(kind, kind.first());
    }
    ada.button("Create").press("Enter");
    assertThat(ada.heading("Of every kind")).isVisible();
    var id = ada.page().url().replaceAll(".*/", "");
    var made = stored(id);
    for (var kind : KINDS) {
      assertEquals(ids(kind.firstStored()), made.get(kind.field()).toString(), kind::name);
    }
    for (var kind : inPlace()) {
      ada.button("Edit " + kind.label()).press("Enter");
      assertThat(ada.page().locator(".fact :is(input, textarea):focus")).isFocused();
      types(kind, kind.second());
      ada.presses(kind.name().equals("longText") ? "ControlOrMeta+Enter" : "Tab");
      assertThat(ada.told(kind.label() + " saved").last()).isVisible();
    }
    var changed = stored(id);
    for (var kind : inPlace()) {
      assertEquals(ids(kind.secondStored()), changed.get(kind.field()).toString(), kind::name);
    }
  }

  @Test
  void severalAreTickedInACellByKeysAlone() {
    var api = Office.api();
    var id = api.post("/api/v1/tags", Map.of("name", "In a cell", "kindText", "cell")).get("id");
    ada.opens("/tags?filter=kindText+%3D%3D+%22cell%22&cols=name:240,kindMultiChoice:240");
    var row =
        ada.page()
            .getByRole(AriaRole.ROW)
            .filter(new Locator.FilterOptions().setHasText("In a cell"));
    row.locator("[data-col='1']").focus();
    ada.presses("Enter");
    assertThat(ada.page().locator(".grid-editing input")).isFocused();
    ada.presses("Enter", "ArrowDown", "Enter", "Tab");
    assertThat(row).containsText("High");
    assertTrue(stored(id).get("kindMultiChoice").toString().contains("low"));
  }
}

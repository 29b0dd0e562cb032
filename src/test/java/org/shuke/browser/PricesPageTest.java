package org.shuke.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.options.ColorScheme;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;

/// What something costs a customer, why, and whether it is there: on the road, and at the desk.
@Tag("browser")
class PricesPageTest {
  @RegisterExtension
  static final Program program =
      Program.withPage(
          Map.of(
              "SHUKE_LOCALE",
              "en",
              "SHUKE_API_KEY",
              Program.ADMIN_KEY,
              "SHUKE_ADMIN_EMAIL",
              "ada@example.com",
              "SHUKE_ADMIN_PASSWORD",
              "three horses under rain"),
          Chromium.builtPage(),
          empty -> {});

  private static String made(String plural, Map<String, ?> record) {
    var reply = program.admin().post("/api/v1/" + plural, record);
    assertEquals(201, reply.status(), reply::toString);
    return reply.get("id");
  }

  private static String product(String sku, String name, int listPrice) {
    return made("products", Map.of("sku", sku, "name", name, "listPrice", listPrice));
  }

  @Test
  void onAPhoneTheLookUpTellsPriceReasonAndStock() {
    var product = product("LK-1", "Lantern", 100);
    var account =
        made(
            "accounts", Map.of("name", "Ningbo Lights", "kind", "company", "priceClass", "dealer"));
    var book = made("price-books", Map.of("name", "Dealers", "customerClass", "dealer"));
    made(
        "price-entries",
        Map.of("priceBook", book, "product", product, "minQuantity", 10, "price", 80));
    made(
        "orders",
        Map.of(
            "account",
            account,
            "placedAt",
            "2026-01-05T08:00:00Z",
            "status",
            "completed",
            "currency",
            "CNY",
            "lines",
            List.of(Map.of("product", product, "quantity", 10, "unitPrice", 90))));
    var warehouse = made("warehouses", Map.of("code", "SH", "name", "Shanghai"));
    var level = made("stock-levels", Map.of("product", product, "warehouse", warehouse));
    program.admin().post("/api/v1/stock-levels/" + level + "/receive", Map.of("quantity", 42));
    try (var ada = Person.at(program.shuke(), "en-GB", ColorScheme.LIGHT, 390)) {
      ada.signsIn("ada@example.com", "three horses under rain");
      ada.opens("/look-up?account=" + account + "&product=" + product);
      var price = ada.page().locator(".price");
      assertThat(price).containsText("100.00");
      ada.field("Quantity").fill("10");
      ada.presses("Tab");
      assertThat(price.locator(".figure")).containsText("80.00");
      assertThat(price).containsText("Dealers · from 10");
      assertThat(price).containsText("Paid last");
      assertThat(price).containsText("90.00");
      assertThat(price).containsText("11.1%");
      assertThat(ada.page().locator("main")).containsText("42");
      int width = ((Number) ada.page().evaluate("document.documentElement.scrollWidth")).intValue();
      assertEquals(390, width, "nothing is wider than the phone");
    }
  }

  @Test
  void theExplanationNamesWhatDidNotCount() {
    var product = product("EX-1", "Kettle", 100);
    var book = made("price-books", Map.of("name", "Gold only", "customerClass", "gold"));
    made("price-entries", Map.of("priceBook", book, "product", product, "price", 70));
    try (var ada = Person.at(program.shuke())) {
      ada.signsIn("ada@example.com", "three horses under rain");
      ada.opens("/products/" + product);
      var price = ada.page().locator(".price");
      assertThat(price).containsText("List price");
      assertThat(price).not().containsText("Gold only");
      ada.page().getByText("1 rule did not count").click();
      assertThat(price).containsText("Gold only");
      assertThat(price).containsText("for another class of customers");
    }
  }

  @Test
  void aPriceListIsPastedFromASpreadsheetAndSavedByTheKeyboard() {
    product("PB-1", "Cup", 10);
    product("PB-2", "Saucer", 5);
    var book = made("price-books", Map.of("name", "Pasted", "currency", "CNY"));
    try (var ada = Person.at(program.shuke())) {
      ada.signsIn("ada@example.com", "three horses under rain");
      ada.opens("/price-books/" + book);
      ada.field("SKU 1").click();
      ada.page()
          .evaluate(
              "navigator.clipboard.writeText('PB-1\\t\\t9.50\\nPB-1\\t100\\t8,75\\nPB-9\\t\\t4')");
      ada.presses("Control+v");
      ada.page().locator(".entries-head button").click();
      assertThat(ada.page().locator("main")).containsText("There is no product PB-9.");
      ada.field("SKU 3").fill("PB-2");
      ada.page().locator(".entries-head button").click();
      assertThat(ada.told("3 prices saved")).isVisible();
      var stored =
          program
              .admin()
              .get("/api/v1/price-entries?sort=price&filter=priceBook%20==%20%22" + book + "%22");
      assertEquals(3, stored.json().at("/items").size(), stored::toString);
      assertEquals(
          0,
          new BigDecimal("8.75").compareTo(stored.json().at("/items/1/price").decimalValue()),
          stored::toString);
    }
  }
}

package org.shuke.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// What is offered beside: the customer ticks it behind his link, and whoever takes his word by
/// phone ticks it for him.
@Tag("browser")
class OptionsTest {
  private record Offer(String id, String link) {}

  private static Map<String, Object> line(String what, int price, boolean optional) {
    return Map.of(
        "description",
        what,
        "quantity",
        1,
        "unitPrice",
        price,
        "taxRate",
        13,
        "optional",
        optional);
  }

  private static Offer offer() {
    var api = Office.api();
    var account = api.post("/api/v1/accounts", Map.of("name", "Tea and cups")).get("id");
    var lines = List.of(line("Pot", 100, false), line("Cup", 40, true), line("Tray", 20, true));
    var quote =
        api.post("/api/v1/quotes", Map.of("account", account, "currency", "CNY", "lines", lines))
            .get("id");
    assertEquals(200, act(quote, "submit").status());
    return new Offer(quote, act(quote, "send").get("link"));
  }

  private static org.shuke.Program.Reply act(String quote, String verb) {
    return Office.api().post("/api/v1/quotes/" + quote + "/" + verb, Map.of());
  }

  private static List<String> ordered(String quote) {
    var found =
        Office.api()
            .get(
                "/api/v1/orders?select=total,lines.description&filter=quote%20==%20%22"
                    + quote
                    + "%22");
    return found.json().at("/items/0/lines").findValuesAsString("description");
  }

  private static void choosesOnAPhone(String language, String sum, String thanks) {
    var offer = offer();
    try (var customer = Person.at(Office.shuke(), language, ColorScheme.LIGHT, 390)) {
      customer.opens(offer.link());
      var page = customer.page();
      assertThat(page.locator(".sum")).containsText(sum);
      assertThat(page.locator(".sum b")).hasText("113.00 CNY");
      page.getByLabel("Tray").check();
      assertThat(page.locator(".sum b")).hasText("135.60 CNY");
      page.getByLabel("Cup").check();
      page.getByLabel("Tray").uncheck();
      assertThat(page.locator(".sum b")).hasText("158.20 CNY");
      assertThat(page.locator(".totals [data-sum=tax]")).hasText("18.20 CNY");
      int width = ((Number) page.evaluate("document.documentElement.scrollWidth")).intValue();
      assertEquals(390, width, "nothing is wider than the phone");
      page.locator("#accept").click();
      assertThat(page.locator(".state-accepted")).containsText(thanks);
      assertThat(page.locator(".totals .grand")).containsText("158.20 CNY");
      assertEquals(0, page.locator(".take").count(), "nothing is left to choose");
    }
    assertEquals(List.of("Pot", "Cup"), ordered(offer.id()));
  }

  @Test
  void onAPhoneTheTotalFollowsWhatIsTickedAndThatIsOrdered() {
    choosesOnAPhone("en-GB", "With what you have ticked", "You have accepted");
  }

  @Test
  void theSameInChinese() {
    choosesOnAPhone("zh-CN", "按您勾选的内容", "您已接受");
  }

  @Test
  void whoTakesTheCustomersWordTicksItForHim() {
    var offer = offer();
    try (var seller = Office.administrator()) {
      seller.opens("/quotes/" + offer.id());
      seller.button("Record acceptance").click();
      var dialog = seller.page().locator(".ant-modal");
      dialog.getByLabel("Tray").check();
      assertThat(dialog).containsText("135.60");
      seller.field("Accepted by").fill("Li Na");
      dialog.locator(".ant-btn-primary").click();
      assertThat(seller.page().locator(".line-totals")).containsText("Tray");
      assertThat(seller.page().locator(".line-totals")).containsText("135.60");
    }
    assertEquals(List.of("Pot", "Tray"), ordered(offer.id()));
  }
}

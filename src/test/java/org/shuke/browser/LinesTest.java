package org.shuke.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;

/// Lines as people give them: pasted from a spreadsheet into a quote, and typed into an order that
/// nobody quoted.
@Tag("browser")
class LinesTest {
  private static final String EMAIL = "ada@example.com";
  private static final String PASSWORD = "three horses under rain";

  @RegisterExtension
  static final Program PROGRAM =
      Program.withPage(
          Map.of(
              "SHUKE_LOCALE",
              "en",
              "SHUKE_API_KEY",
              Program.ADMIN_KEY,
              "SHUKE_ADMIN_EMAIL",
              EMAIL,
              "SHUKE_ADMIN_PASSWORD",
              PASSWORD),
          Chromium.builtPage(),
          empty -> {});

  private static String account;

  @BeforeAll
  static void stock() {
    account = made("accounts", Map.of("name", "Ningbo Lights"));
    made("products", Map.of("sku", "LN-1", "name", "Lantern", "unit", "pc", "listPrice", 100));
    made("products", Map.of("sku", "CN-1", "name", "Candle", "unit", "box", "listPrice", 20));
  }

  private static String made(String plural, Map<String, ?> record) {
    var reply = PROGRAM.admin().post("/api/v1/" + plural, record);
    assertEquals(201, reply.status(), reply::toString);
    return reply.get("id");
  }

  private static void pastes(Person who, String block) {
    who.page().locator(".line-grid").focus();
    who.page().evaluate("text => navigator.clipboard.writeText(text)", block);
    who.presses("Control+v");
  }

  private static void types(Person who, String column, int line, String text) {
    who.page().locator(".cell-" + column).nth(line).dblclick();
    who.page().locator(".line-input").fill(text);
    who.presses("Enter");
  }

  @Test
  void pastedLinesFindTheirProductsAndSayWhatTheyDoNotUnderstand() {
    var quote = made("quotes", Map.of("account", account));
    try (var seller = Person.at(PROGRAM.shuke()).signsIn(EMAIL, PASSWORD)) {
      seller.opens("/quotes/" + quote);
      pastes(seller, "Candle\t2\n");
      var grid = seller.page().locator(".line-grid");
      assertThat(grid).containsText("40.00");
      seller.presses("Control+z");
      assertThat(grid).not().containsText("Candle");
      pastes(seller, "SKU\tQty\tPrice\nLN-1\t3\nCandle\t2\t18\nSetting up\t1\nCN-1\tabc\n");
      assertThat(grid).containsText("300.00");
      assertThat(grid).containsText("36.00");
      var refused = seller.page().locator(".line-refused");
      assertThat(refused).hasCount(2);
      assertThat(refused.first()).containsText("Setting up");
      assertThat(refused.last()).containsText("abc");
      seller.presses("Control+s");
      assertThat(seller.told("not understood: 2")).isVisible();
      seller.button("Go to the next (F8)").click();
      assertThat(seller.page().locator(".line-here")).containsText("Setting up");

      seller.button("Keep as descriptions").click();
      types(seller, "quantity", 4, "5");
      assertThat(refused).hasCount(0);
      seller.presses("Control+s");
      assertThat(seller.told("cannot be saved as they are: 1")).isVisible();
      assertThat(refused).hasCount(1);
      types(seller, "unitPrice", 3, "50");
      seller.presses("Control+s");
      assertThat(seller.button("Save")).isDisabled();
    }
    var stored = PROGRAM.admin().get("/api/v1/quotes/" + quote + "?select=total,lines.description");
    assertEquals("Setting up", stored.get("lines.2.description"), stored::toString);
    assertEquals(486, stored.json().at("/total").intValue(), stored::toString);
  }

  @Test
  void anOrderThatNobodyQuotedIsMadeAndChangedWithTheKeyboard() {
    String order;
    try (var seller = Person.at(PROGRAM.shuke()).signsIn(EMAIL, PASSWORD)) {
      seller.opens("/orders/new?account=" + account);
      seller.page().locator(".line-grid").focus();
      seller.presses("Control+s");
      assertThat(seller.told("at least one line")).isVisible();
      seller.page().keyboard().type("lant");
      var found = seller.page().locator("#line-products [role=option]");
      assertThat(found).hasCount(1);
      assertTrue(seen(seller), "the suggestions are cut off by nothing");
      seller.presses("Enter");
      assertThat(seller.page().locator(".line-grid")).containsText("100.00");
      seller.presses("3", "Enter", "Control+s");
      seller.page().waitForURL(Pattern.compile(".*/orders/[0-9a-f-]{36}"));
      order = seller.page().url().replaceFirst(".*/", "");
      types(seller, "quantity", 1, "4");
      seller.presses("Control+s");
      assertThat(seller.button("Save")).isDisabled();
    }
    var stored = PROGRAM.admin().get("/api/v1/orders/" + order + "?select=account,total,lines");
    assertEquals(account, stored.get("account"), stored::toString);
    assertEquals(400, stored.json().at("/total").intValue(), stored::toString);
  }

  /// Is what stands in the middle of the first suggestion that suggestion?
  private static boolean seen(Person who) {
    return (boolean)
        who.page()
            .evaluate(
                """
                () => {
                  const option = document.querySelector('#line-products [role=option]')
                  const box = option.getBoundingClientRect()
                  const x = box.x + box.width / 2
                  return option.contains(document.elementFromPoint(x, box.y + box.height / 2))
                }\
                """);
  }
}

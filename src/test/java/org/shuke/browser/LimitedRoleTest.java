package org.shuke.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A salesperson sees own customers only, and those that lie in his team's pools, and of them no
/// value: on no page, in no list, by no question.
@Tag("browser")
class LimitedRoleTest {
  private static Person chen;
  private static String others = "";
  private static String othersName = "";

  @BeforeAll
  static void comeIn() {
    chen = Office.salesperson();
    var foreign =
        Office.api()
            .get(
                "/api/v1/accounts?limit=1&filter=owner%20!%3D%20null%20%26%26%20owner.email%20!%3D%20%22"
                    + Office.SALESPERSON
                    + "%22%20%26%26%20kind%20%3D%3D%20%22company%22");
    others = foreign.get("items.0.id");
    othersName = foreign.get("items.0.name");
  }

  @AfterAll
  static void leave() {
    chen.close();
  }

  @Test
  void theListHoldsOwnCustomersAndThoseOfHisPoolsOnlyAndCountsThem() {
    var seen =
        """
        owner.email == "%s" || owner == null && pool.name == "国内公海"\
        """
            .formatted(Office.SALESPERSON);
    var own =
        Office.api()
            .get(
                "/api/v1/accounts?limit=1&count=true&filter="
                    + URLEncoder.encode(seen, StandardCharsets.UTF_8))
            .get("count");
    chen.opens("/accounts");
    assertThat(chen.page().locator(".list-foot")).containsText(own + " records");
    assertThat(chen.page().getByRole(AriaRole.COLUMNHEADER).first()).isVisible();
    assertThat(chen.page().getByText("Revenue")).hasCount(0);
  }

  @Test
  void aHiddenFieldIsNotToBeChosenNorAskedFor() {
    chen.opens("/accounts");
    chen.button("Columns").click();
    chen.field("Find a field").fill("RFM");
    assertThat(chen.page().locator(".column-picker li")).hasCount(0);
    chen.opens("/accounts?filter=value.class+%3D%3D+%22gold%22");
    assertThat(chen.page().getByRole(AriaRole.ALERT)).isVisible();
    assertThat(chen.page().getByRole(AriaRole.GRID)).hasCount(0);
  }

  @Test
  void aSharedViewIsOfferedToThoseWhoReadWhatItAsksFor() {
    var api = Office.api();
    var made = new ArrayList<String>();
    for (var asked : List.of("city == 'Lyon'", "value.class == 'gold'")) {
      var state = "{\"filter\":\"" + asked + "\"}";
      var view = Map.of("name", asked, "type", "account", "state", state, "shared", true);
      made.add(api.post("/api/v1/views", view).get("id"));
    }
    chen.opens("/accounts");
    assertThat(chen.button("city == 'Lyon'")).isVisible();
    assertThat(chen.button("value.class == 'gold'")).hasCount(0);
    made.forEach(view -> api.with("If-Match", "*").delete("/api/v1/views/" + view));
    api.with("If-Match", null);
  }

  @Test
  void anothersCustomerIsNotThere() {
    chen.opens("/accounts/" + others);
    assertThat(chen.page().locator("main")).containsText("Not here");
    chen.presses("Control+k");
    chen.page().locator(".palette-input").fill(othersName);
    assertThat(chen.page().locator(".palette-list")).containsText("Nothing by these words");
    chen.presses("Escape");
  }

  @Test
  void nothingIsOfferedOnARecordThatOneMaySeeButNotChange() {
    var lying =
        Office.api()
            .get(
                "/api/v1/accounts?limit=1&filter=pool.name%20%3D%3D%20%22国内公海%22%20%26%26%20owner%20%3D%3D%20null");
    chen.opens("/accounts/" + lying.get("items.0.id"));
    assertThat(chen.button("Claim")).isVisible();
    assertThat(chen.button("Edit Name")).hasCount(0);
    chen.button("More").first().click();
    var more = chen.page().getByRole(AriaRole.MENUITEM);
    assertThat(more.first()).isVisible();
    assertThat(more.filter(new Locator.FilterOptions().setHasText("Delete"))).hasCount(0);
  }

  @Test
  void theAreasOfOthersAreNotThere() {
    chen.opens("/");
    assertThat(chen.link("Accounts")).isVisible();
    assertThat(chen.link("Users")).hasCount(0);
    assertThat(chen.link("Who matters")).hasCount(0);
    assertThat(chen.link("Imports")).hasCount(0);
    for (var page : new String[] {"users", "roles", "teams", "fields", "settings"}) {
      chen.opens("/admin/" + page);
      assertThat(chen.page().locator("main")).containsText("Your role does not open this");
    }
  }
}

package org.shuke.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.shuke.Program.Client;
import org.shuke.demo.DemoCompany;

/// What comes again and again, by the page: customers from the public pool, visits that return, a
/// batch of cards, and somebody who asks to work on what one has.
@Tag("browser")
class WorkingDayTest {
  private static final String COLLEAGUE = "wu.jiayi@shuke.example";

  private final Client api = Office.api();

  private String make(String plural, Map<String, ?> record) {
    var made = api.post("/api/v1/" + plural, record);
    assertEquals(201, made.status(), made.toString());
    return made.get("id");
  }

  private String of(String email, String field) {
    var path = "/api/v1/users?select=id,team&filter=email%20%3D%3D%20%22" + email + "%22";
    return api.get(path).get("items.0." + field);
  }

  private static void sql(String statement, Object... values) {
    Office.shuke().ground().database().transaction(tx -> tx.update(statement, values));
  }

  private void run(String job) {
    var id = Office.shuke().ground().jobs().submit(job, Map.of(), null);
    var end = Instant.now().plus(Duration.ofSeconds(30));
    while (!api.get("/api/v1/jobs/" + id).get("state").matches("done|failed")) {
      assertTrue(Instant.now().isBefore(end), job + " does not end");
      LockSupport.parkNanos(100_000_000);
    }
    assertEquals("done", api.get("/api/v1/jobs/" + id).get("state"));
  }

  private static Person colleague() {
    return Person.at(Office.shuke()).signsIn(COLLEAGUE, DemoCompany.PASSWORD);
  }

  private static Locator in(Locator within, String button) {
    return within.getByRole(
        AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true));
  }

  private static Locator row(Person who, String text) {
    return who.page().locator("main li").filter(new Locator.FilterOptions().setHasText(text));
  }

  @Test
  void fromThePoolOneTakesAsManyAsOneMayAndIsWarnedBeforeTheyGoBack() {
    var pool =
        make(
            "pools",
            Map.of(
                "name", "Quiet ones",
                "teams", List.of(of(Office.SALESPERSON, "team")),
                "claimLimitPerDay", 1,
                "returnAfterDays", 7,
                "warnDays", 2));
    var leads = new HashMap<String, String>();
    for (var name : List.of("Otter Teas", "Beaver Teas")) {
      var lead = new HashMap<String, Object>(Map.of("name", name, "pool", pool));
      lead.put("owner", null);
      leads.put(name, make("leads", lead));
    }
    var otter = "/api/v1/leads/" + leads.get("Otter Teas");
    try (var chen = Office.salesperson()) {
      chen.opens("/pools/" + pool);
      assertThat(chen.page().locator(".record-head .mark")).containsText("1 claims left today");
      in(row(chen, "Otter Teas"), "Claim").click();
      assertThat(chen.told("Otter Teas is yours")).isVisible();
      assertThat(row(chen, "Otter Teas")).hasCount(0);
      assertEquals(of(Office.SALESPERSON, "id"), api.get(otter).get("owner"));
      in(row(chen, "Beaver Teas"), "Claim").click();
      assertThat(chen.told("You have claimed 1 records from Quiet ones today")).isVisible();
      assertEquals("", api.get("/api/v1/leads/" + leads.get("Beaver Teas")).get("owner"));

      sql(
          "update sales.lead set claimed_at = now() - interval '6 days',"
              + " created_at = now() - interval '9 days' where id = ?::uuid",
          leads.get("Otter Teas"));
      run("leads-tend");
      chen.opens("/leads/" + leads.get("Otter Teas"));
      assertThat(chen.page().locator("main")).containsText("unless you follow up");
      chen.page().locator(".bell").click();
      assertThat(chen.page().locator(".inbox")).containsText("Otter Teas goes back to its pool");
      sql(
          "update sales.lead set returns_at = now() - interval '1 minute' where id = ?::uuid",
          leads.get("Otter Teas"));
      run("leads-tend");
      chen.opens("/pools/" + pool);
      assertThat(row(chen, "Otter Teas")).isVisible();
      assertEquals("", api.get(otter).get("owner"));
    }
  }

  @Test
  void aVisitThatReturnsIsDoneByOneKeyAndDoesNotComeBeforeItsTime() {
    var account =
        make("accounts", Map.of("name", "Evergreen Inn", "owner", of(Office.SALESPERSON, "id")));
    sql(
        "update customers.account set created_at = now() - interval '90 days' where id = ?::uuid",
        account);
    // the house's own rules would fill his day with others
    sql("update customers.visit_rule set active = false");
    var rule =
        make(
            "visit-rules",
            Map.of(
                "name",
                "Inns",
                "appliesTo",
                "name == \"Evergreen Inn\"",
                "days",
                30,
                "kind",
                "visit"));
    run("return-visits");
    var visits =
        "/api/v1/activities?filter=kind%20%3D%3D%20%22visit%22%20%26%26%20account%20%3D%3D%20%22"
            + account
            + "%22";
    // in the language of its owner, which others here change
    var task = api.get(visits).get("items.0.subject");
    try (var chen = Office.salesperson()) {
      chen.opens("/");
      doneByKeys(chen, task);
      assertThat(chen.page().locator(".home")).not().containsText(task);
      assertEquals("true", api.get(visits).get("items.0.done"));
      run("return-visits");
      assertEquals(1, api.get(visits).json().get("items").size(), "not before its time");
    }
    api.with("If-Match", "*").delete("/api/v1/visit-rules/" + rule);
    sql("update customers.visit_rule set active = true");
    api.with("If-Match", null);
  }

  /// Walks down the day to a task and ticks it off, without the mouse.
  private static void doneByKeys(Person who, String task) {
    var day = who.page().locator("section[aria-label='My day']");
    var tasks = day.locator("li");
    assertThat(tasks.first()).isVisible();
    var rest =
        day.getByRole(
            AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^Show all")));
    if (rest.count() > 0) {
      rest.press("Enter");
    }
    assertThat(tasks.filter(new Locator.FilterOptions().setHasText(task))).hasCount(1);
    int at = 0;
    while (!tasks.nth(at).innerText().contains(task)) {
      assertThat(tasks.nth(at)).hasAttribute("aria-current", "true");
      who.presses("j");
      at++;
    }
    assertThat(tasks.nth(at)).hasAttribute("aria-current", "true");
    who.presses("d");
    assertThat(who.told("Done: " + task)).isVisible();
  }

  @Test
  void aBatchOfCardsIsConfirmedChangedAndSkippedByTheKeyboard() {
    try (var wu = colleague()) {
      wu.opens("/card-queue");
      assertThat(wu.page().locator("main")).containsText("All cards are done.");
      wu.field("Batch").fill("Autumn fair");
      wu.field("Texts, vCards or QR texts, an empty line between")
          .fill(
              """
              Alma Stone
              Buyer
              Heron Foods Ltd
              alma@heron.example

              Ben Rivers
              Owner
              Kingfisher Cafe Ltd
              ben@kingfisher.example

              Nobody Known
              nobody@nowhere.example
              """);
      wu.button("Add to the queue").press("Enter");
      assertThat(wu.told("3 cards added")).isVisible();
      var name = wu.field("Name *");
      assertThat(name).hasValue("Alma Stone");
      assertThat(name).isFocused();
      wu.presses("Enter");
      assertThat(name).hasValue("Ben Rivers");
      assertThat(name).isFocused();
      name.fill("Benjamin Rivers");
      wu.presses("Enter");
      assertThat(name).hasValue("Nobody Known");
      wu.presses("Escape");
      assertThat(wu.page().locator("main")).containsText("All cards are done.");
    }
    var leads = "/api/v1/leads?sort=name&filter=sourceDetail%20%3D%3D%20%22Autumn%20fair%22";
    var items = api.get(leads).json().get("items");
    assertEquals(2, items.size());
    assertEquals("Alma Stone", items.get(0).get("name").asString());
    assertEquals("Benjamin Rivers", items.get(1).get("name").asString());
    assertEquals("alma@heron.example", items.get(0).get("email").asString());
  }

  @Test
  void whoMeetsAMaskedDuplicateAsksAndIsLetInFromTheOwnersDay() {
    var account =
        make("accounts", Map.of("name", "Masked Tea House", "owner", of(COLLEAGUE, "id")));
    var lead =
        make(
            "leads",
            Map.of(
                "name",
                "Ivy Cole",
                "company",
                "Masked Tea House",
                "owner",
                of(Office.SALESPERSON, "id")));
    try (var chen = Office.salesperson();
        var wu = colleague()) {
      chen.opens("/leads/" + lead);
      var alike = chen.page().locator("section[aria-label=Resembles]");
      assertThat(alike).containsText("There is one with team");
      assertThat(alike).not().containsText("Masked");
      in(alike, "Ask to co-operate").click();
      chen.field("What you have to do with it *").fill("I was at school with Ivy");
      chen.presses("Enter");
      assertThat(chen.told("Asked. You will be told the answer.")).isVisible();

      wu.opens("/");
      var asked = wu.page().locator("section[aria-label='Co-operation is asked for']");
      assertThat(asked).containsText("Masked Tea House");
      assertThat(asked).containsText("I was at school with Ivy");
      in(asked, "Let read").click();
      assertThat(wu.told("Let in to Masked Tea House")).isVisible();
      assertThat(wu.page()).hasURL(Pattern.compile(".*/accounts/" + account + ".*"));

      chen.opens("/leads/" + lead);
      assertThat(alike).containsText("Masked Tea House");
      chen.page().locator(".bell").click();
      assertThat(chen.page().locator(".inbox"))
          .containsText("You are let in to co-operate: Masked Tea House");
    }
  }
}

package org.shuke.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import com.microsoft.playwright.options.Geolocation;
import java.time.LocalDate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.shuke.Program.Client;

/// The salesperson's day by the page: the board by mouse and by keyboard, a stage that asks for
/// something, my day, and a visit on the phone.
@Tag("browser")
class SellingTest {
  private final Client api = Office.api();

  private String make(String plural, Map<String, Object> record) {
    var made = api.post("/api/v1/" + plural, record);
    assertEquals(201, made.status(), made.toString());
    return made.get("id");
  }

  private String nameOfStage(String opportunity) {
    return api.get("/api/v1/opportunities/" + opportunity + "?select=stage.name").get("stage.name");
  }

  /// A pipeline of three stages, of which the second asks for a day, and one card in the first.
  private record Board(String pipeline, String card, String name) {}

  private Board board(String name) {
    var pipeline = make("pipelines", Map.of("name", name));
    var first = make("stages", Map.of("name", "First", "pipeline", pipeline));
    make(
        "stages",
        Map.of(
            "name", "Second", "pipeline", pipeline, "position", 1, "asked", List.of("closeDate")));
    make("stages", Map.of("name", "Third", "pipeline", pipeline, "position", 2));
    var card = make("opportunities", Map.of("name", name + " deal", "stage", first, "amount", 700));
    return new Board(pipeline, card, name + " deal");
  }

  private static Locator column(Person who, String name) {
    return who.page().locator("section.board-column[aria-label='" + name + "']");
  }

  private static Locator card(Person who, String name) {
    return who.page().locator(".board-card").filter(new Locator.FilterOptions().setHasText(name));
  }

  @Test
  void aCardIsDraggedToAnotherStageAndTheWayBackIsOneClick() {
    var board = board("Mouse");
    try (var ada = Office.administrator()) {
      ada.opens("/opportunities?face=board&at=" + board.pipeline());
      assertThat(column(ada, "First")).containsText("¥700");
      card(ada, board.name()).dragTo(column(ada, "Third"));
      assertThat(ada.told("Moved to Third")).isVisible();
      assertThat(column(ada, "Third").locator(".board-card")).containsText(board.name());
      assertEquals("Third", nameOfStage(board.card()));
      ada.undoes("Moved to Third");
      assertThat(column(ada, "First").locator(".board-card")).containsText(board.name());
    }
  }

  @Test
  void aStageThatAsksForSomethingSaysWhatAndTakesItThereByKeyboardAlone() {
    var board = board("Keys");
    try (var ada = Office.administrator()) {
      ada.opens("/opportunities?face=board&at=" + board.pipeline());
      card(ada, board.name()).focus();
      ada.presses("Shift+ArrowRight");
      var dialog = ada.page().locator(".ant-modal-container, .ant-modal-content").last();
      assertThat(dialog).containsText("This stage asks for something first");
      assertEquals("First", nameOfStage(board.card()));
      var day = ada.page().locator(".ant-modal input").last();
      day.focus();
      assertThat(day).isEditable();
      day.fill(LocalDate.now().plusDays(20).toString());
      day.press("Enter");
      dialog.locator("button.ant-btn-primary").last().press("Enter");
      assertThat(column(ada, "Second").locator(".board-card")).containsText(board.name());
      assertEquals("Second", nameOfStage(board.card()));
      card(ada, board.name()).focus();
      ada.presses("Shift+ArrowRight");
      assertThat(column(ada, "Third").locator(".board-card")).containsText(board.name());
    }
  }

  @Test
  void whoClosesADealThatNeedsAYesIsOfferedToAskForItAndItsReasonIsKept() {
    var colleague =
        api.get("/api/v1/users?filter=email%20!%3D%20%22" + Office.ADMINISTRATOR + "%22");
    var pipeline = make("pipelines", Map.of("name", "Closing"));
    var first = make("stages", Map.of("name", "First", "pipeline", pipeline));
    var lost =
        make(
            "stages",
            Map.of(
                "name",
                "Given up",
                "pipeline",
                pipeline,
                "position",
                1,
                "kind",
                "lost",
                "approvers",
                List.of(colleague.get("items.0.id"))));
    var deal = make("opportunities", Map.of("name", "Hopeless", "stage", first, "amount", 700));
    try (var ada = Office.administrator()) {
      ada.opens("/opportunities/" + deal);
      ada.button("Lost").click();
      ada.field("Reason *").fill("Budget gone");
      ada.page().locator(".ant-modal-title").click();
      ada.page().locator(".ant-modal button.ant-btn-primary:visible").click();
      assertThat(ada.page().locator(".ant-modal")).containsText("Somebody must agree");
      assertEquals("First", nameOfStage(deal));
      ada.button("Ask for approval").click();
      assertThat(ada.told("Asked: it moves to Given up once they agree")).isVisible();
    }
    var asked = api.get("/api/v1/opportunities/" + deal);
    assertEquals(lost, asked.get("awaitedStage"));
    assertEquals("Budget gone", asked.get("lostReason"));
    assertEquals("First", nameOfStage(deal));
  }

  @Test
  void aStageSaysWhatStandsInItBeforeItGoesAndAllComesBackAtOnce() {
    var board = board("Shorter");
    var first = api.get("/api/v1/opportunities/" + board.card()).get("stage");
    try (var ada = Office.administrator()) {
      ada.opens("/stages/" + first);
      var retire = ada.page().locator("section[aria-label='Retire this stage']");
      assertThat(retire).containsText("1 opportunity stands here");
      assertThat(retire).containsText(board.name());
      assertThat(ada.button("Move 1 and retire the stage")).isDisabled();
      ada.field("Move them to *").click();
      ada.page().locator(".ant-select-item-option[title='Third']:visible").click();
      assertEquals("First", nameOfStage(board.card()), "nothing moves before it is told to");
      ada.button("Move 1 and retire the stage").click();
      assertThat(ada.told("First is retired, 1 moved")).isVisible();
      assertEquals("Third", nameOfStage(board.card()));
      assertEquals(404, api.get("/api/v1/stages/" + first).status());
      ada.undoes("First is retired, 1 moved");
      ada.opens("/stages/" + first);
      assertThat(retire).containsText("1 opportunity stands here");
      assertEquals("First", nameOfStage(board.card()));
    }
  }

  @Test
  void myDayIsWorkedThroughByOneKey() {
    var me =
        api.get("/api/v1/users?filter=email%20%3D%3D%20%22" + Office.ADMINISTRATOR + "%22")
            .get("items.0.id");
    var first =
        make(
            "activities",
            Map.of(
                "kind", "call",
                "subject", "Call back, as promised",
                "owner", me,
                "promised", true,
                "dueAt", "2026-01-02T09:00:00Z"));
    try (var ada = Office.administrator()) {
      ada.opens("/");
      assertThat(ada.page().locator(".home-chosen")).containsText("Call back, as promised");
      ada.presses("d");
      assertThat(ada.told("Done: Call back, as promised")).isVisible();
      assertEquals("true", api.get("/api/v1/activities/" + first).get("done"));
      ada.undoes("Done: Call back, as promised");
      assertThat(ada.page().locator(".home-chosen")).containsText("Call back, as promised");
    }
    api.with("If-Match", "*").delete("/api/v1/activities/" + first);
    api.with("If-Match", null);
  }

  @Test
  void aVisitIsCheckedInOnThePhoneWithPlaceAndPicture() {
    var visit =
        make("activities", Map.of("kind", "visit", "subject", "See the new shop", "done", false));
    try (var ada = Office.administrator("en-GB", ColorScheme.LIGHT, 390)) {
      ada.context().grantPermissions(List.of("geolocation"));
      ada.context().setGeolocation(new Geolocation(31.2304, 121.4737).setAccuracy(12));
      ada.opens("/activities/" + visit);
      ada.button("Check in here").click();
      assertThat(ada.page().locator("main")).containsText("within 12 m");
      var pixel =
          Base64.getDecoder()
              .decode(
                  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");
      ada.page()
          .locator("input[type=file]")
          .setInputFiles(new FilePayload("shop.png", "image/png", pixel));
      assertThat(ada.told("The picture is kept")).isVisible();
      assertThat(ada.page().locator("img.visit-photo")).isVisible();
      var wide = ada.page().evaluate("document.documentElement.scrollWidth");
      assertTrue(((Number) wide).intValue() <= 390, "nothing hangs over the edge: " + wide);
      ada.page().locator("textarea").fill("Wants the gift boxes");
      ada.button("Done").click();
      assertThat(ada.told("Done: See the new shop")).isVisible();
    }
    var kept = api.get("/api/v1/activities/" + visit);
    assertEquals("31.2304", kept.get("latitude"));
    assertEquals("Wants the gift boxes", kept.get("outcome"));
    assertFalse(kept.get("photo").isEmpty());
  }
}

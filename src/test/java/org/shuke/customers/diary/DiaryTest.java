package org.shuke.customers.diary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.Program.Reply;

class DiaryTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private final Client admin = PROGRAM.admin();

  private static Reply ok(Reply reply) {
    assertTrue(reply.status() < 300, reply.toString());
    return reply;
  }

  private String make(String plural, Map<String, Object> record) {
    return ok(admin.post("/api/v1/" + plural, record)).get("id");
  }

  @Test
  void aCheckInKeepsWhereAndWhenAndIsNotChangedAfterwards() {
    var visit = make("activities", Map.of("kind", "visit", "subject", "See the mill"));
    var address = "/api/v1/activities/" + visit;
    assertEquals(422, admin.post(address + "/check-in", Map.of()).status());
    for (var nowhere :
        List.of(
            Map.<String, Object>of("latitude", 91, "longitude", 10),
            Map.<String, Object>of("latitude", 10, "longitude", 500))) {
      assertEquals(422, admin.post(address + "/check-in", nowhere).status());
    }
    var call = make("activities", Map.of("kind", "call", "subject", "Nobody is anywhere"));
    var there = Map.<String, Object>of("place", "Home");
    assertEquals(422, admin.post("/api/v1/activities/" + call + "/check-in", there).status());
    var here =
        ok(
            admin.post(
                address + "/check-in",
                Map.of("latitude", 31.2304, "longitude", 121.4737, "accuracy", 12)));
    assertEquals("31.2304", here.get("latitude"));
    assertFalse(here.get("checkedInAt").isEmpty());
    assertEquals(422, admin.post(address + "/check-in", Map.of("place", "Home")).status());
    var forged =
        admin.with("If-Match", "*").patch(address, Map.of("checkedInAt", "2026-01-01T00:00:00Z"));
    admin.with("If-Match", null);
    assertEquals(400, forged.status());
    assertEquals(
        "true", ok(admin.post(address + "/complete", Map.of("outcome", "Ordered"))).get("done"));
  }

  @Test
  void aVisitThatIsDueAgainIsMadeOnceForEveryCustomerOfItsClass() throws Exception {
    var due = make("accounts", Map.of("name", "Often Ltd.", "industry", "mill"));
    var seen = make("accounts", Map.of("name", "Seen Ltd.", "industry", "mill"));
    make("accounts", Map.of("name", "Other Ltd.", "industry", "shop"));
    PROGRAM
        .database()
        .transaction(tx ->
            tx.update("update customers.account set created_at = now() - interval '90 days'"));
    make("activities", Map.of("kind", "visit", "subject", "Seen", "account", seen));
    var rule =
        make(
            "visit-rules",
            Map.of(
                "name", "Mills", "appliesTo", "industry == \"mill\"", "days", 30, "kind", "visit"));
    var bad = Map.<String, Object>of("name", "Bad", "appliesTo", "industri == \"mill\"", "days", 3);
    assertEquals(422, admin.post("/api/v1/visit-rules", bad).status());
    for (int i = 0; i < 2; i++) {
      var job = ok(admin.post("/api/v1/visit-rules/" + rule + "/run", Map.of())).get("job");
      while (!ok(admin.get("/api/v1/jobs/" + job)).get("state").equals("done")) {
        Thread.sleep(50);
      }
      var open =
          ok(admin.get("/api/v1/activities?filter=visitRule%20!%3D%20null&select=account,subject"))
              .json();
      assertEquals(1, open.path("items").size(), open.toString());
      assertEquals("Visit Often Ltd. again", open.at("/items/0/subject").asString());
      assertTrue(open.toString().contains(due));
    }
  }

  @Test
  void aCalendarIsReadByItsSecretAddressUntilThatIsRevoked() {
    make(
        "activities",
        Map.of(
            "kind", "meeting",
            "subject", "Review, part 1; 季度回顾会议，讨论供货与交期以及下一季度的报价安排与样品",
            "body", "First line\nSecond line",
            "at", Instant.now().plusSeconds(86_400).toString()));
    var path = ok(admin.post("/api/v1/calendar-feed", Map.of())).get("path");
    var reader = PROGRAM.anonymous();
    var read = ok(reader.get(path));
    assertEquals(
        "text/calendar; charset=utf-8", read.header("Content-Type").orElseThrow().toLowerCase());
    for (var line : read.text().split("\r\n")) {
      assertTrue(line.getBytes(StandardCharsets.UTF_8).length <= 75, line);
      assertFalse(line.contains("\n"), line);
    }
    var unfolded = read.text().replace("\r\n ", "");
    assertTrue(unfolded.contains("SUMMARY:Review\\, part 1\\; 季度回顾会议"), unfolded);
    assertTrue(unfolded.contains("DESCRIPTION:First line\\nSecond line\r\n"), unfolded);
    assertEquals(
        List.of("BEGIN:VCALENDAR", "END:VCALENDAR"),
        List.of(
            unfolded.split("\r\n")[0], unfolded.split("\r\n")[unfolded.split("\r\n").length - 1]));
    var newer = ok(admin.post("/api/v1/calendar-feed", Map.of())).get("path");
    assertEquals(404, reader.get(path).status());
    ok(reader.get(newer));
    ok(admin.delete("/api/v1/calendar-feed"));
    assertEquals(404, reader.get(newer).status());
  }
}

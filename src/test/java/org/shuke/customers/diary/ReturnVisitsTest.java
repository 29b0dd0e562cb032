package org.shuke.customers.diary;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Reply;
import org.shuke.StillClock;

/// Visits that come round, over months.
class ReturnVisitsTest {
  private static final Instant BEGINNING = Instant.parse("2026-03-02T02:00:00Z");
  private static final StillClock CLOCK = new StillClock(BEGINNING);

  @RegisterExtension static final Program PROGRAM = Program.withKey(CLOCK);

  private static Reply post(String path, Map<String, ?> body) {
    var reply = PROGRAM.admin().post("/api/v1/" + path, body);
    assertTrue(reply.status() < 300, reply::toString);
    return reply;
  }

  private static void day(int day) {
    CLOCK.moveTo(BEGINNING.plus(Duration.ofDays(day)));
  }

  private static void run(String rule) throws InterruptedException {
    var job = post("visit-rules/" + rule + "/run", Map.of()).get("job");
    while (!PROGRAM.admin().get("/api/v1/jobs/" + job).get("state").equals("done")) {
      Thread.sleep(25);
    }
  }

  /// The open visits of an account that a rule made.
  private static List<String> open(String account) {
    var filter = "account == \"" + account + "\" && visitRule != null && done == false";
    var found =
        PROGRAM
            .admin()
            .get("/api/v1/activities?filter=" + URLEncoder.encode(filter, StandardCharsets.UTF_8))
            .json();
    return found.at("/items").valueStream().map(each -> each.path("id").asString()).toList();
  }

  private static String rule(String industry) {
    return post(
            "visit-rules",
            Map.of(
                "name",
                industry,
                "appliesTo",
                "industry == \"" + industry + "\"",
                "days",
                30,
                "kind",
                "visit"))
        .get("id");
  }

  private static String account(String industry) {
    return post("accounts", Map.of("name", industry + " Ltd.", "industry", industry)).get("id");
  }

  @Test
  void afterAVisitIsDoneTheNextComesWhenItsDaysAreOver() throws Exception {
    day(0);
    var account = account("mill");
    var rule = rule("mill");
    run(rule);
    assertEquals(List.of(), open(account), "a new customer has time");
    day(31);
    run(rule);
    var first = open(account);
    assertEquals(1, first.size());
    day(50);
    run(rule);
    assertEquals(first, open(account), "one that is open is enough");
    post("activities/" + first.getFirst() + "/complete", Map.of());
    run(rule);
    assertEquals(List.of(), open(account));
    day(79);
    run(rule);
    assertEquals(List.of(), open(account), "thirty days from when he was seen");
    day(81);
    run(rule);
    assertEquals(1, open(account).size());
  }

  @Test
  void aCustomerWhoCameHereLatelyIsDueByWhenHeWasSeenBefore() throws Exception {
    day(100);
    var account = account("yard");
    var rule = rule("yard");
    var visit =
        Map.of(
            "kind",
            "visit",
            "subject",
            "Seen long ago",
            "account",
            account,
            "at",
            BEGINNING.plus(Duration.ofDays(69)).toString(),
            "done",
            true);
    post("activities", visit);
    run(rule);
    assertEquals(1, open(account).size());
  }
}

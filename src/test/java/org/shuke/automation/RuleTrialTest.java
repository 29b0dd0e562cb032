package org.shuke.automation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import tools.jackson.databind.JsonNode;

/// What a rule would have done, also with what was loaded without a change of its own.
class RuleTrialTest {
  @RegisterExtension static final Program PROGRAM = Program.withKey(Clock.systemUTC());

  private static final Client ADMIN = PROGRAM.admin();

  private static void made(String plural, Map<String, ?> record) {
    var reply = ADMIN.post("/api/v1/" + plural, record);
    assertEquals(201, reply.status(), reply.text());
  }

  private static JsonNode tried(Map<String, ?> more) {
    var asked = new HashMap<String, Object>(Map.of("onType", "accounts", "days", 30));
    asked.putAll(more);
    var trial = ADMIN.post("/api/v1/rules/try", asked);
    assertEquals(200, trial.status(), trial.text());
    return trial.json();
  }

  /// Accounts as a load writes them: no change tells of them.
  private static void loaded(String city, int many) {
    PROGRAM
        .database()
        .transaction(tx ->
            tx.update(
                """
                insert into customers.account (name, kind, city, created_at, created_by, updated_by)
                select 'Loaded ' || n, 'company', ?, now() - interval '3 days',
                  (select id from records.principal limit 1), (select id from records.principal limit 1)
                from generate_series(1, ?) n\
                """,
                city,
                many));
  }

  @Test
  void whatWasLoadedCountsByItsOwnTimeAndWhatWasMadeHereByItsChange() {
    loaded("Wuhan", 250);
    for (int i = 0; i < 3; i++) {
      made("accounts", Map.of("name", "Made " + i, "kind", "company", "city", "Wuhan"));
    }
    made("accounts", Map.of("name", "Elsewhere", "kind", "company", "city", "Xi'an"));
    var trial = tried(Map.of("trigger", "created", "condition", "city == \"Wuhan\""));
    assertEquals(253, trial.get("fired").intValue(), trial.toString());
    assertTrue(trial.get("looked").intValue() >= 254, trial.toString());
    assertEquals(200, trial.get("items").size());
    assertEquals("Made 2", trial.at("/items/0/title").stringValue());
    assertTrue(trial.get("whole").booleanValue());
    var changes = tried(Map.of("trigger", "changed"));
    assertTrue(
        Instant.parse(changes.get("knownSince").stringValue())
            .isAfter(Instant.now().minusSeconds(600)));
  }

  @Test
  void aDayIsHitAtTheHourOfTheRule() {
    made("accounts", Map.of("name", "Old", "kind", "company", "city", "Nanjing"));
    var trial =
        tried(
            Map.of(
                "trigger", "schedule",
                "every", "day",
                "atHour", 9,
                "days", 7,
                "condition", "city == \"Nanjing\""));
    var zone = java.time.ZoneId.of(ADMIN.get("/api/v1/session").get("timezone"));
    var at = Instant.parse(trial.at("/items/0/at").stringValue()).atZone(zone);
    assertEquals(9, at.getHour(), at::toString);
  }

  @Test
  void aDistanceThatNoCalendarHasIsRefusedBecauseItWouldStopAllRules() {
    for (var days : List.of(99_999_999_999L, -4_000, 1.5)) {
      var asked = new HashMap<String, Object>();
      asked.putAll(Map.of("onType", "contacts", "trigger", "date", "dateField", "birthday"));
      asked.put("dateOffset", days);
      asked.put("name", "Far");
      asked.put("actions", List.of(Map.of("do", "notify", "text", "x")));
      var written = ADMIN.post("/api/v1/rules", asked);
      assertEquals(422, written.status(), written.toString());
      assertEquals("dateOffset", written.get("errors.0.field"), written.toString());
    }
    var tried =
        Map.of(
            "onType", "contacts", "trigger", "date", "dateField", "birthday", "dateOffset", 4_000);
    var reply = ADMIN.post("/api/v1/rules/try", tried);
    assertEquals("422 dateOffset", reply.status() + " " + reply.get("errors.0.field"));
  }
}

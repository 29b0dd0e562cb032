package org.shuke.automation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import org.shuke.StillClock;

/// Rules on days that come back every year, over the years.
class YearlyRulesTest {
  private static final StillClock CLOCK = new StillClock(Instant.parse("2027-02-27T12:00:00Z"));

  @RegisterExtension static final Program PROGRAM = Program.withKey(CLOCK);

  private static final Client ADMIN = PROGRAM.admin();

  private static String made(String plural, Map<String, ?> record) {
    var reply = ADMIN.post("/api/v1/" + plural, record);
    assertEquals(201, reply.status(), reply.text());
    return reply.get("id");
  }

  private static void change(String plural, String id, Map<String, ?> fields) {
    var reply = PROGRAM.admin().with("If-Match", "*").patch("/api/v1/" + plural + "/" + id, fields);
    assertEquals(200, reply.status(), reply.text());
  }

  private static String born(String name, String house, String birthday) {
    return made("contacts", Map.of("name", name, "department", house, "birthday", birthday));
  }

  private static Map<String, Object> rule(String house, int offset) {
    return new HashMap<>(
        Map.of(
            "onType",
            "contacts",
            "trigger",
            "date",
            "dateField",
            "birthday",
            "dateOffset",
            offset,
            "atHour",
            0,
            "condition",
            "department == \"" + house + "\""));
  }

  private static String written(Map<String, Object> asked) {
    var rule = new HashMap<>(asked);
    rule.put("name", "Greeting");
    rule.put("actions", List.of(Map.of("do", "task", "subject", "Congratulate {{name}}")));
    return made("rules", rule);
  }

  /// Moves on to a day and lets the calendar do its work.
  private static void on(String day, String... rules) throws InterruptedException {
    CLOCK.moveTo(Instant.parse(day + "T12:00:00Z"));
    PROGRAM
        .database()
        .transaction(tx ->
            tx.update(
                "update platform.job_schedule set due = now() where name = 'rules-calendar'"));
    for (var rule : rules) {
      for (int i = 0; !LocalDate.parse(day).equals(doneUntil(rule)); i++) {
        assertTrue(i < 300, () -> "not done on " + day);
        Thread.sleep(50);
      }
    }
  }

  private static LocalDate doneUntil(String rule) {
    var done =
        PROGRAM
            .database()
            .read(tx ->
                tx.first(
                    "select done_until from automation.rule_state where rule = ?::uuid",
                    row -> row.getObject(1, LocalDate.class),
                    rule));
    return done == null ? LocalDate.EPOCH : done;
  }

  /// Whom the log of a rule names, sorted.
  private static List<String> fired(String rule) {
    return ADMIN
        .get("/api/v1/rules/" + rule + "/runs?outcome=fired")
        .json()
        .get("items")
        .valueStream()
        .map(run -> run.get("title").asString())
        .sorted()
        .toList();
  }

  /// Whom and when a trial over a year names, sorted.
  private static List<String> tried(Map<String, Object> asked) {
    var body = new HashMap<>(asked);
    body.put("days", 366);
    var reply = ADMIN.post("/api/v1/rules/try", body);
    assertEquals(200, reply.status(), reply.text());
    var items = reply.json().get("items");
    assertEquals(items.size(), reply.json().get("fired").intValue(), reply.text());
    return items
        .valueStream()
        .map(each -> each.get("title").asString() + " " + each.get("at").asString().split("T")[0])
        .sorted()
        .toList();
  }

  @Test
  void aBirthdayIsReachedOnceEveryYearHoweverOftenItIsCorrectedAndTheProgramStarts()
      throws Exception {
    born("Leap", "year", "1996-02-29");
    var late = born("Late", "year", "1990-02-28");
    born("March", "year", "1985-03-01");
    var asked = rule("year", 0);
    var rule = written(asked);
    on("2027-02-27", rule);
    assertEquals(List.of(), fired(rule));
    on("2027-02-28", rule);
    assertEquals(List.of("Late", "Leap"), fired(rule));
    change("contacts", late, Map.of("birthday", "1990-03-02"));
    on("2027-03-02", rule);
    assertEquals(List.of("Late", "Leap", "March"), fired(rule));
    change("contacts", late, Map.of("birthday", "1990-02-28"));
    PROGRAM
        .database()
        .transaction(tx ->
            tx.update(
                "update automation.rule_state set done_until = '2027-02-25' where rule = ?::uuid",
                rule));
    on("2027-03-03", rule);
    assertEquals(List.of("Late", "Leap", "March"), fired(rule));
    on("2028-02-27", rule);
    on("2028-02-28", rule);
    assertEquals(List.of("Late", "Late", "Leap", "March"), fired(rule));
    on("2028-02-29", rule);
    assertEquals(List.of("Late", "Late", "Leap", "Leap", "March"), fired(rule));
    assertEquals(List.of("Late 2028-02-28", "Leap 2028-02-29", "March 2027-03-01"), tried(asked));
    asked.put("yearly", false);
    assertEquals(List.of(), tried(asked));
  }

  @Test
  void daysBeforeAndAfterCountFromTheDayOfTheirYearAndNobodyIsCongratulatedBeforeHeIsBorn()
      throws Exception {
    CLOCK.moveTo(Instant.parse("2030-01-08T12:00:00Z"));
    born("New Year", "around", "1980-01-03");
    born("Child", "around", "2030-01-03");
    assertEquals(
        List.of("Child 2030-01-08", "New Year 2029-01-08", "New Year 2030-01-08"),
        tried(rule("around", 5)));
    var before = rule("around", -7);
    assertEquals(List.of("Child 2029-12-27", "New Year 2029-12-27"), tried(before));
    var rule = written(before);
    on("2030-12-27", rule);
    assertEquals(List.of("Child", "New Year"), fired(rule));
  }

  @Test
  void otherDatesAreReachedOnceUnlessTheRuleSaysThatTheyComeBack() {
    CLOCK.moveTo(Instant.parse("2032-06-01T12:00:00Z"));
    var account = made("accounts", Map.of("name", "Anniversary"));
    var deal = Map.of("name", "Wedding", "account", account, "closeDate", "2031-05-20");
    made("opportunities", deal);
    var asked = rule("", 0);
    asked.put("onType", "opportunities");
    asked.put("dateField", "closeDate");
    asked.put("condition", "name == \"Wedding\"");
    assertEquals(List.of(), tried(asked));
    asked.put("yearly", true);
    assertEquals(List.of("Wedding 2032-05-20"), tried(asked));
  }

  @Test
  void importantDatesAreMetByARuleOfEveryDay() throws Exception {
    CLOCK.moveTo(Instant.parse("2033-04-11T12:00:00Z"));
    var founded = Map.of("kind", "anniversary", "date", "1998-04-12");
    made("accounts", Map.of("name", "Founded", "dates", List.of(founded)));
    var asked =
        Map.<String, Object>of(
            "onType",
            "accounts",
            "trigger",
            "schedule",
            "every",
            "day",
            "atHour",
            0,
            "condition",
            "dates.exists(d, d.yearly && d.date.getMonth() == today().getMonth()"
                + " && d.date.getDate() == today().getDate())");
    var rule = written(asked);
    on("2033-04-11", rule);
    assertEquals(List.of(), fired(rule));
    on("2033-04-12", rule);
    assertEquals(List.of("Founded"), fired(rule));
  }

  private static Map<String, Object> day(String kind, String date, boolean yearly, String ofWhom) {
    var day = new HashMap<String, Object>(Map.of("kind", kind, "date", date, "yearly", yearly));
    if (ofWhom != null) {
      day.putAll(Map.of("ofWhom", ofWhom, "familyRelation", "child"));
    }
    return day;
  }

  private static Map<String, Object> familyRule(String name, int offset) {
    var asked = rule("", offset);
    asked.put("dateField", "dates.date");
    asked.put("dateKind", "birthday");
    asked.put("condition", "name == \"" + name + "\"");
    return asked;
  }

  @Test
  void everyBirthdayInAFamilyIsReachedAndItsTaskNamesWhoseItIs() throws Exception {
    CLOCK.moveTo(Instant.parse("2034-05-01T12:00:00Z"));
    var dates =
        List.of(
            day("birthday", "1980-05-10", true, null),
            day("birthday", "2020-06-02", true, "Xiaoyu"),
            day("birthday", "2022-06-02", true, "Xiaoming"),
            day("birthday", "2034-04-03", false, "Once"),
            day("anniversary", "2010-06-02", true, "Wedding"));
    made("contacts", Map.of("name", "Family", "dates", dates));
    made("contacts", Map.of("name", "None"));
    var asked = familyRule("Family", -3);
    asked.put("actions", List.of(Map.of("do", "task", "subject", "{{name}}: {{dates.ofWhom}}!")));
    asked.put("name", "Family");
    var rule = made("rules", asked);
    on("2034-05-07", rule);
    assertEquals(List.of("Family"), fired(rule));
    on("2034-05-30", rule);
    assertEquals(List.of("Family", "Family"), fired(rule));
    var tasks =
        ADMIN.get(
            "/api/v1/activities?select=subject&sort=createdAt&filter=contact.name%20%3D%3D%20%22Family%22");
    assertEquals(
        List.of("Family: !", "Family: Xiaoyu, Xiaoming!"),
        tasks.json().get("items").valueStream().map(t -> t.get("subject").asString()).toList());
    change("rules", rule, Map.of("dateOffset", -1));
    on("2034-06-01", rule);
    assertEquals(List.of("Family", "Family"), fired(rule), "once a day and record");
    on("2035-05-09", rule);
    assertEquals(List.of("Family", "Family", "Family"), fired(rule), "and again the next year");
    assertEquals(
        List.of("Family 2034-05-09", "Family 2034-06-01", "Family 2035-05-09"),
        tried(familyRule("Family", -1)));
  }

  @Test
  void aDayOfAPartComesBackAsItSaysItselfOrAsTheRuleSays() {
    CLOCK.moveTo(Instant.parse("2036-08-20T12:00:00Z"));
    var dates =
        List.of(
            day("birthday", "2036-08-10", false, null), day("birthday", "2000-08-11", false, null));
    made("contacts", Map.of("name", "Single", "dates", dates));
    var asked = familyRule("Single", 0);
    assertEquals(List.of("Single 2036-08-10"), tried(asked));
    asked.put("yearly", true);
    assertEquals(List.of("Single 2036-08-10", "Single 2036-08-11"), tried(asked));
    asked.put("dateKind", "anniversary");
    assertEquals(List.of(), tried(asked));
  }

  @Test
  void aRuleOnPartsSaysWhatIsWrongWithItsDate() {
    var asked = familyRule("x", 0);
    asked.put("dateField", "dates.note");
    assertEquals("rule.no-date", fault(asked, "dateField"));
    asked.put("dateField", "dates.dat");
    assertEquals("unknown-member-nearest", fault(asked, "dateField"));
    asked.put("dateField", "dates.date");
    asked.put("dateKind", "easter");
    assertEquals("value.choice", fault(asked, "dateKind"));
    asked.put("dateField", "birthday");
    asked.put("dateKind", "birthday");
    assertEquals("value.choice", fault(asked, "dateKind"));
  }

  private static String fault(Map<String, Object> asked, String field) {
    var reply = ADMIN.post("/api/v1/rules/try", asked);
    assertEquals(422, reply.status(), reply.text());
    assertEquals(field, reply.get("errors.0.field"), reply.text());
    return reply.get("errors.0.code");
  }
}

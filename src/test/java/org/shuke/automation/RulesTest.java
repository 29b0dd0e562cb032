package org.shuke.automation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;
import org.shuke.Program.Client;
import tools.jackson.databind.JsonNode;

class RulesTest {
  private static final GreenMail MAIL =
      new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP).dynamicPort());

  static {
    MAIL.start();
  }

  @RegisterExtension
  static final Program PROGRAM =
      Program.with(
          Map.of(
              "SHUKE_SMTP_URL", "smtp://127.0.0.1:" + MAIL.getSmtp().getPort(),
              "SHUKE_EGRESS_ALLOW", "127.0.0.1/32",
              "SHUKE_TIMEZONE", "UTC"));

  private static final Client ADMIN = PROGRAM.admin();
  private static final String ME = ADMIN.get("/api/v1/session").get("user.id");
  private static int number;

  private final String word = "Word" + number++;

  @AfterAll
  static void stop() {
    MAIL.stop();
  }

  private static String made(String plural, Map<String, ?> record) {
    var reply = ADMIN.post("/api/v1/" + plural, record);
    assertEquals(201, reply.status(), reply.text());
    return reply.get("id");
  }

  private static Map<String, Object> rule(
      String trigger, String condition, Map<String, ?>... actions) {
    var rule = new HashMap<String, Object>();
    rule.put("name", "Rule " + number++);
    rule.put("onType", "accounts");
    rule.put("trigger", trigger);
    rule.put("condition", condition);
    rule.put("actions", List.of(actions));
    return rule;
  }

  private static void change(String plural, String id, Map<String, ?> fields) {
    var reply = PROGRAM.admin().with("If-Match", "*").patch("/api/v1/" + plural + "/" + id, fields);
    assertEquals(200, reply.status(), reply.text());
  }

  private static JsonNode account(String id) {
    return ADMIN.get("/api/v1/accounts/" + id).json();
  }

  private interface Check {
    boolean holds() throws Exception;
  }

  private static void eventually(String what, Check check) throws Exception {
    for (int i = 0; i < 300; i++) {
      if (check.holds()) {
        return;
      }
      Thread.sleep(50);
    }
    throw new AssertionError(what);
  }

  private static List<JsonNode> runs(String rule, String outcome) {
    var items = ADMIN.get("/api/v1/rules/" + rule + "/runs?outcome=" + outcome).json().get("items");
    return new ArrayList<>(items.valueStream().toList());
  }

  @Test
  void aRuleSetsAFieldItsRunIsExplainedAndUndoneAsAUnit() throws Exception {
    var rule =
        made(
            "rules",
            rule(
                "created",
                "city == \"" + word + "\"",
                Map.of("do", "set", "field", "region", "value", "Set by {{name}}")));
    var hit = made("accounts", Map.of("name", "Hit", "city", word));
    made("accounts", Map.of("name", "Miss", "city", "elsewhere"));
    eventually("fires", () -> "Set by Hit".equals(account(hit).path("region").asString("")));
    eventually("explains", () -> !runs(rule, "false").isEmpty());
    var run = runs(rule, "fired").getFirst();
    assertEquals("Hit", run.get("title").stringValue());
    assertEquals("Miss", runs(rule, "false").getFirst().get("title").stringValue());
    var changes = ADMIN.get("/api/v1/accounts/" + hit + "/history").json().get("items");
    assertTrue(changes.get(0).get("actor").get("name").stringValue().startsWith("Rule"));
    var undone = ADMIN.post("/api/v1/units/" + run.get("unit").stringValue() + "/undo", Map.of());
    assertEquals(200, undone.status(), undone.text());
    eventually("undone", () -> account(hit).get("region").isNull());
    Thread.sleep(1500);
    assertTrue(account(hit).get("region").isNull(), "an undo sets nothing off");
  }

  @Test
  void whatARuleMadeOfAConvertedLeadGoesWhenTheConvertIsUndone() throws Exception {
    var firm = "Firm " + word;
    made(
        "rules",
        rule(
            "created",
            "name == \"" + firm + "\"",
            Map.of("do", "task", "subject", "Call {{name}} first", "dueInDays", 2),
            Map.of("do", "set", "field", "region", "value", "Set by a rule")));
    var lead = made("leads", Map.of("name", "Ada Lovelace", "company", firm));
    var converted = ADMIN.post("/api/v1/leads/" + lead + "/convert", Map.of());
    assertEquals(200, converted.status(), converted.text());
    var account = converted.get("account");
    var tasks = "/api/v1/activities?filter=account%20%3D%3D%20%22" + account + "%22";
    eventually("acts", () -> ADMIN.get(tasks).json().get("items").size() == 1);
    var unit = "/api/v1/units/" + converted.get("unit");
    var preview = ADMIN.get(unit).json();
    assertEquals(0, preview.get("referred").get("count").intValue(), preview.toString());
    assertEquals(0, preview.get("conflicts").get("count").intValue(), preview.toString());
    assertEquals(3, preview.get("remove").intValue(), "account, contact and opportunity");
    var undone = ADMIN.post(unit + "/undo", Map.of());
    assertEquals(200, undone.status(), undone.text());
    assertEquals("0", undone.get("done.kept"), undone.text());
    assertEquals(404, ADMIN.get("/api/v1/accounts/" + account).status());
    assertEquals(0, ADMIN.get(tasks).json().get("items").size());
    assertEquals("new", ADMIN.get("/api/v1/leads/" + lead).get("status"));
  }

  @Test
  void onlyAWatchedFieldSetsItOffAndTheConditionSeesTheMomentOfTheChange() throws Exception {
    var all = rule("changed", "city == \"" + word + "\"", Map.of("do", "notify", "text", "x"));
    all.put("watched", "city");
    var rule = made("rules", all);
    var id = made("accounts", Map.of("name", "A", "city", "start"));
    // the follower may see these three at once, when the city is another one already
    change("accounts", id, Map.of("city", word));
    change("accounts", id, Map.of("city", "left"));
    change("accounts", id, Map.of("region", "R"));
    eventually("fired", () -> runs(rule, "fired").size() == 1 && runs(rule, "false").size() == 1);
    Thread.sleep(700);
    assertEquals(1, runs(rule, "fired").size());
    assertEquals(1, runs(rule, "false").size(), "the region is not watched");
  }

  @Test
  void aTrialOnHistoryCountsWhatTheRuleLaterFiresOnTheSameEvents() throws Exception {
    var all =
        rule(
            "changed",
            "city.startsWith(\"" + word + "\") && region != null",
            Map.of("do", "notify", "text", "{{name}}"));
    var rule = made("rules", all);
    var ids = new ArrayList<String>();
    for (int i = 0; i < 12; i++) {
      ids.add(made("accounts", Map.of("name", "T" + i)));
    }
    for (int i = 0; i < 12; i++) {
      change("accounts", ids.get(i), Map.of("city", word + i, "region", "r"));
      if (i % 2 == 0) {
        change("accounts", ids.get(i), Map.of("industry", "i"));
      }
      if (i % 3 == 0) {
        change("accounts", ids.get(i), Map.of("city", "gone"));
      }
    }
    eventually("fired", () -> runs(rule, "fired").size() == 18 && runs(rule, "false").size() >= 4);
    var asked = new HashMap<>(all);
    asked.keySet().retainAll(List.of("onType", "trigger", "condition"));
    var trial = ADMIN.post("/api/v1/rules/try", asked);
    assertEquals(200, trial.status(), trial.text());
    assertEquals(18, trial.json().get("fired").intValue());
    assertEquals(18, trial.json().get("items").size());
    assertTrue(trial.json().get("whole").booleanValue());
  }

  @Test
  @Tag("slow")
  void rulesThatSetEachOtherOffEndAtDepthTen() throws Exception {
    var first =
        made(
            "rules",
            watching("region", Map.of("do", "set", "field", "industry", "value", "{{region}}x")));
    var second =
        made(
            "rules",
            watching("industry", Map.of("do", "set", "field", "region", "value", "{{industry}}x")));
    var id = made("accounts", Map.of("name", "Loop", "city", word));
    change("accounts", id, Map.of("region", "a"));
    eventually(
        "ends", () -> !runs(first, "refused").isEmpty() || !runs(second, "refused").isEmpty());
    assertEquals(10, runs(first, "fired").size() + runs(second, "fired").size());
    var refused = runs(first, "refused");
    refused.addAll(runs(second, "refused"));
    assertTrue(refused.getFirst().get("reason").stringValue().contains("10"));
  }

  private Map<String, Object> watching(String field, Map<String, ?> action) {
    var rule = rule("changed", "city == \"" + word + "\"", action);
    rule.put("watched", field);
    return rule;
  }

  @Test
  void aPoisonedRuleStopsNeitherOthersNorTheLine() throws Exception {
    var bad =
        made(
            "rules",
            rule(
                "created",
                "city == \"" + word + "\"",
                Map.of("do", "set", "field", "region", "value", "half done"),
                Map.of("do", "mail", "to", "{{email}}", "subject", "s", "body", "b")));
    var good =
        made(
            "rules",
            rule("created", "city == \"" + word + "\"", Map.of("do", "notify", "text", "ok")));
    for (int i = 0; i < 3; i++) {
      made("accounts", Map.of("name", "P" + i, "city", word));
    }
    eventually("others go on", () -> runs(good, "fired").size() == 3);
    assertEquals(3, runs(bad, "refused").size());
    assertEquals(
        "The record has no mail address.",
        runs(bad, "refused").getFirst().get("reason").stringValue());
    var halves =
        ADMIN.get("/api/v1/accounts?filter=city%20%3D%3D%20%22" + word + "%22").json().get("items");
    halves.forEach(each -> assertTrue(each.get("region").isNull(), "all or nothing"));
  }

  @Test
  void itAssignsInTurnMakesTasksSendsMailAsksApprovalAndCallsWebHooks() throws Exception {
    BlockingQueue<List<String>> calls = new LinkedBlockingQueue<>();
    var server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    server.createContext(
        "/in",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          var headers = exchange.getRequestHeaders();
          calls.add(
              List.of(
                  headers.getFirst("webhook-id"),
                  headers.getFirst("webhook-timestamp"),
                  headers.getFirst("webhook-signature"),
                  body));
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
        });
    server.start();
    var one = user("one");
    var two = user("two");
    var rule =
        made(
            "rules",
            rule(
                "created",
                "city == \"" + word + "\"",
                Map.of("do", "assign", "users", List.of(one, two)),
                Map.of("do", "task", "subject", "Call {{name}}", "dueInDays", 2),
                Map.of("do", "mail", "to", "{{email}}", "subject", "Hello {{name}}", "body", "hi"),
                Map.of("do", "approval", "title", "Credit {{name}}", "approvers", List.of(one)),
                Map.of(
                    "do",
                    "hook",
                    "url",
                    "http://127.0.0.1:" + server.getAddress().getPort() + "/in")));
    var secret = ADMIN.post("/api/v1/rules/" + rule + "/new-hook-secret", Map.of()).get("secret");
    assertTrue(secret.startsWith("whsec_"));
    for (int i = 0; i < 4; i++) {
      made("accounts", Map.of("name", word + i, "city", word, "email", "p" + i + "@shop.example"));
    }
    eventually("fired", () -> runs(rule, "fired").size() == 4);
    var owners =
        ADMIN
            .get("/api/v1/accounts?select=owner&filter=city%20%3D%3D%20%22" + word + "%22")
            .json()
            .get("items");
    assertEquals(
        2, owners.valueStream().filter(o -> o.get("owner").asString().equals(one)).count());
    var tasks =
        ADMIN.get("/api/v1/activities?filter=subject.startsWith(%22Call%20" + word + "%22)").json();
    assertEquals(4, tasks.get("items").size());
    eventually("mail", () -> MAIL.getReceivedMessages().length >= 4);
    var waiting =
        ADMIN.get(
            "/api/v1/approvals?filter=title.startsWith(%22Credit%20"
                + word
                + "%22)%20%26%26%20state%20%3D%3D%20%22pending%22");
    assertEquals(4, waiting.json().get("items").size(), waiting.text());
    var call = calls.poll(10, TimeUnit.SECONDS);
    assertTrue(call != null && call.get(3).contains("\"type\":\"account.created\""), "" + call);
    var mac = javax.crypto.Mac.getInstance("HmacSHA256");
    var key = java.util.Base64.getDecoder().decode(secret.substring(6));
    mac.init(new javax.crypto.spec.SecretKeySpec(key, "HmacSHA256"));
    var content = call.get(0) + "." + call.get(1) + "." + call.get(3);
    var signed = mac.doFinal(content.getBytes(StandardCharsets.UTF_8));
    assertEquals("v1," + java.util.Base64.getEncoder().encodeToString(signed), call.get(2));
    server.stop(0);
    var kept =
        PROGRAM
            .database()
            .read(tx ->
                tx.query(
                    """
                    select secret from automation.rule_state where secret is not null
                    union select payload ->> 'secret' from channels.outbox where kind = 'hook'\
                    """,
                    row -> row.getString(1)));
    assertTrue(kept.size() > 0 && kept.stream().allMatch(s -> s.startsWith("sealed:")), "" + kept);
  }

  private static String user(String name) {
    return made("users", Map.of("name", name, "email", name + number++ + "@example.com"));
  }

  @Test
  void aRuleMayDoNoMoreThanItsAuthorAndIsCheckedWhenItIsWritten() throws Exception {
    var wrong = rule("created", "citty == \"x\"", Map.of("do", "set", "field", "nome", "value", 1));
    wrong.put("watched", "regio");
    var refused = ADMIN.post("/api/v1/rules", wrong);
    assertEquals(422, refused.status());
    assertTrue(refused.text().contains("city"), refused.text());
    assertTrue(refused.text().contains("region"), refused.text());
    assertTrue(refused.text().contains("actions[0]"), refused.text());
    assertEquals(
        422, ADMIN.post("/api/v1/rules", rule("created", "true", Map.of("do", "drop"))).status());
    var mistyped = Map.of("do", "task", "subject", "Call", "days", 2);
    var told = ADMIN.post("/api/v1/rules", rule("created", "true", mistyped));
    assertEquals(422, told.status(), told.text());
    assertEquals("actions[0]", told.get("errors.0.field"));
    assertTrue(told.get("errors.0.message").contains("days"), told.text());

    var role =
        made(
            "roles",
            Map.of(
                "name",
                "narrow" + word,
                "grants",
                List.of(
                    Map.of(
                        "type",
                        "accounts",
                        "verbs",
                        Map.of("read", "own", "create", "own", "update", "own")),
                    Map.of(
                        "type",
                        "rules",
                        "verbs",
                        Map.of("read", "own", "create", "own", "update", "own")))));
    var user =
        made("users", Map.of("name", "n", "email", word + "@example.com", "roles", List.of(role)));
    var key = ADMIN.post("/api/v1/users/" + user + "/issue-key", Map.of("name", "k")).get("key");
    var narrow = PROGRAM.anonymous().key(key);
    var written =
        narrow.post(
            "/api/v1/rules",
            rule(
                "created",
                "city == \"" + word + "\"",
                Map.of("do", "set", "field", "region", "value", "r")));
    assertEquals(201, written.status(), written.text());
    var foreign = made("accounts", Map.of("name", "Foreign", "city", word));
    var own = narrow.post("/api/v1/accounts", Map.of("name", "Own", "city", word)).get("id");
    eventually("own", () -> "r".equals(account(own).path("region").asString("")));
    assertTrue(account(foreign).get("region").isNull());
    var runs = ADMIN.get("/api/v1/rules/" + written.get("id") + "/runs").text();
    assertFalse(runs.contains(foreign), "what the author may not see is in no line: " + runs);
  }

  @Test
  void aDateThatIsReachedSetsARuleOffOncePerRecordAndDay() throws Exception {
    var today = java.time.LocalDate.now(java.time.ZoneOffset.UTC);
    var all =
        rule("date", "subject == \"" + word + "\"", Map.of("do", "task", "subject", "Birthday"));
    all.put("onType", "activities");
    all.put("dateField", "dueAt");
    all.put("dateOffset", -3);
    all.put("atHour", 0);
    var asked = new HashMap<>(all);
    asked.keySet().retainAll(List.of("onType", "trigger", "condition", "dateField", "dateOffset"));
    for (int i = 0; i < 2; i++) {
      for (int day = 3; day < 5; day++) {
        var due = today.plusDays(day) + "T10:00:00Z";
        made("activities", Map.of("kind", "task", "subject", word, "dueAt", due));
      }
    }
    var trial = ADMIN.post("/api/v1/rules/try", asked);
    assertEquals(2, trial.json().get("fired").intValue(), trial.text());
    var rule = made("rules", all);
    PROGRAM
        .database()
        .transaction(tx ->
            tx.update(
                "update platform.job_schedule set due = now() where name = 'rules-calendar'"));
    eventually("fires", () -> runs(rule, "fired").size() == 2);
    Thread.sleep(300);
    assertEquals(2, runs(rule, "fired").size());
  }

  @Test
  void aTaskHangsOnTheRecordThatItIsAboutAndOnWhatThatOneIsAbout() throws Exception {
    for (var plural : List.of("leads", "opportunities")) {
      var rule =
          rule(
              "created",
              "name == \"" + word + "\"",
              Map.of("do", "task", "subject", word + " {{name}}"));
      rule.put("onType", plural);
      made("rules", rule);
    }
    var lead = made("leads", Map.of("name", word));
    var account = made("accounts", Map.of("name", "About"));
    var deal = made("opportunities", Map.of("name", word, "account", account));
    var path = "/api/v1/activities?filter=subject.startsWith(%22" + word + "%22)&sort=createdAt";
    eventually("both", () -> ADMIN.get(path).json().get("items").size() == 2);
    var tasks = ADMIN.get(path).json().get("items");
    assertEquals(lead, tasks.get(0).path("lead").asString(""));
    assertEquals(deal, tasks.get(1).path("opportunity").asString(""));
    assertEquals(account, tasks.get(1).path("account").asString(""));
  }

  @Test
  void whatARuleSetsAndWhomItNamesIsCheckedWhenItIsWrittenAndSoIsWhatIsTried() throws Exception {
    var gone = user("gone" + word.toLowerCase(java.util.Locale.ROOT));
    var rule =
        rule(
            "created",
            "city == \"" + word + "\"",
            Map.of("do", "set", "field", "foundedYear", "value", "long ago"),
            Map.of("do", "assign", "users", List.of(gone)));
    change("users", gone, Map.of("active", false));
    var refused = ADMIN.post("/api/v1/rules", rule);
    assertEquals(
        List.of("actions[0]", "actions[1]"),
        refused.json().get("errors").findValuesAsString("field"),
        refused.text());
    for (var asked :
        List.of(
            Map.of("onType", "accounts", "trigger", "date"),
            Map.of("onType", "accounts", "trigger", "date", "dateField", "city"),
            Map.of("onType", "accounts", "trigger", "changed", "watched", "citty"),
            Map.of("onType", "accounts", "trigger", "schedule"))) {
      assertEquals(422, ADMIN.post("/api/v1/rules/try", asked).status(), asked.toString());
    }
  }

  @Test
  void whoseRuleAsksOnlyHimselfIsToldWhenHeWritesIt() {
    var asked = Map.of("do", "approval", "title", "Credit", "approvers", List.of(ME));
    var refused = ADMIN.post("/api/v1/rules", rule("created", "true", asked));
    assertEquals(422, refused.status(), refused.text());
    assertEquals("rule.own-approver", refused.get("errors.0.code"));
    assertEquals("actions[0]", refused.get("errors.0.field"));
    var both = Map.of("do", "approval", "title", "Credit", "approvers", List.of(ME, user("third")));
    assertEquals(201, ADMIN.post("/api/v1/rules", rule("created", "true", both)).status());
  }
}

package org.shuke.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.shuke.Program;

/// for all that a rep does in a day: leads, boards, quotes, prices, reports, rules,
/// imports, his calendar. Two houses differ only in what he may not read; whatever he asks or
/// tries, both answer with the same bytes.
@Tag("slow")
public class TwoSalesWorldsTest {
  @RegisterExtension static final Program one = Program.withKey(Clock.systemUTC());
  @RegisterExtension static final Program two = Program.withKey(Clock.systemUTC());

  private static final List<String> PLURALS =
      List.of("accounts", "contacts", "leads", "opportunities", "quotes", "orders", "activities");
  private static final List<String> NAMES =
      List.of("Account", "Contact", "Lead", "Opportunity", "Quote", "Order", "Activity");
  private static final long A_MOMENT = 100_000_000;

  private static SalesHouse first;
  private static SalesHouse second;

  private final Twins twins =
      new Twins(new Twins.One(first.rival, first.ids), new Twins.One(second.rival, second.ids));

  @BeforeAll
  static void twoHousesInWhichTheRulesHaveRun() {
    first = new SalesHouse(one, "");
    second = new SalesHouse(two, "Geheim");
    assertNotEquals(
        Twins.masked(first.admin.get("/api/v1/accounts")),
        Twins.masked(second.admin.get("/api/v1/accounts")),
        "the worlds differ for who may see it");
  }

  private static String text(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  @Test
  void listsRecordsAndEverythingAboutThem() {
    for (int i = 0; i < PLURALS.size(); i++) {
      var path = "/api/v1/" + PLURALS.get(i);
      for (var rest :
          List.of(
              "?count=true&limit=500",
              "/bin",
              "/export?format=csv",
              "/export?format=jsonl",
              "?select=secretWord",
              "?filter=" + text("secretWord != null"),
              "?sort=secretWord",
              "?q=Geheim",
              "?q=Own",
              "?count=true&filter=" + text("owner.name == \"rep\""),
              "?count=true&filter=" + text("version >= 1"))) {
        twins.get(path + rest);
      }
      twins.post(
          path + "/aggregate", "{\"groupBy\":[\"owner.name\"],\"measures\":{\"n\":\"count()\"}}");
      twins.post(
          path + "/aggregate", "{\"groupBy\":[\"secretWord\"],\"measures\":{\"n\":\"count()\"}}");
      for (var whose : List.of("rival", "rep")) {
        var record = path + "/{" + whose + NAMES.get(i) + "}";
        for (var rest :
            List.of(
                "", "/page", "/timeline", "/history", "/approvals", "/duplicates", "/holdings")) {
          twins.get(record + rest);
        }
      }
    }
    for (var word :
        List.of("Geheim", "Ghost", "Own", "Ltd", "Word", "City", "Chief", "hiddengeheim@x")) {
      twins.get("/api/v1/search?q=" + word);
    }
    twins.done();
  }

  @Test
  void whatIsRefusedAndWhatIsStale() {
    for (int i = 0; i < PLURALS.size(); i++) {
      var path = "/api/v1/" + PLURALS.get(i);
      for (var whose : List.of("rival", "rep")) {
        var id = "{" + whose + NAMES.get(i) + "}";
        for (var one : List.of(twins.here(), twins.there())) {
          one.client().with("If-Match", "\"77\"");
        }
        var stale = twins.ask("PATCH", path + "/" + id, "{}");
        assertEquals(whose.equals("rival") ? 412 : 404, stale.status(), stale.toString());
        twins.ask("PATCH", path + "/" + id, "{\"secretWord\":\"x\"}");
        twins.ask("DELETE", path + "/" + id, null);
        for (var one : List.of(twins.here(), twins.there())) {
          one.client().with("If-Match", null);
        }
        twins.post(
            path + "/bulk",
            "[{\"op\":\"update\",\"id\":\""
                + id
                + "\",\"version\":77,\"record\":{}},"
                + "{\"op\":\"delete\",\"id\":\""
                + id
                + "\",\"version\":77}]");
        twins.post(path + "/" + id + "/restore", "{}");
        for (var verb :
            List.of(
                "qualify",
                "convert",
                "claim",
                "return",
                "move",
                "win",
                "lose",
                "submit",
                "send",
                "approve",
                "ship",
                "pay",
                "assign",
                "cooperate",
                "nonsense")) {
          twins.post(path + "/" + id + "/" + verb, "{\"nonsense\":1}");
        }
      }
      twins.post(
          path + "/bulk-by-filter",
          "{\"op\":\"update\",\"dryRun\":true,\"filter\":\"version >= 1\",\"record\":{}}");
    }
    for (var verb : List.of("claim", "qualify")) {
      twins.post("/api/v1/leads/{repLead}/" + verb, "{}");
    }
    for (var lead : List.of("repLead", "rivalLead")) {
      var ask = "{\"team\":\"north\",\"reason\":\"We know them\"}";
      twins.post("/api/v1/leads/{" + lead + "}/cooperate", ask);
    }
    twins.post("/api/v1/contacts", "{\"name\":\"x\",\"account\":\"{repAccount}\"}");
    twins.post("/api/v1/opportunities", "{\"name\":\"x\",\"account\":\"{repAccount}\"}");
    twins.done();
  }

  @Test
  void boardsReportsPlansAndPrices() {
    for (var path :
        List.of(
            "/api/v1/opportunities/board",
            "/api/v1/opportunities/board?select=name,account.name",
            "/api/v1/opportunities/board?filter=" + text("secretWord != null"),
            "/api/v1/reports/sales",
            "/api/v1/reports/weekly",
            "/api/v1/forecast",
            "/api/v1/forecast/changes",
            "/api/v1/targets/attainment",
            "/api/v1/stock/periods?from=2026-01-01&until=2026-12-31",
            "/api/v1/insight/value/overview",
            "/api/v1/quotes/{repQuote}/pdf",
            "/api/v1/pools/{southPool}/standing",
            "/api/v1/pools/{northPool}/standing")) {
      twins.get(path);
    }
    for (var account : List.of("rivalAccount", "repAccount")) {
      twins.post(
          "/api/v1/prices/resolve",
          "{\"account\":\"{"
              + account
              + "}\",\"lines\":[{\"product\":\"{product}\",\"quantity\":1}]}");
    }
    twins.done();
  }

  @Test
  void rulesInboxApprovalsHandOversDisputesAndTheCalendar() {
    for (var path :
        List.of(
            "/api/v1/rules?count=true",
            "/api/v1/rules/{rule}/runs",
            "/api/v1/rules/{adminRule}/runs",
            "/api/v1/inbox/approvals",
            "/api/v1/approvals?count=true",
            "/api/v1/jobs",
            "/api/v1/imports",
            "/api/v1/types",
            "/api/openapi.json")) {
      twins.get(path);
    }
    twins.settles("/api/v1/inbox");
    twins.settles("/api/v1/units");
    for (var type : List.of("accounts", "leads", "opportunities")) {
      twins.post(
          "/api/v1/rules/try", "{\"onType\":\"" + type + "\",\"trigger\":\"created\",\"days\":30}");
      twins.post(
          "/api/v1/rules/try",
          "{\"onType\":\""
              + type
              + "\",\"trigger\":\"created\",\"condition\":\"secretWord != null\"}");
    }
    for (var record : List.of("repAccount", "rivalAccount")) {
      twins.post(
          "/api/v1/ownership-disputes",
          "{\"recordType\":\"account\",\"record\":\"{"
              + record
              + "}\",\"claimant\":\"{rivalUser}\"}");
    }
    twins.keep(
        "handOver",
        "POST",
        "/api/v1/hand-overs",
        "{\"name\":\"h\",\"from\":\"{repUser}\",\"to\":\"{rivalUser}\"}",
        "id");
    twins.post("/api/v1/hand-overs/{handOver}/preview", "{}");
    twins.keep("feed", "POST", "/api/v1/calendar-feed", "{}", "path");
    for (var one : List.of(twins.here(), twins.there())) {
      one.ids().compute("feed", (name, path) -> String.valueOf(path).replaceAll(".*/|\\.ics", ""));
    }
    assertEquals(200, twins.get("/calendar/{feed}.ics").status());
    twins.done();
  }

  @Test
  void aFileThatNamesWhatIsHidden() {
    var form =
        "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"f.csv\"\r\n\r\n"
            + "name,account,country\r\nAnn,Ghost Ltd,DE\r\nBob,Own Ltd,Atlantis\r\n"
            + "Cy,GhostGeheim Ltd,FR\r\nDee,Hidden Ltd,\r\n,,\r\n\r\n--b--\r\n";
    for (var one : List.of(twins.here(), twins.there())) {
      one.client().with("Content-Type", "multipart/form-data; boundary=b");
    }
    twins.keep("import", "POST", "/api/v1/imports?as=contacts", form, "id");
    for (var one : List.of(twins.here(), twins.there())) {
      one.client().with("Content-Type", null);
    }
    for (var step : List.of("check", "start")) {
      twins.keep("job", "POST", "/api/v1/imports/{import}/" + step, "{}", "job");
      for (var one : List.of(twins.here(), twins.there())) {
        var path = "/api/v1/jobs/" + one.ids().get("job");
        for (int i = 0;
            i < 200 && !one.client().get(path).get("state").matches("done|failed");
            i++) {
          LockSupport.parkNanos(A_MOMENT);
        }
      }
      twins.get("/api/v1/imports/{import}");
      twins.get("/api/v1/imports/{import}/errors");
      twins.get("/api/v1/imports/{import}/errors.csv");
    }
    twins.get("/api/v1/contacts?count=true&sort=name&select=name,account.name");
    twins.get("/api/v1/accounts?count=true&sort=name&select=name");
    twins.settles("/api/v1/units");
    twins.done();
  }
}

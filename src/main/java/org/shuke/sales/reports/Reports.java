package org.shuke.sales.reports;

import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.notifications.Notifications;
import org.shuke.ground.Ground;
import org.shuke.http.Answer;
import org.shuke.http.Call;
import org.shuke.http.Door;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.platform.Texts;
import org.shuke.platform.db.Database;
import org.shuke.platform.jobs.JobRun;
import org.shuke.platform.jobs.Jobs;
import org.shuke.platform.jobs.Schedule;
import org.shuke.platform.pdf.Pdf;
import org.shuke.records.Policy;
import org.shuke.records.Unit;
import org.shuke.sales.plans.Ask;
import org.shuke.sales.plans.Period;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The desk of sales reports: of any time on demand, of every week by itself.
public final class Reports {
  /// The job that makes the week's report.
  public static final String JOB = "weekly-sales-report";

  private static final LocalTime EARLY = LocalTime.of(6, 0);

  private final Ground ground;
  private final Notifications notifications;
  private final Database database;
  private final ZoneId zone;
  private final Clock clock;
  private final Texts texts;
  private final String currency;
  private final Supplier<Policy> program;
  private final Runnable visitsUpToDate;
  private final SalesReport sales;
  private final WeeklyReport weekly;

  /// @param visitsUpToDate brings the times in stages up to date
  public Reports(Ground ground, Runnable visitsUpToDate, Notifications notifications) {
    this.ground = ground;
    this.notifications = notifications;
    this.database = ground.database();
    this.zone = ground.zone();
    this.clock = ground.clock();
    this.texts = ground.texts();
    this.currency = ground.currency();
    this.program = ground::program;
    this.visitsUpToDate = visitsUpToDate;
    this.sales = new SalesReport(ground::reads);
    this.weekly = new WeeklyReport(sales, ground::reads);
  }

  /// Lets the week's report be made by itself.
  public void runBy(Jobs jobs) {
    jobs.register(JOB, JOB, this::run);
    jobs.recurring(JOB, Schedule.daily(EARLY, zone));
  }

  public void addTo(Routes routes) {
    routes
        .get("/api/v1/reports/sales", Door.SIGNED_IN, this::sales)
        .get("/api/v1/reports/weekly", Door.SIGNED_IN, this::week)
        .get("/api/v1/reports/weekly.pdf", Door.SIGNED_IN, this::paper);
  }

  private LocalDate today() {
    return LocalDate.now(clock.withZone(zone));
  }

  /// The last whole week; it is made anew by nobody once it is kept.
  private Object run(JobRun run) {
    var week = Period.weekOf(today().minusWeeks(1));
    if (database.read(tx -> ReportSql.find(tx, week.name())) != null) {
      return Map.of("week", week.name());
    }
    visitsUpToDate.run();
    var content = weekly.read(program.get(), week);
    database
        .background()
        .transaction(tx -> {
          ReportSql.keep(tx, week.name(), clock.instant(), content);
          return tell(ground.writes().unit(tx, program.get(), "notices", null), week.name());
        });
    return Map.of("week", week.name());
  }

  /// Tells those who read the opportunities of others that a week's report is there.
  private int tell(Unit unit, String week) throws SQLException {
    int told = 0;
    for (var user : ReportSql.people(unit.tx())) {
      if (notifications.readsOthers(unit, user, "opportunity")) {
        var link = "/sales/weekly?week=" + week;
        var args = Map.of("week", week);
        notifications.tellOnce(unit, user, "report.weekly", args, link, "report " + week);
        told++;
      }
    }
    return told;
  }

  private static void mustRead(Policy policy) {
    Ask.mustRead(policy, "opportunity", "amountBase", "weightedBase", "closeDate", "stage");
  }

  private Answer sales(Call call) {
    call.allow("from", "until", "filter");
    mustRead(call.policy());
    visitsUpToDate.run();
    var span = new Span(day(call, "from"), day(call, "until"));
    return Answer.ok(sales.read(call.policy(), span, call.query("filter")));
  }

  private static @Nullable LocalDate day(Call call, String name) {
    var text = call.query(name);
    try {
      return text == null || text.isBlank() ? null : LocalDate.parse(text);
    } catch (java.time.format.DateTimeParseException e) {
      throw Refusal.malformed("not-a-day", Map.of("name", name)).at(name);
    }
  }

  private ObjectNode weekly(Call call) {
    call.allow("week");
    var policy = call.policy();
    mustRead(policy);
    var asked = call.query("week");
    var week =
        Period.asked(asked == null ? Period.weekOf(today().minusWeeks(1)).name() : asked, today());
    if (week.from().isAfter(today())) {
      throw Refusal.malformed("report-ahead", Map.of("week", week.name())).at("week");
    }
    JsonNode kept =
        WeeklyReport.readsAll(policy) ? database.read(tx -> ReportSql.find(tx, week.name())) : null;
    var report = kept instanceof ObjectNode known ? known : weekly.read(policy, week);
    var weeks = report.putArray("weeks");
    for (int i = 1; i <= 12; i++) {
      weeks.add(Period.weekOf(today().minusWeeks(i)).name());
    }
    report.put("kept", kept != null);
    report.put("openToday", kept == null && week.until().isBefore(today()));
    return report;
  }

  private Answer week(Call call) {
    return Answer.ok(weekly(call));
  }

  private Answer paper(Call call) {
    var report = weekly(call);
    var html = new WeeklyPaper(texts, call.locale(), currency).of(report);
    var name = "sales-" + report.path("week").asString() + ".pdf";
    return Answer.bytes(200, "application/pdf", Pdf.of(html))
        .with("Content-Disposition", "inline; filename=\"" + name + '"');
  }
}

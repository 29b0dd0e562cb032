package org.shuke.customers.diary;

import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Texts;
import org.shuke.platform.jobs.JobRun;
import org.shuke.platform.jobs.Jobs;
import org.shuke.platform.jobs.Schedule;
import org.shuke.records.Ids;
import org.shuke.records.Policy;
import org.shuke.records.Unit;
import org.shuke.records.reads.Query;
import org.shuke.records.reads.Reads;
import org.shuke.records.writes.Writes;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Makes the visits and calls that are due again, by the rules: once a day, and on demand.
final class ReturnVisits {
  /// The job's name.
  static final String JOB = "return-visits";

  private static final LocalTime EARLY = LocalTime.of(5, 0);
  private static final LocalTime DUE = LocalTime.of(17, 0);
  private static final JsonMapper JSON = JsonMapper.shared();

  private final ZoneId zone;
  private final Clock clock;
  private final Texts texts;
  private final Supplier<Writes> writes;
  private final Supplier<Reads> reads;
  private final Supplier<Policy> program;

  ReturnVisits(
      ZoneId zone,
      Clock clock,
      Texts texts,
      Supplier<Writes> writes,
      Supplier<Reads> reads,
      Supplier<Policy> program) {
    this.zone = zone;
    this.clock = clock;
    this.texts = texts;
    this.writes = writes;
    this.reads = reads;
    this.program = program;
  }

  void runBy(Jobs jobs) {
    jobs.register(JOB, JOB, this::run);
    jobs.recurring(JOB, Schedule.daily(EARLY, zone));
  }

  private Object run(JobRun run) {
    var policy = program.get();
    long made = 0;
    var rules =
        page(policy, "visit-rule", "id,name,appliesTo,days,kind", "active == true", "days", null);
    for (var rule : rules.path("items")) {
      made += apply(run, policy, rule);
    }
    return Map.of("made", made);
  }

  /// Every account that the rule applies to and that nobody has seen for that long, unless a visit
  /// is open already. Where nobody ever was, the time runs from the day that it came here.
  private long apply(JobRun run, Policy policy, JsonNode rule) {
    var days = rule.path("days").asInt();
    var kind = rule.path("kind").asString();
    var condition = rule.path("appliesTo").asString("");
    var due =
        """
        owner != null && (createdAt < daysAgo(%1$d)
          || activities.exists(a, a.kind == "%2$s" && a.done == true))
        && !activities.exists(a, a.kind == "%2$s" && a.done == true && a.at >= daysAgo(%1$d))
        && !activities.exists(a, a.visitRule != null && a.done == false)\
        """
            .formatted(days, kind);
    var filter = condition.isBlank() ? due : "(" + condition + ") && " + due;
    long made = 0;
    String cursor = null;
    do {
      run.checkpoint();
      var page = page(policy, "account", "id,name,owner,owner.locale", filter, "id", cursor);
      var unit = Ids.next();
      made +=
          writes.get().write(policy, "rule", unit, tx -> make(run, tx, rule, page.path("items")));
      cursor = page.path("next").isNull() ? null : page.path("next").asString();
    } while (cursor != null);
    return made;
  }

  private JsonNode page(
      Policy policy,
      String type,
      String select,
      String filter,
      String sort,
      @Nullable String cursor) {
    var query = Query.of(select, filter, sort, Query.MOST, cursor, false, null);
    return JSON.readTree(reads.get().list(policy, policy.catalog().type(type), query));
  }

  private long make(JobRun run, Unit unit, JsonNode rule, JsonNode accounts) throws SQLException {
    var type = unit.policy().catalog().type("activity");
    var due = LocalDate.now(clock.withZone(zone)).atTime(DUE).atZone(zone).toInstant();
    long made = 0;
    for (var account : accounts) {
      var locale = Locale.forLanguageTag(account.at("/owner/locale").asString("en"));
      var subject =
          texts.text(
              locale,
              "activity.return." + rule.path("kind").asString(),
              Map.of("account", account.path("name").asString()));
      var json =
          JSON.createObjectNode()
              .put("kind", rule.path("kind").asString())
              .put("subject", subject)
              .put("account", account.path("id").asString())
              .put("owner", account.at("/owner/id").asString())
              .put("dueAt", due.toString())
              .put("at", due.toString())
              .put("done", false)
              .put("visitRule", rule.path("id").asString());
      writes.get().create(unit.asDesk(), type, json);
      made++;
    }
    run.hold(unit.tx());
    return made;
  }
}

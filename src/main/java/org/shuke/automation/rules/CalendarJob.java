package org.shuke.automation.rules;

import java.sql.SQLException;
import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.rules.RuleSql.Stored;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Database;
import org.shuke.platform.jobs.JobRun;
import org.shuke.platform.jobs.Jobs;
import org.shuke.platform.jobs.Schedule;
import org.shuke.records.Policy;
import org.shuke.records.Verb;
import org.shuke.records.reads.Query;
import org.shuke.records.reads.Reads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// The rules of the calendar: once a day each, at the hour that they name; days on which the
/// program did not run are made up for, a week back.
final class CalendarJob {
  private static final String JOB = "rules-calendar";
  private static final int DAYS_BACK = 7;
  private static final int MOST = 10_000;
  private static final int CHUNK = 100;
  private static final Logger LOG = LoggerFactory.getLogger(CalendarJob.class);

  private final Database database;
  private final Supplier<Reads> reads;
  private final Rules rules;
  private final Clock clock;
  private final ZoneId zone;

  CalendarJob(Database database, Supplier<Reads> reads, Rules rules, Clock clock, ZoneId zone) {
    this.database = database;
    this.reads = reads;
    this.rules = rules;
    this.clock = clock;
    this.zone = zone;
  }

  void runBy(Jobs jobs) {
    jobs.register(JOB, JOB, this::run);
    jobs.recurring(JOB, Schedule.every(Duration.ofMinutes(5)));
  }

  private Object run(JobRun run) {
    int done = 0;
    for (var rule : database.background().transaction(Rules::calendar)) {
      run.checkpoint();
      done += due(rule);
    }
    database.background().transaction(tx -> rules.tidy(tx, clock.instant()));
    return Map.of("rules", done);
  }

  /// Does what is due of a rule; answers how many days that were.
  int due(Stored rule) {
    var now = clock.instant().atZone(zone);
    var today = now.toLocalDate();
    var last = database.read(tx -> RuleSql.doneUntil(tx, rule.id()));
    var end = now.getHour() < rule.atHour() ? today.minusDays(1) : today;
    var from = last == null ? today : last.plusDays(1);
    if (from.isBefore(today.minusDays(DAYS_BACK))) {
      from = today.minusDays(DAYS_BACK);
    }
    int days = 0;
    for (var day = from; !day.isAfter(end); day = day.plusDays(1)) {
      if (falls(rule, day)) {
        work(rule, day, today);
      }
      var done = day;
      database
          .background()
          .transaction(tx -> {
            RuleSql.done(tx, rule.id(), done);
            return true;
          });
      days++;
    }
    return days;
  }

  private static boolean falls(Stored rule, LocalDate day) {
    return switch (rule.every()) {
      case null -> true;
      case DAY -> true;
      case WEEK -> day.getDayOfWeek() == DayOfWeek.MONDAY;
      case MONTH -> day.getDayOfMonth() == 1;
    };
  }

  private void work(Stored rule, LocalDate day, LocalDate today) {
    var acting = database.read(tx -> rules.acting(tx, rule));
    if (acting == null) {
      return;
    }
    var occasion = occasion(acting, rule, day);
    try {
      String cursor = null;
      int done = 0;
      do {
        var page = page(acting, rule, day, today, cursor, CHUNK);
        database
            .background()
            .transaction(tx -> {
              rules.occasion(tx, rule, occasion, clock.instant(), page.ids());
              return true;
            });
        done += page.ids().size();
        cursor = page.next();
      } while (cursor != null && done < MOST);
    } catch (Refusal e) {
      LOG.warn("Rule {} cannot be asked: {}", rule.id(), e.getMessage());
    }
  }

  /// @param next null on the last page
  record Page(List<UUID> ids, @Nullable String next) {}

  /// The records that a rule of the calendar is about on a day.
  Page page(
      Policy acting,
      Stored rule,
      LocalDate day,
      LocalDate today,
      @Nullable String cursor,
      int limit) {
    var type = acting.catalog().findPlural(rule.onType());
    if (type == null) {
      return new Page(List.of(), null);
    }
    var filter = filter(acting, rule, day, today);
    var query = Query.of("id", filter, "id", limit, cursor, false, null);
    var page = reads.get().page(acting, type, query, Verb.READ);
    var ids =
        JsonMapper.shared()
            .readTree(page.items())
            .valueStream()
            .map(item -> UUID.fromString(item.get("id").stringValue()))
            .toList();
    return new Page(ids, page.next());
  }

  private static LocalDate occasion(Policy acting, Stored rule, LocalDate day) {
    var awaited = Awaited.by(acting.catalog(), rule);
    return awaited == null ? day : awaited.occasion(day);
  }

  private static @Nullable String filter(
      Policy acting, Stored rule, LocalDate day, LocalDate today) {
    var condition =
        rule.condition() == null || rule.condition().isBlank()
            ? null
            : "(" + rule.condition() + "\n)";
    var awaited = Awaited.by(acting.catalog(), rule);
    if (awaited == null) {
      return condition;
    }
    var on = awaited.onRecord(day, today);
    return condition == null ? on : on + " && " + condition;
  }

  /// How many records it would have been on each of the last days, together.
  long count(Policy acting, Stored rule, LocalDate day, LocalDate today) throws SQLException {
    var type = acting.catalog().findPlural(rule.onType());
    if (type == null || !falls(rule, day)) {
      return 0;
    }
    var query = Query.of("id", filter(acting, rule, day, today), "id", 1, null, false, null);
    return reads.get().count(acting, type, query);
  }
}

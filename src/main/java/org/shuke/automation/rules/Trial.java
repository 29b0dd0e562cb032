package org.shuke.automation.rules;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.rules.Events.Verdict;
import org.shuke.automation.rules.RuleSql.Stored;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.reads.Reads;
import tools.jackson.databind.json.JsonMapper;

/// A rule on history: when it would have fired, without acting.
final class Trial {
  private static final int MOST = 20_000;
  private static final int LISTED = 200;
  private static final long TIME = Duration.ofSeconds(20).toNanos();

  /// @param at when it would have fired
  record Fired(UUID id, @Nullable String title, Instant at) {}

  /// @param looked how many events were looked at
  /// @param fired how often it would have fired
  /// @param whole were all events of the time looked at? A trial ends after 20,000 events or 20 s
  record Result(long looked, long fired, boolean whole, List<Fired> items) {}

  private final Database database;
  private final Supplier<Reads> reads;
  private final Events events;
  private final CalendarJob calendar;
  private final Clock clock;
  private final ZoneId zone;

  Trial(
      Database database,
      Supplier<Reads> reads,
      Events events,
      CalendarJob calendar,
      Clock clock,
      ZoneId zone) {
    this.database = database;
    this.reads = reads;
    this.events = events;
    this.calendar = calendar;
    this.clock = clock;
    this.zone = zone;
  }

  /// @param author whose rights count: whoever asks
  Result run(Policy author, Stored rule, int days) {
    var acting = events.acting(rule, author);
    var type = acting.catalog().findPlural(rule.onType());
    if (type == null) {
      return new Result(0, 0, true, List.of());
    }
    boolean change =
        rule.trigger() == Rule.Trigger.CREATED || rule.trigger() == Rule.Trigger.CHANGED;
    return database
        .background()
        .transaction(tx ->
            change ? changes(tx, acting, type, rule, days) : days(tx, acting, type, rule, days));
  }

  private Result changes(Transaction tx, Policy acting, Type type, Stored rule, int days)
      throws SQLException {
    var since = clock.instant().minus(Duration.ofDays(days));
    var all = RuleSql.events(tx, type.name(), since, MOST + 1);
    long end = System.nanoTime() + TIME;
    long looked = 0;
    long fired = 0;
    var items = new ArrayList<Fired>();
    for (var event : all.subList(0, Math.min(MOST, all.size()))) {
      if (System.nanoTime() > end) {
        return new Result(looked, fired, false, items);
      }
      var verdict = events.judge(tx, rule, acting, event);
      if (!(verdict instanceof Verdict.Other)) {
        looked++;
      }
      if (verdict instanceof Verdict.Fires) {
        fired++;
        if (items.size() < LISTED) {
          items.add(fired(tx, acting, type, event.record(), event.at()));
        }
      }
    }
    return new Result(looked, fired, all.size() <= MOST, items);
  }

  private Fired fired(Transaction tx, Policy acting, Type type, UUID record, Instant at)
      throws SQLException {
    var title = type.title().name();
    var select = acting.member(type, title) == null ? List.of("id") : List.of("id", title);
    var found = reads.get().find(tx.connection(), acting, type, record, select);
    var value = found == null ? null : JsonMapper.shared().readTree(found).get(title);
    return new Fired(record, value == null || value.isNull() ? null : value.asString(), at);
  }

  private Result days(Transaction tx, Policy acting, Type type, Stored rule, int days)
      throws SQLException {
    var today = Rules.day(clock.instant(), zone);
    long fired = 0;
    var items = new ArrayList<Fired>();
    for (int back = 0; back < days; back++) {
      LocalDate day = today.minusDays(back);
      long here = calendar.count(acting, rule, day, today);
      fired += here;
      if (here > 0 && items.size() < LISTED) {
        var at = day.atTime(rule.atHour(), 0).atZone(zone).toInstant();
        for (var id : calendar.page(acting, rule, day, today, null, LISTED).ids()) {
          items.add(fired(tx, acting, type, id, at));
        }
      }
    }
    return new Result(fired, fired, true, items);
  }
}

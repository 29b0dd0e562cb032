package org.shuke.automation.rules;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.rules.Events.Verdict;
import org.shuke.automation.rules.RuleSql.Stored;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Verb;
import org.shuke.records.reads.Query;
import org.shuke.records.reads.Reads;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A rule on history: when it would have fired, without acting.
final class Trial {
  private static final int MOST = 20_000;
  private static final int LISTED = 200;
  private static final String CREATED = "createdAt";
  private static final long TIME = Duration.ofSeconds(20).toNanos();

  /// @param at when it would have fired
  record Fired(UUID id, @Nullable String title, Instant at) {}

  /// @param looked how many events were looked at
  /// @param fired how often it would have fired
  /// @param whole were all events of the time looked at? A trial ends after 20,000 events or 20 s
  /// @param knownSince the first change that is known of, when that is within the time: nobody can
  ///   tell what a rule on changes would have done before
  /// @param items the latest of them, at most 200
  record Result(
      long looked, long fired, boolean whole, @Nullable Instant knownSince, List<Fired> items) {}

  /// What has been found so far.
  private static final class Tally {
    private final long end = System.nanoTime() + TIME;
    private final PriorityQueue<Fired> items = new PriorityQueue<>(Comparator.comparing(Fired::at));
    private long looked;
    private long fired;

    boolean late() {
      return System.nanoTime() > end;
    }

    void add(Fired one) {
      fired++;
      items.add(one);
      if (items.size() > LISTED) {
        items.remove();
      }
    }

    Result result(boolean whole, @Nullable Instant knownSince) {
      var latest = new ArrayList<>(items);
      latest.sort(Comparator.comparing(Fired::at).reversed());
      return new Result(looked, fired, whole, knownSince, latest);
    }
  }

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
      return new Result(0, 0, true, null, List.of());
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
    var since = clock.instant().minus(Duration.ofDays(days)).truncatedTo(ChronoUnit.SECONDS);
    boolean creation = rule.trigger() == Rule.Trigger.CREATED;
    var all = RuleSql.events(tx, type.name(), creation ? "create" : "update", since, MOST + 1);
    var tally = new Tally();
    for (var event : all.subList(0, Math.min(MOST, all.size()))) {
      if (tally.late()) {
        return tally.result(false, null);
      }
      var verdict = events.judge(tx, rule, acting, event);
      if (!(verdict instanceof Verdict.Other)) {
        tally.looked++;
      }
      if (verdict instanceof Verdict.Fires) {
        tally.add(fired(tx, acting, type, event.record(), event.at()));
      }
    }
    if (all.size() > MOST) {
      return tally.result(false, null);
    }
    if (!creation) {
      return tally.result(true, knownSince(tx, type, since));
    }
    return unwritten(tally, acting, type, rule, since, all);
  }

  /// Null when the change log reaches back to the beginning of the trial.
  private @Nullable Instant knownSince(Transaction tx, Type type, Instant since)
      throws SQLException {
    var first = RuleSql.firstChange(tx, type.name());
    return first == null ? clock.instant() : first.isAfter(since) ? first : null;
  }

  /// What was loaded or imported without a change of its own came into being too: it counts by its
  /// own time, and as it is now.
  private Result unwritten(
      Tally tally,
      Policy acting,
      Type type,
      Stored rule,
      Instant since,
      List<Events.Event> written) {
    if (acting.member(type, CREATED) == null) {
      return tally.result(true, null);
    }
    var from = CREATED + " >= timestamp(\"" + since + "\")";
    var condition = rule.condition();
    var filter =
        condition == null || condition.isBlank() ? from : from + " && (" + condition + "\n)";
    var known = written.stream().map(Events.Event::record).collect(Collectors.toSet());
    var title = type.title().name();
    var select = acting.member(type, title) == null ? "id" : "id," + title;
    tally.looked = Math.max(tally.looked, reads.get().count(acting, type, query("id", from, null)));
    String cursor = null;
    do {
      if (tally.late()) {
        return tally.result(false, null);
      }
      var query = query(select + "," + CREATED, filter, cursor);
      var page = reads.get().page(acting, type, query, Verb.READ);
      for (var item : JsonMapper.shared().readTree(page.items())) {
        var id = UUID.fromString(item.get("id").stringValue());
        if (!known.contains(id)) {
          var at = Instant.parse(item.get(CREATED).stringValue());
          tally.add(new Fired(id, text(item.get(title)), at));
        }
      }
      cursor = page.next();
    } while (cursor != null);
    return tally.result(true, null);
  }

  private static Query query(String select, String filter, @Nullable String cursor) {
    return Query.of(select, filter, "-" + CREATED, Query.MOST, cursor, false, null);
  }

  private static @Nullable String text(@Nullable JsonNode value) {
    return value == null || value.isNull() ? null : value.asString();
  }

  private Fired fired(Transaction tx, Policy acting, Type type, UUID id, Instant at)
      throws SQLException {
    var title = type.title().name();
    var select = acting.member(type, title) == null ? List.of("id") : List.of("id", title);
    var found = reads.get().find(tx.connection(), acting, type, id, select);
    var record = found == null ? null : JsonMapper.shared().readTree(found);
    return new Fired(id, record == null ? null : text(record.get(title)), at);
  }

  private Result days(Transaction tx, Policy acting, Type type, Stored rule, int days)
      throws SQLException {
    var now = clock.instant().atZone(zone);
    var today = now.toLocalDate();
    var tally = new Tally();
    for (int back = now.getHour() < rule.atHour() ? 1 : 0; back < days; back++) {
      if (tally.late()) {
        return tally.result(false, null);
      }
      LocalDate day = today.minusDays(back);
      long here = calendar.count(acting, rule, day, today);
      tally.looked += here;
      int listed = tally.items.size();
      if (here > 0 && listed < LISTED) {
        var at = day.atTime(rule.atHour(), 0).atZone(zone).toInstant();
        for (var id : calendar.page(acting, rule, day, today, null, LISTED - listed).ids()) {
          tally.items.add(fired(tx, acting, type, id, at));
        }
      }
      tally.fired += here;
    }
    return tally.result(true, null);
  }
}

package org.shuke.automation.rules;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.rules.Events.Event;
import org.shuke.automation.rules.Events.Verdict;
import org.shuke.automation.rules.RuleSql.Run;
import org.shuke.automation.rules.RuleSql.Stored;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.DatabaseFault;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Followers.Change;
import org.shuke.records.Ids;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Verb;
import org.shuke.records.units.Units;
import org.shuke.records.writes.Writes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/// The desk of rules: looks at what happened and does what its rules say.
public final class Rules {
  static final int DEEPEST = 10;
  private static final Duration KEPT = Duration.ofDays(30);
  private static final Logger LOG = LoggerFactory.getLogger(Rules.class);

  /// Today's rights of a user; null when he may no longer sign in.
  @FunctionalInterface
  public interface Authors {
    @Nullable Policy policyOf(Transaction tx, UUID user) throws SQLException;
  }

  private final Supplier<Writes> writes;
  private final Supplier<Units> units;
  private final Authors authors;
  private final Events events;
  private final Acting acting;

  Rules(
      Supplier<Writes> writes,
      Supplier<Units> units,
      Authors authors,
      Events events,
      Acting acting) {
    this.writes = writes;
    this.units = units;
    this.authors = authors;
    this.events = events;
    this.acting = acting;
  }

  public List<Type> types() {
    return List.of(Rule.type());
  }

  /// A rule is checked in the environment of whoever writes it, and from then on acts for him.
  public void guard(Writes guarded) {
    guarded.guard(
        "rule",
        (caller, tx, verb, draft) -> {
          if (verb == Verb.DELETE) {
            return;
          }
          RuleChecks.check(caller, tx, draft);
          var user = caller.principal().user();
          if (user == null) {
            throw Refusal.forbidden("rule-author", Map.of());
          }
          draft.set("owner", user);
        });
  }

  /// Whose units a rule's work in one go is, opened when it first acts: what it makes of a unit
  /// goes with that one.
  private final class Go {
    private final Stored rule;
    private final Policy policy;
    private final Map<@Nullable UUID, UUID> opened = new HashMap<>();

    Go(Stored rule, Policy policy) {
      this.rule = rule;
      this.policy = policy;
    }

    boolean isOn(String type) {
      var on = policy.catalog().findPlural(rule.onType());
      return on != null && on.name().equals(type);
    }

    /// @param of what the work follows on; null where it is no unit
    UUID unit(Transaction tx, @Nullable UUID of) throws SQLException {
      var known = opened.get(of);
      if (known == null) {
        known = Ids.next();
        RuleSql.actor(tx, rule);
        units.get().follow(tx.connection(), known, "rule", rule.name(), policy, of);
        opened.put(of, known);
      }
      return known;
    }

    /// Forgets the unit that was opened within what is rolled back.
    void reopen(@Nullable UUID of, @Nullable UUID had) {
      if (had == null) {
        opened.remove(of);
      }
    }
  }

  /// Looks at a page of the change log; its work commits with the place in the log.
  public void follow(Transaction tx, List<Change> changes) throws SQLException {
    var rules = RuleSql.active(tx);
    if (rules.isEmpty()) {
      return;
    }
    var gos = new HashMap<UUID, Go>();
    for (var change : changes) {
      boolean row = change.op().equals("create") || change.op().equals("update");
      if (row && change.part() == null && !change.cause().equals("undo")) {
        for (var rule : rules) {
          follow(tx, rule, change, gos);
        }
      }
    }
  }

  private void follow(Transaction tx, Stored rule, Change change, Map<UUID, Go> gos)
      throws SQLException {
    boolean created = change.op().equals("create");
    boolean waits =
        created ? rule.trigger() == Rule.Trigger.CREATED : rule.trigger() == Rule.Trigger.CHANGED;
    if (!waits) {
      return;
    }
    var go = gos.containsKey(rule.id()) ? gos.get(rule.id()) : begin(tx, rule);
    gos.put(rule.id(), go);
    if (go != null && !go.isOn(change.type())) {
      return;
    }
    var event =
        new Event(
            change.seq(),
            change.at(),
            change.actor(),
            change.unit(),
            change.type(),
            change.record(),
            created,
            created ? List.of() : RuleSql.touched(tx, change.seq()));
    if (go == null) {
      log(tx, rule, event, null, "refused", "author", Map.of(), 0, null);
    } else {
      one(tx, go, event, null);
    }
  }

  /// Null when the author may no longer sign in.
  private @Nullable Go begin(Transaction tx, Stored rule) throws SQLException {
    var author = authors.policyOf(tx, rule.owner());
    return author == null ? null : new Go(rule, events.acting(rule, author));
  }

  /// What one rule makes of one event: all or nothing, and written down.
  private void one(Transaction tx, Go go, Event event, @Nullable LocalDate occasion)
      throws SQLException {
    var connection = tx.connection();
    var before = connection.setSavepoint();
    var had = go.opened.get(event.unit());
    int depth = 0;
    try {
      tx.update("set local statement_timeout = '10s'");
      var verdict = events.judge(tx, go.rule, go.policy, event);
      if (verdict instanceof Verdict.Fires) {
        depth = RuleSql.depth(tx, event.unit()) + 1;
        if (depth > DEEPEST) {
          verdict = new Verdict.Refused("too-deep", Map.of("limit", DEEPEST));
        }
      }
      write(tx, go, event, occasion, verdict, depth);
      connection.releaseSavepoint(before);
    } catch (Refusal e) {
      connection.rollback(before);
      go.reopen(event.unit(), had);
      var reason = e.faults().isEmpty() ? e.code() : e.faults().getFirst().code();
      var args = e.faults().isEmpty() ? e.args() : e.faults().getFirst().args();
      log(tx, go.rule, event, occasion, "refused", "problem." + reason, args, depth, null);
    } catch (SQLException | DatabaseFault e) {
      if (connection.isClosed() || !connection.isValid(2)) {
        throw e;
      }
      connection.rollback(before);
      go.reopen(event.unit(), had);
      LOG.warn("Rule {} could not act on {} {}", go.rule.id(), event.type(), event.record(), e);
      log(tx, go.rule, event, occasion, "refused", "fault", Map.of(), depth, null);
    } catch (RuntimeException e) {
      connection.rollback(before);
      go.reopen(event.unit(), had);
      LOG.warn("Rule {} could not act on {} {}", go.rule.id(), event.type(), event.record(), e);
      log(tx, go.rule, event, occasion, "refused", "fault", Map.of(), depth, null);
    }
  }

  private void write(
      Transaction tx, Go go, Event event, @Nullable LocalDate occasion, Verdict verdict, int depth)
      throws SQLException {
    switch (verdict) {
      case Verdict.Other other -> {}
      case Verdict.False no -> log(tx, go.rule, event, occasion, "false", null, Map.of(), 0, null);
      case Verdict.Refused(String reason, var args) ->
          log(tx, go.rule, event, occasion, "refused", reason, args, depth, null);
      case Verdict.Fires fires -> {
        var unit = go.unit(tx, event.unit());
        var run = log(tx, go.rule, event, occasion, "fired", null, Map.of(), depth, unit);
        if (run != null) {
          var type = go.policy.catalog().type(event.type());
          var on = writes.get().unit(tx, go.policy, "rule", unit);
          acting.act(new Acting.Work(on, go.rule, type, event.record(), run, occasion));
        }
      }
    }
  }

  private static @Nullable UUID log(
      Transaction tx,
      Stored rule,
      Event event,
      @Nullable LocalDate occasion,
      String outcome,
      @Nullable String reason,
      Map<String, ?> args,
      int depth,
      @Nullable UUID unit)
      throws SQLException {
    return RuleSql.log(
        tx,
        new Run(
            rule.id(),
            event.type(),
            event.record(),
            event.seq(),
            occasion,
            event.at(),
            outcome,
            reason,
            JsonMapper.shared().writeValueAsString(args),
            depth,
            unit));
  }

  /// Does the work of a rule of the calendar on some records; what was done is not done again.
  ///
  /// @param occasion the day, or the first of the year of a day that comes back
  void occasion(Transaction tx, Stored rule, LocalDate occasion, Instant now, List<UUID> records)
      throws SQLException {
    var go = begin(tx, rule);
    if (go == null) {
      return;
    }
    var type = go.policy.catalog().findPlural(rule.onType());
    for (var record : records) {
      if (type != null) {
        var event = new Event(null, now, null, null, type.name(), record, false, List.of());
        one(tx, go, event, occasion);
      }
    }
  }

  /// Today's rights of a rule's author, as the rule acts with them; null when he has none.
  @Nullable Policy acting(Transaction tx, Stored rule) throws SQLException {
    var go = begin(tx, rule);
    return go == null ? null : go.policy;
  }

  /// Forgets what is older than thirty days.
  int tidy(Transaction tx, Instant now) throws SQLException {
    return RuleSql.forget(tx, now.minus(KEPT));
  }

  static List<Stored> calendar(Transaction tx) throws SQLException {
    return new ArrayList<>(
        RuleSql.active(tx).stream()
            .filter(rule ->
                rule.trigger() == Rule.Trigger.DATE || rule.trigger() == Rule.Trigger.SCHEDULE)
            .toList());
  }

  static LocalDate day(Instant now, ZoneId zone) {
    return now.atZone(zone).toLocalDate();
  }
}

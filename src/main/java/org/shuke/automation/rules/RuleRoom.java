package org.shuke.automation.rules;

import java.time.Clock;
import java.time.ZoneId;
import java.util.function.Supplier;
import org.shuke.automation.approvals.Approvals;
import org.shuke.automation.notifications.Notifications;
import org.shuke.channels.outbox.Outbox;
import org.shuke.http.Routes;
import org.shuke.platform.Texts;
import org.shuke.platform.db.Database;
import org.shuke.platform.jobs.Jobs;
import org.shuke.platform.secrets.Secrets;
import org.shuke.records.reads.Reads;
import org.shuke.records.units.Units;
import org.shuke.records.writes.Writes;

/// Puts the room together.
public final class RuleRoom {
  private final Database database;
  private final Supplier<Reads> reads;
  private final Secrets secrets;
  private final Rules rules;
  private final CalendarJob calendar;
  private final Trial trial;

  public RuleRoom(
      Database database,
      Supplier<Reads> reads,
      Supplier<Writes> writes,
      Supplier<Units> units,
      Rules.Authors authors,
      Notifications notifications,
      Approvals approvals,
      Outbox outbox,
      Secrets secrets,
      Clock clock,
      ZoneId zone) {
    this.database = database;
    this.reads = reads;
    this.secrets = secrets;
    var events = new Events(reads, zone);
    var acting = new Acting(reads, writes, notifications, approvals, outbox, secrets);
    this.rules = new Rules(writes, units, authors, events, acting);
    this.calendar = new CalendarJob(database, reads, rules, clock, zone);
    this.trial = new Trial(database, reads, events, calendar, clock, zone);
  }

  public Rules rules() {
    return rules;
  }

  public void runBy(Jobs jobs) {
    calendar.runBy(jobs);
  }

  /// Seals what an earlier version kept as it was.
  public void seal() {
    database.transaction(tx -> RuleSql.seal(tx, secret -> secrets.seal(HookSender.KIND, secret)));
  }

  public void addTo(Routes routes, Texts texts) {
    new RuleRoutes(database, reads.get(), trial, secrets, texts).addTo(routes);
  }
}

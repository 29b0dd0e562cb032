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
import org.shuke.records.reads.Reads;
import org.shuke.records.units.Units;
import org.shuke.records.writes.Writes;

/// Puts the room together.
public final class RuleRoom {
  private final Database database;
  private final Supplier<Reads> reads;
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
      Clock clock,
      ZoneId zone) {
    this.database = database;
    this.reads = reads;
    var events = new Events(reads, zone);
    var acting = new Acting(reads, writes, notifications, approvals, outbox);
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

  public void addTo(Routes routes, Texts texts) {
    new RuleRoutes(database, reads.get(), trial, texts).addTo(routes);
  }
}

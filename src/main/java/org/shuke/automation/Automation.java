package org.shuke.automation;

import java.sql.SQLException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.shuke.automation.approvals.ApprovalRoutes;
import org.shuke.automation.approvals.Approvals;
import org.shuke.automation.notifications.InboxRoutes;
import org.shuke.automation.notifications.Notices;
import org.shuke.automation.notifications.Notifications;
import org.shuke.automation.notifications.Reminders;
import org.shuke.automation.rules.HookSender;
import org.shuke.automation.rules.RuleRoom;
import org.shuke.automation.rules.Rules;
import org.shuke.channels.Channels;
import org.shuke.ground.Ground;
import org.shuke.ground.Wing;
import org.shuke.http.Routes;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.jobs.Jobs;
import org.shuke.records.Followers.Change;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.writes.Writes;

/// The wing of automation: constructs its rooms and hands over their types and routes.
public final class Automation implements Wing {
  private static final String VOID = "approvals-outdated";

  private final Ground ground;
  private final Notifications notifications;
  private final Approvals approvals;
  private final RuleRoom rules;
  private final Following outdating;
  private final Following ruling;
  private final Following noticing;
  private final Reminders reminders;

  /// @param authors what the author of a rule may do now
  public Automation(Ground ground, Channels channels, Rules.Authors authors) {
    this.ground = ground;
    var database = ground.database();
    var clock = ground.clock();
    this.notifications =
        new Notifications(
            ground::reads, ground::writes, authors::policyOf, database, ground.zone(), clock);
    this.approvals = new Approvals(ground::writes, ground::reads, notifications, ground.zone());
    this.rules =
        new RuleRoom(
            database,
            ground::reads,
            ground::writes,
            ground::units,
            authors,
            notifications,
            approvals,
            channels.outbox(),
            ground.secrets(),
            clock,
            ground.zone());
    channels
        .sending()
        .register(
            "hook", new HookSender(channels.egress(), ground.secrets(), clock, this::hookFailed));
    this.outdating = new Following(database, VOID, this::outdate);
    var notices = new Notices(notifications, ground::writes, ground::program);
    this.noticing = new Following(database, "notices", notices::follow);
    this.reminders = new Reminders(database, notifications, ground::writes, ground::program, clock);
    this.ruling = new Following(database, "rules", rules.rules()::follow);
  }

  @Override
  public List<Type> types() {
    return Stream.of(approvals.types(), notifications.types(), rules.rules().types())
        .flatMap(List::stream)
        .toList();
  }

  public Approvals approvals() {
    return approvals;
  }

  @Override
  public void runBy(Jobs jobs) {
    rules.runBy(jobs);
    reminders.runBy(jobs);
  }

  public Notifications notifications() {
    return notifications;
  }

  @Override
  public void watch(Writes guarded) {
    approvals.guard(guarded);
    notifications.guard(guarded);
    rules.rules().guard(guarded);
  }

  @Override
  public void addTo(Routes routes) {
    new InboxRoutes(notifications, ground.writes(), ground.texts()).addTo(routes);
    rules.addTo(routes, ground.texts());
    new ApprovalRoutes(approvals, ground.writes(), ground.reads()).addTo(routes);
  }

  /// Tells an author once an hour, however many calls of his rule fail.
  private void hookFailed(Transaction tx, UUID author, UUID rule, String name, String words)
      throws SQLException {
    var desk = ground.writes().unit(tx, ground.program(), "outbox", null).asDesk();
    var args = Map.of("rule", name, "words", words);
    var once = "hook-failed " + rule + " " + desk.at().truncatedTo(ChronoUnit.HOURS).toInstant();
    notifications.tellOnce(desk, author, "rule.hook-failed", args, "/rules/" + rule, once);
  }

  /// Tells an author that his mail did not leave.
  public void mailFailed(Unit desk, UUID author, UUID mail, String subject, String words)
      throws SQLException {
    notifications.tell(
        desk, author, "mail.failed", Map.of("subject", subject, "words", words), "/mails/" + mail);
  }

  @Override
  public void start() {
    rules.seal();
    outdating.start();
    ruling.start();
    noticing.start();
  }

  private void outdate(Transaction tx, List<Change> changes) throws SQLException {
    record Changed(String type, UUID record) {}
    var subjects = new LinkedHashSet<Changed>();
    changes.stream()
        .filter(change -> !change.op().equals("create"))
        .forEach(change -> subjects.add(new Changed(change.type(), change.record())));
    var policy = ground.program();
    var unit = ground.writes().unit(tx, policy, "approvals", null).asDesk();
    for (var subject : subjects) {
      var type = policy.catalog().find(subject.type());
      if (type != null && approvals.pending(unit, subject.type(), subject.record())) {
        approvals.changed(unit, type, subject.record());
      }
    }
  }

  @Override
  public void close() {
    noticing.close();
    ruling.close();
    outdating.close();
  }
}

package org.shuke.automation;

import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.shuke.automation.approvals.ApprovalRoutes;
import org.shuke.automation.approvals.Approvals;
import org.shuke.automation.notifications.InboxRoutes;
import org.shuke.automation.notifications.Notifications;
import org.shuke.automation.rules.HookSender;
import org.shuke.automation.rules.RuleRoom;
import org.shuke.automation.rules.Rules;
import org.shuke.channels.Channels;
import org.shuke.http.Routes;
import org.shuke.platform.Settings;
import org.shuke.platform.Texts;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.jobs.Jobs;
import org.shuke.records.Catalog;
import org.shuke.records.Followers.Change;
import org.shuke.records.Policy;
import org.shuke.records.Principal;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.reads.Reads;
import org.shuke.records.units.Units;
import org.shuke.records.writes.Writes;

/// The wing of automation: constructs its rooms and hands over their types and routes.
public final class Automation implements AutoCloseable {
  private static final String VOID = "approvals-outdated";

  private final Supplier<Writes> writes;
  private final Supplier<Reads> reads;
  private final Supplier<Catalog> catalog;
  private final Texts texts;
  private final Notifications notifications;
  private final Approvals approvals;
  private final RuleRoom rules;
  private final Following outdating;
  private final Following ruling;

  /// @param writes the engine's desks, which are built after the types that this wing declares
  public Automation(
      Database database,
      Settings settings,
      Clock clock,
      Texts texts,
      Supplier<Catalog> catalog,
      Supplier<Reads> reads,
      Supplier<Writes> writes,
      Supplier<Units> units,
      Rules.Authors authors,
      Channels channels) {
    this.writes = writes;
    this.reads = reads;
    this.catalog = catalog;
    this.texts = texts;
    this.notifications = new Notifications(writes, database, settings.timezone(), clock);
    this.approvals = new Approvals(writes, reads, notifications, settings.timezone());
    this.rules =
        new RuleRoom(
            database,
            reads,
            writes,
            units,
            authors,
            notifications,
            approvals,
            channels.outbox(),
            clock,
            settings.timezone());
    channels.sending().register("hook", new HookSender(channels.egress(), clock));
    this.outdating = new Following(database, VOID, this::outdate);
    this.ruling = new Following(database, "rules", rules.rules()::follow);
  }

  public List<Type> types() {
    return Stream.of(approvals.types(), notifications.types(), rules.rules().types())
        .flatMap(List::stream)
        .toList();
  }

  public Approvals approvals() {
    return approvals;
  }

  /// Registers what runs by the calendar.
  public void runBy(Jobs jobs) {
    rules.runBy(jobs);
  }

  public Notifications notifications() {
    return notifications;
  }

  public void guard(Writes guarded) {
    approvals.guard(guarded);
    notifications.guard(guarded);
    rules.rules().guard(guarded);
  }

  public void addTo(Routes routes) {
    new InboxRoutes(notifications, writes.get(), texts).addTo(routes);
    rules.addTo(routes, texts);
    new ApprovalRoutes(approvals, writes.get(), reads.get()).addTo(routes);
  }

  /// Tells an author that his mail did not leave.
  public void mailFailed(Unit desk, UUID author, UUID mail, String subject, String words)
      throws SQLException {
    notifications.tell(
        desk, author, "mail.failed", Map.of("subject", subject, "words", words), "/mails/" + mail);
  }

  /// Starts to follow the change log.
  public void start() {
    outdating.start();
    ruling.start();
  }

  private void outdate(Transaction tx, List<Change> changes) throws SQLException {
    record Changed(String type, UUID record) {}
    var subjects = new LinkedHashSet<Changed>();
    changes.stream()
        .filter(change -> !change.op().equals("create"))
        .forEach(change -> subjects.add(new Changed(change.type(), change.record())));
    var policy = Policy.unlimited(Principal.SYSTEM, Policy.Members.NOBODY, catalog.get());
    var unit = writes.get().unit(tx, policy, "approvals", null).asDesk();
    for (var subject : subjects) {
      var type = policy.catalog().find(subject.type());
      if (type != null && approvals.pending(unit, subject.type(), subject.record())) {
        approvals.changed(unit, type, subject.record());
      }
    }
  }

  @Override
  public void close() {
    ruling.close();
    outdating.close();
  }
}

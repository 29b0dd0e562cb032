package org.shuke.sales;

import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.notifications.About;
import org.shuke.automation.notifications.Notifications;
import org.shuke.customers.Customers;
import org.shuke.customers.pools.Pools;
import org.shuke.ground.Ground;
import org.shuke.http.Routes;
import org.shuke.platform.jobs.JobRun;
import org.shuke.platform.jobs.Jobs;
import org.shuke.platform.jobs.Schedule;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.writes.Writes;
import org.shuke.sales.cards.CardRoutes;
import org.shuke.sales.cards.Cards;
import org.shuke.sales.fairs.Fairs;
import org.shuke.sales.forms.FormRoutes;
import org.shuke.sales.forms.Forms;
import org.shuke.sales.leads.Duplicates;
import org.shuke.sales.leads.LeadRoutes;
import org.shuke.sales.leads.LeadRules;
import org.shuke.sales.leads.Leads;
import org.shuke.sales.ownership.Dispute;
import org.shuke.sales.ownership.Disputes;
import org.shuke.sales.ownership.HandOver;
import org.shuke.sales.ownership.HandOvers;
import org.shuke.sales.ownership.Weights;
import org.shuke.sales.pipeline.Opportunities;

/// What comes before the sale: builds the rooms of leads, forms and ownership, and hands over their
/// types, addresses and jobs.
public final class Prospecting {
  private static final String TEND = "leads-tend";
  private static final Duration EVERY = Duration.ofMinutes(15);

  private final Ground ground;
  private final Notifications notifications;
  private final Pools pools;
  private final Leads leads;
  private final LeadRules rules;
  private final Forms forms;
  private final HandOvers handOvers;
  private final Disputes disputes;
  private final Cards cards;
  private final Fairs fairs;

  Prospecting(
      Ground ground,
      Customers customers,
      Notifications notifications,
      Supplier<Opportunities> opportunities) {
    this.notifications = notifications;
    this.ground = ground;
    this.pools = customers.pools();
    var clock = ground.clock();
    var zone = ground.zone();
    this.leads =
        new Leads(
            ground::writes,
            ground::units,
            this::duplicates,
            opportunities,
            pools,
            notifications,
            zone);
    this.fairs = new Fairs(ground::writes, ground.texts(), zone, clock);
    this.rules =
        new LeadRules(ground::writes, ground::reads, fairs, ground.texts(), ground.settings());
    this.forms =
        new Forms(ground.database(), ground.settings(), clock, ground::writes, ground::catalog);
    this.handOvers = new HandOvers(ground::writes, ground::reads, ground::units, notifications);
    this.cards = new Cards(ground::writes, ground::reads, customers::attachments, ground.files());
    this.disputes =
        new Disputes(
            ground::writes,
            ground::units,
            ground.setting(Weights.SETTING),
            this::duplicates,
            notifications);
  }

  private Duplicates duplicates() {
    return new Duplicates(ground.reads());
  }

  public List<Type> types() {
    return Stream.of(
            leads.types(),
            rules.types(),
            forms.types(),
            cards.types(),
            fairs.types(),
            List.of(HandOver.type(handOvers), Dispute.type(disputes)))
        .flatMap(List::stream)
        .toList();
  }

  /// The types of all wings with what ours hang on them.
  public List<Type> extend(List<Type> types) {
    return disputes.extend(Leads.extend(types));
  }

  /// Has the rooms asked about what is written to their types.
  public void watch(Writes writing) {
    Pools.guard(writing, "lead");
    rules.watch(writing);
    cards.watch(writing);
    fairs.watch(writing);
    handOvers.watch(writing);
    disputes.watch(writing);
  }

  public void runBy(Jobs jobs) {
    jobs.register(TEND, this::tend);
    jobs.recurring(TEND, Schedule.every(EVERY));
  }

  private interface Step<T extends @Nullable Object> {
    T in(Unit unit) throws SQLException;
  }

  private <T extends @Nullable Object> T step(JobRun run, Step<T> step) {
    run.checkpoint();
    return ground
        .database()
        .background()
        .transaction(tx -> {
          var done = step.in(ground.writes().unit(tx, ground.program(), "rule", null));
          run.hold(tx);
          return done;
        });
  }

  /// Takes up what was put off, gives away and scores, warns and takes back.
  private Object tend(JobRun run) {
    int recycled = step(run, leads::recycle);
    UUID last = step(run, unit -> rules.tend(unit, null));
    while (last != null) {
      var after = last;
      last = step(run, unit -> rules.tend(unit, after));
    }
    int unplaced = step(run, unit -> rules.unplaced(unit, notifications));
    var swept = step(run, unit -> sweep(unit, "lead"));
    var accounts = step(run, unit -> sweep(unit, "account"));
    int late = step(run, unit -> leads.overdue(unit, notifications));
    forms.tidy();
    return Map.of(
        "recycled",
        recycled,
        "returned",
        swept.returned() + accounts.returned(),
        "warned",
        swept.warned().size() + accounts.warned().size(),
        "late",
        late,
        "unplaced",
        unplaced);
  }

  /// Lets go back to the pools what nobody works on; tells the holders before.
  private Pools.Returned sweep(Unit unit, String name) throws SQLException {
    var type = unit.policy().catalog().type(name);
    var swept = pools.sweep(unit, type, name);
    for (var each : swept.warned()) {
      var day =
          Map.of("at", LocalDate.ofInstant(each.returnsAt().toInstant(), ground.zone()).toString());
      var about = new About(type, each.record());
      notifications.tellReader(unit, each.holder(), "pool.returns", day, about, null);
    }
    return swept;
  }

  public void addTo(Routes routes) {
    new LeadRoutes(ground.database(), ground.writes(), duplicates(), pools).addTo(routes);
    new FormRoutes(forms, ground.texts()).addTo(routes);
    new CardRoutes(cards).addTo(routes);
  }
}

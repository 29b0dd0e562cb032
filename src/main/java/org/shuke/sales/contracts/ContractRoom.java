package org.shuke.sales.contracts;

import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.shuke.automation.notifications.Notifications;
import org.shuke.catalog.prices.Rates;
import org.shuke.ground.Ground;
import org.shuke.http.Routes;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.jobs.JobRun;
import org.shuke.platform.jobs.Jobs;
import org.shuke.platform.jobs.Schedule;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.numbers.Numbers;
import org.shuke.records.writes.Desk;
import org.shuke.records.writes.Writes;
import org.shuke.sales.links.DeadLink;
import org.shuke.sales.links.Links;
import org.shuke.sales.papers.Letterhead;
import org.shuke.sales.papers.Post;

/// Puts the room together, and lets its contracts begin, remind and end by themselves.
public final class ContractRoom {
  /// The job that looks at every contract's days.
  public static final String DAYS = "contract-days";

  private static final LocalTime AFTER_MIDNIGHT = LocalTime.of(0, 10);
  private static final int CHUNK = 200;

  private final Ground ground;
  private final Links links;
  private final ContractPage page;
  private final Annexes annexes;
  private final Contracts contracts;
  private final Type type;

  /// @param post null where no mail server is set up
  public ContractRoom(
      Ground ground,
      Rates rates,
      Notifications notifications,
      Links links,
      Supplier<Letterhead> letterhead,
      @Nullable Post post) {
    this.ground = ground;
    this.links = links;
    this.page = new ContractPage(ground.texts(), ground.zone(), letterhead);
    var clock = ground.clock();
    var desk = new Desk(ground::writes);
    this.annexes = new Annexes(ground.files(), desk);
    this.contracts =
        new Contracts(
            clock,
            ground.zone(),
            desk,
            links,
            notifications,
            new Following(clock, ground.zone(), desk, annexes),
            new ByLink(clock, ground::reads, links, page, ground.texts(), post));
    this.type = Contract.type(new Terms(clock, rates), contracts);
  }

  public List<Type> types() {
    return List.of(type);
  }

  /// The types with what this room hangs on them: the files of a contract.
  public static List<Type> extend(List<Type> types) {
    return types.stream()
        .map(each ->
            each.name().equals(Annexes.ATTACHMENT)
                ? each.referring("contract", Contracts.CONTRACT, "attachments", "createdAt")
                : each)
        .toList();
  }

  /// Gives sent and signed contracts that were not written by the desk, such as the made-up ones,
  /// the hash of what they say.
  public static void seal(Transaction tx, ZoneId zone) throws SQLException {
    for (var id : ContractSql.unsealed(tx)) {
      var head = Objects.requireNonNull(ContractSql.head(tx, id, zone));
      ContractSql.seal(tx, id, Fingerprint.of(head));
    }
  }

  public void watch(Writes writes, Numbers numbers) {
    writes.completing(Contracts.CONTRACT, numbers.numbering(Contracts.CONTRACT, "number"));
    writes.guard(Contracts.CONTRACT, contracts::guard);
    writes.guard(Annexes.ATTACHMENT, annexes::guard);
  }

  public void addTo(Routes routes, DeadLink dead) {
    new ContractRoutes(ground, links, page, annexes, contracts, dead).addTo(routes);
  }

  /// @throws Refusal 404 or 403 for whoever may not read the whole paper of a contract
  public void paperMustBeReadable(Transaction tx, Policy policy, UUID contract)
      throws SQLException {
    ContractPaper.mustBeReadable(tx, ground.reads(), policy, contract);
  }

  public void runBy(Jobs jobs) {
    jobs.register(DAYS, this::days);
    jobs.recurring(DAYS, Schedule.daily(AFTER_MIDNIGHT, ground.zone()));
  }

  private interface Due {
    List<UUID> of(Transaction tx, LocalDate today, int most) throws SQLException;
  }

  private interface Act {
    void on(Unit unit, UUID contract) throws SQLException;
  }

  private Object days(JobRun run) {
    return Map.of(
        "begun", each(run, ContractSql::begun, contracts::begin),
        "reminded", each(run, ContractSql::near, contracts::remind),
        "ended", each(run, ContractSql::over, contracts::end));
  }

  /// A part at a time, until none is due; each act looks again under the contract's lock.
  private int each(JobRun run, Due due, Act act) {
    int done = 0;
    int part;
    do {
      run.checkpoint();
      part =
          ground
              .writes()
              .write(
                  ground.program(),
                  "job",
                  null,
                  unit -> {
                    var ids = due.of(unit.tx(), contracts.today(), CHUNK);
                    for (var id : ids) {
                      act.on(unit.asDesk(), id);
                    }
                    return ids.size();
                  });
      done += part;
    } while (part == CHUNK);
    return done;
  }
}

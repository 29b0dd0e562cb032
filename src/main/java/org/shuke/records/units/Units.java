package org.shuke.records.units;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.platform.db.Database;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.jobs.JobRun;
import org.shuke.platform.jobs.Jobs;
import org.shuke.records.Catalog;
import org.shuke.records.Ids;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.units.UnitSql.Progress;
import org.shuke.records.units.UnitSql.Stored;
import org.shuke.records.writes.Guards;

/// The desk of units: opens, lists, previews and undoes them.
///
/// Administrators see and undo all units, everybody else his own; what an undo may touch is decided
/// record by record.
public final class Units {
  /// The job that undoes what is too much to wait for.
  public static final String JOB = "undo";

  /// Changes up to which an undo is done at once.
  private static final int AT_ONCE = 2_000;

  private static final int LISTED = 50;

  /// A unit as a caller sees it.
  ///
  /// @param undoneBy the unit that undid it
  public record Item(
      UUID id,
      String kind,
      String label,
      Instant at,
      Who principal,
      @Nullable UUID undoes,
      @Nullable UUID undoneBy) {}

  /// Somebody who acts.
  public record Who(UUID id, String name) {}

  /// What an undo would meet.
  ///
  /// @param types what the unit did, by type
  /// @param remove how many created records would go; not those that rules made of them, which the
  ///   caller may not know of
  /// @param restore how many changed, binned or removed records would be as before
  /// @param conflicts what was changed since, and is kept unless told otherwise
  /// @param referred created records that something outside refers to, and that stay
  /// @param progress how far it has come, when this unit is an undo itself
  public record Preview(
      Item unit,
      List<TypeCount> types,
      long remove,
      long restore,
      Listed<Conflict> conflicts,
      Listed<Referred> referred,
      @Nullable Done progress) {}

  /// How many records of a type the unit created, updated, binned, took out of the bin, removed.
  public record TypeCount(
      String type, long created, long updated, long deleted, long restored, long removed) {}

  /// The first of a number of things.
  public record Listed<T>(long count, List<T> items) {}

  /// @param title absent when the caller may not read it
  /// @param fields the fields that hold something else by now
  public record Conflict(String type, UUID id, @Nullable String title, List<String> fields) {}

  /// @param by how many records refer to it, by type
  public record Referred(String type, UUID id, @Nullable String title, Map<String, Long> by) {}

  /// What an undo has done.
  public record Done(boolean finished, long restored, long removed, long kept) {}

  /// An undo that was begun.
  ///
  /// @param job the job that does it, or null when it is done already
  public record Begun(@Nullable UUID job, UUID unit, @Nullable Done done) {}

  /// @param before the undos of what followed on the unit, done first
  private record Params(UUID unit, UUID principal, @Nullable List<UUID> before) {
    List<UUID> all() {
      var all = new ArrayList<UUID>(before == null ? List.of() : before);
      all.add(unit);
      return all;
    }
  }

  private final Database database;
  private final Jobs jobs;
  private final Clock clock;
  private final SearchRefresh search;
  private final Guards guards;
  private final Function<UUID, Policy> policies;
  private final UnitSql sql = new UnitSql(Undo.CHUNK);

  /// @param policies today's rights of a principal, asked anew for every chunk of a job
  public Units(
      Database database,
      Jobs jobs,
      Clock clock,
      SearchRefresh search,
      Guards guards,
      Function<UUID, Policy> policies) {
    this.database = database;
    this.jobs = jobs;
    this.clock = clock;
    this.search = search;
    this.guards = guards;
    this.policies = policies;
    jobs.register(JOB, this::run);
  }

  /// Opens a unit within a transaction: from now on changes may carry its id.
  ///
  /// @param kind `import`, `bulk`, `merge` …
  public void open(Connection connection, UUID id, String kind, String label, Policy policy)
      throws SQLException {
    sql.open(connection, id, kind, label, policy.principal().id(), null, null);
  }

  /// Opens a unit of what is made of another one, and goes with it when that is undone.
  ///
  /// @param follows the other one, if there is any
  public void follow(
      Connection connection,
      UUID id,
      String kind,
      String label,
      Policy policy,
      @Nullable UUID follows)
      throws SQLException {
    sql.open(connection, id, kind, label, policy.principal().id(), null, follows);
  }

  /// The newest units that the caller may undo.
  public List<Item> list(Policy policy, @Nullable UUID before, int limit) {
    var user = policy.administers() ? null : policy.principal().user();
    if (!policy.administers() && user == null) {
      return List.of();
    }
    return database.read(
        tx -> sql.list(tx.connection(), user, before, limit).stream().map(Units::item).toList());
  }

  private static Item item(Stored unit) {
    return new Item(
        unit.id(),
        unit.kind(),
        unit.label(),
        unit.at(),
        new Who(unit.principal(), unit.name()),
        unit.undoes(),
        unit.undoneBy());
  }

  /// What undoing a unit would do now.
  ///
  /// @throws Refusal 404 when there is no such unit for the caller
  public Preview preview(Policy policy, UUID id) {
    return database
        .background()
        .snapshot(tx -> {
          var connection = tx.connection();
          var unit = mine(connection, policy, id);
          var followers = sql.followers(connection, id);
          var looked = new Looking(policy, connection, id, followers);
          var counts = sql.counts(connection, id);
          long created = counts.stream().mapToLong(UnitSql.Count::created).sum();
          long others =
              counts.stream()
                  .mapToLong(c -> c.updated() + c.deleted() + c.restored() + c.removed())
                  .sum();
          looked.look(types(policy.catalog(), counts));
          var progress = sql.progress(connection, id, "");
          return new Preview(
              item(unit),
              counts.stream().map(Units::count).toList(),
              Math.max(0, created - looked.gone() - looked.staying()),
              others,
              looked.conflicts(LISTED),
              looked.referred(LISTED),
              progress == null ? null : done(progress.done(), progress.outcome()));
        });
  }

  private static TypeCount count(UnitSql.Count c) {
    return new TypeCount(
        c.type(), c.created(), c.updated(), c.deleted(), c.restored(), c.removed());
  }

  private static List<Type> types(Catalog catalog, List<UnitSql.Count> counts) {
    var types = new ArrayList<Type>();
    for (var count : counts) {
      var type = catalog.find(count.type());
      if (type != null) {
        types.add(type);
      }
    }
    return types;
  }

  private Stored mine(Connection connection, Policy policy, UUID id) throws SQLException {
    var unit = sql.find(connection, id);
    if (unit == null || !(policy.administers() || unit.user().equals(policy.principal().user()))) {
      throw Refusal.notFound();
    }
    return unit;
  }

  /// Undoes a unit, and before it what rules made of it: at once when that is little, else as a
  /// job.
  ///
  /// @param overwrite also what was changed since
  public Begun undo(Policy policy, UUID id, boolean overwrite) {
    return database.transaction(tx -> {
      var connection = tx.connection();
      mine(connection, policy, id);
      long size = sql.size(connection, id, AT_ONCE + 1);
      var before = new ArrayList<UUID>();
      for (var follower : sql.followers(connection, id)) {
        size += sql.size(connection, follower, AT_ONCE + 1);
        before.add(begin(connection, policy, follower, overwrite));
      }
      var undo = begin(connection, policy, id, overwrite);
      var principal = policy.principal().id();
      var params = new Params(undo, principal, before);
      if (size > AT_ONCE) {
        return new Begun(jobs.submit(tx, JOB, params, principal), undo, null);
      }
      var outcome = Outcome.NOTHING;
      for (var each : params.all()) {
        outcome = outcome.plus(whole(tx, policy, each));
      }
      return new Begun(null, undo, done(true, outcome));
    });
  }

  /// @return the unit of the undo
  private UUID begin(Connection connection, Policy policy, UUID id, boolean overwrite)
      throws SQLException {
    var undo = Ids.next();
    sql.open(connection, undo, "undo", "", policy.principal().id(), id, null);
    sql.claim(connection, id, undo);
    sql.begin(connection, undo, id, overwrite);
    return undo;
  }

  private Outcome whole(Transaction tx, Policy policy, UUID undo) throws SQLException {
    var progress = sql.progress(tx.connection(), undo);
    var types = sql.types(tx.connection(), progress.undoes());
    var work = new Undo(sql, search, guards, clock, policy, progress, types);
    while (!progress.done()) {
      progress = work.chunk(tx);
    }
    return progress.outcome();
  }

  private Object run(JobRun run) {
    var undos = run.params(Params.class).all();
    long all = 0;
    for (var undo : undos) {
      all +=
          database.read(tx -> sql.records(tx.connection(), begun(tx.connection(), undo).undoes()));
    }
    var outcome = Outcome.NOTHING;
    for (var undo : undos) {
      outcome = outcome.plus(run(run, undo, outcome, all));
    }
    return done(true, outcome);
  }

  /// One of the undos of a job.
  ///
  /// @param before what those before it have done
  /// @param all how many records there are to all of them
  private Outcome run(JobRun run, UUID undo, Outcome before, long all) {
    var undoes = database.read(tx -> begun(tx.connection(), undo).undoes());
    var types = database.read(tx -> sql.types(tx.connection(), undoes));
    var principal = run.params(Params.class).principal();
    while (true) {
      run.checkpoint();
      var policy = policies.apply(principal);
      var progress = database.background().transaction(tx -> chunk(tx, run, undo, policy, types));
      if (progress.done()) {
        return progress.outcome();
      }
      var outcome = before.plus(progress.outcome());
      run.progress(
          (outcome.restored() + outcome.removed()) / (double) Math.max(1, all),
          "job.undo",
          Map.of("restored", outcome.restored(), "removed", outcome.removed()));
    }
  }

  private Progress chunk(Transaction tx, JobRun run, UUID undo, Policy policy, List<String> types)
      throws SQLException {
    var stand = sql.progress(tx.connection(), undo);
    var next =
        stand.done() ? stand : new Undo(sql, search, guards, clock, policy, stand, types).chunk(tx);
    run.hold(tx);
    return next;
  }

  private Progress begun(Connection connection, UUID unit) throws SQLException {
    var progress = sql.progress(connection, unit, "");
    if (progress == null) {
      throw Refusal.notFound();
    }
    return progress;
  }

  private static Done done(boolean finished, Outcome outcome) {
    return new Done(finished, outcome.restored(), outcome.removed(), outcome.kept());
  }
}

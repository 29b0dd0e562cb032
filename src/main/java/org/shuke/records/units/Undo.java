package org.shuke.records.units;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.writes.Guards;

/// One undo, chunk by chunk; each call of [#chunk] is one transaction's work.
///
/// ```
///   restore type by type, the referred-to first      (what was changed or removed)
///   tie what referred to something of a later chunk  ([Waiting])
///   remove type by type, the referring first         (what was created)
///   remove again while that sets more free; what holds only each other loses the parts first
///     that name the others
/// ```
///
/// A row that the database itself refuses (a value taken meanwhile, a reference to something gone)
/// is found by halving the chunk, and kept.
final class Undo {
  static final int CHUNK = 5_000;

  private enum Phase {
    RESTORE,
    TIE,
    REMOVE
  }

  /// One stretch of the work.
  private record Step(Type type, Phase phase) {
    boolean removes() {
      return phase == Phase.REMOVE;
    }
  }

  private final UnitSql units;
  private final SearchRefresh search;
  private final Guards guards;
  private final Clock clock;
  private final Policy policy;
  private final UUID unit;
  private final UUID undoes;
  private final boolean overwrite;
  private final Referrers referrers;
  private final Map<String, Layout> layouts = new HashMap<>();
  private final OffsetDateTime at;
  private final List<Step> steps;

  /// @param written the types that the unit to undo wrote to
  Undo(
      UnitSql units,
      SearchRefresh search,
      Guards guards,
      Clock clock,
      Policy policy,
      UnitSql.Progress progress,
      List<String> written) {
    this.units = units;
    this.search = search;
    this.guards = guards;
    this.clock = clock;
    this.policy = policy;
    this.unit = progress.unit();
    this.undoes = progress.undoes();
    this.overwrite = progress.overwrite();
    this.referrers = new Referrers(policy.catalog());
    this.at = now();
    this.steps = steps(written);
  }

  private OffsetDateTime now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  UUID unit() {
    return unit;
  }

  UUID undoes() {
    return undoes;
  }

  Policy policy() {
    return policy;
  }

  boolean overwrite() {
    return overwrite;
  }

  Referrers referrers() {
    return referrers;
  }

  /// The type of this name when the undo gives back records of it.
  @Nullable Type restored(String name) {
    return steps.stream()
        .map(Step::type)
        .filter(type -> type.name().equals(name))
        .findFirst()
        .orElse(null);
  }

  /// The time of the undo as a JSON value.
  String stamp() {
    return DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at);
  }

  Layout layout(Connection connection, Type type) throws SQLException {
    var known = layouts.get(type.name());
    if (known == null) {
      known = Layout.of(connection, type);
      layouts.put(type.name(), known);
    }
    return known;
  }

  void reindex(Transaction tx, Type type, Collection<UUID> records) throws SQLException {
    search.refresh(tx, type, records);
  }

  /// Does the next chunk and notes how far it came.
  UnitSql.Progress chunk(Transaction tx) throws SQLException {
    var connection = tx.connection();
    var progress = units.progress(connection, unit);
    if (progress.step() >= steps.size()) {
      return units.advance(connection, finishedOrAgain(tx, progress));
    }
    var step = steps.get(progress.step());
    var records =
        step.phase() == Phase.TIE
            ? new Waiting(this, connection).next(step.type(), progress.last(), units.chunk)
            : units.records(connection, undoes, written(step), step.removes(), progress.last());
    if (records.isEmpty()) {
      return units.advance(connection, progress.next());
    }
    var done = halving(tx, step, records);
    return units.advance(connection, progress.plus(records.getLast(), done, step.removes()));
  }

  /// Removing sets free what the removed records referred to: once more while that helps. Where it
  /// helps little, records may hold each other.
  private UnitSql.Progress finishedOrAgain(Transaction tx, UnitSql.Progress progress)
      throws SQLException {
    long removed = progress.removedInPass();
    long kept = progress.keptInPass();
    boolean helps = removed > kept || (kept > 0 && isUntied(tx)) || removed > 0;
    if (kept > 0 && helps) {
      return progress.again(removals());
    }
    new Waiting(this, tx.connection()).forget();
    return progress.finished(now());
  }

  /// Takes the unit's parts out of the created records that hold only each other.
  ///
  /// @return false when there was nothing to take
  private boolean isUntied(Transaction tx) throws SQLException {
    var connection = tx.connection();
    var sql = new UndoSql(connection, policy, unit, at);
    var knot = new Knot(referrers, connection);
    for (var step : steps.subList(removals(), steps.size())) {
      var records = units.records(connection, undoes, written(step), true, null);
      while (!records.isEmpty()) {
        removing(tx, sql, step.type(), records).tell(knot, records);
        records = units.records(connection, undoes, written(step), true, records.getLast());
      }
    }
    long untied = 0;
    for (var each : knot.tightened().entrySet()) {
      var all = each.getValue();
      for (int from = 0; from < all.size(); from += units.chunk) {
        var records = all.subList(from, Math.min(all.size(), from + units.chunk));
        untied += halving(tx, new Step(each.getKey(), Phase.RESTORE), records).restored();
      }
    }
    return untied > 0;
  }

  /// Where the removing begins.
  private int removals() {
    return steps.size() / Phase.values().length * Phase.REMOVE.ordinal();
  }

  private List<Step> steps(List<String> written) {
    var catalog = policy.catalog();
    var types = new ArrayList<Type>();
    for (var name : written) {
      var type = catalog.find(name);
      if (type != null && type.ownership() instanceof Type.Ownership.Part(var parent, var via)) {
        type = catalog.find(parent);
      }
      if (type != null && !types.contains(type)) {
        types.add(type);
      }
    }
    var ordered = referrers.targetsFirst(types);
    var steps = new ArrayList<Step>();
    ordered.forEach(type -> steps.add(new Step(type, Phase.RESTORE)));
    ordered.forEach(type -> steps.add(new Step(type, Phase.TIE)));
    ordered.reversed().forEach(type -> steps.add(new Step(type, Phase.REMOVE)));
    return steps;
  }

  /// The names under which the log knows a type's records: its own and its parts'.
  private List<String> written(Step step) {
    var names = new ArrayList<String>();
    names.add(step.type().name());
    policy.catalog().parts(step.type()).forEach(part -> names.add(part.target()));
    return names;
  }

  private Outcome halving(Transaction tx, Step step, List<UUID> records) throws SQLException {
    var connection = tx.connection();
    var savepoint = connection.setSavepoint();
    try {
      var done = once(tx, step, records);
      connection.releaseSavepoint(savepoint);
      return done;
    } catch (SQLException e) {
      if (e.getSQLState() == null || !e.getSQLState().startsWith("23")) {
        throw e;
      }
      connection.rollback(savepoint);
      if (records.size() == 1) {
        return new Outcome(0, 0, 1);
      }
      int half = records.size() / 2;
      return halving(tx, step, records.subList(0, half))
          .plus(halving(tx, step, records.subList(half, records.size())));
    }
  }

  private Outcome once(Transaction tx, Step step, List<UUID> records) throws SQLException {
    var sql = new UndoSql(tx.connection(), policy, unit, at);
    var type = step.type();
    if (step.removes()) {
      return removing(tx, sql, type, records).run(records);
    }
    var restoring = new Restoring(this, tx, sql, type, agreement(tx, type, records));
    return step.phase() == Phase.TIE ? restoring.tie(records) : restoring.run(records);
  }

  private Removing removing(Transaction tx, UndoSql sql, Type type, List<UUID> records)
      throws SQLException {
    return new Removing(this, tx, sql, type, agreement(tx, type, records));
  }

  private Agreement agreement(Transaction tx, Type type, List<UUID> records) throws SQLException {
    return Agreement.on(guards, policy, tx, layout(tx.connection(), type), records);
  }
}

package org.shuke.records.bulk;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.Refusal;
import org.shuke.records.Ids;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.units.Units;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;

/// Does the rows of a bulk request.
public final class Bulk {
  /// The most rows of one request.
  public static final int MOST = 10_000;

  /// Rows of one transaction, where rows are independent.
  static final int CHUNK = 500;

  /// What became of the rows, in their order.
  ///
  /// @param unit undoes them together; null when nothing was done
  public record Outcome(List<Result> results, @Nullable UUID unit) {
    /// How many were done.
    public long done() {
      return results.stream().filter(Result.Done.class::isInstance).count();
    }
  }

  private final Writes writes;
  private final Units units;

  public Bulk(Writes writes, Units units) {
    this.writes = writes;
    this.units = units;
  }

  /// Does independent rows, chunk by chunk.
  public Outcome run(Policy policy, String cause, Type type, List<Operation> operations) {
    var id = Ids.next();
    var results = new ArrayList<Result>();
    for (int from = 0; from < operations.size(); from += CHUNK) {
      var chunk = operations.subList(from, Math.min(from + CHUNK, operations.size()));
      results.addAll(writes.write(policy, cause, id, unit -> rows(unit, type, chunk)));
    }
    return outcome(results, id);
  }

  /// Does independent rows in one transaction that is open already.
  public Outcome within(Unit unit, Type type, List<Operation> operations) throws SQLException {
    var inner = writes.unit(unit.tx(), unit.policy(), unit.cause(), Ids.next());
    var results = new ArrayList<Result>();
    for (int from = 0; from < operations.size(); from += CHUNK) {
      var chunk = operations.subList(from, Math.min(from + CHUNK, operations.size()));
      results.addAll(rows(inner, type, chunk));
    }
    return outcome(results, inner.unit());
  }

  private static Outcome outcome(List<Result> results, @Nullable UUID unit) {
    boolean any = results.stream().anyMatch(Result.Done.class::isInstance);
    return new Outcome(results, any ? unit : null);
  }

  /// Tries all rows at once; when one is refused, one by one.
  List<Result> rows(Unit unit, Type type, List<Operation> operations) throws SQLException {
    var connection = unit.connection();
    var all = connection.setSavepoint();
    List<Result> results = new ArrayList<>();
    try {
      for (var operation : operations) {
        results.add(row(unit, type, operation));
      }
      connection.releaseSavepoint(all);
    } catch (Refusal refused) {
      connection.rollback(all);
      results = oneByOne(unit, type, operations);
    }
    var id = unit.unit();
    if (id != null && results.stream().anyMatch(Result.Done.class::isInstance)) {
      units.open(connection, id, "bulk", type.plural(), unit.policy());
    }
    return results;
  }

  private List<Result> oneByOne(Unit unit, Type type, List<Operation> operations)
      throws SQLException {
    var results = new ArrayList<Result>();
    for (var operation : operations) {
      var before = unit.connection().setSavepoint();
      try {
        results.add(row(unit, type, operation));
        unit.connection().releaseSavepoint(before);
      } catch (Refusal refused) {
        unit.connection().rollback(before);
        results.add(new Result.Refused(id(operation), refused));
      }
    }
    return results;
  }

  private static @Nullable UUID id(Operation operation) {
    return switch (operation) {
      case Operation.Update update -> update.id();
      case Operation.Delete delete -> delete.id();
      case Operation.Create create -> null;
      case Operation.Malformed malformed -> null;
    };
  }

  private Result row(Unit unit, Type type, Operation operation) throws SQLException {
    return switch (operation) {
      case Operation.Create(var record) -> done(201, writes.create(unit, type, record));
      case Operation.Update(var id, var version, var record) ->
          done(200, writes.patch(unit, type, id, named(version), record));
      case Operation.Delete(var id, var version) ->
          done(204, writes.delete(unit, type, id, named(version)));
      case Operation.Malformed(var refusal) -> throw refusal;
    };
  }

  private static Version named(@Nullable Version version) {
    if (version == null) {
      throw Refusal.versionRequired();
    }
    return version;
  }

  private static Result done(int status, Writes.Written written) {
    return new Result.Done(status, written.id(), written.version());
  }
}

package org.shuke.imports;

import java.sql.SQLException;
import java.util.List;
import org.shuke.imports.RecordCheckSql.Change;
import org.shuke.platform.Refusal;
import org.shuke.platform.Refusal.Fault;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Policy;
import org.shuke.records.Type;
import org.shuke.records.Unit;
import org.shuke.records.Verb;
import org.shuke.records.writes.Version;
import org.shuke.records.writes.Writes;
import tools.jackson.databind.json.JsonMapper;

/// Asks the rooms about the changes that a file makes of records that are there, as they are asked
/// about anybody's. Records that a file brings may stand anywhere: it may tell what has long
/// happened.
final class Rooms {
  private final Writes writes;
  private final Policy policy;
  private final Type type;

  Rooms(Writes writes, Policy policy, Type type) {
    this.writes = writes;
    this.policy = policy;
    this.type = type;
  }

  /// What is wrong with a change that is not made yet.
  List<Fault> against(Transaction tx, Change change) throws SQLException {
    if (!isAlone(change)) {
      return refused(tx, change);
    }
    var before = tx.connection().setSavepoint();
    var faults = made(writes.unit(tx, policy, "import", null), change);
    tx.connection().rollback(before);
    return faults;
  }

  /// Is the change made by [#make] rather than together with others?
  boolean isAlone(Change change) {
    return writes
        .guards()
        .alone(type, change.stored().id(), change.stored().values(), change.values());
  }

  /// What the room has against a change that is made together with others.
  List<Fault> refused(Transaction tx, Change change) throws SQLException {
    var stored = change.stored();
    var refusal =
        writes
            .guards()
            .refusal(policy, tx, Verb.UPDATE, type, stored.id(), stored.values(), change.values());
    return refusal == null ? List.of() : faults(refusal);
  }

  /// Makes a change by itself; what is wrong with it leaves no trace.
  List<Fault> make(Transaction tx, ImportUnit unit, Change change) throws SQLException {
    var before = tx.connection().setSavepoint();
    var faults = made(writes.unit(tx, policy, "import", unit.id()), change);
    if (faults.isEmpty()) {
      tx.connection().releaseSavepoint(before);
    } else {
      tx.connection().rollback(before);
    }
    return faults;
  }

  private List<Fault> made(Unit unit, Change change) throws SQLException {
    try {
      var json = JsonMapper.shared().valueToTree(change.values());
      writes.patch(unit, type, change.stored().id(), new Version.Any(), json);
      return List.of();
    } catch (Refusal refusal) {
      return faults(refusal);
    }
  }

  private static List<Fault> faults(Refusal refusal) {
    return refusal.faults().isEmpty()
        ? List.of(new Fault(null, refusal.code(), refusal.args()))
        : refusal.faults();
  }
}

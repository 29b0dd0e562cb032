package org.shuke.records;

import java.sql.Connection;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;

/// One transaction of writes: who, why, and as part of which undoable unit.
///
/// @param cause what led to it: `page`, `key`, `import`, `rule`, `undo` …
/// @param unit the unit that undoes together, or null for a single edit
/// @param at the time that every record and change row of this transaction carries
/// @param desk do the writes come from a room's desk, which may set what no caller may?
public record Unit(
    Transaction tx,
    Policy policy,
    String cause,
    @Nullable UUID unit,
    OffsetDateTime at,
    boolean desk) {

  /// The same transaction and actor for what a room's desk itself writes once the caller's right to
  /// the verb is settled: rights are not asked again, and fields that the program sets are open.
  /// Rules, references and the change log hold as ever.
  public Unit asDesk() {
    var unlimited = Policy.unlimited(policy.principal(), policy.members(), policy.catalog());
    return new Unit(tx, unlimited, cause, unit, at, true);
  }

  /// The same transaction as a part of an undoable unit.
  public Unit within(UUID whole) {
    return new Unit(tx, policy, cause, whole, at, desk);
  }

  public Connection connection() {
    return tx.connection();
  }

  public UUID actor() {
    return policy.principal().id();
  }
}

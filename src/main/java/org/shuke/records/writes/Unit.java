package org.shuke.records.writes;

import java.sql.Connection;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Policy;

/// One transaction of writes: who, why, and as part of which undoable unit.
///
/// @param cause what led to it: `page`, `key`, `import`, `rule`, `undo` …
/// @param unit the unit that undoes together, or null for a single edit
/// @param at the time that every record and change row of this transaction carries
public record Unit(
    Transaction tx, Policy policy, String cause, @Nullable UUID unit, OffsetDateTime at) {

  public Connection connection() {
    return tx.connection();
  }

  UUID actor() {
    return policy.principal().id();
  }
}

package org.shuke.access;

import java.sql.SQLException;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.http.Json;
import org.shuke.platform.db.Transaction;

/// What must be answerable later and is no change of a record: who came in, who was refused what,
/// who got a key, who took data out. Written once; the program's role can neither change nor remove
/// a line.
public final class Audit {
  private final Clock clock;

  Audit(Clock clock) {
    this.clock = clock;
  }

  /// @param kind `sign-in`, `refused`, `export` …
  /// @param what the thing it happened to: a user, a route, a type
  public void write(
      Transaction tx,
      @Nullable UUID actor,
      String kind,
      String what,
      @Nullable String address,
      Map<String, ?> detail)
      throws SQLException {
    tx.update(
        """
        insert into access.audit (at, actor, kind, what, address, detail)
        values (?, ?, ?, ?, ?, ?::jsonb)
        """,
        clock.instant(),
        actor,
        kind,
        what,
        address,
        Json.mapper().writeValueAsString(detail));
  }
}

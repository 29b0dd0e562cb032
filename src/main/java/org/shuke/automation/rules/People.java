package org.shuke.automation.rules;

import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import org.shuke.platform.db.Transaction;

/// Whom rules name: of people who have left, work goes to nobody.
final class People {
  private People() {}

  /// Those of some users who may still sign in, in their order.
  static List<UUID> working(Transaction tx, List<UUID> users) throws SQLException {
    return tx.query(
        """
        select u.id from unnest(?::uuid[]) with ordinality n (id, at)
        join access."user" u on u.id = n.id and u.active and u.binned_at is null order by n.at\
        """,
        row -> row.getObject(1, UUID.class),
        tx.connection().createArrayOf("uuid", users.toArray()));
  }
}

package org.shuke.sales.links;

import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Unit;
import org.shuke.sales.links.Links.Target;

/// The table of links.
final class LinkSql {
  private LinkSql() {}

  static void insert(Transaction tx, byte[] hash, Target target, @Nullable String to, Unit unit)
      throws SQLException {
    tx.update(
        """
        insert into sales.customer_link
          (token_hash, subject, record, sent_to, created_by, expires_at)
        values (?, ?, ?, ?, ?, ?)\
        """,
        hash,
        target.subject(),
        target.record(),
        to,
        unit.actor(),
        target.expires());
  }

  static @Nullable Target find(Transaction tx, byte[] hash, Instant now) throws SQLException {
    return tx.first(
        """
        select subject, record, expires_at from sales.customer_link
        where token_hash = ? and expires_at > ? and revoked_at is null\
        """,
        row ->
            new Target(
                row.getString(1),
                row.getObject(2, UUID.class),
                row.getObject(3, OffsetDateTime.class).toInstant()),
        hash,
        now);
  }

  static void revokeOthers(Transaction tx, UUID record, @Nullable String to, Instant now)
      throws SQLException {
    tx.update(
        """
        update sales.customer_link set revoked_at = ?
        where record = ? and revoked_at is null and sent_to is distinct from ?\
        """,
        now,
        record,
        to);
  }

  static void revoke(Transaction tx, UUID record, Instant now) throws SQLException {
    tx.update(
        "update sales.customer_link set revoked_at = ? where record = ? and revoked_at is null",
        now,
        record);
  }
}

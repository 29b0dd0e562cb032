package org.shuke.customers.diary;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;

/// The statements of the room that are not the engine's: the addresses of calendars.
final class DiarySql {
  private DiarySql() {}

  static Feeds.Feed feed(Transaction tx, UUID owner) throws SQLException {
    var found =
        tx.first(
            "select made_at, used_at from customers.calendar_feed where owner = ?",
            row -> new Feeds.Feed(time(row, 1), time(row, 2)),
            owner);
    return found == null ? new Feeds.Feed(null, null) : found;
  }

  private static @Nullable Instant time(ResultSet row, int column) throws SQLException {
    var at = row.getObject(column, OffsetDateTime.class);
    return at == null ? null : at.toInstant();
  }

  static int renew(Transaction tx, UUID owner, byte[] hash, Instant at) throws SQLException {
    return tx.update(
        """
        insert into customers.calendar_feed (owner, token_hash, made_at) values (?, ?, ?)
        on conflict (owner) do update
        set token_hash = excluded.token_hash, made_at = excluded.made_at, used_at = null\
        """,
        owner,
        hash,
        at);
  }

  static int revoke(Transaction tx, UUID owner) throws SQLException {
    return tx.update("delete from customers.calendar_feed where owner = ?", owner);
  }

  /// Whose calendar a secret opens, if anybody's who may still sign in.
  static @Nullable UUID open(Transaction tx, byte[] hash, Instant at) throws SQLException {
    return tx.first(
        """
        update customers.calendar_feed f set used_at = ?
        from access."user" u
        where f.token_hash = ? and u.id = f.owner and u.active and u.binned_at is null
        returning f.owner\
        """,
        row -> row.getObject(1, UUID.class),
        at,
        hash);
  }
}

package org.shuke.access;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;

/// Sessions, remembered browsers, keys and counted tries.
final class DoorSql {
  private DoorSql() {}

  record SessionRow(UUID id, UUID user, String csrf, Instant created, Instant seen) {}

  record KeyRow(
      UUID id,
      UUID owner,
      String name,
      @Nullable String scopes,
      @Nullable Instant expires,
      @Nullable Instant used) {}

  /// How often somebody tried since when.
  record Tries(int count, Instant since) {}

  static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    var time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }

  static Instant required(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  static @Nullable SessionRow session(Transaction tx, byte[] token) throws SQLException {
    return session(tx, "token_hash", token);
  }

  static @Nullable SessionRow session(Transaction tx, UUID id) throws SQLException {
    return session(tx, "id", id);
  }

  private static @Nullable SessionRow session(Transaction tx, String by, Object value)
      throws SQLException {
    return tx.first(
        "select id, \"user\", csrf, created_at, seen_at from access.session where " + by + " = ?",
        row ->
            new SessionRow(
                row.getObject("id", UUID.class),
                row.getObject("user", UUID.class),
                row.getString("csrf"),
                required(row, "created_at"),
                required(row, "seen_at")),
        value);
  }

  static UUID addSession(
      Transaction tx,
      UUID user,
      byte[] token,
      String csrf,
      Instant now,
      String address,
      String agent)
      throws SQLException {
    var id =
        tx.first(
            """
            insert into access.session
              ("user", token_hash, csrf, created_at, seen_at, address, agent)
            values (?, ?, ?, ?, ?, ?, ?) returning id
            """,
            row -> row.getObject(1, UUID.class),
            user,
            token,
            csrf,
            now,
            now,
            address,
            agent);
    if (id == null) {
      throw new IllegalStateException("insert without an id");
    }
    return id;
  }

  static int sessionSeen(Transaction tx, UUID session, Instant now) throws SQLException {
    return tx.update("update access.session set seen_at = ? where id = ?", now, session);
  }

  static int endSession(Transaction tx, UUID session) throws SQLException {
    return tx.update("delete from access.session where id = ?", session);
  }

  /// Ends all sessions of a user but one.
  static int endSessions(Transaction tx, UUID user, @Nullable UUID but) throws SQLException {
    return tx.update(
        "delete from access.session where \"user\" = ? and id is distinct from ?::uuid", user, but);
  }

  static int endIdleSessions(Transaction tx, Instant seenBefore, Instant createdBefore)
      throws SQLException {
    return tx.update(
        "delete from access.session where seen_at < ? or created_at < ?",
        seenBefore,
        createdBefore);
  }

  /// Has the user of that address signed in with this browser before?
  static boolean knownDevice(Transaction tx, byte[] device, String email) throws SQLException {
    return tx.first(
            """
            select true from access.device d join access."user" u on u.id = d."user"
            where d.token_hash = ? and lower(u.email) = lower(?)
            """,
            row -> true,
            device,
            email)
        != null;
  }

  /// Remembers a browser; of each user the latest ten.
  static void rememberDevice(Transaction tx, UUID user, byte[] device, Instant now)
      throws SQLException {
    tx.update(
        "insert into access.device (token_hash, \"user\", created_at) values (?, ?, ?)",
        device,
        user,
        now);
    tx.update(
        """
        delete from access.device where "user" = ? and token_hash not in
          (select token_hash from access.device where "user" = ? order by created_at desc limit 10)
        """,
        user,
        user);
  }

  private static final String KEY =
      "select id, owner, name, scopes, expires_at, last_used_at from access.api_key ";

  private static KeyRow key(ResultSet row) throws SQLException {
    return new KeyRow(
        row.getObject("id", UUID.class),
        row.getObject("owner", UUID.class),
        row.getString("name"),
        row.getString("scopes"),
        instant(row, "expires_at"),
        instant(row, "last_used_at"));
  }

  static @Nullable KeyRow key(Transaction tx, byte[] hash) throws SQLException {
    return tx.first(KEY + "where hash = ? and binned_at is null", DoorSql::key, hash);
  }

  static @Nullable KeyRow keyById(Transaction tx, UUID id) throws SQLException {
    return tx.first(KEY + "where id = ? and binned_at is null", DoorSql::key, id);
  }

  static UUID addKey(
      Transaction tx,
      UUID by,
      UUID owner,
      String name,
      String prefix,
      byte[] hash,
      @Nullable String scopes,
      @Nullable Instant expires,
      Instant now)
      throws SQLException {
    var id =
        tx.first(
            """
            insert into access.api_key
              (owner, name, prefix, hash, scopes, expires_at, created_at, created_by, updated_at,
               updated_by)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id
            """,
            row -> row.getObject(1, UUID.class),
            owner,
            name,
            prefix,
            hash,
            scopes,
            expires,
            now,
            by,
            now,
            by);
    if (id == null) {
      throw new IllegalStateException("insert without an id");
    }
    return id;
  }

  static int keyUsed(Transaction tx, UUID key, Instant now) throws SQLException {
    return tx.update("update access.api_key set last_used_at = ? where id = ?", now, key);
  }

  /// Makes the operator's key valid again, and says whether there is such a row.
  static boolean reviveKey(Transaction tx, byte[] hash, UUID owner) throws SQLException {
    return tx.update(
            """
            update access.api_key set owner = ?, binned_at = null, expires_at = null where hash = ?
            """,
            owner,
            hash)
        > 0;
  }

  /// Counts a try, atomically; a window that is over starts anew.
  static Tries count(Transaction tx, byte[] what, Instant now, Instant windowStart)
      throws SQLException {
    var tries =
        tx.first(
            """
            insert into access.attempt as a (what, since, count) values (?, ?, 1)
            on conflict (what) do update set
              count = case when a.since < ? then 1 else a.count + 1 end,
              since = case when a.since < ? then excluded.since else a.since end
            returning count, since
            """,
            row -> new Tries(row.getInt("count"), required(row, "since")),
            what,
            now,
            windowStart,
            windowStart);
    if (tries == null) {
      throw new IllegalStateException("insert without a row");
    }
    return tries;
  }

  static int forgetTries(Transaction tx, byte[] what) throws SQLException {
    return tx.update("delete from access.attempt where what = ?", what);
  }

  static int forgetTriesBefore(Transaction tx, Instant windowStart) throws SQLException {
    return tx.update("delete from access.attempt where since < ?", windowStart);
  }
}

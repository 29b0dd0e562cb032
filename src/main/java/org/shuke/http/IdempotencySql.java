package org.shuke.http;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;
import tools.jackson.core.type.TypeReference;

/// The kept answers in `access.idempotency`.
final class IdempotencySql {
  private IdempotencySql() {}

  /// @param answer null while the write is under way
  record Kept(byte[] request, Instant at, @Nullable Answer answer) {
    static Kept underWay(byte[] request, Instant at) {
      return new Kept(request, at, null);
    }

    static Kept of(byte[] request, Instant at, Answer answer) {
      return new Kept(request, at, answer);
    }
  }

  static boolean lock(Transaction tx, long number) throws SQLException {
    return Boolean.TRUE.equals(
        tx.first("select pg_try_advisory_xact_lock(?)", r -> r.getBoolean(1), number));
  }

  static @Nullable Kept find(Transaction tx, UUID principal, byte[] key) throws SQLException {
    return tx.first(
        """
        select request_hash, at, status, type, headers, body, secret
        from access.idempotency where principal = ? and key_hash = ?
        """,
        IdempotencySql::read,
        principal,
        key);
  }

  private static Kept read(ResultSet row) throws SQLException {
    int status = row.getInt("status");
    var answer =
        row.wasNull()
            ? null
            : new Answer(
                status,
                row.getString("type"),
                Json.mapper()
                    .readValue(
                        row.getString("headers"), new TypeReference<Map<String, String>>() {}),
                List.of(),
                row.getBytes("body"),
                null,
                row.getBoolean("secret"));
    return new Kept(
        row.getBytes("request_hash"),
        row.getObject("at", OffsetDateTime.class).toInstant(),
        answer);
  }

  static int put(Transaction tx, UUID principal, byte[] key, Kept kept) throws SQLException {
    var answer = kept.answer();
    return tx.update(
        """
        insert into access.idempotency
          (principal, key_hash, request_hash, at, status, type, headers, body, secret)
        values (?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?)
        on conflict (principal, key_hash) do update
        set request_hash = excluded.request_hash, at = excluded.at, status = excluded.status,
            type = excluded.type, headers = excluded.headers, body = excluded.body,
            secret = excluded.secret
        """,
        principal,
        key,
        kept.request(),
        kept.at(),
        answer == null ? null : answer.status(),
        answer == null ? null : answer.type(),
        answer == null ? null : Json.mapper().writeValueAsString(answer.headers()),
        answer == null ? null : answer.body(),
        answer != null && answer.secret());
  }

  static int delete(Transaction tx, UUID principal, byte[] key) throws SQLException {
    return tx.update(
        "delete from access.idempotency where principal = ? and key_hash = ?", principal, key);
  }

  static int deleteBefore(Transaction tx, Instant oldest) throws SQLException {
    return tx.update("delete from access.idempotency where at < ?", oldest);
  }
}

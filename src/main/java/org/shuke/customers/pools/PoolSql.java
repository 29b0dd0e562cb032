package org.shuke.customers.pools;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Type;

/// The statements of pools. Table names come from declarations.
final class PoolSql {
  /// A record that may lie in a pool, as it stands under its lock.
  record Lying(
      @Nullable UUID pool,
      @Nullable UUID owner,
      @Nullable String ownerName,
      @Nullable OffsetDateTime lockedUntil,
      boolean open) {}

  /// What a pool allows; null is unlimited.
  record Limits(
      String name,
      UUID[] teams,
      @Nullable Integer perDay,
      @Nullable Integer cap,
      @Nullable Integer reclaimDays) {}

  /// A record that somebody holds, and when he last really followed up.
  record Held(
      UUID record, UUID pool, UUID user, OffsetDateTime last, @Nullable OffsetDateTime returnsAt) {}

  private PoolSql() {}

  /// Claims of one person in one pool go one after the other.
  static void queue(Transaction tx, UUID user, UUID pool) throws SQLException {
    tx.query(
        "select pg_advisory_xact_lock(hashtextextended(?, 0))",
        row -> true,
        "claim " + user + pool);
  }

  /// Locks the record, whoever may see it.
  static @Nullable Lying lock(Transaction tx, Type type, UUID id) throws SQLException {
    var found =
        tx.first(
            "select id from %s where id = ? and binned_at is null for no key update"
                .formatted(table(type)),
            row -> row.getObject(1, UUID.class),
            id);
    return found == null ? null : lying(tx, type, id);
  }

  static @Nullable Lying lying(Transaction tx, Type type, UUID id) throws SQLException {
    return tx.first(
        """
        select r.pool, r.owner, u.name, r.locked_until, %s
        from %s r left join access."user" u on u.id = r.owner
        where r.id = ? and r.binned_at is null
        """
            .formatted(
                type.find("convertedAt") == null ? "true" : "r.converted_at is null", table(type)),
        row ->
            new Lying(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getObject(4, OffsetDateTime.class),
                row.getBoolean(5)),
        id);
  }

  private static String table(Type type) {
    return type.schema() + ".\"" + type.table() + "\"";
  }

  static @Nullable Limits limits(Transaction tx, UUID pool) throws SQLException {
    return tx.first(
        """
        select name, teams, claim_limit_per_day, holding_cap, reclaim_after_days
        from customers.pool where id = ? and binned_at is null
        """,
        row ->
            new Limits(
                row.getString(1),
                (UUID[]) row.getArray(2).getArray(),
                number(row, 3),
                number(row, 4),
                number(row, 5)),
        pool);
  }

  static @Nullable Integer number(ResultSet row, int at) throws SQLException {
    BigDecimal value = row.getBigDecimal(at);
    return value == null ? null : value.intValue();
  }

  /// How many records somebody has claimed from a pool since a moment.
  static int claimed(Transaction tx, UUID user, UUID pool, OffsetDateTime since)
      throws SQLException {
    return count(
        tx,
        """
        select count(*) from customers.holding
        where "user" = ? and pool = ? and since >= ? and how = 'claimed'
        """,
        user,
        pool,
        since);
  }

  /// How many records of a pool somebody holds.
  static int held(Transaction tx, UUID user, UUID pool) throws SQLException {
    return count(
        tx,
        "select count(*) from customers.holding where \"user\" = ? and pool = ? and until is null",
        user,
        pool);
  }

  /// Did its owner claim it from that pool, where the pool's people saw it?
  static boolean isClaimed(Transaction tx, UUID record, UUID pool) throws SQLException {
    return count(
            tx,
            """
            select count(*) from customers.holding
            where record = ? and pool = ? and until is null and how = 'claimed'
            """,
            record,
            pool)
        > 0;
  }

  /// When somebody last gave up a record; null when he never had it.
  static @Nullable OffsetDateTime left(Transaction tx, UUID user, UUID record) throws SQLException {
    return tx.first(
        """
        select max(until) from customers.holding where "user" = ? and record = ?
        having max(until) is not null
        """,
        row -> row.getObject(1, OffsetDateTime.class),
        user,
        record);
  }

  private static int count(Transaction tx, String sql, @Nullable Object... values)
      throws SQLException {
    Integer count = tx.first(sql, row -> row.getInt(1), values);
    return count == null ? 0 : count;
  }

  static void begin(
      Transaction tx, UUID pool, Type type, UUID record, UUID user, OffsetDateTime at, String how)
      throws SQLException {
    tx.update(
        """
        insert into customers.holding (pool, type, record, "user", since, how)
        values (?, ?, ?, ?, ?, ?)
        """,
        pool,
        type.name(),
        record,
        user,
        at,
        how);
  }

  /// Answers how many holdings came to their end: none of a record that never lay in a pool.
  ///
  /// @param reason what its holder said when he gave it back
  static int end(
      Transaction tx, UUID record, OffsetDateTime at, String why, @Nullable String reason)
      throws SQLException {
    return tx.update(
        """
        update customers.holding set until = ?, ended = ?, reason = ?
        where record = ? and until is null
        """,
        at,
        why,
        reason,
        record);
  }

  static List<Pools.Holding> history(Transaction tx, UUID record) throws SQLException {
    return tx.query(
        """
        select h."user", u.name, p.name, h.since, h.until, h.how, h.ended, h.reason
        from customers.holding h
        join access."user" u on u.id = h."user" join customers.pool p on p.id = h.pool
        where h.record = ? order by h.since desc
        """,
        row ->
            new Pools.Holding(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getObject(4, OffsetDateTime.class),
                row.getObject(5, OffsetDateTime.class),
                row.getString(6),
                row.getString(7),
                row.getString(8)),
        record);
  }

  /// What lies under a rule of return: records that somebody holds and that are neither locked nor
  /// done with, the last real follow-up beside them.
  ///
  /// @param via the column by which activities name the record
  static List<Held> held(Transaction tx, Type type, String via, OffsetDateTime now)
      throws SQLException {
    return tx.query(
        """
        select r.id, r.pool, r.owner, greatest(coalesce(r.claimed_at, r.created_at), coalesce((
          select max(a.at) from customers.activity a
          where a.%1$s = r.id and a.done and a.binned_at is null and a.at <= ?
            and a.kind in ('call', 'visit', 'meeting', 'mail')), r.created_at)), r.returns_at
        from %2$s r join customers.pool p on p.id = r.pool
        where r.owner is not null and r.binned_at is null and p.binned_at is null
          and p.return_after_days is not null and (r.locked_until is null or r.locked_until < ?)%3$s
        order by r.id
        """
            .formatted(
                via,
                table(type),
                type.find("convertedAt") == null
                    ? ""
                    : " and r.converted_at is null and r.status <> 'disqualified'"),
        row ->
            new Held(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getObject(4, OffsetDateTime.class),
                row.getObject(5, OffsetDateTime.class)),
        now,
        now);
  }

  /// After how many days a pool's records return, and how many before that it warns.
  static int[] days(Transaction tx, UUID pool) throws SQLException {
    int[] days =
        tx.first(
            "select return_after_days, coalesce(warn_days, 1) from customers.pool where id = ?",
            row -> new int[] {row.getInt(1), row.getInt(2)},
            pool);
    return days == null ? new int[] {Integer.MAX_VALUE, 1} : days;
  }
}

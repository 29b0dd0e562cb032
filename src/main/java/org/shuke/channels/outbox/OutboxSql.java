package org.shuke.channels.outbox;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;

/// The queue's statements. Times are the database's.
final class OutboxSql {
  private static final int AT_ONCE_PER_DESTINATION = 2;

  private OutboxSql() {}

  static void put(Transaction tx, UUID id, String kind, String destination, String payload)
      throws SQLException {
    tx.update(
        "insert into channels.outbox (id, kind, destination, payload) values (?, ?, ?, ?::jsonb)",
        id,
        kind,
        destination,
        payload);
  }

  /// The address that a mail carried when it was put in last, for its receiver alone.
  static @Nullable String link(Transaction tx, UUID mail) throws SQLException {
    return tx.first(
        """
        select payload ->> 'link' from channels.outbox
        where kind = 'mail' and payload ->> 'mail' = ? order by id desc limit 1\
        """,
        row -> row.getString(1),
        mail.toString());
  }

  /// Takes what is due, or whose holder is silent; null when there is nothing, or what there is
  /// goes to a destination that is busy.
  static @Nullable Claim claim(Transaction tx, Collection<String> kinds, int leaseSeconds)
      throws SQLException {
    return tx.first(
        """
        update channels.outbox o
        set state = 'claimed', attempts = attempts + 1, fence = fence + 1,
            lease = now() + make_interval(secs => ?),
            doubtful = o.doubtful or o.state = 'claimed'
        where id = (
          select id from channels.outbox q
          where (q.state = 'queued' and q.due <= now() or q.state = 'claimed' and q.lease < now())
            and q.kind = any (?)
            and (select count(*) from channels.outbox b
                 where b.state = 'claimed' and b.destination = q.destination and b.lease >= now()) < ?
          order by q.due limit 1 for update skip locked)
        returning id, kind, destination, payload, attempts, fence,
                  extract(epoch from now() - created), doubtful\
        """,
        OutboxSql::claim,
        leaseSeconds,
        tx.connection().createArrayOf("text", kinds.toArray()),
        AT_ONCE_PER_DESTINATION);
  }

  private static Claim claim(ResultSet row) throws SQLException {
    return new Claim(
        row.getObject(1, UUID.class),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getInt(5),
        row.getInt(6),
        Duration.ofSeconds(row.getLong(7)),
        row.getBoolean(8));
  }

  /// Keeps claims that take long.
  static void keep(Transaction tx, List<Claim> claims, int leaseSeconds) throws SQLException {
    for (var claim : claims) {
      tx.update(
          """
          update channels.outbox set lease = now() + make_interval(secs => ?)
          where id = ? and fence = ? and state = 'claimed'\
          """,
          leaseSeconds,
          claim.id(),
          claim.fence());
    }
  }

  /// Ends a claim, unless another has taken it over; answers whether it was still held.
  static boolean end(Transaction tx, Claim claim, String state, @Nullable String problem)
      throws SQLException {
    return tx.update(
            """
            update channels.outbox set state = ?, problem = ?, lease = null, done = now()
            where id = ? and fence = ? and state = 'claimed'\
            """,
            state,
            problem,
            claim.id(),
            claim.fence())
        > 0;
  }

  /// Puts a claim back for later.
  static boolean later(
      Transaction tx, Claim claim, Duration wait, @Nullable String problem, boolean doubtful)
      throws SQLException {
    return tx.update(
            """
            update channels.outbox set state = 'queued', problem = ?, lease = null,
              due = now() + make_interval(secs => ?), doubtful = doubtful or ?
            where id = ? and fence = ? and state = 'claimed'\
            """,
            problem,
            (double) wait.toSeconds(),
            doubtful,
            claim.id(),
            claim.fence())
        > 0;
  }

  /// Shows on the mail itself where it is on its way. A step on the way is no change that anybody
  /// made: it leaves version and history alone.
  static void mailIs(Transaction tx, UUID mail, String state, int tries, @Nullable String problem)
      throws SQLException {
    tx.update(
        """
        update channels.mail set state = ?, tries = ?, problem = coalesce(?, problem)
        where id = ? and state in ('queued', 'claimed')\
        """,
        state,
        tries,
        problem,
        mail);
  }

  /// The first of these addresses to which nothing is sent any more.
  static @Nullable String suppressed(Transaction tx, List<String> addresses) throws SQLException {
    return tx.first(
        "select address from channels.suppression where address = any (?) limit 1",
        row -> row.getString(1),
        tx.connection()
            .createArrayOf(
                "text",
                addresses.stream().map(a -> a.toLowerCase(java.util.Locale.ROOT)).toArray()));
  }

  /// Forgets what ended before a time.
  static int forget(Transaction tx, Instant before) throws SQLException {
    return tx.update(
        "delete from channels.outbox where state in ('sent', 'failed') and done < ?", before);
  }

  /// Name and address of a user.
  record Author(String name, String email) {}

  static @Nullable Author author(Transaction tx, @Nullable UUID user) throws SQLException {
    return tx.first(
        "select name, email from access.\"user\" where id = ?",
        row -> new Author(row.getString(1), row.getString(2)),
        user);
  }

  /// The files of a mail's attachments, in their order.
  record File(UUID file, String name, String mediaType) {}

  static List<File> files(Transaction tx, UUID mail) throws SQLException {
    return tx.query(
        """
        select a.file, a.name, coalesce(a.media_type, 'application/octet-stream')
        from channels.mail m, unnest(m.attachments) with ordinality u (id, at)
        join customers.attachment a on a.id = u.id where m.id = ? order by u.at\
        """,
        row -> new File(row.getObject(1, UUID.class), row.getString(2), row.getString(3)),
        mail);
  }
}

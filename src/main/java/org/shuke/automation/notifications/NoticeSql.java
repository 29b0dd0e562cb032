package org.shuke.automation.notifications;

import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;

/// What notices are made of: changes that name people, reminders that are due.
final class NoticeSql {
  private NoticeSql() {}

  /// A change that gave a record to somebody, or wrote a text in which somebody may be named.
  ///
  /// @param actor the user who did it, or in whose name it was done
  record Named(
      long seq, @Nullable UUID owner, @Nullable String text, UUID actor, String actorName) {}

  static List<Named> named(Transaction tx, List<Long> seqs) throws SQLException {
    return tx.query(
        """
        select c.seq, (v.after ->> 'owner')::uuid,
               case when v.after ->> 'body' like '%@%' then v.after ->> 'body' end,
               coalesce(p.on_behalf_of, p.id), p.name
        from records.change c join records.change_value v using (seq)
        join records.principal p on p.id = c.actor
        where c.seq = any (?)
          and (v.after ->> 'owner' is not null or v.after ->> 'body' like '%@%')\
        """,
        row ->
            new Named(
                row.getLong(1),
                row.getObject(2, UUID.class),
                row.getString(3),
                row.getObject(4, UUID.class),
                row.getString(5)),
        tx.connection().createArrayOf("bigint", seqs.toArray()));
  }

  /// Who is named in a text, as `@` and the whole name.
  static List<UUID> mentioned(Transaction tx, String text) throws SQLException {
    return tx.query(
        """
        select id from access."user"
        where active and binned_at is null and length(name) > 1 and strpos(?, '@' || name) > 0
        order by id limit 20\
        """,
        row -> row.getObject(1, UUID.class),
        text);
  }

  /// Notes that somebody was told something; false when he was told already.
  static boolean once(Transaction tx, UUID user, String what) throws SQLException {
    return tx.update(
            "insert into automation.told (\"user\", what) values (?, ?) on conflict do nothing",
            user,
            what)
        > 0;
  }

  /// What is noted longer than it can matter.
  static int forget(Transaction tx, Instant before) throws SQLException {
    return tx.update("delete from automation.told where at < ?", before);
  }

  /// An open activity whose time to remind has come.
  record Due(UUID activity, UUID owner, OffsetDateTime remindAt) {}

  static List<Due> due(Transaction tx, Instant from, Instant now, int limit) throws SQLException {
    return tx.query(
        """
        select a.id, a.owner, a.remind_at from customers.activity a
        where a.remind_at > ? and a.remind_at <= ? and not a.done and a.binned_at is null
          and a.owner is not null
          and not exists (select from automation.told t
            where t."user" = a.owner and t.what = 'remind ' || a.id || ' '
              || extract(epoch from a.remind_at)::bigint)
        order by a.remind_at limit ?\
        """,
        row ->
            new Due(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, OffsetDateTime.class)),
        from,
        now,
        limit);
  }
}

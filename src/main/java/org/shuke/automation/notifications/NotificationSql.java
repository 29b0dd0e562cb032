package org.shuke.automation.notifications;

import java.sql.Array;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;

/// One's own notifications as the inbox shows them, and what one wants to be told.
final class NotificationSql {
  private NotificationSql() {}

  /// @param timezone the person's own, else null
  record Wanted(Preferences preferences, @Nullable String timezone) {}

  /// Entries of the same text about the same thing are one, with the latest args.
  record Entry(
      String textKey,
      @Nullable String link,
      String args,
      long count,
      long unread,
      Instant at,
      List<UUID> ids) {}

  static Wanted wanted(Transaction tx, UUID user) throws SQLException {
    var found =
        tx.first(
            """
            select s.quiet_from, s.quiet_until, s.muted, u.timezone
            from access."user" u left join automation.notice_setting s on s."user" = u.id
            where u.id = ?\
            """,
            row ->
                new Wanted(
                    new Preferences(
                        row.getObject(1, LocalTime.class),
                        row.getObject(2, LocalTime.class),
                        texts(row.getArray(3))),
                    row.getString(4)),
            user);
    return found == null ? new Wanted(Preferences.NONE, null) : found;
  }

  private static List<String> texts(@Nullable Array array) throws SQLException {
    return array == null ? List.of() : List.of((String[]) array.getArray());
  }

  static void want(Transaction tx, UUID user, Preferences preferences) throws SQLException {
    tx.update(
        """
        insert into automation.notice_setting ("user", quiet_from, quiet_until, muted)
        values (?, ?, ?, ?)
        on conflict ("user") do update set quiet_from = excluded.quiet_from,
          quiet_until = excluded.quiet_until, muted = excluded.muted\
        """,
        user,
        preferences.quietFrom(),
        preferences.quietUntil(),
        tx.connection().createArrayOf("text", preferences.muted().toArray()));
  }

  static List<Entry> entries(Transaction tx, UUID user, Instant now, boolean unread, int limit)
      throws SQLException {
    return tx.query(
        """
        select text_key, link, (array_agg(coalesce(args, '{}') order by show_at desc))[1],
               count(*), count(*) filter (where read_at is null), max(show_at),
               array_agg(id order by show_at desc)
        from automation.notification
        where owner = ? and binned_at is null and show_at <= ? and (read_at is null or not ?)
        group by text_key, link, read_at is null
        order by max(show_at) desc limit ?\
        """,
        row ->
            new Entry(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getLong(4),
                row.getLong(5),
                row.getObject(6, OffsetDateTime.class).toInstant(),
                List.of((UUID[]) row.getArray(7).getArray())),
        user,
        now,
        unread,
        limit);
  }

  static long unread(Transaction tx, UUID user, Instant now) throws SQLException {
    var count =
        tx.first(
            """
            select count(*) from automation.notification
            where owner = ? and binned_at is null and read_at is null and show_at <= ?\
            """,
            row -> row.getLong(1),
            user,
            now);
    return count == null ? 0 : count;
  }

  /// Which of somebody's own notifications are unread; all of them when none are named.
  static List<UUID> unreadOf(Transaction tx, UUID user, @Nullable List<UUID> ids, Instant now)
      throws SQLException {
    return tx.query(
        """
        select id from automation.notification
        where owner = ? and binned_at is null and read_at is null and show_at <= ?
          and (cast(? as uuid[]) is null or id = any (?)) order by id limit 1000\
        """,
        row -> row.getObject(1, UUID.class),
        user,
        now,
        ids == null ? null : tx.connection().createArrayOf("uuid", ids.toArray()),
        ids == null ? null : tx.connection().createArrayOf("uuid", ids.toArray()));
  }
}

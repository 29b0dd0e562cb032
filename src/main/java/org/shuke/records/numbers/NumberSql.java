package org.shuke.records.numbers;

import java.sql.SQLException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Field;
import org.shuke.records.Type;

/// The counters behind the ranges.
final class NumberSql {
  /// @param last the last number that was drawn
  /// @param version of the range that it was drawn from
  record Drawn(String pattern, long last, long version) {}

  /// @param version changes whenever somebody edits the range
  record Range(boolean gapFree, long version) {}

  private NumberSql() {}

  /// Draws numbers and keeps the counter's row locked until the transaction ends.
  ///
  /// @return null when there is no such range, or it is gap-free and should not be, or the reverse
  static @Nullable Drawn draw(
      Transaction tx, String subject, LocalDate today, int many, boolean gapFree)
      throws SQLException {
    return tx.first(
        """
        with asked as (
          select id, pattern, version,
            case restart when 'yearly' then ? when 'monthly' then ? else '' end as period
          from records.number_range
          where subject = ? and gap_free = ? and binned_at is null
        ), drawn as (
          insert into records.number_counter as c (range, period, last)
          select id, period, ? from asked
          on conflict (range, period) do update set last = c.last + excluded.last
          returning last
        )
        select pattern, last, version from asked, drawn\
        """,
        row -> new Drawn(row.getString(1), row.getLong(2), row.getLong(3)),
        today.toString().substring(0, 4),
        today.toString().substring(0, 7),
        subject,
        gapFree,
        (long) many);
  }

  static @Nullable Range range(Transaction tx, String subject) throws SQLException {
    return tx.first(
        """
        select gap_free, version from records.number_range
        where subject = ? and binned_at is null\
        """,
        row -> new Range(row.getBoolean(1), row.getLong(2)),
        subject);
  }

  /// Has a record this number already, if only in the bin?
  static boolean taken(Transaction tx, Type type, Field field, String number) throws SQLException {
    return tx.first(
            "select 1 from "
                + type.schema()
                + ".\""
                + type.table()
                + "\" where "
                + field.column()
                + " = ?",
            row -> true,
            number)
        != null;
  }
}

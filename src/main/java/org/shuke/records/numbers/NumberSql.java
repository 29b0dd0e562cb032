package org.shuke.records.numbers;

import java.sql.SQLException;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;

/// The counters behind the ranges.
final class NumberSql {
  /// @param last the last number that was drawn
  record Drawn(String pattern, long last) {}

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
          select id, pattern,
            case restart when 'yearly' then ? when 'monthly' then ? else '' end as period
          from records.number_range
          where subject = ? and gap_free = ? and binned_at is null
        ), drawn as (
          insert into records.number_counter as c (range, period, last)
          select id, period, ? from asked
          on conflict (range, period) do update set last = c.last + excluded.last
          returning last
        )
        select pattern, last from asked, drawn\
        """,
        row -> new Drawn(row.getString(1), row.getLong(2)),
        today.toString().substring(0, 4),
        today.toString().substring(0, 7),
        subject,
        gapFree,
        (long) many);
  }
}

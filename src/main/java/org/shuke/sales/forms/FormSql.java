package org.shuke.sales.forms;

import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;

/// The statements of forms.
final class FormSql {
  /// A form that is open.
  record Open(
      UUID id,
      String name,
      String fields,
      @Nullable String titleEn,
      @Nullable String titleZh,
      @Nullable String introEn,
      @Nullable String introZh,
      @Nullable String thanksEn,
      @Nullable String thanksZh,
      @Nullable String consentEn,
      @Nullable String consentZh,
      String source,
      @Nullable UUID pool,
      @Nullable UUID assignee) {}

  private FormSql() {}

  static @Nullable Open open(Transaction tx, String slug) throws SQLException {
    return tx.first(
        """
        select id, name, fields, title_en, title_zh, intro_en, intro_zh, thanks_en, thanks_zh,
          consent_en, consent_zh, source, pool, assignee
        from sales.web_form where slug = ? and active and binned_at is null
        """,
        row ->
            new Open(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getString(8),
                row.getString(9),
                row.getString(10),
                row.getString(11),
                row.getString(12),
                row.getObject(13, UUID.class),
                row.getObject(14, UUID.class)),
        slug);
  }

  static byte[] secret(Transaction tx, byte[] made) throws SQLException {
    tx.update(
        "insert into records.secret (name, value) values ('forms', ?) on conflict do nothing",
        made);
    byte[] key =
        tx.first("select value from records.secret where name = 'forms'", row -> row.getBytes(1));
    return key == null ? made : key;
  }

  /// Counts one more try; answers how many there were in its hour.
  static int tries(Transaction tx, byte[] what, Instant now) throws SQLException {
    Integer count =
        tx.first(
            """
            insert into sales.form_attempt as a (what, since, count) values (?, ?, 1)
            on conflict (what) do update set
              count = case when a.since < excluded.since - interval '1 hour' then 1
                else a.count + 1 end,
              since = case when a.since < excluded.since - interval '1 hour' then excluded.since
                else a.since end
            returning count
            """,
            row -> row.getInt(1),
            what,
            now);
    return count == null ? 0 : count;
  }

  static void forget(Transaction tx, Instant before) throws SQLException {
    tx.update("delete from sales.form_attempt where since < ?", before);
  }

  /// One page of a form is worked on at a time.
  static boolean taken(Transaction tx, String key) throws SQLException {
    tx.query("select pg_advisory_xact_lock(hashtextextended(?, 0))", row -> true, key);
    return tx.first("select true from sales.lead where external_id = ?", row -> true, key) != null;
  }
}

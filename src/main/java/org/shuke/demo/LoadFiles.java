package org.shuke.demo;

import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;
import org.shuke.platform.files.FileStore;

/// Attaches what people keep of their customers: the minutes of what was talked about, and what the
/// largest of them ordered.
public final class LoadFiles {
  private static final String MINUTES =
      """
      select a.account, a.contact, a.owner, a.at, c.country = 'CN' as chinese, a.subject,
        concat_ws(E'\\n\\n', c.name || ' · ' || a.at::date, a.subject, a.body) || E'\\n' as text
      from customers.activity a join customers.account c on c.id = a.account
      where a.kind in ('meeting', 'visit') and a.owner is not null and a.at < ?
      order by a.at desc, a.id limit 60\
      """;

  private static final String ORDERED =
      """
      select o.account, null::uuid as contact, c.owner, max(o.placed_at) as at,
        c.country = 'CN' as chinese, '' as subject,
        E'number,placedAt,currency,total\\n' || string_agg(
          concat_ws(',', o.number, o.placed_at::date, o.currency, o.total), E'\\n'
          order by o.placed_at) || E'\\n' as text
      from sales."order" o join customers.account c on c.id = o.account
      where c.owner is not null group by o.account, c.id order by count(*) desc, c.id limit 20\
      """;

  /// @param chinese is it written in Chinese?
  private record Paper(
      UUID account,
      @Nullable UUID contact,
      UUID owner,
      OffsetDateTime at,
      boolean chinese,
      String subject,
      String text) {

    String minutes() {
      return (chinese ? "拜访纪要 " : "Minutes ") + at.toLocalDate() + " " + subject + ".txt";
    }

    String orders() {
      return (chinese ? "历史订单 " : "Orders until ") + at.toLocalDate() + ".csv";
    }
  }

  private LoadFiles() {}

  /// Within the caller's transaction; what is in the files lies in the store at once.
  public static void all(Transaction tx, FileStore files, LocalDate today) throws SQLException {
    for (var paper : papers(tx, MINUTES, today)) {
      attach(tx, files, paper, paper.minutes(), "text/plain");
    }
    for (var paper : papers(tx, ORDERED)) {
      attach(tx, files, paper, paper.orders(), "text/csv");
    }
  }

  private static List<Paper> papers(Transaction tx, String sql, Object... values)
      throws SQLException {
    return tx.query(
        sql,
        row ->
            new Paper(
                row.getObject("account", UUID.class),
                row.getObject("contact", UUID.class),
                row.getObject("owner", UUID.class),
                row.getObject("at", OffsetDateTime.class),
                row.getBoolean("chinese"),
                row.getString("subject"),
                row.getString("text")),
        values);
  }

  private static void attach(
      Transaction tx, FileStore files, Paper paper, String name, String mediaType)
      throws SQLException {
    var content = files.store(paper.text().getBytes(StandardCharsets.UTF_8));
    var file = files.add(tx, content, name, mediaType, paper.owner());
    tx.update(
        """
        insert into customers.attachment (created_at, created_by, updated_at, updated_by, owner,
          name, file, media_type, size, account, contact)
        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)\
        """,
        paper.at(),
        paper.owner(),
        paper.at(),
        paper.owner(),
        paper.owner(),
        name,
        file.id(),
        mediaType,
        content.size(),
        paper.account(),
        paper.contact());
  }
}

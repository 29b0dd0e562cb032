package org.shuke.sales.quotes;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the desk reads of quotes besides locked records.
final class QuoteSql {
  /// A position as it is stored, with the names of its product.
  record Position(
      UUID id,
      @Nullable String section,
      @Nullable UUID product,
      @Nullable String sku,
      @Nullable String productName,
      @Nullable String description,
      BigDecimal quantity,
      @Nullable String unit,
      @Nullable BigDecimal listPrice,
      @Nullable BigDecimal discount,
      BigDecimal unitPrice,
      @Nullable BigDecimal taxRate,
      BigDecimal amount,
      boolean optional) {
    /// What stands on the paper for it.
    String title() {
      if (productName != null) {
        return productName;
      }
      return description == null ? "" : description;
    }

    /// The most that it adds to what the customer can agree to.
    BigDecimal most() {
      return optional ? amount.max(BigDecimal.ZERO) : amount;
    }

    /// What stands below the title.
    @Nullable String detail() {
      return productName == null || productName.equals(description) ? null : description;
    }
  }

  /// A quote as its paper names it.
  record Head(
      UUID id,
      String number,
      String status,
      @Nullable String subject,
      String account,
      UUID accountId,
      @Nullable String contact,
      @Nullable UUID contactId,
      @Nullable String owner,
      @Nullable UUID ownerId,
      @Nullable String ownerEmail,
      String currency,
      LocalDate day,
      @Nullable LocalDate validUntil,
      BigDecimal total,
      BigDecimal tax,
      BigDecimal totalWithTax,
      @Nullable BigDecimal paymentDays,
      @Nullable String paymentTerms,
      @Nullable String deliveryTerms,
      @Nullable String language,
      @Nullable String introduction,
      @Nullable String hash,
      @Nullable String email,
      List<Integer> chosen) {}

  private QuoteSql() {}

  static @Nullable Head head(Transaction tx, UUID quote, ZoneId zone) throws SQLException {
    return tx.first(
        """
        select q.id, q.number, q.status, q.subject, a.name, a.id, c.name, c.id, u.name, u.id, u.email,
          q.currency, (coalesce(q.sent_at, q.created_at) at time zone ?)::date, q.valid_until,
          q.total, q.tax, q.total_with_tax, q.payment_days, q.payment_terms, q.delivery_terms,
          q.language, q.introduction, q.hash, coalesce(c.email, a.email), q.chosen
        from sales.quote q join customers.account a on a.id = q.account
        left join customers.contact c on c.id = q.contact
        left join access."user" u on u.id = q.owner
        where q.id = ? and q.binned_at is null\
        """,
        QuoteSql::head,
        zone.getId(),
        quote);
  }

  private static Head head(ResultSet row) throws SQLException {
    return new Head(
        row.getObject(1, UUID.class),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getString(5),
        row.getObject(6, UUID.class),
        row.getString(7),
        row.getObject(8, UUID.class),
        row.getString(9),
        row.getObject(10, UUID.class),
        row.getString(11),
        row.getString(12),
        row.getObject(13, LocalDate.class),
        row.getObject(14, LocalDate.class),
        row.getBigDecimal(15),
        row.getBigDecimal(16),
        row.getBigDecimal(17),
        row.getBigDecimal(18),
        row.getString(19),
        row.getString(20),
        row.getString(21),
        row.getString(22),
        row.getString(23),
        row.getString(24),
        numbers(row.getString(25)));
  }

  private static List<Integer> numbers(@Nullable String json) {
    return json == null
        ? List.of()
        : JsonMapper.shared().readTree(json).valueStream().map(JsonNode::intValue).toList();
  }

  static List<Position> lines(Transaction tx, UUID quote) throws SQLException {
    return tx.query(
        """
        select l.id, l.section, l.product, p.sku, p.name, l.description, l.quantity,
          coalesce(l.unit, p.unit), l.list_price, l.discount, l.unit_price, l.tax_rate, l.amount,
          coalesce(l.optional, false)
        from sales.quote_line l left join catalog.product p on p.id = l.product
        where l.quote = ? order by l.position, l.id\
        """,
        row ->
            new Position(
                row.getObject(1, UUID.class),
                row.getString(2),
                row.getObject(3, UUID.class),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getBigDecimal(7),
                row.getString(8),
                row.getBigDecimal(9),
                row.getBigDecimal(10),
                row.getBigDecimal(11),
                row.getBigDecimal(12),
                row.getBigDecimal(13),
                row.getBoolean(14)),
        quote);
  }

  /// For whom a draft is, and in which money.
  record Draft(UUID account, String currency) {}

  /// Null when the quote is no draft any more.
  static @Nullable Draft draft(Transaction tx, UUID quote) throws SQLException {
    return tx.first(
        "select account, currency from sales.quote where id = ? and status = 'draft'",
        row -> new Draft(row.getObject(1, UUID.class), row.getString(2)),
        quote);
  }

  /// What a line of a quote brings and costs; those whose cost nobody knows are left out.
  ///
  /// @param currency of the cost
  /// @param amount in the quote's currency
  /// @param optional may the customer leave it?
  record Margin(String currency, BigDecimal amount, BigDecimal cost, boolean optional) {}

  static List<Margin> margins(Transaction tx, UUID quote, String currency) throws SQLException {
    return tx.query(
        """
        select coalesce(p.currency, ?), l.amount, l.quantity * p.cost * coalesce(u.factor, 1),
          coalesce(l.optional, false)
        from sales.quote_line l join catalog.product p on p.id = l.product
        left join lateral (select factor from catalog.product_unit
          where product = p.id and unit = l.unit order by position limit 1) u on true
        where l.quote = ? and p.cost is not null\
        """,
        row ->
            new Margin(
                row.getString(1), row.getBigDecimal(2), row.getBigDecimal(3), row.getBoolean(4)),
        currency,
        quote);
  }

  /// Somebody who cannot be asked.
  ///
  /// @param name null where nobody is known by that id
  record Gone(@Nullable UUID id, @Nullable String name) {}

  /// Those of some users who may not sign in, in their order.
  static List<Gone> gone(Transaction tx, List<UUID> users) throws SQLException {
    return tx.query(
        """
        select n.id, u.name from unnest(?::uuid[]) with ordinality n (id, at)
        left join access."user" u on u.id = n.id
        where (u.active and u.binned_at is null) is not true order by n.at\
        """,
        row -> new Gone(row.getObject(1, UUID.class), row.getString(2)),
        tx.connection().createArrayOf("uuid", users.toArray()));
  }

  /// Those of some users who may still sign in.
  static List<UUID> working(Transaction tx, List<UUID> users) throws SQLException {
    return tx.query(
        """
        select id from access."user" where id = any(?) and active and binned_at is null order by id\
        """,
        row -> row.getObject(1, UUID.class),
        tx.connection().createArrayOf("uuid", users.toArray()));
  }

  /// The quotes that were on offer until a day that is over.
  static List<UUID> outdated(Transaction tx, LocalDate today, int most) throws SQLException {
    return tx.query(
        """
        select id from sales.quote
        where status = 'sent' and valid_until < ? and binned_at is null order by id limit ?\
        """,
        row -> row.getObject(1, UUID.class),
        today,
        most);
  }

  /// How many versions of a quote there are, the first included.
  static int versions(Transaction tx, String number) throws SQLException {
    var count =
        tx.first(
            "select count(*) from sales.quote where number = ? or number like ?",
            row -> row.getInt(1),
            number,
            number.replace("_", "\\_").replace("%", "\\%") + "-v%");
    return count == null ? 0 : count;
  }

  /// How many questions came by links of an account's quotes since a time.
  static int asked(Transaction tx, UUID account, UUID customer, Instant since) throws SQLException {
    var count =
        tx.first(
            """
            select count(*) from customers.activity
            where account = ? and created_by = ? and created_at > ?\
            """,
            row -> row.getInt(1),
            account,
            customer,
            since);
    return count == null ? 0 : count;
  }

  /// Who manages somebody: those whose role lets them change others' quotes, in his team or one
  /// above it; else any of them; else the administrators. He himself is none of them.
  static List<UUID> managers(Transaction tx, @Nullable UUID user) throws SQLException {
    return tx.query(
        """
        with recursive above as (
          select t.id, t.parent from access.team t join access."user" u on u.team = t.id
          where u.id = ?
          union select t.id, t.parent from access.team t join above a on t.id = a.parent
        ), manager as (
          select u.id, min(case
            when r.administrator then 3
            when u.team in (select id from above) then 1 else 2 end) as rank
          from access."user" u
          join access.role r on r.id = any (u.roles) and r.binned_at is null
          where u.active and u.binned_at is null and u.id is distinct from ?
            and (r.administrator or exists (
              select 1 from jsonb_array_elements(r.grants::jsonb) g
              where g ->> 'type' = 'quotes' and g -> 'verbs' ->> 'update' in ('team', 'tree', 'all')))
          group by u.id
        )
        select id from manager where rank = (select min(rank) from manager) order by id limit 20\
        """,
        row -> row.getObject(1, UUID.class),
        user,
        user);
  }

  static String accountName(Transaction tx, @Nullable UUID account) throws SQLException {
    var name =
        tx.first(
            "select name from customers.account where id = ?", row -> row.getString(1), account);
    return name == null ? "" : name;
  }
}

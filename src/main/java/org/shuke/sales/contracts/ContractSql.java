package org.shuke.sales.contracts;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;

/// What the desk reads of contracts besides locked records.
final class ContractSql {
  /// A contract as its paper names it.
  ///
  /// @param email the contact's, else the account's
  record Head(
      UUID id,
      String number,
      String name,
      String status,
      UUID accountId,
      String account,
      @Nullable UUID contactId,
      @Nullable String contact,
      @Nullable String email,
      @Nullable String owner,
      @Nullable String ownerEmail,
      LocalDate day,
      String kind,
      String currency,
      @Nullable BigDecimal amount,
      @Nullable LocalDate startsOn,
      @Nullable LocalDate endsOn,
      @Nullable BigDecimal noticeDays,
      String renewal,
      @Nullable BigDecimal renewalMonths,
      @Nullable String language,
      @Nullable String terms,
      @Nullable String hash,
      @Nullable LocalDate signedOn,
      @Nullable String signedBy) {}

  private ContractSql() {}

  static @Nullable Head head(Transaction tx, UUID contract, ZoneId zone) throws SQLException {
    return tx.first(
        """
        select k.id, k.number, k.name, k.status, a.id, a.name, c.id, c.name,
          coalesce(c.email, a.email), u.name, u.email,
          (coalesce(k.sent_at, k.created_at) at time zone ?)::date, k.kind, k.currency, k.amount,
          k.starts_on, k.ends_on, k.notice_days, k.renewal, k.renewal_months, k.language, k.terms,
          k.hash, (k.signed_at at time zone ?)::date, k.signed_by
        from sales.contract k join customers.account a on a.id = k.account
        left join customers.contact c on c.id = k.contact
        left join access."user" u on u.id = k.owner
        where k.id = ? and k.binned_at is null\
        """,
        ContractSql::head,
        zone.getId(),
        zone.getId(),
        contract);
  }

  private static Head head(ResultSet row) throws SQLException {
    return new Head(
        row.getObject(1, UUID.class),
        row.getString(2),
        row.getString(3),
        row.getString(4),
        row.getObject(5, UUID.class),
        row.getString(6),
        row.getObject(7, UUID.class),
        row.getString(8),
        row.getString(9),
        row.getString(10),
        row.getString(11),
        row.getObject(12, LocalDate.class),
        row.getString(13),
        row.getString(14),
        row.getBigDecimal(15),
        row.getObject(16, LocalDate.class),
        row.getObject(17, LocalDate.class),
        row.getBigDecimal(18),
        row.getString(19),
        row.getBigDecimal(20),
        row.getString(21),
        row.getString(22),
        row.getString(23),
        row.getObject(24, LocalDate.class),
        row.getString(25));
  }

  /// The contract that follows on one, unless there is none outside the bin.
  static @Nullable UUID following(Transaction tx, UUID contract) throws SQLException {
    return tx.first(
        "select id from sales.contract where renews = ? and binned_at is null",
        row -> row.getObject(1, UUID.class),
        contract);
  }

  /// Signed ones whose first day has come.
  static List<UUID> begun(Transaction tx, LocalDate today, int most) throws SQLException {
    return ids(
        tx,
        """
        select id from sales.contract where status = 'signed' and binned_at is null
          and (starts_on is null or starts_on <= ?) order by id limit ?\
        """,
        today,
        most);
  }

  /// Those whose last day is over.
  static List<UUID> over(Transaction tx, LocalDate today, int most) throws SQLException {
    return ids(
        tx,
        """
        select id from sales.contract where status = 'active' and binned_at is null
          and ends_on < ? order by id limit ?\
        """,
        today,
        most);
  }

  /// Those of whose day of notice nobody was reminded, though it is near.
  static List<UUID> near(Transaction tx, LocalDate today, int most) throws SQLException {
    return ids(
        tx,
        """
        select id from sales.contract
        where status in ('signed', 'active') and binned_at is null
          and notice_on - coalesce(remind_days, 0)::int <= ? and ends_on >= ?
          and reminded_for is distinct from notice_on order by id limit ?\
        """,
        today,
        today,
        most);
  }

  private static List<UUID> ids(Transaction tx, String sql, Object... values) throws SQLException {
    return tx.query(sql, row -> row.getObject(1, UUID.class), values);
  }
}

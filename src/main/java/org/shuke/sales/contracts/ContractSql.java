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
  /// @param files what was agreed to, or is attached to a draft
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
      @Nullable String signedBy,
      List<Annex> files) {

    /// The hash of what was sent or signed; of a draft, of what there would be to sign now.
    String fingerprint() {
      return hash == null ? Fingerprint.of(this) : hash;
    }
  }

  /// A contract held by whoever writes one of its files.
  record Held(String status, List<Annex> files) {}

  private ContractSql() {}

  static @Nullable Head head(Transaction tx, UUID contract, ZoneId zone) throws SQLException {
    return tx.first(
        """
        select k.id, k.number, k.name, k.status, a.id, a.name, c.id, c.name,
          coalesce(c.email, a.email), u.name, u.email,
          (coalesce(k.sent_at, k.created_at) at time zone ?)::date, k.kind, k.currency, k.amount,
          k.starts_on, k.ends_on, k.notice_days, k.renewal, k.renewal_months, k.language, k.terms,
          k.hash, (k.signed_at at time zone ?)::date, k.signed_by,
          case when k.status <> 'draft' then k.files else (
            select json_agg(json_build_object('id', t.id, 'file', f.id, 'name', t.name,
              'size', f.size, 'sha256', encode(f.sha256, 'hex')))::text
            from customers.attachment t join platform.file f on f.id = t.file
            where t.contract = k.id and t.binned_at is null) end
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
        row.getString(25),
        Annex.of(row.getString(26)));
  }

  /// A contract that nobody changes until this transaction is over.
  static @Nullable Held held(Transaction tx, UUID contract) throws SQLException {
    return tx.first(
        "select status, files from sales.contract where id = ? for share",
        row -> new Held(row.getString(1), Annex.of(row.getString(2))),
        contract);
  }

  /// The files that were agreed to, or are to be.
  static List<Annex> files(Transaction tx, UUID contract) throws SQLException {
    var found =
        tx.first(
            "select files from sales.contract where id = ? and binned_at is null",
            row -> Annex.of(row.getString(1)),
            contract);
    return found == null ? List.of() : found;
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

  /// Sent or signed ones without the hash of what they say.
  static List<UUID> unsealed(Transaction tx) throws SQLException {
    return ids(
        tx,
        """
        select id from sales.contract where status <> 'draft' and hash is null order by id\
        """);
  }

  static void seal(Transaction tx, UUID contract, String hash) throws SQLException {
    tx.update(
        """
        update sales.contract set hash = ?, evidence = jsonb_set(evidence::jsonb, '{document}',
          to_jsonb(?::text))::text where id = ?\
        """,
        hash,
        hash,
        contract);
  }

  private static List<UUID> ids(Transaction tx, String sql, Object... values) throws SQLException {
    return tx.query(sql, row -> row.getObject(1, UUID.class), values);
  }
}

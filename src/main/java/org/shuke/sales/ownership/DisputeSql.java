package org.shuke.sales.ownership;

import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;

/// The statements of disputes.
final class DisputeSql {
  /// Something that happened to a record and speaks for, or against, somebody.
  record Fact(OffsetDateTime at, String kind, UUID who, @Nullable String name) {}

  private DisputeSql() {}

  /// What the change log, the pools and the activities say of a record: who wrote it down, who took
  /// it or was given it, who let it go, who was in touch.
  ///
  /// @param via the column by which activities name the record
  static List<Fact> facts(Transaction tx, UUID record, String via, OffsetDateTime until)
      throws SQLException {
    return tx.query(
        """
        with contact as (
          select a.at, a.kind, a.owner as who from customers.activity a
          where a.%1$s = ? and a.owner is not null and a.done and a.binned_at is null
            and a.kind in ('call', 'mail', 'meeting', 'visit') and a.at <= ?),
        fact as (
          select c.at, 'entered' as kind, coalesce(p.on_behalf_of, p.id) as who
          from records.change c join records.principal p on p.id = c.actor
          where c.record = ? and c.part is null and c.op = 'create'
          union all
          select c.at, case when c.actor in (select id from records.principal
              where id = (v.after ->> 'owner')::uuid
                or on_behalf_of = (v.after ->> 'owner')::uuid) then 'claimed' else 'assigned' end,
            (v.after ->> 'owner')::uuid
          from records.change c join records.change_value v using (seq)
          where c.record = ? and c.part is null and c.op = 'update'
            and v.after ->> 'owner' is not null
          union all
          select c.at, 'returned', (v.before ->> 'owner')::uuid
          from records.change c join records.change_value v using (seq)
          where c.record = ? and c.part is null and c.op = 'update' and v.after ? 'owner'
            and v.after ->> 'owner' is null and v.before ->> 'owner' is not null
          union all
          (select at, 'first', who from contact order by at limit 1)
          union all
          select at, kind, who from contact)
        select f.at, f.kind, f.who, u.name from fact f join access."user" u on u.id = f.who
        where f.at <= ? order by f.at, f.kind, f.who
        """
            .formatted(via)
            .replace("v.after ? 'owner'", "jsonb_exists(v.after, 'owner')"),
        row ->
            new Fact(
                row.getObject(1, OffsetDateTime.class),
                row.getString(2),
                row.getObject(3, UUID.class),
                row.getString(4)),
        record,
        until,
        record,
        record,
        record,
        until);
  }

  /// Has somebody an open dispute about a record?
  ///
  /// @param but the dispute that does not count; null for none
  static boolean disputes(Transaction tx, UUID claimant, String record, @Nullable UUID but)
      throws SQLException {
    return tx.first(
            """
            select id from sales.ownership_dispute
            where claimant = ? and record = ? and status = 'open' and binned_at is null
              and id is distinct from ?
            limit 1
            """,
            row -> true,
            claimant,
            record,
            but)
        != null;
  }

  /// The other open disputes about a record.
  static List<UUID> others(Transaction tx, String record, UUID but) throws SQLException {
    return tx.query(
        """
        select id from sales.ownership_dispute
        where record = ? and status = 'open' and binned_at is null and id <> ? order by id
        """,
        row -> row.getObject(1, UUID.class),
        record,
        but);
  }

  /// Somebody's open opportunities at an account.
  static List<UUID> opportunities(Transaction tx, UUID account, UUID owner) throws SQLException {
    return tx.query(
        """
        select o.id from sales.opportunity o join sales.stage s on s.id = o.stage
        where o.account = ? and o.owner = ? and s.kind = 'open' and o.binned_at is null
        order by o.id
        """,
        row -> row.getObject(1, UUID.class),
        account,
        owner);
  }

  static void people(Transaction tx, UUID dispute, @Nullable UUID claimant, @Nullable UUID holder)
      throws SQLException {
    tx.update(
        "update sales.ownership_dispute set people = array_remove(array[?::uuid, ?::uuid], null)"
            + " where id = ?",
        claimant,
        holder,
        dispute);
  }
}

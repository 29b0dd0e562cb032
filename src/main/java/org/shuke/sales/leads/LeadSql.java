package org.shuke.sales.leads;

import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;

/// The statements on leads that no single record answers.
final class LeadSql {
  /// A customer or contact that a lead resembles.
  ///
  /// @param why `name`, `email` or `phone`
  /// @param team its owner's; null when it has none
  record Alike(String type, UUID id, @Nullable UUID owner, String why, @Nullable String team) {
    String teamName() {
      return team == null ? "" : team;
    }
  }

  /// Something that hangs on a lead.
  record Hanging(String type, UUID id) {}

  private LeadSql() {}

  /// Customers, people and leads that have exactly this name, mail or number, whoever may see them.
  static List<Alike> alike(
      Transaction tx,
      UUID lead,
      @Nullable String company,
      @Nullable String email,
      @Nullable String phone,
      @Nullable String mobile)
      throws SQLException {
    return tx.query(
        """
        with asked as (select lower(btrim(?)) as company, lower(?) as email, ?::text as phone,
          ?::text as mobile, ?::uuid as lead),
        found as (
          select 'account' as type, a.id, a.owner, case
            when lower(btrim(a.name)) = q.company then 'name'
            when lower(a.email) = q.email then 'email' else 'phone' end as why
          from customers.account a, asked q
          where a.binned_at is null and (lower(btrim(a.name)) = q.company
            or lower(a.email) = q.email or a.phone in (q.phone, q.mobile))
          union all
          select 'contact', c.id, c.owner,
            case when lower(c.email) = q.email then 'email' else 'phone' end
          from customers.contact c, asked q
          where c.binned_at is null and (lower(c.email) = q.email
            or c.phone in (q.phone, q.mobile) or c.mobile in (q.phone, q.mobile))
          union all
          select 'lead', l.id, l.owner, case when lower(l.email) = q.email then 'email' else 'phone' end
          from sales.lead l, asked q
          where l.binned_at is null and l.id <> q.lead and l.converted_at is null
            and (lower(l.email) = q.email or l.phone in (q.phone, q.mobile)
              or l.mobile in (q.phone, q.mobile)))
        select f.type, f.id, f.owner, f.why, t.name from found f
        left join access."user" u on u.id = f.owner left join access.team t on t.id = u.team
        order by f.type, f.why <> 'name', f.id limit 50
        """,
        row ->
            new Alike(
                row.getString(1),
                row.getObject(2, UUID.class),
                row.getObject(3, UUID.class),
                row.getString(4),
                row.getString(5)),
        company,
        email,
        phone,
        mobile,
        lead);
  }

  /// Requests of one person for one record go one after the other.
  static void queue(Transaction tx, UUID asker, UUID record) throws SQLException {
    tx.query(
        "select pg_advisory_xact_lock(hashtextextended(?, 0))",
        row -> true,
        "cooperate " + asker + record);
  }

  /// Has somebody asked to co-operate on a record, and waits for the answer?
  static boolean asked(Transaction tx, UUID asker, UUID record) throws SQLException {
    return tx.first(
            """
            select id from sales.cooperation_request
            where asker = ? and coalesce(account, contact, lead) = ? and status = 'open'
              and binned_at is null
            """,
            row -> true,
            asker,
            record)
        != null;
  }

  /// A lead whose first response is overdue.
  record Late(UUID id, UUID owner, OffsetDateTime respondBy) {}

  /// Somebody's open leads whose time of first response is over, a week back, of which he was not
  /// told.
  static List<Late> late(Transaction tx, OffsetDateTime now) throws SQLException {
    return tx.query(
        """
        select id, owner, respond_by from sales.lead l
        where respond_by between ? and ? and responded_at is null and owner is not null
          and converted_at is null and status <> 'disqualified' and binned_at is null
          and not exists (select from automation.told t where t."user" = l.owner
            and t.what = 'respond ' || l.id || ' ' || extract(epoch from l.respond_by)::bigint)
        order by respond_by limit 1000
        """,
        row ->
            new Late(
                row.getObject(1, UUID.class),
                row.getObject(2, UUID.class),
                row.getObject(3, OffsetDateTime.class)),
        now.minusDays(7),
        now);
  }

  /// What goes along when a lead is converted.
  static List<Hanging> hanging(Transaction tx, UUID lead) throws SQLException {
    return tx.query(
        """
        select 'activity', id from customers.activity where lead = ?
        union all select 'attachment', id from customers.attachment where lead = ? order by 2
        """,
        row -> new Hanging(row.getString(1), row.getObject(2, UUID.class)),
        lead,
        lead);
  }

  /// Leads whose day to be taken up again has come.
  static List<UUID> recycled(Transaction tx, java.time.LocalDate today) throws SQLException {
    return tx.query(
        """
        select id from sales.lead
        where status = 'disqualified' and recycle_on <= ? and binned_at is null order by id
        """,
        row -> row.getObject(1, UUID.class),
        today);
  }
}

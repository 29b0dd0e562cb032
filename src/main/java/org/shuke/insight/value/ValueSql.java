package org.shuke.insight.value;

import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.shuke.platform.db.Transaction;
import org.shuke.records.Principal;

/// The statement that says what each account is worth. It reads only the published views of sales.
final class ValueSql {
  private static final String RECKON =
      """
      merge into insight.account_value as v
      using (
        with setting as (
          select
            ?::boolean as net,
            ?::text as zone,
            ?::date as fixed,
            ?::date as today
        ),
        today as (
          select net, zone, coalesce(
            fixed,
            (select max((o.placed_at at time zone zone)::date) + 1 from sales.v_order o
              where (o.placed_at at time zone zone)::date <= today)) as as_of
          from setting
        ),
        -- the counted orders, each with what was counted of it
        bought as (
          select
            l.account,
            l."order",
            l.placed_at,
            (l.placed_at at time zone t.zone)::date as day,
            sum(l.quantity) as quantity,
            coalesce(sum(l.amount), 0) as amount
          from sales.v_order_line l
          cross join today t
          where l.account is not null
            and (l.placed_at at time zone t.zone)::date <= t.as_of
            and (
              t.net
              or (not l.returned and l.quantity > 0 and coalesce(l.unit_price, l.amount) > 0))
          group by l.account, l."order", l.placed_at, t.zone
        ),
        gap as (
          select account, day - lag(day) over (partition by account order by placed_at, "order") as days
          from bought
        ),
        rhythm as (
          select account, greatest(percentile_cont(0.5) within group (order by days), 1) as days
          from gap
          where days is not null
          group by account
        ),
        base as (
          select coalesce(percentile_cont(0.5) within group (order by days), 30) as days from rhythm
        ),
        account as (
          select
            b.account as id,
            t.as_of - max(b.day) as recency_days,
            t.as_of - min(b.day) as age_days,
            count(*) as frequency,
            sum(b.amount) as monetary,
            sum(b.quantity) as quantity,
            min(b.placed_at) as first_order_at,
            max(b.placed_at) as last_order_at
          from bought b
          cross join today t
          group by b.account, t.as_of
        ),
        cut as (
          select
            percentile_cont(array[0.2, 0.4, 0.6, 0.8]) within group (order by recency_days) as recency,
            percentile_cont(array[0.2, 0.4, 0.6, 0.8]) within group (order by frequency) as frequency,
            percentile_cont(array[0.2, 0.4, 0.6, 0.8]) within group (order by monetary) as monetary
          from account
        ),
        scored as (
          select
            a.*,
            a.monetary / a.frequency as average,
            5 - (select count(*) from unnest(c.recency) x where x < a.recency_days) as r,
            1 + (select count(*) from unnest(c.frequency) x where x < a.frequency) as f,
            1 + (select count(*) from unnest(c.monetary) x where x < a.monetary::float8) as m,
            sum(a.monetary) over () as total,
            sum(a.monetary) over (order by a.monetary desc, a.id rows unbounded preceding) as running,
            coalesce(h.days, base.days) as rhythm
          from account a
          cross join cut c
          cross join base
          left join rhythm h on h.account = a.id
        ),
        -- the fifth with the largest average order among those who bought lately
        large as (
          select percentile_cont(0.8) within group (order by average) as average
          from scored
          where r >= 4
        ),
        classed as (
          select
            s.*,
            case
              when total > 0 and running <= 0.80 * total then 'A'
              when total > 0 and running <= 0.95 * total then 'B'
              else 'C'
            end as abc,
            coalesce(r >= 4 and s.average::float8 > large.average, false) as promising
          from scored s
          cross join large
        )
        select
          id, recency_days, frequency, monetary, quantity, first_order_at, last_order_at,
          r as recency_score, f as frequency_score, m as monetary_score,
          concat(r, f, m) as rfm,
          abc,
          case when abc = 'A' then 'gold' when promising then 'potential' else 'ordinary' end as class,
          case
            when age_days <= rhythm then 'new'
            when recency_days <= 1.5 * rhythm then 'active'
            when recency_days <= 3 * rhythm then 'cooling'
            when recency_days <= 6 * rhythm then 'silent'
            else 'lost'
          end as stage,
          rhythm::numeric as rhythm_days
        from classed
      ) as n
      on n.id = v.id
      when not matched by target then
        insert (
          id, recency_days, frequency, monetary, quantity, first_order_at, last_order_at,
          recency_score, frequency_score, monetary_score, rfm, abc, class, stage, rhythm_days)
        values (
          n.id, n.recency_days, n.frequency, n.monetary, n.quantity, n.first_order_at, n.last_order_at,
          n.recency_score, n.frequency_score, n.monetary_score, n.rfm, n.abc, n.class, n.stage,
          n.rhythm_days)
      when matched and (
          v.recency_days, v.frequency, v.monetary, v.quantity, v.first_order_at, v.last_order_at,
          v.recency_score, v.frequency_score, v.monetary_score, v.rfm, v.abc, v.class, v.stage,
          v.rhythm_days)
        is distinct from (
          n.recency_days, n.frequency, n.monetary, n.quantity, n.first_order_at, n.last_order_at,
          n.recency_score, n.frequency_score, n.monetary_score, n.rfm, n.abc, n.class, n.stage,
          n.rhythm_days) then
        update set (
          recency_days, frequency, monetary, quantity, first_order_at, last_order_at,
          recency_score, frequency_score, monetary_score, rfm, abc, class, stage, rhythm_days)
        = row (
          n.recency_days, n.frequency, n.monetary, n.quantity, n.first_order_at, n.last_order_at,
          n.recency_score, n.frequency_score, n.monetary_score, n.rfm, n.abc, n.class, n.stage,
          n.rhythm_days)
      when not matched by source then delete
      """;

  private static final String RAN =
      """
      insert into insight.value_run (at, changed, as_of)
      values (?, ?, coalesce(?::date,
        (select max((placed_at at time zone ?)::date) + 1 from sales.v_order
          where (placed_at at time zone ?)::date <= ?)))
      on conflict (one) do update
      set at = excluded.at, changed = excluded.changed, as_of = excluded.as_of
      """;

  private static final String UNIT =
      "insert into records.unit (id, kind, label, principal) values (uuidv7(), 'value', '', ?)";

  private ValueSql() {}

  /// Reckons every account anew. A day that is still to come is a slip of somebody's pen: it is not
  /// the day from which one looks back.
  ///
  /// @param zone where days begin and end
  /// @return the number of accounts whose value changed
  static int reckon(Transaction tx, ValueSetting setting, ZoneId zone, Instant now)
      throws SQLException {
    LocalDate today = LocalDate.ofInstant(now, zone);
    int changed = tx.update(RECKON, setting.net(), zone.getId(), setting.day(), today);
    tx.update(RAN, now, changed, setting.day(), zone.getId(), zone.getId(), today);
    tx.update(UNIT, Principal.SYSTEM.id());
    return changed;
  }

  /// What an account counts as; null before it has bought.
  static @Nullable String classOf(Transaction tx, UUID account) throws SQLException {
    return tx.first(
        "select class from insight.account_value where id = ?", row -> row.getString(1), account);
  }

  /// Accounts of the same class in the same region: its own price class, else the class by value.
  static List<UUID> peers(Transaction tx, UUID account, int most) throws SQLException {
    return tx.query(
        """
        select p.id
        from customers.account a
        left join insight.account_value v on v.id = a.id
        join customers.account p on p.country is not distinct from a.country
          and p.region is not distinct from a.region
        left join insight.account_value w on w.id = p.id
        where a.id = ? and p.id <> a.id and p.binned_at is null
          and coalesce(p.price_class, w.class) is not distinct from coalesce(a.price_class, v.class)
        order by p.id limit ?
        """,
        row -> row.getObject(1, UUID.class),
        account,
        most);
  }

  /// When the values were last reckoned, and from which day they look back.
  record Run(Instant at, @Nullable LocalDate asOf) {}

  static @Nullable Run latest(Transaction tx) throws SQLException {
    return tx.first(
        "select at, as_of from insight.value_run",
        row ->
            new Run(
                row.getObject("at", OffsetDateTime.class).toInstant(),
                row.getObject("as_of", LocalDate.class)));
  }
}

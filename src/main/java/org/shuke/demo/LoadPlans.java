package org.shuke.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.shuke.records.Principal;

/// Writes what was to be reached by whom, where and with what, so that it was reached more or less,
/// and what managers expected from week to week.
final class LoadPlans {
  private static final UUID SHUKE = Principal.SYSTEM.id();

  private final Connection connection;
  private final Company company;

  /// Follows the deals and orders, also those that changed hands.
  LoadPlans(Connection connection, Company company) {
    this.connection = connection;
    this.company = company;
  }

  void all() throws SQLException {
    Sql.run(connection, PERIODS, company.today());
    Sql.run(connection, WITHIN);
    Sql.run(connection, WON);
    Sql.run(connection, EARNED);
    var since = company.founded().atOffset(java.time.ZoneOffset.UTC);
    Sql.run(connection, TARGETS.formatted(OF), SHUKE, SHUKE, since);
    Sql.run(connection, EXPECTED);
    Sql.run(connection, SAYING, company.today());
    Sql.run(connection, ENTRIES);
    Sql.run(connection, SAID);
  }

  /// The quarters and years of this year and the last, and how much of each has passed.
  private static final String PERIODS =
      """
      create temporary table span on commit drop as
      with today (day) as (select ?::date),
      begun as (
        select 'quarter' as kind, q::date as first, (q + interval '3 months')::date as after,
          to_char(q, 'YYYY"-Q"Q') as name
        from today, generate_series(date_trunc('year', day - interval '1 year'),
          date_trunc('quarter', day::timestamp), interval '3 months') q
        union all
        select 'year', y::date, (y + interval '1 year')::date, to_char(y, 'YYYY')
        from today, generate_series(date_trunc('year', day - interval '1 year'),
          date_trunc('year', day::timestamp), interval '1 year') y)
      select begun.*, greatest(least((day - first + 0.5) / (after - first), 1), 0.04) as elapsed
      from begun, today\
      """;

  /// Each team with all people in it and below it.
  private static final String WITHIN =
      """
      create temporary table within on commit drop as
      with recursive w (team, person) as (
        select team, id from access."user" where team is not null
        union
        select t.parent, w.person from w join access.team t on t.id = w.team
        where t.parent is not null)
      select team, person from w\
      """;

  private static final String WON =
      """
      create temporary table won on commit drop as
      select o.owner, a.region, a.country, o.product, o.close_date as day, o.amount_base as amount
      from sales.opportunity o
      join sales.stage s on s.id = o.stage and s.kind = 'won'
      join customers.account a on a.id = o.account
      where o.close_date >= (select min(first) from span)\
      """;

  /// What orders brought above the cost of their goods.
  private static final String EARNED =
      """
      create temporary table earned on commit drop as
      select o.owner, o.placed_at::date as day,
        sum(l.amount_base - l.quantity * p.cost * coalesce(
          (select rate from catalog.exchange_rate where currency = p.currency
           order by valid_from desc limit 1), 1)) as amount
      from sales."order" o
      join sales.order_line l on l."order" = o.id
      join catalog.product p on p.id = l.product
      where o.placed_at >= (select min(first) from span) and o.status not in ('draft', 'cancelled')
        and p.cost is not null and l.amount_base is not null
      group by 1, 2\
      """;

  /// Whose, where and of what something is asked, in which kind of period, and what was reached.
  private static final String OF =
      """
      select case when p.id is null then 1 when p.parent is null then 2 else 3 end as place,
        null::uuid as owner, w.team, null as territory, null::uuid as product,
        s.name as period, 'amount' as measure, sum(x.amount) as reached
      from span s join won x on x.day >= s.first and x.day < s.after
      join within w on w.person = x.owner
      join access.team t on t.id = w.team left join access.team p on p.id = t.parent
      group by w.team, p.id, p.parent, s.name
      union all
      select 4, null, w.team, null, null, s.name, 'margin', sum(x.amount)
      from span s join earned x on x.day >= s.first and x.day < s.after
      join within w on w.person = x.owner
      join access.team t on t.id = w.team
      left join access.team p on p.id = t.parent
      where s.kind = 'quarter' and (p.id is null or p.parent is null) group by w.team, s.name
      union all
      select 5, u.id, null, null, null, s.name, m.measure,
        case m.measure when 'count' then count(*) else sum(x.amount) end
      from span s join won x on x.day >= s.first and x.day < s.after
      join access."user" u on u.id = x.owner and u.active
      cross join (values ('amount'), ('count')) m (measure)
      where s.kind = 'quarter' or m.measure = 'amount' group by u.id, s.name, m.measure
      union all
      select 6, null, null, x.region, null, s.name, 'amount', sum(x.amount)
      from span s join won x on x.day >= s.first and x.day < s.after
      where s.kind = 'quarter' and x.region in ('浙江', '江苏', '广东') group by x.region, s.name
      union all
      select 7, null, null, x.country, null, s.name, 'amount', sum(x.amount)
      from span s join won x on x.day >= s.first and x.day < s.after
      where s.kind = 'quarter' and x.country in ('DE', 'US') group by x.country, s.name
      union all
      select 8, null, (select id from access.team where parent is null order by id limit 1), null,
        x.product, s.name, 'amount', sum(x.amount)
      from span s join won x on x.day >= s.first and x.day < s.after
      where s.kind = 'year' and x.product in (
        select product from won where product is not null
        group by product order by sum(amount) desc, product limit 5)
      group by x.product, s.name\
      """;

  /// What is over was reached to somewhat more than a half or a little more than the whole; what
  /// runs was planned by what came before it and by how it goes. All in two digits.
  private static final String TARGETS =
      """
      with reached as (%s), usual as (
        select r.*, s.elapsed, lag(r.reached) over (
          partition by place, owner, team, territory, product, measure, s.kind order by s.first)
          as before
        from reached r join span s on s.name = r.period
      ), asked as (
        select usual.*, (reached + (1 - elapsed) * coalesce(before, reached / elapsed))
          / (0.66 + (('x' || substr(md5(concat(owner, team, territory, product, period, measure)),
            1, 7))::bit(28)::int %% 100) * 0.0045) as goal
        from usual where reached > 0
      )
      insert into sales.target (id, created_at, created_by, updated_at, updated_by, owner, team,
        territory, product, period, measure, amount)
      select md5(concat(place, owner, team, territory, product, period, measure))::uuid, f.at + n, ?,
        f.at + n, ?, owner, team, territory, product, period, measure,
        case measure when 'count' then greatest(1, round(goal))
          else round(goal, 1 - floor(log(goal))::int) end
      from (select asked.*, interval '1 second' * row_number() over (
          order by place, measure, owner, team, territory, product, period) as n from asked) a,
        (select ?::timestamptz as at) f\
      """;

  /// What a manager could expect of each of his people, and the head of each part of the company.
  private static final String EXPECTED =
      """
      create temporary table expected on commit drop as
      with sold as (
        select o.owner, o.close_date, sum(case s.kind when 'won' then o.amount_base
          else o.amount_base * o.probability / 100 end) as amount
        from sales.opportunity o join sales.stage s on s.id = o.stage
        where s.kind <> 'lost' group by o.owner, o.close_date
      ), leader as (
        select u.id, u.team from access."user" u join access.role r on r.id = any (u.roles)
        where u.active and r.name in ('Sales manager', '销售经理')
      ), latest as (
        select * from span where kind = 'quarter' order by first desc limit 3
      )
      select l.id as said_by, w.person, null::uuid as team, p.name as period, p.first, p.after,
        sum(x.amount) as amount
      from leader l join within w on w.team = l.team and w.person <> l.id
      join sold x on x.owner = w.person
      join latest p on x.close_date >= p.first and x.close_date < p.after
      join access."user" u on u.id = w.person and u.active
      where not exists (select from access.team t where t.id = l.team and t.parent is null)
      group by 1, 2, 4, 5, 6
      union all
      select l.id, null, t.id, p.name, p.first, p.after, sum(x.amount)
      from leader l join access.team t on t.parent = l.team
      join access.team top on top.id = l.team and top.parent is null
      join within w on w.team = t.id join sold x on x.owner = w.person
      join latest p on x.close_date >= p.first and x.close_date < p.after
      group by 1, 3, 4, 5, 6\
      """;

  /// A first guess, a worse second one, and what it came to.
  private static final String SAYING =
      """
      create temporary table saying on commit drop as
      select md5(concat(said_by, person, team, period))::uuid as id, e.*, n, least(first
            + interval '9 hours' + case n when 1 then interval '9 days' when 2 then interval '37 days'
            else interval '66 days' end, d.day + interval '9 hours') as at,
        round(amount * case n when 1 then 1.12 when 2 then 0.94 else 1.02 end, -4) as says,
        (case when chinese then array['季初预估，含两笔大单', '一笔大单推迟到下季', '按本周复盘调整']
          else array['First guess, with two large deals', 'One of them slips into the next quarter',
            'After this week''s review'] end)[n] as note
      from expected e
      join (select id, locale = 'zh' as chinese from access."user") u on u.id = e.said_by
      cross join (select ?::date - 1 as day) d
      cross join generate_series(1, 3) n
      where amount > 20000 and first + case n when 1 then 9 when 2 then 37 else 66 end <= d.day\
      """;

  private static final String ENTRIES =
      """
      insert into sales.forecast_entry (id, version, created_at, created_by, updated_at, updated_by,
        owner, person, team, period, amount, note)
      select distinct on (id) id, n, min(at) over (partition by id), said_by, at, said_by, said_by,
        person, team, period, says, note
      from saying order by id, n desc\
      """;

  private static final String SAID =
      """
      with logged as (
        insert into records.change (at, actor, cause, type, record, version, op)
        select at, said_by, 'page', 'forecast-entry', id, n,
          case n when 1 then 'create' else 'update' end
        from saying order by at, id
        returning seq, record, version)
      insert into records.change_value (seq, before, after)
      select l.seq,
        case when b.id is not null then jsonb_build_object('amount', b.says, 'note', b.note) end,
        jsonb_build_object('amount', s.says, 'note', s.note)
      from logged l join saying s on s.id = l.record and s.n = l.version
      left join saying b on b.id = s.id and b.n = s.n - 1\
      """;
}

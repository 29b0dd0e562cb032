package org.shuke.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.shuke.records.Principal;

/// Writes by which rules leads come to somebody, who works with whom, and who has left.
final class LoadOwnership {
  private static final UUID SHUKE = Principal.SYSTEM.id();

  private final Connection connection;
  private final Company company;

  LoadOwnership(Connection connection, Company company) {
    this.connection = connection;
    this.company = company;
  }

  /// @param home the pool of the teams at home
  /// @param abroad the pool of the others
  void rules(UUID home, UUID abroad) throws SQLException {
    var pool =
        """
        insert into customers.pool (id, created_by, updated_by, name, teams, claim_limit_per_day,
          holding_cap, return_after_days, warn_days, reclaim_after_days, notes)
        select ?, ?, ?, ?, (select coalesce(array_agg(id), '{}') from access.team
            where name like any (string_to_array(?, '|'))), 5, 20, 30, 3, 7, ?
        """;
    var teams = "中国区|华%|总部%";
    Sql.run(connection, pool, home, SHUKE, SHUKE, "国内公海", teams, "30 天无跟进自动退回");
    teams = "Europe|Americas";
    Sql.run(connection, pool, abroad, SHUKE, SHUKE, "Abroad", teams, "Back after 30 quiet days");
    Sql.run(
        connection,
        """
        insert into sales.score_rule (created_by, updated_by, name, condition, points)
        select ?, ?, r.name, r.condition || ' && language == "' || r.language || '"', r.points
        from (values
          ('zh', '有公司', 'company != null', 10), ('zh', '有邮箱', 'email != null', 5),
          ('zh', '当面见过', 'source == "fair"', 20), ('zh', '客户推荐', 'source == "referral"', 25),
          ('en', 'Has a company', 'company != null', 10), ('en', 'Can be mailed', 'email != null', 5),
          ('en', 'Met in person', 'source == "fair"', 20),
          ('en', 'Was referred', 'source == "referral"', 25)) r (language, name, condition, points)
        """,
        SHUKE,
        SHUKE);
    Sql.run(connection, TERRITORIES, SHUKE, SHUKE);
    Sql.run(connection, ASSIGNED, SHUKE, SHUKE, home, abroad);
    Sql.run(
        connection,
        """
        insert into sales.web_form (created_by, updated_by, name, slug, fields, title_en, title_zh,
          intro_en, intro_zh, consent_en, consent_zh)
        select ?, ?, f.name, f.slug,
          '[{"name":"name","required":true},{"name":"company","required":false},{"name":"email","required":true},{"name":"interest","required":false}]',
          f.en, f.zh, 'We answer within four working hours.', '我们在四个工作小时内回复。',
          'You may contact me about this request.', '同意就此需求与我联系。'
        from (values ('索取报价', 'quote', 'Ask for a quote', '索取报价'),
          ('Samples', 'samples', 'Ask for samples', '索取样品')) f (name, slug, en, zh)
        """,
        SHUKE,
        SHUKE);
  }

  /// Who looks after which part of the world.
  private static final String TERRITORIES =
      """
      insert into sales.territory (created_by, updated_by, name, country, regions, manager)
      select ?, ?, t.name, t.country, t.regions, u.id
      from (values ('上海', 'CN', '上海', 'wu.jiayi'), ('江浙', 'CN', E'浙江\\n江苏', 'chen.siyuan'),
        ('华南', 'CN', E'广东\\n福建', 'huang.zhiqiang'),
        ('华北', 'CN', E'北京\\n天津\\n山东', 'zhao.lixin'),
        ('Germany', 'DE', null, 'clara.brandt'), ('United Kingdom', 'GB', null, 'clara.brandt'),
        ('France', 'FR', null, 'mathieu.laurent'), ('Netherlands', 'NL', null, 'mathieu.laurent'),
        ('United States', 'US', null, 'grace.whitfield')) t (name, country, regions, manager)
      join access."user" u on u.email = t.manager || '@shuke.example'
      """;

  /// In turn, by load, by territory; what nobody gets lies in a pool.
  private static final String ASSIGNED =
      """
      insert into sales.assignment_rule (created_by, updated_by, name, position, condition, method,
        users, pool, respond_within_hours)
      select ?, ?, r.name, r.position, r.condition, r.method,
        (select coalesce(array_agg(u.id order by u.id), '{}') from access."user" u
         where split_part(u.email, '@', 1) = any (string_to_array(r.people, ' '))),
        case r.pool when 'home' then ?::uuid when 'abroad' then ?::uuid end, r.hours
      from (values
        ('网站线索轮流分配', 10, 'source == "webForm" && language == "zh"', 'roundRobin',
          'chen.siyuan wu.jiayi', null, 4),
        ('Web leads by territory', 20, 'source == "webForm"', 'territory', '', null, 4),
        ('展会线索给手头最少的人', 30, 'source in ["fair", "card"] && language == "zh"', 'load',
          'chen.siyuan wu.jiayi huang.zhiqiang liang.shumin zhao.lixin', null, 24),
        ('转介绍按区域', 40, 'source == "referral"', 'territory', '', null, 8),
        ('其余进国内公海', 90, 'language == "zh"', 'pool', '', 'home', null),
        ('The rest lies in the pool', 100, null, 'pool', '', 'abroad', null))
        r (name, position, condition, method, people, pool, hours)
      """;

  /// Some customers are worked on by two, and for two of these both can say why. What they make of
  /// it, they do themselves: see [Deeds].
  void disputes(Instant now) throws SQLException {
    var at = OffsetDateTime.ofInstant(now, ZoneOffset.UTC);
    UUID chen = company.staff().of("chen.siyuan@shuke.example").id();
    UUID wu = company.staff().of("wu.jiayi@shuke.example").id();
    UUID manager = company.staff().of("zhou.wenbo@shuke.example").id();
    Sql.run(
        connection,
        """
        insert into customers.account_member (account, position, "user", role, write, credit)
        select id, 0, ?, '售前', n <= 2, case when n <= 2 then 30 end
        from (select id, row_number() over (order by created_at desc, id) as n
              from customers.account where owner = ?) a where n <= 6
        """,
        wu,
        chen);
    Sql.run(connection, LOG, at, wu, at, manager, wu, wu, chen);
    Sql.run(connection, CONTACTS, wu, wu, wu, at, chen, chen, chen, at);
  }

  /// What the log says of the customers with shared credit: one brought them, another got them.
  private static final String LOG =
      """
      with shared as (
        update customers.account a set version = 2
        from customers.account_member m where m.account = a.id and m.credit is not null
        returning a.id, a.name, a.owner),
      logged as (
        insert into records.change (at, actor, cause, type, record, version, op)
        select ?::timestamptz - interval '70 days', ?, 'page', 'account', id, 1, 'create' from shared
        union all
        select ?::timestamptz - interval '60 days', ?, 'page', 'account', id, 2, 'update' from shared
        returning seq, record, op)
      insert into records.change_value (seq, before, after)
      select l.seq, case l.op when 'update' then jsonb_build_object('owner', ?::uuid) end,
        case l.op when 'create' then jsonb_build_object('name', s.name, 'owner', ?::uuid)
          else jsonb_build_object('owner', ?::uuid) end
      from logged l join shared s on s.id = l.record
      """;

  /// Who was in touch with them.
  private static final String CONTACTS =
      """
      insert into customers.activity (id, created_at, updated_at, created_by, updated_by, owner, kind,
        subject, account, at, done)
      select md5(m.account::text || 'visit')::uuid, m.since, m.since, ?, ?, ?::uuid, 'visit', '首次拜访', m.account,
        ?::timestamptz - interval '12 days', true
      from (select distinct m.account, a.created_at as since from customers.account_member m
        join customers.account a on a.id = m.account where m.credit is not null) m
      union all
      select md5(m.account::text || 'call')::uuid, m.since, m.since, ?, ?, ?::uuid, 'call', '沟通下一单', m.account,
        ?::timestamptz - interval '5 days', true
      from (select distinct m.account, a.created_at as since from customers.account_member m
        join customers.account a on a.id = m.account where m.credit is not null) m
      """;

  /// Who met somebody else's customer asks to work on it too.
  void cooperation(Instant now) throws SQLException {
    var at = OffsetDateTime.ofInstant(now, ZoneOffset.UTC);
    Sql.run(connection, ASKED, at, at);
  }

  private static final String ASKED =
      """
      insert into sales.cooperation_request (id, created_at, created_by, updated_at, updated_by, owner,
        title, account, asker, reason, status, answer, answered_at)
      select md5(w.asker || w.holder)::uuid, w.at, p.id, w.at, p.id, o.id, a.name, a.id, p.id,
        w.reason, w.status, w.answer, case when w.status <> 'open' then w.at + interval '1 day' end
      from (values
        ('huang.zhiqiang', 'chen.siyuan', '这家客户在深圳也有门店，想一起跟进。', 'open', null,
          ?::timestamptz - interval '2 days'),
        ('mathieu.laurent', 'clara.brandt', 'Their buyer for Lyon came to my stand.', 'declined',
          'Their Hamburg office buys for all of them.', ?::timestamptz - interval '9 days'))
        w (asker, holder, reason, status, answer, at)
      join access."user" p on p.email = w.asker || '@shuke.example'
      join access."user" o on o.email = w.holder || '@shuke.example'
      cross join lateral (select id, name from customers.account
        where owner = o.id and kind = 'company' order by created_at, id limit 1) a
      """;

  /// Customers who never bought and whom nobody followed up lie in the pools as well.
  void quiet(UUID home, UUID abroad, Instant now) throws SQLException {
    var at = OffsetDateTime.ofInstant(now, ZoneOffset.UTC);
    Sql.run(connection, QUIET, at, home, abroad);
  }

  private static final String QUIET =
      """
      with day (now) as (values (?::timestamptz)),
      quiet as (
        select a.id, a.owner, a.created_at, case a.country when 'CN' then ?::uuid else ?::uuid end as pool,
          greatest(a.created_at, (select max(v.at) from customers.activity v where v.account = a.id))
            + interval '30 days' as until,
          row_number() over (order by a.id) as n
        from customers.account a
        where a.owner is not null
          and not exists (select from sales."order" o where o.account = a.id)
          and not exists (select from sales.opportunity o where o.account = a.id)
          and not exists (select from sales.contract c where c.account = a.id)
          and not exists (select from sales.quote q where q.account = a.id)
          and not exists (select from sales.lead l where l.account = a.id)
          and not exists (select from sales.cooperation_request r where r.account = a.id)
          and not exists (select from customers.account_member m where m.account = a.id)),
      given as (
        update customers.account a set owner = null, pool = q.pool
        from quiet q, day where a.id = q.id and q.until < day.now and q.n % 2 = 0
        returning a.id, q.owner as holder, q.created_at as since, q.until, q.pool)
      insert into customers.holding (pool, type, record, "user", since, until, how, ended)
      select pool, 'account', id, holder, since, until, 'assigned', 'expired' from given
      """;

  /// Somebody who has left, and whose customers and leads are still his.
  void leaver() throws SQLException {
    var chen = company.staff().of("chen.siyuan@shuke.example");
    var name = "孙悦";
    Sql.run(
        connection,
        """
        insert into access."user" (id, created_at, updated_at, created_by, updated_by, name,
          name_key_en, name_key_zh, email, team, locale, active)
        select md5(email)::uuid, created_at, updated_at, ?, ?, ?, ?, ?, ?, ?::uuid, 'zh', false
        from access."user" where id = ?
        """,
        SHUKE,
        SHUKE,
        name,
        Load.key("en", name),
        Load.key("zh", name),
        Deeds.LEAVER,
        chen.team(),
        chen.id());
    Sql.run(connection, LEFT, chen.id(), Deeds.LEAVER, chen.id());
  }

  /// A few of a colleague's customers with what hangs on them, and a few of his leads.
  private static final String LEFT =
      """
      with given as (
        select id from customers.account a where owner = ?
          and not exists (select from customers.account_member m where m.account = a.id)
        order by created_at desc, id limit 6),
      gone as (select id from access."user" where email = ?),
      leads as (
        update sales.lead set owner = gone.id from gone where sales.lead.id in (
          select id from sales.lead where owner = ? and converted_at is null
          order by created_at desc, id limit 4)),
      contacts as (
        update customers.contact c set owner = gone.id from gone, given where c.account = given.id),
      deals as (
        update sales.opportunity o set owner = gone.id from gone, given where o.account = given.id),
      tasks as (
        update customers.activity t set owner = gone.id from gone, given
        where t.account = given.id and not t.done)
      update customers.account a set owner = gone.id from gone, given where a.id = given.id
      """;
}

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
    Sql.run(connection, pool, home, SHUKE, SHUKE, "国内公海 China", teams, "30 天无跟进自动退回");
    teams = "Europe|Americas";
    Sql.run(
        connection, pool, abroad, SHUKE, SHUKE, "Abroad 海外公海", teams, "Back after 30 quiet days");
    Sql.run(
        connection,
        """
        insert into sales.score_rule (created_by, updated_by, name, condition, points)
        select ?, ?, r.name, r.condition, r.points from (values
          ('Has a company 有公司', 'company != null', 10), ('Can be mailed 有邮箱', 'email != null', 5),
          ('Met in person 当面见过', 'source == "fair"', 20),
          ('Was referred 客户推荐', 'source == "referral"', 25)) r (name, condition, points)
        """,
        SHUKE,
        SHUKE);
    Sql.run(
        connection,
        """
        insert into sales.assignment_rule (created_by, updated_by, name, position, condition, method,
          users, respond_within_hours)
        select ?, ?, 'Web: in turn 网站轮流分配', 10, 'source == "webForm"', 'roundRobin',
          (select array_agg(id order by id) from access."user"
           where email in ('chen.siyuan@shuke.example', 'wu.jiayi@shuke.example')), 4
        """,
        SHUKE,
        SHUKE);
    Sql.run(
        connection,
        """
        insert into sales.web_form (created_by, updated_by, name, slug, fields, title_en, title_zh,
          intro_en, intro_zh, consent_en, consent_zh)
        values (?, ?, 'Ask for a quote 索取报价', 'quote',
          '[{"name":"name","required":true},{"name":"company","required":false},{"name":"email","required":true},{"name":"interest","required":false}]',
          'Ask for a quote', '索取报价', 'We answer within four working hours.', '我们在四个工作小时内回复。',
          'You may contact me about this request.', '同意就此需求与我联系。')
        """,
        SHUKE,
        SHUKE);
  }

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
        select id, 0, ?, 'Presales 售前', n <= 2, case when n <= 2 then 30 end
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
      select md5(m.account::text || 'visit')::uuid, m.since, m.since, ?, ?, ?::uuid, 'visit', 'First visit 首次拜访', m.account,
        ?::timestamptz - interval '12 days', true
      from (select distinct m.account, a.created_at as since from customers.account_member m
        join customers.account a on a.id = m.account where m.credit is not null) m
      union all
      select md5(m.account::text || 'call')::uuid, m.since, m.since, ?, ?, ?::uuid, 'call', 'About the next order 沟通下一单', m.account,
        ?::timestamptz - interval '5 days', true
      from (select distinct m.account, a.created_at as since from customers.account_member m
        join customers.account a on a.id = m.account where m.credit is not null) m
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

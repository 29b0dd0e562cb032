package org.shuke.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.shuke.records.Principal;

/// Writes by which rules leads come to somebody, who works with whom, and what was disputed.
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

  /// One dispute is decided, one waits for its referee; some customers are worked on by two.
  void disputes(Instant now) throws SQLException {
    var at = OffsetDateTime.ofInstant(now, ZoneOffset.UTC);
    UUID chen = company.staff().of("chen.siyuan@shuke.example").id();
    UUID wu = company.staff().of("wu.jiayi@shuke.example").id();
    UUID referee = company.staff().of("zhou.wenbo@shuke.example").id();
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
    Sql.run(
        connection, DISPUTE, at, at, wu, wu, wu, wu, chen, wu, at, wu, at, wu, at, chen, at, chen);
    Sql.run(
        connection,
        """
        update sales.ownership_dispute set status = 'decided', verdict = 'split',
          verdict_reason = 'Both worked on it 双方都有实质跟进', claimant_credit = 30, decided_by = ?,
          decided_at = ?::timestamptz - interval '2 days'
        where id = (select min(id::text)::uuid from sales.ownership_dispute)
        """,
        referee,
        at);
    Sql.run(
        connection,
        """
        insert into automation.notification (created_by, updated_by, owner, kind, text_key, args, link)
        select ?, ?, holder, 'dispute',
          case status when 'open' then 'dispute.opened' else 'dispute.decided' end,
          jsonb_build_object('title', title)::text, '/ownership-disputes/' || id
        from sales.ownership_dispute
        """,
        SHUKE,
        SHUKE);
  }

  /// What the log would say of the accounts that two work on.
  private static final String DISPUTE =
      """
      insert into sales.ownership_dispute (created_at, updated_at, created_by, updated_by, owner,
        people, title, record_type, record, claimant, holder, reason, evidence, claimant_points,
        holder_points)
      select ?::timestamptz - n * interval '3 days', ?::timestamptz - n * interval '3 days', ?, ?, ?,
        array[?::uuid, ?::uuid], name, 'account', id::text, ?::uuid, owner,
        'I brought them to us 客户是我引入的',
        jsonb_build_array(
          jsonb_build_object('at', ?::timestamptz - interval '70 days', 'kind', 'first', 'who', ?::uuid,
            'name', '吴佳怡', 'points', 15),
          jsonb_build_object('at', ?::timestamptz - interval '12 days', 'kind', 'visit', 'who', ?::uuid,
            'name', '吴佳怡', 'points', 12),
          jsonb_build_object('at', ?::timestamptz - interval '60 days', 'kind', 'assigned', 'who',
            ?::uuid, 'name', '陈思远', 'points', 10),
          jsonb_build_object('at', ?::timestamptz - interval '5 days', 'kind', 'call', 'who', ?::uuid,
            'name', '陈思远', 'points', 4))::text, 27, 14
      from (select a.id, a.name, a.owner, row_number() over (order by a.created_at desc, a.id) as n
            from customers.account a join customers.account_member m on m.account = a.id) x
      where n <= 2
      """;
}

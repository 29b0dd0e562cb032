package org.shuke.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.shuke.records.Principal;

/// Writes a few rules, approvals that wait for the manager and for administrators, and what people
/// have been told.
final class LoadAutomation {
  private final Connection connection;
  private final UUID home;
  private final UUID abroad;
  private final OffsetDateTime lately;

  LoadAutomation(Connection connection, Company company) {
    this.connection = connection;
    this.home = company.staff().of("zhou.wenbo@shuke.example").id();
    this.abroad = company.staff().of("clara.brandt@shuke.example").id();
    this.lately =
        company
            .at(company.today().minusDays(1), company.dice(Kinds.DEALS, -70))
            .atOffset(ZoneOffset.UTC);
  }

  void all() throws SQLException {
    rules();
    approvals();
    quotes();
    told();
  }

  /// @param on the plural of the records
  /// @param watched the fields whose change counts
  private record Rule(
      UUID author,
      String name,
      String on,
      String trigger,
      String condition,
      String watched,
      String actions) {}

  private void rules() throws SQLException {
    var rules =
        List.of(
            new Rule(
                home,
                "新客户首次致电",
                "accounts",
                "created",
                "kind == \"company\"",
                "",
                """
                [{"do": "task", "subject": "首次致电：{{name}}", "dueInDays": 3}]\
                """),
            new Rule(
                home,
                "大额商机",
                "opportunities",
                "changed",
                "amount > 200000",
                "amount",
                """
                [{"do": "notify", "users": ["%s"], "text": "{{name}}：金额现为 {{amount}}"}]\
                """
                    .formatted(home)),
            new Rule(
                home,
                "一周后成交",
                "opportunities",
                "date",
                "",
                "",
                """
                [{"do": "notify", "text": "{{name}} 预计一周后成交"}]\
                """),
            new Rule(
                abroad,
                "Samples for who is qualified",
                "leads",
                "changed",
                "status == \"qualified\" && country != \"CN\"",
                "status",
                """
                [{"do": "task", "subject": "Send samples to {{name}}", "dueInDays": 2}]\
                """));
    for (int i = 0; i < rules.size(); i++) {
      var rule = rules.get(i);
      Sql.run(
          connection,
          """
          insert into automation.rule (created_by, updated_by, owner, position, name, on_type,
            trigger, condition, watched, date_field, date_offset, at_hour, actions)
          values (?, ?, ?, ?, ?, ?, ?, nullif(?, ''), nullif(?, ''),
            case when ? = 'date' then 'closeDate' end, case when ? = 'date' then -7 else 0 end, 8, ?)\
          """,
          rule.author(),
          rule.author(),
          rule.author(),
          i + 1,
          rule.name(),
          rule.on(),
          rule.trigger(),
          rule.condition(),
          rule.watched(),
          rule.trigger(),
          rule.trigger(),
          rule.actions());
    }
  }

  /// Who may say yes to what somebody asks: the managers of his team and of those above it, and
  /// administrators; and in which language he asks.
  private static final String ASKERS =
      """
      with recursive above (person, team) as (
        select id, team from access."user" where team is not null
        union
        select a.person, t.parent from above a join access.team t on t.id = a.team
        where t.parent is not null),
      asker as (
        select p.id as person, p.locale = 'zh' as zh, array_agg(u.id order by u.id) as ids
        from access."user" p join access."user" u on u.active and u.id <> p.id
        where exists (select from access.role r where r.id = any (u.roles) and (r.administrator
            or r.name in ('Sales manager', '销售经理')
              and u.team in (select team from above where person = p.id)))
        group by p.id)\
      """;

  /// For the largest open deals of each salesperson: may the price go below the floor?
  private void approvals() throws SQLException {
    Sql.run(
        connection,
        ASKERS
            + """
            , deals as (
              select o.id, o.name, o.owner, o.version, o.amount, o.currency, row_number() over (
                partition by o.owner order by o.amount desc nulls last, o.id) as n
              from sales.opportunity o join sales.stage s on s.id = o.stage
              where s.kind = 'open' and o.owner is not null),
            asked as (
              insert into automation.approval (created_at, updated_at, created_by, updated_by, owner,
                title, reason, facts, subject_type, subject, subject_version, waiting_for, people)
              select at, at, d.owner, d.owner, d.owner,
                case when a.zh then '折扣 ' || off || '%：' || d.name
                  else 'Discount of ' || off || ' %: ' || d.name end,
                case when a.zh then '低于销售底价' else 'Below the floor that a salesperson may offer' end,
                jsonb_build_array(
                  jsonb_build_object('label', case when a.zh then '金额' else 'Amount' end,
                    'value', concat_ws(' ', to_char(d.amount, 'FM999,999,990.00'), d.currency)),
                  jsonb_build_object('label', case when a.zh then '折扣' else 'Discount' end,
                    'value', off || ' %'))::text,
                'opportunity', d.id::text, d.version, a.ids, a.ids
              from deals d join asker a on a.person = d.owner,
                lateral (select ('x' || substr(md5(d.id::text), 1, 7))::bit(28)::int as luck) l,
                lateral (select 11 + luck % 7 as off, ?::timestamptz - luck % 400 * interval '1 minute' as at) o
              where d.n = 1 returning id, waiting_for, owner)
            insert into automation.approval_step (approval, position, name, mode, approvers, state)
            select asked.id, 0, case when a.zh then '经理' else 'Manager' end, 'any', waiting_for, 'open'
            from asked join asker a on a.person = asked.owner\
            """,
        lately);
  }

  /// For quotes that are handed in: the discount is above what needs nobody else.
  private void quotes() throws SQLException {
    Sql.run(
        connection,
        ASKERS
            + """
            , waiting as (
              select q.id, q.number, q.owner, q.version, q.created_at, a.name, q.total, q.currency,
                w.ids, w.zh
              from sales.quote q join customers.account a on a.id = q.account
              join asker w on w.person = q.owner
              where q.status = 'submitted'),
            asked as (
              insert into automation.approval (created_at, created_by, updated_at, updated_by, owner,
                title, reason, facts, subject_type, subject, subject_version, waiting_for, people)
              select created_at, owner, created_at, owner, owner,
                case when zh then '报价单 ' else 'Quote ' end || number,
                case when zh then '折扣 18% 超过 15%。' else 'A discount of 18 % is above 15 %.' end,
                jsonb_build_array(
                  jsonb_build_object('label', case when zh then '客户' else 'Account' end, 'value', name),
                  jsonb_build_object('label', case when zh then '总额' else 'Total' end,
                    'value', to_char(total, 'FM999,999,990.00') || ' ' || currency))::text,
                'quote', id::text, version, ids, ids
              from waiting returning id, waiting_for, owner)
            insert into automation.approval_step (approval, position, name, mode, approvers, state)
            select asked.id, 0, case when a.zh then '审批' else 'Approval' end, 'any', waiting_for, 'open'
            from asked join asker a on a.person = asked.owner\
            """);
  }

  private void told() throws SQLException {
    Sql.run(
        connection,
        """
        insert into automation.notification (created_by, updated_by, owner, kind, text_key, args, link)
        select ?, ?, u, 'approval', 'approval.waits',
               jsonb_build_object('title', a.title)::text, '/approvals/' || a.id
        from automation.approval a, unnest(a.waiting_for) u\
        """,
        Principal.SYSTEM.id(),
        Principal.SYSTEM.id());
  }
}

package org.shuke.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.UUID;
import org.shuke.records.Principal;

/// Writes a few rules, approvals that wait for the manager and for administrators, and what people
/// have been told.
final class LoadAutomation {
  private final Connection connection;
  private final UUID manager;

  LoadAutomation(Connection connection, Company company) {
    this.connection = connection;
    this.manager =
        company.staff().colleagues().stream()
            .filter(each -> each.as().role().contains("manager"))
            .findFirst()
            .orElse(company.staff().colleagues().getFirst())
            .id();
  }

  void all() throws SQLException {
    rule(
        1,
        "New customer: first call 新客户首次致电",
        "accounts",
        "created",
        "kind == \"company\"",
        "",
        """
        [{"do": "task", "subject": "First call: {{name}}", "dueInDays": 3}]\
        """);
    rule(
        2,
        "Large deal 大额商机",
        "opportunities",
        "changed",
        "amount > 200000",
        "amount",
        """
        [{"do": "notify", "users": ["%s"], "text": "{{name}}: the amount is now {{amount}}"}]\
        """
            .formatted(manager));
    rule(
        3,
        "Closing in a week 一周后成交",
        "opportunities",
        "date",
        "",
        "",
        """
        [{"do": "notify", "text": "{{name}} is to close in a week 一周后预计成交"}]\
        """);
    approvals();
    quotes();
    told();
  }

  private void rule(
      int position,
      String name,
      String type,
      String trigger,
      String condition,
      String watched,
      String actions)
      throws SQLException {
    var sql =
        """
        insert into automation.rule (created_by, updated_by, owner, position, name, on_type,
          trigger, condition, watched, date_field, date_offset, at_hour, actions)
        values (?, ?, ?, ?, ?, ?, ?, nullif(?, ''), nullif(?, ''),
          case when ? = 'date' then 'closeDate' end, case when ? = 'date' then -7 else 0 end, 8, ?)\
        """;
    try (var statement = connection.prepareStatement(sql)) {
      int at = 1;
      for (int i = 0; i < 3; i++) {
        statement.setObject(at++, manager);
      }
      statement.setInt(at++, position);
      for (var text :
          new String[] {name, type, trigger, condition, watched, trigger, trigger, actions}) {
        statement.setString(at++, text);
      }
      statement.executeUpdate();
    }
  }

  /// For the largest open deals: may the price go below the floor?
  private void approvals() throws SQLException {
    execute(
        """
        with approvers as (
          select array_agg(u.id) as ids from access."user" u
          where u.id = ? or exists (
            select from access.role r where r.id = any (u.roles) and r.administrator)),
        deals as (
          select o.id, o.name, o.owner, o.version, o.amount, o.currency, row_number() over (
                   order by o.amount desc nulls last, o.id) as n
          from sales.opportunity o join sales.stage s on s.id = o.stage
          where s.kind = 'open' and o.owner is not null and o.owner <> ?
          order by o.amount desc nulls last, o.id limit 3),
        asked as (
          insert into automation.approval (created_by, updated_by, owner, title, reason, facts,
            subject_type, subject, subject_version, waiting_for, people)
          select d.owner, d.owner, d.owner, 'Discount of ' || (8 + 2 * n) || ' %: ' || d.name,
                 'Below the floor that a salesperson may offer 低于销售底价',
                 jsonb_build_array(
                   jsonb_build_object('label', 'Amount 金额',
                     'value', concat_ws(' ', to_char(d.amount, 'FM999,999,990.00'), d.currency)),
                   jsonb_build_object('label', 'Discount 折扣', 'value', (8 + 2 * n) || ' %'))::text,
                 'opportunity', d.id::text, d.version, a.ids, a.ids
          from deals d, approvers a returning id, waiting_for)
        insert into automation.approval_step (approval, position, name, mode, approvers, state)
        select id, 0, 'Manager 经理', 'any', waiting_for, 'open' from asked\
        """,
        manager, manager);
  }

  /// For quotes that are handed in: the discount is above what needs nobody else.
  private void quotes() throws SQLException {
    execute(
        """
        with approver as (
          select u.id from access."user" u
          where u.active and exists (
            select from access.role r where r.id = any (u.roles)
              and (r.administrator or r.name = 'Sales manager'))),
        waiting as (
          select q.id, q.number, q.owner, q.version, q.created_at, a.name, q.total, q.currency, w.ids
          from sales.quote q join customers.account a on a.id = q.account
          cross join lateral (select array_agg(id) as ids from approver where id <> q.owner) w
          where q.status = 'submitted' and w.ids is not null),
        asked as (
          insert into automation.approval (created_at, created_by, updated_at, updated_by, owner,
            title, reason, facts, subject_type, subject, subject_version, waiting_for, people)
          select created_at, owner, created_at, owner, owner, 'Quote 报价单 ' || number,
            'A discount of 18 % is above 15 %. 折扣 18% 超过 15%。',
            jsonb_build_array(
              jsonb_build_object('label', 'Account 客户', 'value', name),
              jsonb_build_object('label', 'Total 总额',
                'value', to_char(total, 'FM999,999,990.00') || ' ' || currency))::text,
            'quote', id::text, version, ids, ids
          from waiting returning id, waiting_for)
        insert into automation.approval_step (approval, position, name, mode, approvers, state)
        select id, 0, 'Approval 审批', 'any', waiting_for, 'open' from asked\
        """);
  }

  private void told() throws SQLException {
    execute(
        """
        insert into automation.notification (created_by, updated_by, owner, kind, text_key, args, link)
        select ?, ?, u, 'approval', 'approval.waits',
               jsonb_build_object('title', a.title)::text, '/approvals/' || a.id
        from automation.approval a, unnest(a.waiting_for) u\
        """,
        Principal.SYSTEM.id(),
        Principal.SYSTEM.id());
  }

  private void execute(String sql, UUID... values) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}

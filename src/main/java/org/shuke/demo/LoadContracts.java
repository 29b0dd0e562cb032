package org.shuke.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.shuke.platform.db.Transaction;
import org.shuke.sales.contracts.ContractRoom;

/// Writes a yearly contract for the customers who order much, some of them to be decided about
/// soon, the mail templates of the house, and the mails that quotes were sent with.
final class LoadContracts {
  private final Connection connection;
  private final Instant now;

  private LoadContracts(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
  }

  /// Writes the contracts of a company whose orders are there.
  static void all(Transaction tx, ZoneId zone, Instant now) throws SQLException {
    var load = new LoadContracts(tx.connection(), now);
    load.run(CONTRACTS, 4);
    ContractRoom.seal(tx, zone);
    load.run(COUNTED, 0);
    load.run(TEMPLATES, 0);
    load.run(MAILS, 1);
  }

  /// @param times how often the statement asks for the present
  private void run(String sql, int times) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 1; i <= times; i++) {
        statement.setObject(i, now.atOffset(ZoneOffset.UTC));
      }
      statement.executeUpdate();
    }
  }

  private static final String CONTRACTS =
      """
      with large as materialized (
        select a.id, a.owner, a.name, a.currency, s.total,
          row_number() over (order by s.total desc, a.id) as n
        from customers.account a
        join (select account, sum(total) as total from sales."order"
          where placed_at > ?::timestamptz - interval '1 year' group by account) s
          on s.account = a.id
        where a.owner is not null and a.kind = 'company'
        order by s.total desc, a.id limit 60
      ), buyer as (
        select large.*, c.id as contact, c.name as person
        from large left join lateral (select id, name from customers.contact
          where account = large.id order by id limit 1) c on true
      ), planned as (
        select buyer.*, (?::timestamptz - interval '11 months' + n % 30 * interval '9 days') as made,
          case when n % 12 = 0 then 'draft' when n % 12 = 1 then 'sent' else 'active' end as status,
          name ~ '[一-龥]' as chinese
        from buyer
      ), dated as (
        select planned.*, case when status = 'active' then (made + interval '10 days')::date
            else (?::timestamptz + interval '20 days')::date end as first,
          case when status = 'active' then made
            else ?::timestamptz - (n % 5 + 1) * interval '1 day' end as written
        from planned
      )
      insert into sales.contract (id, created_at, created_by, updated_at, updated_by, owner, number,
        name, account, contact, kind, status, currency, amount, amount_base, starts_on, ends_on, notice_days,
        notice_on, renewal, renewal_months, remind_days, language, terms, sent_at, signed_at,
        signed_by, evidence)
      select md5(id::text || 'contract')::uuid, written, owner, written, owner, owner,
        'CT-' || extract(year from written) || '-' || lpad((row_number() over (
          partition by extract(year from written) order by written, id))::text, 4, '0'),
        case when chinese then '年度供货合同 · ' else 'Yearly supply · ' end || name, id, contact,
        'framework', status, coalesce(currency, 'CNY'), round(total * 1.1, -2),
        round(total * 1.1, -2) * coalesce((select x.rate from catalog.exchange_rate x
          where x.currency = dated.currency and x.valid_from <= written::date
          order by x.valid_from desc limit 1), 1), first,
        (first + interval '1 year')::date - 1, 30, (first + interval '1 year')::date - 31,
        (array['automatic', 'manual', 'none'])[1 + n::int % 3], 12, 14,
        case when chinese then 'zh' else 'en' end,
        case when chinese then
          '1. 甲方全年按需订货，乙方按价目表供货。' || chr(10) || '2. 货到验收，月结三十天。' || chr(10)
            || '3. 任何一方可在到期前三十天书面通知终止。'
        else
          '1. The buyer orders as needed; the supplier delivers at list prices.' || chr(10)
            || '2. Goods are inspected on arrival; payment is due in 30 days.' || chr(10)
            || '3. Either side may give notice in writing 30 days before the last day.' end,
        case when status <> 'draft' then written + interval '1 day' end,
        case when status = 'active' then written + interval '4 days' end,
        case when status = 'active' then coalesce(person, name) end,
        case when status = 'active' then json_build_object('way', 'link', 'name',
          coalesce(person, name), 'at',
          written + interval '4 days')::text end
      from dated\
      """;

  /// Counting goes on behind what is there.
  private static final String COUNTED =
      """
      insert into records.number_counter (range, period, last)
      select r.id, substr(t.number, 4, 4), count(*)
      from sales.contract t join records.number_range r on r.subject = 'contract'
      group by 1, 2
      on conflict (range, period) do update set last = greatest(number_counter.last, excluded.last)\
      """;

  private static final String MAILS =
      """
      with written as (
        select q.id, q.owner, q.number, q.account, q.contact, q.sent_at as at, c.email,
          c.form_of_address as dear, a.country = 'CN' as zh
        from sales.quote q join customers.account a on a.id = q.account
        join customers.contact c on c.id = q.contact
        where q.sent_at > ?::timestamptz - interval '90 days' and q.status <> 'superseded'
          and c.email is not null and q.owner is not null
      ), mailed as (
        insert into channels.mail (id, created_at, created_by, updated_at, updated_by, owner, subject,
          body, to_address, state, message_id, sent_at, tries, about, account, contact)
        select md5(id::text || 'mail')::uuid, at, owner, at, owner, owner,
          case when zh then '报价单 ' else 'Our quote ' end || number,
          case when zh then dear || E'：\\n\\n您好！随信附上报价单 ' || number || E'，请查收。如有疑问，欢迎随时联系。\\n'
            else dear || E',\\n\\nplease find our quote ' || number
              || E' attached. We are glad to answer any question.\\n' end,
          email, 'sent', '<' || id || '@shuke.example>', at, 1, '/quotes/' || id, account, contact
        from written returning id, owner, subject, body, sent_at, account, contact
      )
      insert into customers.activity (id, created_at, created_by, updated_at, updated_by, owner, kind,
        subject, body, at, done, account, contact)
      select md5(id::text || 'told')::uuid, sent_at, owner, sent_at, owner, owner, 'mail', subject, body,
        sent_at, true, account, contact
      from mailed\
      """;

  private static final String TEMPLATES =
      """
      insert into channels.mail_template (id, created_by, updated_by, owner, name, for_type, subject,
        body, shared)
      select md5(t.name)::uuid, u.id, u.id, u.id, t.name, t.for_type, t.subject, t.body, true
      from (select id from access."user" order by email limit 1) u, (values
        ('Visit: thank you', 'contacts', 'Thank you for your time',
          E'Dear {{name}},\\n\\nthank you for receiving us. As promised, you find our answers below.\\n'),
        ('拜访致谢', 'contacts', '感谢您拨冗会面',
          E'{{name}}：\\n\\n您好！感谢您拨冗会面。您关心的问题答复如下：\\n'),
        ('Offer: may we call?', 'opportunities', '{{name}}',
          E'Dear Sir or Madam,\\n\\nmay we call you about our offer for {{account.name}}?\\n'),
        ('报价跟进', 'quotes', '关于报价 {{number}}',
          E'您好！\\n\\n报价 {{number}} 有效期至 {{validUntil}}，请问是否还有疑问？\\n'),
        ('Quote: any questions?', 'quotes', 'Our quote {{number}}',
          E'Dear Sir or Madam,\\n\\nour quote {{number}} is good until {{validUntil}}. Is there anything that we can answer?\\n'),
        ('Season''s news', 'accounts', 'New for {{name}}',
          E'Dear Sir or Madam,\\n\\nour new range has arrived. May we send you samples?\\n'),
        ('新品到货', 'accounts', '{{name}}：新品到货',
          E'您好！\\n\\n新品已到货，是否需要寄样？\\n')) t (name, for_type, subject, body)\
      """;
}

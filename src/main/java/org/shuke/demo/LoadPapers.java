package org.shuke.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/// Writes what was offered for the possible sales, what of it was ordered, and what of the latest
/// orders was shipped, came back, was asked for and paid: a statement a table, by chance that
/// follows from the ids.
final class LoadPapers {
  /// A number from 0 to 99 that belongs to a row.
  private static final String CHANCE =
      "(abs(('x' || substr(md5(%s::text || '%s'), 1, 7))::bit(28)::int) %% 100)";

  /// Who the papers are from, unless somebody has said so already.
  private static final String LETTERHEAD =
      """
      insert into platform.setting (name, value, updated_by) values ('company', '{
        "name": "Shanyu Tea & Coffee Co., Ltd.", "nameZh": "山屿茶咖商贸有限公司",
        "address": "88 Renmin Road, Huangpu, Shanghai", "addressZh": "上海市黄浦区人民路 88 号",
        "phone": "+86 21 5550 0188", "email": "sales@shuke.example",
        "website": "https://shuke.example", "bank": "Demo Bank, Shanghai, 0000 1234 5678",
        "footer": "All of this is made up.", "footerZh": "以上内容均为虚构。"
      }', null) on conflict (name) do nothing\
      """;

  private final Connection connection;
  private final Instant now;

  private LoadPapers(Connection connection, Instant now) {
    this.connection = connection;
    this.now = now;
  }

  /// Writes the papers of a company whose deals and orders are there; answers how many quotes.
  static long all(Connection connection, Instant now) throws SQLException {
    var papers = new LoadPapers(connection, now);
    papers.run(LETTERHEAD);
    long quotes = papers.quotes();
    papers.run(LINES);
    papers.run(EARLIER);
    papers.run(EARLIER_LINES);
    papers.run(TOTALS);
    papers.run(REASONS);
    papers.run(COUNTED.formatted("quote", "sales.quote"));
    papers.run(ORDERED);
    papers.run(ORDERED_LINES);
    papers.run(COUNTED_ORDERS);
    papers.orders();
    papers.run(COUNTED.formatted("shipment", "sales.shipment"));
    papers.run(COUNTED.formatted("invoice", "sales.invoice"));
    papers.run(COUNTED.formatted("payment", "sales.payment"));
    return quotes;
  }

  private static String chance(String of, String salt) {
    return CHANCE.formatted(of, salt);
  }

  private long run(String sql) throws SQLException {
    try (var statement = connection.prepareStatement(sql)) {
      for (int i = 1; i <= statement.getParameterMetaData().getParameterCount(); i++) {
        statement.setObject(i, now.atOffset(ZoneOffset.UTC));
      }
      return statement.executeUpdate();
    }
  }

  /// A quote for most deals: accepted where they were won, on offer or in the making where they are
  /// open.
  private static final String QUOTES =
      """
      with deal as (
        select o.id, o.owner, o.account, o.contact, o.currency, s.kind,
          least(o.created_at + interval '6 days', ?) as made, %1$s as luck
        from sales.opportunity o join sales.stage s on s.id = o.stage
        where o.account is not null and o.owner is not null and o.currency is not null
          and %2$s < 70
      ), told as (
        select deal.*, case
          when kind = 'won' then 'accepted'
          when kind = 'lost' and luck < 60 then 'declined'
          when kind = 'lost' then 'expired'
          when luck < 35 then 'sent' when luck < 45 then 'approved'
          when luck < 55 then 'submitted' else 'draft' end as status
        from deal
      ), numbered as (
        select told.*, extract(year from made)::int as year,
          row_number() over (partition by extract(year from made) order by made, id) as n
        from told
      )
      insert into sales.quote (id, created_at, created_by, updated_at, updated_by, owner, number,
        account, contact, opportunity, status, revision, currency, valid_until,
        payment_days, language, submitted_by, sent_at, answered_at)
      select md5(id::text || 'quote')::uuid, made, owner, made, owner, owner,
        'Q-' || year || '-' || lpad(n::text, greatest(4, length(n::text)), '0')
          || case when again then '-v2' else '' end,
        account, contact, id, status, case when again then 2 else 1 end, currency,
        case when status in ('sent', 'draft', 'submitted', 'approved')
          then greatest((made + interval '30 days')::date, (?::timestamptz + interval '9 days')::date)
          else (made + interval '30 days')::date end,
        (array[0, 15, 30, 45, 60])[1 + luck %% 5], (array[case when currency = 'CNY' then 'zh' else 'en' end, 'both'])[1 + luck %% 3 / 2],
        case when status = 'draft' then null else owner end,
        case when status in ('draft', 'submitted', 'approved') then null
          else least(made + interval '1 day', ?) end,
        case when status in ('accepted', 'declined')
          then least(made + interval '9 days', ?) end
      from numbered,
        lateral (select luck %% 5 = 0 and status in ('sent', 'accepted', 'declined') as again) v\
      """;

  private long quotes() throws SQLException {
    return run(QUOTES.formatted(chance("o.id", "luck"), chance("o.id", "quoted")));
  }

  /// One to four things at the rate of the quote's currency, taxed as in the customer's country;
  /// what waits for an approval goes for less than anybody may offer alone.
  private static final String LINES =
      """
      with wanted as (
        select q.id as quote, q.currency, q.status, p.id as product, p.unit, w.n, r.rate,
          round(p.list_price / r.rate, 2) as list_price, coalesce(t.percent, 0) as tax,
          1 + abs(('x' || substr(md5(q.id::text || w.n), 1, 7))::bit(28)::int) % 24 as quantity,
          (array[0, 0, 0, 3, 5, 5, 8, 10, 12])[1 + abs(('x' || substr(md5(w.n || q.id::text), 1, 7))::bit(28)::int) % 9] as discount
        from sales.quote q
        join customers.account a on a.id = q.account
        left join catalog.tax_rate t on t.country = a.country
        cross join lateral generate_series(1, 1 + abs(('x' || substr(md5(q.id::text), 1, 7))::bit(28)::int) % 4) w (n)
        join lateral (
          select p.* from catalog.product p
          where p.list_price is not null
          order by md5(p.id::text || q.id::text || w.n) limit 1) p on true
        cross join lateral (select coalesce((select x.rate from catalog.exchange_rate x
          where x.currency = q.currency and x.valid_from <= q.created_at::date
          order by x.valid_from desc limit 1), 1) as rate) r
      )
      insert into sales.quote_line (id, quote, position, product, quantity, unit, list_price,
        list_price_base, discount, unit_price, unit_price_base, tax_rate, amount, amount_base, currency)
      select md5(quote::text || n)::uuid, quote, n - 1, product, quantity, unit, list_price,
        list_price * rate, nullif(off, 0), price, price * rate, tax, amount, amount * rate, currency
      from wanted,
        lateral (select case when status = 'submitted' and n = 1 then 18 else discount end as off) o,
        lateral (select round(list_price * (100 - off) / 100, 2) as price) p,
        lateral (select round(price * quantity, 2) as amount) a\
      """;

  /// What a second version came from: the same at list price, five days before.
  private static final String EARLIER =
      """
      insert into sales.quote (id, created_at, created_by, updated_at, updated_by, owner, number,
        account, contact, opportunity, status, revision, currency, valid_until, payment_days,
        language, submitted_by, sent_at)
      select md5(id::text || 'before')::uuid, created_at - interval '5 days', created_by, sent_at,
        updated_by, owner, replace(number, '-v2', ''), account, contact, opportunity, 'superseded',
        1, currency, valid_until, payment_days, language, submitted_by,
        created_at - interval '4 days'
      from sales.quote where revision = 2\
      """;

  private static final String EARLIER_LINES =
      """
      with linked as (
        update sales.quote set revises = md5(id::text || 'before')::uuid where revision = 2
        returning id, revises
      )
      insert into sales.quote_line (id, quote, position, product, quantity, unit, list_price,
        list_price_base, unit_price, unit_price_base, tax_rate, amount, amount_base, currency)
      select md5(l.id::text || 'before')::uuid, q.revises, position, product, quantity, unit,
        list_price, list_price_base, list_price, list_price_base, tax_rate,
        round(list_price * quantity, 2), round(list_price * quantity, 2) * list_price_base
          / nullif(list_price, 0), currency
      from linked q join sales.quote_line l on l.quote = q.id\
      """;

  private static final String TOTALS =
      """
      update sales.quote q
      set total = s.total, total_base = s.base, tax = s.tax, tax_base = s.tax * s.base / s.total,
        total_with_tax = s.total + s.tax, total_with_tax_base = s.base + s.tax * s.base / s.total
      from (select quote, sum(amount) as total, sum(amount_base) as base,
          sum(round(amount * tax_rate / 100, 2)) as tax
        from sales.quote_line group by quote) s
      where s.quote = q.id and s.total > 0\
      """;

  private static final String REASONS =
      """
      update sales.quote
      set reasons = '[{"code":"discount","args":{"value":"18","limit":"15"}}]'
      where status = 'submitted'\
      """;

  /// What was accepted is ordered.
  private static final String ORDERED =
      """
      with counted as (
        select max(split_part(number, '-', 2)::bigint) as last from sales."order"
      )
      insert into sales."order" (id, created_at, created_by, updated_at, updated_by, owner, number,
        account, contact, quote, placed_at, status, currency, total, total_base, tax, tax_base,
        payment_days)
      select md5(q.id::text || 'order')::uuid, answered_at, created_by, answered_at, updated_by,
        owner, 'SO-' || lpad(n::text, greatest(6, length(n::text)), '0'), account, contact, q.id,
        answered_at, 'completed', currency, total, total_base, tax, tax_base, payment_days
      from sales.quote q
      join (select a.id, coalesce(c.last, 0) + row_number() over (order by answered_at, a.id) as n
        from sales.quote a, counted c where status = 'accepted') k on k.id = q.id\
      """;

  private static final String ORDERED_LINES =
      """
      insert into sales.order_line (id, "order", position, product, quantity, unit, unit_price,
        unit_price_base, amount, amount_base, tax_rate, currency)
      select md5(l.id::text || 'order')::uuid, o.id, l.position, l.product, l.quantity, l.unit,
        l.unit_price, l.unit_price_base, l.amount, l.amount_base, l.tax_rate, l.currency
      from sales."order" o join sales.quote_line l on l.quote = o.quote\
      """;

  private static final String COUNTED_ORDERS =
      """
      insert into records.number_counter (range, period, last)
      select r.id, '', (
        select coalesce(max(split_part(number, '-', 2)::bigint), 0) from sales."order")
      from records.number_range r where r.subject = 'order'
      on conflict (range, period) do update set last = greatest(number_counter.last, excluded.last)\
      """;

  /// The latest orders are under way: some in the warehouse, some on the road, some not yet paid or
  /// paid in part; of some a piece came back. What is older has arrived, and most of it is paid.
  private void orders() throws SQLException {
    run(
        """
        create temporary table recent on commit drop as
        select o.*, b.line, coalesce(b.credited, 0) as credited, case
            when luck < 30 then 0 when luck < 38 then round(due * 0.4, 2) when luck < 55 then 0
            else due - coalesce(b.credited, 0) end as received
        from (select id, owner, account, placed_at, currency, total + coalesce(tax, 0) as due,
            total_base / total as rate,
            case when raw < 40 and placed_at < ?::timestamptz - interval '21 days' then 65 + raw %% 35
              else raw end as luck
          from sales."order", lateral (select %s as raw) r
          where placed_at > ?::timestamptz - interval '60 days' and status = 'completed'
            and account is not null and total > 0) o
        left join lateral (
          select l.id as line, one + round(one * coalesce(l.tax_rate, 0) / 100, 2) as credited
          from sales.order_line l, lateral (select round(l.amount / l.quantity, 2) as one) p
          where l."order" = o.id and l.position = 0 and l.quantity >= 2
            and o.luck between 60 and 64) b on true\
        """
            .formatted(chance("id", "way")));
    run(
        """
        update sales."order" o
        set status = case when luck < 15 then 'confirmed' when luck < 30 then 'partlyShipped'
            when luck < 55 then 'shipped' else 'completed' end,
          paid = received, paid_base = received * rate,
          credited = nullif(r.credited, 0), credited_base = nullif(r.credited, 0) * rate
        from recent r where r.id = o.id\
        """);
    run(SHIPMENTS);
    run(SHIPPED);
    run(INVOICES);
    run(PAYMENTS);
  }

  private static final String SHIPMENTS =
      """
      insert into sales.shipment (id, created_at, created_by, updated_at, updated_by, owner, number,
        "order", account, kind, shipped_at, carrier, tracking, delivered_at, reason)
      select md5(id::text || way)::uuid, at, owner, at, owner, owner,
        'SH-' || extract(year from at) || '-' || lpad(n::text, greatest(5, length(n::text)), '0'),
        id, account, way, at, carrier, tracking,
        case when way = 'out' and luck >= 40 then at + interval '3 days' end,
        case when way = 'back' then case currency when 'CNY' then '运输破损' else 'Damaged on the road' end end
      from (
        select r.*, w.*, row_number() over (partition by extract(year from at) order by at, id) as n,
          case when way = 'out' then (array['顺丰速运', 'DHL', '京东物流', 'UPS'])[1 + luck % 4] end
            as carrier,
          case when way = 'out' then upper(substr(md5(id::text), 1, 12)) end as tracking
        from recent r, lateral (
          select 'out' as way, placed_at + interval '2 days' as at
          union all select 'back', placed_at + interval '8 days' where line is not null) w
        where luck >= 15 and owner is not null) s\
      """;

  private static final String SHIPPED =
      """
      insert into sales.shipment_line (id, shipment, position, order_line, product, quantity, unit)
      select md5(l.id::text || s.kind)::uuid, s.id, l.position, l.id, l.product,
        case when s.kind = 'back' then 1 when r.luck < 30 then ceil(l.quantity / 2)
          else l.quantity end, l.unit
      from recent r
      join sales.shipment s on s."order" = r.id
      join sales.order_line l on l."order" = r.id
      where l.quantity > 0 and (r.luck >= 30 or l.position = 0)
        and (s.kind = 'out' or l.id = r.line)\
      """;

  private static final String INVOICES =
      """
      insert into sales.invoice (id, created_at, created_by, updated_at, updated_by, owner, number,
        "order", account, issued_on, due_on, status, currency, amount, amount_base, open, open_base)
      select md5(id::text || 'bill')::uuid, placed_at, owner, placed_at, owner, owner,
        'INV-' || extract(year from placed_at) || '-' || lpad(n::text, greatest(5, length(n::text)), '0'),
        id, account, placed_at::date, (placed_at + interval '30 days')::date,
        case when open = 0 then 'paid' when received > 0 then 'partlyPaid' else 'open' end,
        currency, due, due * rate, open, open * rate
      from (select r.*, due - credited - received as open, row_number() over (
          partition by extract(year from placed_at) order by placed_at, id) as n
        from recent r where luck >= 8 and owner is not null) b\
      """;

  private static final String PAYMENTS =
      """
      insert into sales.payment (id, created_at, created_by, updated_at, updated_by, owner, number,
        "order", account, received_at, amount, amount_base, currency, method, reference)
      select md5(id::text || 'pay')::uuid, at, owner, at, owner, owner,
        'PAY-' || extract(year from at) || '-' || lpad(n::text, greatest(5, length(n::text)), '0'),
        id, account, at, received, received * rate, currency,
        (array['transfer', 'transfer', 'wallet', 'card'])[1 + luck % 4], null
      from (select r.*, w.at, row_number() over (
          partition by extract(year from w.at) order by w.at, id) as n
        from recent r, lateral (select least(placed_at + interval '12 days', ?) as at) w
        where received > 0 and owner is not null) p\
      """;

  /// Counting goes on behind what is there.
  private static final String COUNTED =
      """
      insert into records.number_counter (range, period, last)
      select r.id, split_part(t.number, '-', 2), max(split_part(t.number, '-', 3)::bigint)
      from %2$s t join records.number_range r on r.subject = '%1$s'
      group by 1, 2
      on conflict (range, period) do update set last = greatest(number_counter.last, excluded.last)\
      """;
}

package org.shuke.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;

/// Writes what was offered for the possible sales, and what of the latest orders was shipped, asked
/// for and paid: a statement a table, by chance that follows from the ids.
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
    papers.run(TOTALS);
    papers.run(COUNTED.formatted("quote", "sales.quote"));
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
  /// open. Some that were sent had an earlier version.
  private long quotes() throws SQLException {
    return run(
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
          subject, account, contact, opportunity, status, revision, currency, valid_until,
          payment_days, language, submitted_by, sent_at, answered_at)
        select md5(id::text || 'quote')::uuid, made, owner, made, owner, owner,
          'Q-' || year || '-' || lpad(n::text, greatest(4, length(n::text)), '0'), null, account, contact, id, status, 1,
          currency,
          case when status in ('sent', 'draft', 'submitted', 'approved')
            then greatest((made + interval '30 days')::date, (?::timestamptz + interval '9 days')::date)
            else (made + interval '30 days')::date end,
          (array[0, 15, 30, 45, 60])[1 + luck %% 5], (array['zh', 'en', 'both'])[1 + luck %% 3],
          case when status = 'draft' then null else owner end,
          case when status in ('draft', 'submitted', 'approved') then null
            else made + interval '1 day' end,
          case when status in ('accepted', 'declined') then made + interval '9 days' end
        from numbered\
        """
            .formatted(chance("o.id", "luck"), chance("o.id", "quoted")));
  }

  /// What the deal was about, and up to three things more.
  private static final String LINES =
      """
      with wanted as (
        select q.id as quote, q.currency, p.id as product, p.unit, p.list_price, w.n,
          1 + abs(('x' || substr(md5(q.id::text || w.n), 1, 7))::bit(28)::int) %% 24 as quantity,
          (array[0, 0, 0, 3, 5, 5, 8, 10, 12])[1 + abs(('x' || substr(md5(w.n || q.id::text), 1, 7))::bit(28)::int) %% 9] as discount
        from sales.quote q
        cross join lateral generate_series(1, 1 + abs(('x' || substr(md5(q.id::text), 1, 7))::bit(28)::int) %% 4) w (n)
        join lateral (
          select p.* from catalog.product p
          where p.list_price is not null
          order by md5(p.id::text || q.id::text || w.n) limit 1) p on true
      )
      insert into sales.quote_line (id, quote, position, product, quantity, unit, list_price,
        list_price_base, discount, unit_price, unit_price_base, tax_rate, amount, amount_base, currency)
      select md5(quote::text || n)::uuid, quote, n - 1, product, quantity, unit, list_price,
        list_price, nullif(discount, 0), price, price, 13, round(price * quantity, 2),
        round(price * quantity, 2), currency
      from wanted, lateral (select round(list_price * (100 - discount) / 100, 2) as price) p\
      """
          .replace("%%", "%");

  private static final String TOTALS =
      """
      update sales.quote q
      set total = s.total, total_base = s.total, tax = s.tax, tax_base = s.tax,
        total_with_tax = s.total + s.tax, total_with_tax_base = s.total + s.tax
      from (select quote, sum(amount) as total, sum(round(amount * tax_rate / 100, 2)) as tax
        from sales.quote_line group by quote) s
      where s.quote = q.id\
      """;

  /// The latest orders are under way: some in the warehouse, some on the road, some not yet paid.
  private void orders() throws SQLException {
    run(
        """
        create temporary table recent on commit drop as
        select o.id, o.owner, o.account, o.placed_at, o.currency, o.total, o.total_base,
          %s as luck
        from sales."order" o
        where o.placed_at > ?::timestamptz - interval '60 days' and o.status = 'completed'
          and o.account is not null and o.total > 0\
        """
            .formatted(chance("o.id", "way")));
    run(
        """
        update sales."order" o
        set status = case when luck < 15 then 'confirmed' when luck < 30 then 'partlyShipped'
            when luck < 55 then 'shipped' else 'completed' end,
          paid = case when luck < 55 then 0 else r.total end,
          paid_base = case when luck < 55 then 0 else r.total_base end
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
        "order", account, kind, shipped_at, carrier, tracking, delivered_at)
      select md5(id::text || 'ship')::uuid, placed_at + interval '2 days', owner,
        placed_at + interval '2 days', owner, owner,
        'SH-' || extract(year from placed_at) || '-' || lpad((row_number() over (
          partition by extract(year from placed_at) order by placed_at, id))::text, 6, '0'),
        id, account, 'out', placed_at + interval '2 days',
        (array['顺丰速运', 'DHL', '京东物流', 'UPS'])[1 + luck % 4],
        upper(substr(md5(id::text), 1, 12)),
        case when luck >= 40 then placed_at + interval '5 days' end
      from recent where luck >= 15 and owner is not null\
      """;

  private static final String SHIPPED =
      """
      insert into sales.shipment_line (id, shipment, position, order_line, product, quantity)
      select md5(l.id::text || 'ship')::uuid, s.id, l.position, l.id, l.product,
        case when r.luck < 30 then ceil(l.quantity / 2) else l.quantity end
      from recent r
      join sales.shipment s on s."order" = r.id
      join sales.order_line l on l."order" = r.id
      where l.quantity > 0 and (r.luck >= 30 or l.position = 0)\
      """;

  private static final String INVOICES =
      """
      insert into sales.invoice (id, created_at, created_by, updated_at, updated_by, owner, number,
        "order", account, issued_on, due_on, status, currency, amount, amount_base, open, open_base)
      select md5(id::text || 'bill')::uuid, placed_at, owner, placed_at, owner, owner,
        'INV-' || extract(year from placed_at) || '-' || lpad((row_number() over (
          partition by extract(year from placed_at) order by placed_at, id))::text, 6, '0'),
        id, account, placed_at::date, (placed_at + interval '30 days')::date,
        case when luck < 55 then 'open' else 'paid' end, currency, total, total_base,
        case when luck < 55 then total else 0 end, case when luck < 55 then total_base else 0 end
      from recent where luck >= 8 and owner is not null\
      """;

  private static final String PAYMENTS =
      """
      insert into sales.payment (id, created_at, created_by, updated_at, updated_by, owner, number,
        "order", account, received_at, amount, amount_base, currency, method, reference)
      select md5(id::text || 'pay')::uuid, placed_at + interval '12 days', owner,
        placed_at + interval '12 days', owner, owner,
        'PAY-' || extract(year from placed_at) || '-' || lpad((row_number() over (
          partition by extract(year from placed_at) order by placed_at, id))::text, 6, '0'),
        id, account, placed_at + interval '12 days', total, total_base, currency,
        (array['transfer', 'transfer', 'wallet', 'card'])[1 + luck % 4], null
      from recent where luck >= 55 and owner is not null\
      """;

  /// Counting goes on behind what is there.
  private static final String COUNTED =
      """
      insert into records.number_counter (range, period, last)
      select r.id, substr(t.number, position('-' in t.number) + 1, 4), count(*)
      from %2$s t join records.number_range r on r.subject = '%1$s'
      group by 1, 2
      on conflict (range, period) do update set last = greatest(number_counter.last, excluded.last)\
      """;
}

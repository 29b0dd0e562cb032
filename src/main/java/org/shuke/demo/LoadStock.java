package org.shuke.demo;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;
import org.shuke.records.Principal;

/// Writes how much of what the company sells lies in which warehouse, and how it came there.
final class LoadStock {
  private static final String COMMON = "id, created_at, created_by, updated_at, updated_by, ";
  private static final UUID SHUKE = Principal.SYSTEM.id();

  private final Connection connection;
  private final Company company;
  private final Instant since;

  /// Follows the orders.
  LoadStock(Connection connection, Company company) {
    this.connection = connection;
    this.company = company;
    this.since = company.founded();
  }

  /// The first warehouse receives at the start of a month what is sold in it and a little more, and
  /// ships by the week; the second has a little of everything. Fresh orders are still set aside.
  void all() throws SQLException {
    var main = company.dice(Kinds.PRICES, -1).id(since);
    var second = company.dice(Kinds.PRICES, -2).id(since);
    var third = company.dice(Kinds.PRICES, -3).id(since);
    try (var copy =
        new Copy(
            connection,
            "catalog.warehouse",
            COMMON + "code, name, name_key_en, name_key_zh, country, city, rank")) {
      warehouse(copy, main, "SH", "上海总仓", "CN", "上海", 1);
      warehouse(copy, second, "SZ", "深圳分仓", "CN", "深圳", 2);
      warehouse(copy, third, "HAM", "Hamburg", "DE", "Hamburg", 3);
      copy.finish();
    }
    Sql.run(connection, HOLDS, main);
    Sql.run(connection, MOVEMENTS, main, main);
    Sql.run(connection, SECOND, second, 1, 23, 4);
    Sql.run(connection, SECOND, third, 2, 17, 3);
    Sql.run(connection, LEVELS, main);
  }

  private void warehouse(
      Copy copy, UUID id, String code, String name, String country, String city, int rank)
      throws SQLException {
    copy.row(
        id,
        since,
        SHUKE,
        since,
        SHUKE,
        code,
        name,
        Load.key("en", name),
        Load.key("zh", name),
        country,
        city,
        rank);
  }

  private static final String HOLDS =
      """
      insert into catalog.stock_hold (subject, subject_type, product, warehouse, kind, quantity)
      select o.id, 'order', l.product, ?, 'reserved', sum(l.quantity)
      from sales."order" o join sales.order_line l on l."order" = o.id
      where o.status = 'confirmed' and l.quantity > 0 group by o.id, l.product
      """;

  private static final String MOVEMENTS =
      """
      with sold as (
        select l.product, date_trunc('week', o.placed_at) as week, sum(l.quantity) as quantity,
          coalesce(sum(l.quantity) filter (where o.status <> 'confirmed'), 0) as shipped
        from sales."order" o join sales.order_line l on l."order" = o.id
        where o.status in ('confirmed', 'shipped', 'completed') and l.quantity > 0
        group by 1, 2
      ), moves as (
        select product, least(week + interval '4 days', now()) as at, 'ship' as kind,
          -shipped as on_hand, 0 as reserved, null::uuid as subject
        from sold where shipped > 0
        union all
        select product, date_trunc('month', week), 'receive', ceil(sum(quantity) * 1.03) + 3, 0,
          null
        from sold group by 1, 2
        union all
        select h.product, o.placed_at, 'reserve', 0, h.quantity, h.subject
        from catalog.stock_hold h join sales."order" o on o.id = h.subject where h.warehouse = ?
      )
      insert into catalog.stock_movement
        (created_at, created_by, updated_at, updated_by, at, kind, product, warehouse, on_hand,
         reserved, promised, on_hand_after, reserved_after, promised_after, subject_type, subject)
      select at, '00000000-0000-0000-0000-000000000001', at,
        '00000000-0000-0000-0000-000000000001', at, kind, product, ?, on_hand, reserved, 0,
        sum(on_hand) over running, sum(reserved) over running, 0,
        case when subject is not null then 'order' end, subject
      from moves
      window running as (partition by product order by at, kind, subject
        rows between unbounded preceding and current row)
      """;

  private static final String SECOND =
      """
      insert into catalog.stock_movement
        (created_at, created_by, updated_at, updated_by, at, kind, product, warehouse, on_hand,
         reserved, promised, on_hand_after, reserved_after, promised_after)
      select created_at, created_by, created_at, created_by, created_at, 'receive', id, ?,
        q, 0, 0, q, 0, 0
      from (select p.*, (('x' || substr(md5(sku), ?, 6))::bit(24)::int) % ? + ? as q
        from catalog.product p) p
      """;

  private static final String LEVELS =
      """
      insert into catalog.stock_level
        (created_at, created_by, updated_at, updated_by, product, warehouse, on_hand, reserved,
         reorder_at)
      select min(at), min(created_by::text)::uuid, max(at), min(created_by::text)::uuid, product,
        warehouse, sum(on_hand), sum(reserved), case when warehouse = ? then 10 else 6 end
      from catalog.stock_movement group by product, warehouse
      """;
}

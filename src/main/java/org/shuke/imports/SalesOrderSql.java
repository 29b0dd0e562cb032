package org.shuke.imports;

import java.sql.SQLException;
import java.util.UUID;
import org.shuke.platform.db.Transaction;

/// Writes orders with their lines, a chunk of orders in one statement.
final class SalesOrderSql {
  /// The open orders of an import with the rate of their day and their customer.
  private static final String CHUNK =
      """
      with chunk as materialized (
        select o.number, o.at, o.currency, o.status, o.total, coalesce(a.id, b.id) as account, e.id as existing,
          case when o.currency = ? then 1 else (
            select r.rate from catalog.exchange_rate r
            where r.currency = o.currency and r.binned_at is null
              and r.valid_from <= (o.at at time zone ?)::date
            order by r.valid_from desc limit 1) end as rate
        from imports.sales_order o
        left join customers.account a on a.external_id = o.customer and a.binned_at is null
        left join imports.sales_account s on s.import = o.import and s.key = o.customer
        left join customers.account b on b.id = s.namesake and b.binned_at is null
        left join sales."order" e on e.number = o.number
        where o.import = ? and o.result is null and o.plan = ?
        order by o.first_row limit ?
      )
      """;

  /// The lines of the orders that were `made`, on their way to where lines are kept.
  private static final String LINES =
      """
      uuidv7() as id, m.id as "order",
        row_number() over (partition by m.id order by r.row) - 1 as position, p.id as product,
        nullif(r.description, p.name) as description, r.quantity, r.price as unit_price,
        r.price * c.rate as unit_price_base, r.quantity * r.price as amount,
        r.quantity * r.price * c.rate as amount_base, m.currency
        from made m
        join chunk c on c.number = m.number
        join imports.sales_row r on r.import = ? and r.invoice = m.number
        left join catalog.product p on p.sku = r.product and p.binned_at is null
      ), lines as (
        insert into sales.order_line
          (id, "order", position, product, description, quantity, unit_price, unit_price_base,
           amount, amount_base, currency)
        select id, "order", position, product, description, quantity, unit_price, unit_price_base,
          amount, amount_base, currency
        from new_lines
      """;

  private final ImportUnit unit;
  private final String company;
  private final String zone;

  SalesOrderSql(ImportUnit unit, String company, String zone) {
    this.unit = unit;
    this.company = company;
    this.zone = zone;
  }

  /// How many orders were dealt with; 0 when none is left.
  int write(Transaction tx, int most) throws SQLException {
    int done = create(tx, most);
    return done > 0 ? done : replace(tx, most);
  }

  /// How many orders were dealt with; 0 when none is left. One that came into being since the check
  /// is left as it is.
  private int create(Transaction tx, int most) throws SQLException {
    UUID id = unit.id();
    return tx.update(
        CHUNK
            + """
            , made as (
              insert into sales."order"
                (id, created_at, created_by, updated_at, updated_by, owner, number, account, placed_at,
                 status, currency, total, total_base)
              select uuidv7(), ?, ?, ?, ?, ?, number, account, at, status, currency, total, total * rate
              from chunk where existing is null
              on conflict (number) do nothing
              returning id, owner, number, account, placed_at, status, currency, total, total_base
            ), new_orders as materialized (
              select nextval('records.change_seq_seq') as seq, m.* from made m
            ), new_lines as materialized (
              select nextval('records.change_seq_seq') as seq,
            """
            + LINES
            + """
            ), logged as (
              insert into records.change
                (seq, at, actor, cause, unit, type, record, part, version, op)
              overriding system value
              select seq, ?, ?, 'import', ?, 'order', id, null::uuid, 1, 'create' from new_orders
              union all
              select seq, ?, ?, 'import', ?, 'order-line', "order", id, 1, 'create' from new_lines
            ), valued as (
              insert into records.change_value (seq, after)
              select seq, jsonb_strip_nulls(to_jsonb(m) - '{id,seq}'::text[]) from new_orders m
              union all
              select seq, jsonb_strip_nulls(to_jsonb(n) - '{id,seq}'::text[]) from new_lines n
            )
            update imports.sales_order o
            set result = case when m.number is null then 'skipped' else 'created' end
            from chunk c left join made m on m.number = c.number
            where o.import = ? and o.number = c.number
            """,
        company,
        zone,
        id,
        "create",
        most,
        unit.at(),
        unit.actor(),
        unit.at(),
        unit.actor(),
        unit.owner(),
        id,
        unit.at(),
        unit.actor(),
        id,
        unit.at(),
        unit.actor(),
        id,
        id);
  }

  /// Writes whole orders anew: their lines go, the file's come. The number, the owner and the notes
  /// stay.
  private int replace(Transaction tx, int most) throws SQLException {
    UUID id = unit.id();
    return tx.update(
        CHUNK
            + """
            , old as materialized (
              select e.id, e.account, e.placed_at, e.status, e.currency, e.total, e.total_base
              from sales."order" e join chunk c on c.existing = e.id for update of e
            ), made as (
              update sales."order" e
              set version = e.version + 1, updated_at = ?, updated_by = ?, account = c.account,
                placed_at = c.at, status = c.status, currency = c.currency, total = c.total,
                total_base = c.total * c.rate
              from chunk c join old on old.id = c.existing
              where e.id = c.existing
              returning e.id, e.version, e.number, e.account, e.placed_at, e.status, e.currency, e.total,
                e.total_base
            ), gone as (
              delete from sales.order_line l using made m where l."order" = m.id
              returning l.id, l."order", l.position, l.product, l.description, l.quantity, l.unit_price,
                l.unit_price_base, l.amount, l.amount_base, l.currency
            ), new_lines as materialized (
              select
            """
            + LINES
            + """
            ), changed as materialized (
              select nextval('records.change_seq_seq') as seq, w.*
              from (
                select 'order' as type, m.id as record, null::uuid as part, m.version, 'update' as op,
                  to_jsonb(o) - 'id' as before, to_jsonb(m) - '{id,version,number}'::text[] as after
                from made m join old o on o.id = m.id
                union all
                select 'order-line', g."order", g.id, m.version, 'delete',
                  jsonb_strip_nulls(to_jsonb(g) - 'id'), null
                from gone g join made m on m.id = g."order"
                union all
                select 'order-line', n."order", n.id, m.version, 'create', null,
                  jsonb_strip_nulls(to_jsonb(n) - 'id')
                from new_lines n join made m on m.id = n."order"
              ) w
            ), logged as (
              insert into records.change
                (seq, at, actor, cause, unit, type, record, part, version, op)
              overriding system value
              select seq, ?, ?, 'import', ?, type, record, part, version, op from changed
            ), valued as (
              insert into records.change_value (seq, before, after) select seq, before, after from changed
            )
            update imports.sales_order o
            set result = case when m.number is null then 'skipped' else 'updated' end
            from chunk c left join made m on m.number = c.number
            where o.import = ? and o.number = c.number
            """,
        company,
        zone,
        id,
        "update",
        most,
        unit.at(),
        unit.actor(),
        id,
        unit.at(),
        unit.actor(),
        id,
        id);
  }
}

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
        select o.number, o.at, o.currency, o.status, o.total, a.id as account, e.id as existing,
          case when o.currency = ? then 1 else (
            select r.rate from sales.exchange_rate r
            where r.currency = o.currency and r.binned_at is null
              and r.valid_from <= (o.at at time zone ?)::date
            order by r.valid_from desc limit 1) end as rate
        from imports.sales_order o
        left join customers.account a on a.external_id = o.customer and a.binned_at is null
        left join sales."order" e on e.number = o.number
        where o.import = ? and o.result is null
        order by o.first_row limit ?
      )
      """;

  private final ImportUnit unit;
  private final String company;
  private final String zone;

  SalesOrderSql(ImportUnit unit, String company, String zone) {
    this.unit = unit;
    this.company = company;
    this.zone = zone;
  }

  /// How many orders were dealt with; 0 when none is left. One that came into being since the check
  /// is left as it is.
  int create(Transaction tx, int most) throws SQLException {
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
            ), lines as (
              insert into sales.order_line
                (id, "order", position, product, description, quantity, unit_price, unit_price_base,
                 amount, amount_base, currency)
              select uuidv7(), m.id, row_number() over (partition by m.id order by r.row) - 1, p.id,
                nullif(r.description, p.name), r.quantity, r.price, r.price * c.rate,
                r.quantity * r.price, r.quantity * r.price * c.rate, m.currency
              from made m
              join chunk c on c.number = m.number
              join imports.sales_row r on r.import = ? and r.invoice = m.number
              left join catalog.product p on p.sku = r.product and p.binned_at is null
              returning id, "order", product, description, quantity, unit_price, unit_price_base, amount,
                amount_base, currency
            ), logged as (
              insert into records.change (at, actor, cause, unit, type, record, part, version, op)
              select ?, ?, 'import', ?, 'order', id, null::uuid, 1, 'create' from made
              union all
              select ?, ?, 'import', ?, 'order-line', "order", id, 1, 'create' from lines
              returning seq, record, part
            ), valued as (
              insert into records.change_value (seq, after)
              select l.seq, jsonb_strip_nulls(to_jsonb(m) - 'id')
              from logged l join made m on m.id = l.record where l.part is null
              union all
              select l.seq, jsonb_strip_nulls(to_jsonb(n) - 'id')
              from logged l join lines n on n.id = l.part
            )
            update imports.sales_order o
            set result = case when m.number is null then 'skipped' else 'created' end
            from chunk c left join made m on m.number = c.number
            where o.import = ? and o.number = c.number
            """,
        company,
        zone,
        id,
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
}

-- The unit in which something is ordered and leaves the house; absent: the product's own.
alter table sales.order_line add column unit text;
alter table sales.shipment_line add column unit text;

-- What was paid, for one of the product's own unit, as with what was offered.
create or replace view sales.v_paid as
select
  o.id as "order",
  o.number,
  o.owner,
  o.account,
  o.currency,
  o.placed_at as at,
  l.product,
  l.quantity * coalesce(u.factor, 1) as quantity,
  l.amount / (l.quantity * coalesce(u.factor, 1)) as price,
  l.amount_base / (l.quantity * coalesce(u.factor, 1)) as price_base
from sales."order" o
join sales.order_line l on l."order" = o.id
left join catalog.product_unit u on u.product = l.product and u.unit = l.unit
where o.binned_at is null and o.status not in ('draft', 'cancelled', 'returned')
  and l.product is not null and l.quantity > 0 and l.amount > 0;

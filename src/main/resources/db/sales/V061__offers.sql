-- What was offered to whom, for one of the product's own unit, in every quote that somebody keeps.
create view sales.v_offer as
select
  q.id as quote,
  q.number,
  q.owner,
  q.account,
  q.status,
  q.currency,
  q.valid_until,
  coalesce(q.sent_at, q.updated_at) as at,
  l.product,
  l.quantity * coalesce(u.factor, 1) as quantity,
  l.unit_price / coalesce(u.factor, 1) as price
from sales.quote q
join sales.quote_line l on l.quote = q.id
left join catalog.product_unit u on u.product = l.product and u.unit = l.unit
where q.binned_at is null and l.product is not null and l.quantity > 0;

-- What was paid by whom, likewise.
create view sales.v_paid as
select
  o.id as "order",
  o.number,
  o.owner,
  o.account,
  o.currency,
  o.placed_at as at,
  l.product,
  l.quantity,
  l.amount / l.quantity as price,
  l.amount_base / l.quantity as price_base
from sales."order" o
join sales.order_line l on l."order" = o.id
where o.binned_at is null and o.status not in ('draft', 'cancelled', 'returned')
  and l.product is not null and l.quantity > 0 and l.amount > 0;

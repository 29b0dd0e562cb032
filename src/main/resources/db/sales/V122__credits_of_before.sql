-- What came back before it was credited: of each line the part of its amount, rounded, and the tax
-- on it, of an order that came back whole what it cost; as it is reckoned from now on.
with place (currency, decimals) as (
  values ('CLF', 4),
    ('BHD', 3), ('IQD', 3), ('JOD', 3), ('KWD', 3), ('LYD', 3), ('OMR', 3), ('TND', 3),
    ('ADP', 0), ('BEF', 0), ('BIF', 0), ('BYB', 0), ('BYR', 0), ('CLP', 0), ('DJF', 0), ('ESP', 0),
    ('GNF', 0), ('GRD', 0), ('ISK', 0), ('ITL', 0), ('JPY', 0), ('KMF', 0), ('KRW', 0), ('LUF', 0),
    ('MGF', 0), ('PTE', 0), ('PYG', 0), ('ROL', 0), ('RWF', 0), ('TPE', 0), ('TRL', 0), ('UGX', 0),
    ('UYI', 0), ('VND', 0), ('VUV', 0), ('XAF', 0), ('XOF', 0), ('XPF', 0)
), line as (
  select l."order", l.quantity, l.amount, l.tax_rate,
    coalesce(sum(s.quantity) filter (where h.kind = 'back'), 0) as back
  from sales.order_line l
  left join sales.shipment_line s on s.order_line = l.id
  left join sales.shipment h on h.id = s.shipment and h.binned_at is null
  where l."order" in (
    select h."order" from sales.shipment h where h.kind = 'back' and h.binned_at is null)
  group by l.id
), part as (
  -- Factors of so many decimals make the quotients exact enough to round them as Java does.
  select l.*, coalesce(p.decimals, 2) as decimals,
    case
      when l.back >= l.quantity then l.amount
      else round(round(l.amount * l.back * 1.000000000000000000000000000000 / l.quantity, 12),
        coalesce(p.decimals, 2))
    end as net
  from line l join sales."order" o on o.id = l."order" left join place p using (currency)
), sum as (
  select "order", decimals, bool_and(back >= quantity) as whole,
    bool_or(tax_rate is not null) as rated,
    sum(net) filter (where back > 0) as net,
    sum(round(net * coalesce(tax_rate, 0) * 0.01, decimals)) filter (where back > 0) as tax
  from part group by "order", decimals having bool_or(back > 0)
), credit as (
  select o.id,
    case
      when s.whole then o.total + coalesce(o.tax, 0)
      when s.rated or o.total = 0 then s.net + s.tax
      else s.net + round(round(coalesce(o.tax, 0) * s.net * 1.000000000000000000000000000000
        / o.total, 12), s.decimals)
    end as credited
  from sum s join sales."order" o on o.id = s."order"
)
update sales."order" o
set credited = c.credited,
  credited_base = c.credited
    * trim_scale(o.total_base * 1.000000000000000000000000000000 / nullif(o.total, 0))
from credit c
where c.id = o.id and o.credited is null and c.credited <> 0 and o.status <> 'cancelled';

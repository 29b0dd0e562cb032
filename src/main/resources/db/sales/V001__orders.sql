-- What was bought: orders with their lines, and the rates that make amounts comparable.

create table sales.exchange_rate (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  currency text not null,
  valid_from date not null,
  rate numeric not null check (rate > 0),
  unique (currency, valid_from)
);

create sequence sales.order_number;

create table sales."order" (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  owner uuid references access."user",
  number text not null unique,
  account uuid references customers.account,
  placed_at timestamptz not null,
  status text not null default 'confirmed',
  currency text not null,
  total numeric not null default 0,
  total_base numeric,
  notes text
);

create index on sales."order" (account, placed_at desc);
create index on sales."order" (placed_at, id);
create index on sales."order" (owner, placed_at desc);

create table sales.order_line (
  id uuid primary key default uuidv7(),
  "order" uuid not null references sales."order" on delete cascade,
  position int not null,
  product uuid references catalog.product,
  description text,
  quantity numeric not null,
  unit_price numeric,
  unit_price_base numeric,
  amount numeric not null,
  amount_base numeric,
  currency text not null
);

create index on sales.order_line ("order", position);
create index on sales.order_line (product);

-- The published facts: what insight may know of sales. Orders that happened, in the company's
-- currency; what is in the bin, cancelled or still a draft did not happen.
create view sales.v_order as
select id, account, placed_at, status = 'returned' as returned, total_base as amount
from sales."order"
where binned_at is null and status not in ('draft', 'cancelled');

create view sales.v_order_line as
select
  l.id,
  l."order",
  o.account,
  o.placed_at,
  o.status = 'returned' as returned,
  l.product,
  l.quantity,
  l.unit_price,
  l.amount_base as amount
from sales.order_line l
join sales."order" o on o.id = l."order"
where o.binned_at is null and o.status not in ('draft', 'cancelled');

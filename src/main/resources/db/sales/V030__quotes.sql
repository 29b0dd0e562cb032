-- What is offered, and what becomes of it: quotes, shipments, invoices, payments.

-- Who acts when a customer answers by his link.
insert into records.principal (id, kind, name)
values ('00000000-0000-0000-0000-000000000030', 'form', 'Customer');

create table sales.quote (
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
  subject text,
  account uuid not null references customers.account,
  contact uuid references customers.contact,
  opportunity uuid references sales.opportunity,
  status text not null default 'draft',
  revision numeric not null default 1,
  revises uuid references sales.quote,
  currency text not null,
  valid_until date,
  total numeric not null default 0,
  total_base numeric,
  tax numeric not null default 0,
  tax_base numeric,
  total_with_tax numeric not null default 0,
  total_with_tax_base numeric,
  payment_days numeric,
  payment_terms text,
  delivery_terms text,
  language text,
  introduction text,
  notes text,
  hash text,
  reasons text,
  submitted_by uuid references access."user",
  sent_at timestamptz,
  answered_at timestamptz,
  answered_by text,
  decline_reason text
);

create index on sales.quote (account, created_at desc);
create index on sales.quote (owner, created_at desc);
create index on sales.quote (opportunity) where opportunity is not null;
create index on sales.quote (contact) where contact is not null;
create index on sales.quote (revises) where revises is not null;
create index on sales.quote (valid_until) where status = 'sent';

create table sales.quote_line (
  id uuid primary key default uuidv7(),
  quote uuid not null references sales.quote on delete cascade,
  position int not null,
  section text,
  product uuid references catalog.product,
  description text,
  quantity numeric not null,
  unit text,
  list_price numeric,
  list_price_base numeric,
  discount numeric,
  unit_price numeric not null,
  unit_price_base numeric,
  tax_rate numeric,
  amount numeric not null,
  amount_base numeric,
  optional boolean,
  currency text not null
);

create index on sales.quote_line (quote, position);
create index on sales.quote_line (product);

alter table sales."order"
  add column quote uuid references sales.quote,
  add column tax numeric,
  add column tax_base numeric,
  add column payment_days numeric,
  add column paid numeric,
  add column paid_base numeric;
alter table sales.order_line add column tax_rate numeric;
-- An accepted quote becomes one order, whatever happens at the same moment.
create unique index on sales."order" (quote) where quote is not null;

create table sales.shipment (
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
  "order" uuid not null references sales."order",
  account uuid references customers.account,
  kind text not null default 'out',
  shipped_at timestamptz not null,
  carrier text,
  tracking text,
  delivered_at timestamptz,
  reason text
);

create index on sales.shipment ("order", shipped_at desc);
create index on sales.shipment (account, shipped_at desc);

create table sales.shipment_line (
  id uuid primary key default uuidv7(),
  shipment uuid not null references sales.shipment on delete cascade,
  position int not null,
  order_line uuid references sales.order_line on delete set null,
  product uuid references catalog.product,
  quantity numeric not null check (quantity > 0)
);

create index on sales.shipment_line (shipment, position);
create index on sales.shipment_line (order_line);
create index on sales.shipment_line (product);

create table sales.invoice (
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
  "order" uuid not null references sales."order",
  account uuid references customers.account,
  label text,
  issued_on date not null,
  due_on date not null,
  status text not null default 'open',
  currency text not null,
  amount numeric not null,
  amount_base numeric,
  open numeric not null,
  open_base numeric
);

create index on sales.invoice ("order", due_on);
create index on sales.invoice (account, created_at desc);
create index on sales.invoice (due_on, id) where status in ('open', 'partlyPaid');

create table sales.payment (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  owner uuid references access."user",
  "order" uuid not null references sales."order",
  account uuid references customers.account,
  received_at timestamptz not null,
  amount numeric not null check (amount <> 0),
  amount_base numeric,
  currency text not null,
  method text,
  reference text
);

create index on sales.payment ("order", received_at desc);
create index on sales.payment (account, received_at desc);

-- The links by which customers read and answer without signing in; only hashes of their tokens.
create table sales.customer_link (
  token_hash bytea primary key,
  subject text not null,
  record uuid not null,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);

create index on sales.customer_link (record);

-- Order numbers come from the range of orders now; it goes on where the sequence was.
insert into records.number_counter (range, period, last)
select r.id, '', s.last_value
from records.number_range r, sales.order_number s
where r.subject = 'order' and s.is_called
on conflict do nothing;
drop sequence sales.order_number;

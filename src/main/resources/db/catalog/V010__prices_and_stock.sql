-- What it costs, for whom, from when; and how much of it there is.

alter table catalog.product
  add kind text not null default 'goods',
  add parent uuid references catalog.product,
  add variant text,
  add list_price numeric check (list_price >= 0),
  add cost numeric check (cost >= 0),
  add currency text,
  add tax_class text not null default 'standard',
  add active_from date,
  add active_until date,
  add image text;

create index on catalog.product (parent) where parent is not null;

-- Other units that it is sold in, and how many of the product's own unit one of them holds.
create table catalog.product_unit (
  id uuid primary key default uuidv7(),
  product uuid not null references catalog.product on delete cascade,
  position int not null,
  unit text not null,
  factor numeric not null check (factor > 0)
);
create index on catalog.product_unit (product, position);

-- What a bundle is put together from.
create table catalog.product_component (
  id uuid primary key default uuidv7(),
  product uuid not null references catalog.product on delete cascade,
  position int not null,
  component uuid not null references catalog.product,
  quantity numeric not null check (quantity > 0),
  check (component <> product)
);
create index on catalog.product_component (product, position);
create index on catalog.product_component (component);

create table catalog.product_document (
  id uuid primary key default uuidv7(),
  product uuid not null references catalog.product on delete cascade,
  position int not null,
  name text not null,
  url text not null
);
create index on catalog.product_document (product, position);

-- Until now the rates were kept by sales, which hands them over in its own script.
create table catalog.exchange_rate (
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

create table catalog.price_book (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  name text not null,
  name_key_en bytea,
  name_key_zh bytea,
  currency text not null,
  account uuid references customers.account,
  customer_class text,
  country text,
  region text,
  "from" date,
  until date,
  priority numeric not null default 0,
  net boolean not null default false,
  active boolean not null default true,
  notes text,
  check ("from" <= until)
);
create index on catalog.price_book (account) where account is not null;

create table catalog.price_entry (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  price_book uuid not null references catalog.price_book,
  product uuid not null references catalog.product,
  currency text not null,
  min_quantity numeric not null default 0 check (min_quantity >= 0),
  "from" date,
  until date,
  price numeric not null check (price >= 0),
  check ("from" <= until)
);
create index on catalog.price_entry (product);
create index on catalog.price_entry (price_book, product, min_quantity);

create table catalog.promotion (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  name text not null,
  name_key_en bytea,
  name_key_zh bytea,
  product uuid references catalog.product,
  category text,
  account uuid references customers.account,
  customer_class text,
  country text,
  region text,
  min_quantity numeric not null default 0,
  "from" date,
  until date,
  percent numeric check (percent > 0 and percent <= 100),
  amount numeric check (amount > 0),
  currency text,
  exclusive boolean not null default false,
  active boolean not null default true,
  check (num_nonnulls(percent, amount) = 1),
  check ("from" <= until)
);

create table catalog.price_floor (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  name text not null,
  name_key_en bytea,
  name_key_zh bytea,
  product uuid references catalog.product,
  category text,
  role uuid references access.role,
  team uuid references access.team,
  person uuid references access."user",
  price numeric check (price >= 0),
  currency text,
  max_discount numeric check (max_discount between 0 and 100),
  min_margin numeric check (min_margin < 100),
  active boolean not null default true,
  check (num_nonnulls(role, team, person) <= 1),
  check (num_nonnulls(price, max_discount, min_margin) = 1)
);

create table catalog.tax_rate (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  name text not null,
  name_key_en bytea,
  name_key_zh bytea,
  tax_class text not null,
  country text,
  region text,
  "from" date,
  until date,
  percent numeric not null check (percent >= 0),
  check ("from" <= until)
);

create table catalog.warehouse (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  code text not null unique,
  name text not null,
  name_key_en bytea,
  name_key_zh bytea,
  country text,
  city text,
  address text,
  rank numeric not null default 0,
  active boolean not null default true
);

-- The database itself refuses what would be less than nothing, whoever writes.
create table catalog.stock_level (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  product uuid not null references catalog.product,
  warehouse uuid not null references catalog.warehouse,
  on_hand numeric not null default 0 check (on_hand >= 0),
  reserved numeric not null default 0 check (reserved >= 0),
  promised numeric not null default 0 check (promised >= 0),
  reorder_at numeric,
  unique (product, warehouse),
  check (reserved <= on_hand)
);
create index on catalog.stock_level (warehouse, product);

-- Every change of a level, in order: what it was about, and what stood there afterwards.
create table catalog.stock_movement (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  at timestamptz not null,
  kind text not null,
  product uuid not null references catalog.product,
  warehouse uuid not null references catalog.warehouse,
  on_hand numeric not null,
  reserved numeric not null,
  promised numeric not null,
  on_hand_after numeric not null,
  reserved_after numeric not null,
  promised_after numeric not null,
  subject_type text,
  subject uuid,
  note text
);
create index on catalog.stock_movement (product, at);
create index on catalog.stock_movement (warehouse, at);
create index on catalog.stock_movement (at, id);
create index on catalog.stock_movement (subject) where subject is not null;

-- What is set aside for whom, and what has been promised without being set aside.
create table catalog.stock_hold (
  subject uuid not null,
  subject_type text not null,
  product uuid not null references catalog.product,
  warehouse uuid not null references catalog.warehouse,
  kind text not null,
  quantity numeric not null check (quantity > 0),
  primary key (subject, product, warehouse, kind)
);

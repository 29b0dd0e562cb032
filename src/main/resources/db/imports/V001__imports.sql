-- Files on their way to become records. What is staged here is the ledger: a row without a result has
-- not been written yet, and every counter is counted from it.

create table import (
  id uuid primary key,
  version bigint not null default 1,
  created_at timestamptz not null,
  owner uuid references access."user",
  actor uuid not null references records.principal,
  type text not null,
  state text not null default 'uploaded'
    check (state in ('uploaded', 'checking', 'checked', 'running', 'done', 'cancelled', 'failed')),
  file_name text not null,
  file text not null,
  shape jsonb not null,
  columns jsonb not null,
  mapping jsonb not null,
  warnings jsonb not null default '[]',
  rows bigint not null default 0,
  problem text,
  job uuid,
  finished_at timestamptz
);

create index on import (created_at desc);
create index on import (type, created_at desc);

-- Cells that a person mended, laid over the file when it is checked again.
create table mended (
  import uuid not null references import on delete cascade,
  row int not null,
  "column" text not null,
  value text not null,
  primary key (import, row, "column")
);

-- Rows of one type of record.
-- - `given`: what the row says, by field in canonical text; `made`: the whole new record it would be, by
--   column, with what its room says is wrong with it in `made_faults`
-- - `links`: keys of other records by field, looked up when it is written
-- - `plan`: what the check found to be done; `result`: what was done
create table row (
  import uuid not null references import on delete cascade,
  row int not null,
  line bigint not null,
  key text,
  given jsonb,
  made jsonb,
  made_faults jsonb,
  links jsonb,
  faults jsonb,
  warnings jsonb,
  record uuid,
  plan text check (plan in ('create', 'update', 'unchanged', 'skip', 'fail')),
  result text check (result in ('created', 'updated', 'unchanged', 'skipped', 'failed')),
  primary key (import, row)
);

create index row_key on row (import, key) where key is not null;
create index row_open on row (import, row) where result is null;

-- Lines of a flat sales file; their ledger is the order they belong to.
create table sales_row (
  import uuid not null references import on delete cascade,
  row int not null,
  line bigint not null,
  invoice text,
  at timestamptz,
  product text,
  description text,
  quantity numeric,
  price numeric,
  customer text,
  customer_name text,
  country text,
  currency text,
  status text,
  faults jsonb,
  warnings jsonb,
  primary key (import, row)
);

create index sales_row_invoice on sales_row (import, invoice);

create table sales_order (
  import uuid not null references import on delete cascade,
  number text not null,
  first_row int not null,
  lines bigint not null,
  at timestamptz,
  customer text,
  currency text,
  status text,
  total numeric,
  plan text not null check (plan in ('create', 'update', 'unchanged', 'skip', 'fail')),
  result text check (result in ('created', 'updated', 'unchanged', 'skipped', 'failed')),
  primary key (import, number)
);

create index sales_order_open on sales_order (import, first_row) where result is null;

create table sales_account (
  import uuid not null references import on delete cascade,
  key text not null,
  name text not null,
  country text,
  result text check (result in ('created', 'unchanged')),
  primary key (import, key)
);

create index sales_account_open on sales_account (import, key) where result is null;

create table sales_product (
  import uuid not null references import on delete cascade,
  sku text not null,
  name text not null,
  result text check (result in ('created', 'unchanged')),
  primary key (import, sku)
);

create index sales_product_open on sales_product (import, sku) where result is null;

-- The planner must know what was just staged, in the same transaction; the application's role owns nothing,
-- so the owner measures for it.
create function measure() returns void language plpgsql security definer set search_path = imports as $$
begin
  analyze imports.row;
  analyze imports.sales_row;
  analyze imports.sales_order;
end $$;

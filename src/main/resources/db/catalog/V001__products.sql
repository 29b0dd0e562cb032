-- What we sell.

create table catalog.product (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  sku text not null unique,
  name text not null,
  name_key_en bytea,
  name_key_zh bytea,
  category text,
  brand text,
  unit text,
  description text,
  active boolean not null default true
);

create index on catalog.product (name_key_en, id);
create index on catalog.product (name_key_zh, id);
create index on catalog.product (category);

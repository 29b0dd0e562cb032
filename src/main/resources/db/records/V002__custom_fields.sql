-- Counts up with every change of types or fields: every node holds the catalog of one revision.
create table catalog_revision (
  one boolean primary key default true check (one),
  number bigint not null default 0
);
insert into catalog_revision default values;

-- Fields that administrators added. The column is `x_<number>` of the type's table.
create table custom_field (
  id uuid primary key,
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null references principal,
  updated_at timestamptz not null default now(),
  updated_by uuid not null references principal,
  number int generated always as identity unique,
  type text not null,
  name text not null,
  kind text not null,
  labels jsonb not null,
  help jsonb not null default '{}',
  choices jsonb not null default '[]',
  target text,
  required boolean not null default false,
  "unique" boolean not null default false,
  formula text,
  default_value jsonb,
  indexed boolean not null default false,
  hidden boolean not null default false,
  unique (type, name)
);

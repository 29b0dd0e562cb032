-- Public pools: records that nobody owns and that the members of some teams may claim; and the
-- teams that work on a record together.

create table customers.pool (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  name text not null unique,
  teams uuid[] not null default '{}',
  claim_limit_per_day numeric,
  holding_cap numeric,
  return_after_days numeric,
  warn_days numeric,
  reclaim_after_days numeric,
  notes text
);

create index on customers.pool using gin (teams);

-- Who held a record of a pool, from when until when, and how he came to it: append-only but for the end.
create table customers.holding (
  id uuid primary key default uuidv7(),
  pool uuid not null references customers.pool,
  type text not null,
  record uuid not null,
  "user" uuid not null references access."user",
  since timestamptz not null,
  until timestamptz,
  how text not null check (how in ('claimed', 'assigned')),
  ended text check (ended in ('returned', 'expired', 'assigned', 'undone'))
);

create index on customers.holding (record, since);
create index on customers.holding ("user", pool, since);

alter table customers.account
  add column pool uuid references customers.pool,
  add column claimed_at timestamptz,
  add column locked_until timestamptz,
  add column returns_at timestamptz;

create index on customers.account (pool, id) where pool is not null and owner is null;

create table customers.account_member (
  id uuid primary key default uuidv7(),
  account uuid not null references customers.account on delete cascade,
  position int not null,
  "user" uuid references access."user",
  team uuid references access.team,
  role text,
  write boolean not null default false,
  credit numeric,
  check (num_nonnulls("user", team) = 1)
);

create index on customers.account_member (account, position);
create index on customers.account_member ("user") where "user" is not null;
create index on customers.account_member (team) where team is not null;

-- What an activity or a file is about may also be a record of a higher wing; it has no foreign key
-- here, since those point down only.
alter table customers.activity add column lead uuid;
alter table customers.attachment add column lead uuid;
create index on customers.activity (lead, at desc) where lead is not null;
create index on customers.attachment (lead, created_at desc) where lead is not null;

-- What is to be reached, and what managers expect.
create table sales.target (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  owner uuid references access."user",
  team uuid references access.team,
  territory text,
  product uuid references catalog.product,
  period text not null,
  measure text not null default 'amount',
  amount numeric not null
);
create index on sales.target (period, created_at);

create table sales.forecast_entry (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  owner uuid references access."user",
  person uuid references access."user",
  team uuid references access.team,
  period text not null,
  amount numeric not null,
  note text,
  check (num_nonnulls(person, team) = 1)
);
create index on sales.forecast_entry (period, updated_at);

-- The week's report as it was on its Monday.
create table sales.weekly_report (
  week text primary key,
  made_at timestamptz not null,
  content jsonb not null
);

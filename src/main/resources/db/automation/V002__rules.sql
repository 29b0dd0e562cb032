-- What happens by itself.

create table automation.rule (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  owner uuid references access."user",
  name text not null,
  active boolean not null default true,
  position numeric not null default 0,
  on_type text not null,
  trigger text not null,
  watched text,
  date_field text,
  date_offset numeric,
  every text,
  at_hour numeric,
  condition text,
  actions text not null
);
create index on automation.rule (owner);
create index on automation.rule (on_type) where active;

-- What a rule made of each event, and why.
create table automation.rule_run (
  id uuid primary key default uuidv7(),
  rule uuid not null references automation.rule on delete cascade,
  type text not null,
  record uuid not null,
  seq bigint,
  occasion date,
  at timestamptz not null,
  outcome text not null check (outcome in ('fired', 'false', 'refused')),
  reason text,
  args jsonb not null default '{}',
  depth int not null default 0,
  unit uuid
);
create index on automation.rule_run (rule, at desc, id desc);
create index on automation.rule_run (unit) where unit is not null;
create unique index rule_run_once on automation.rule_run (rule, record, occasion) where occasion is not null;

-- How far date and schedule rules have come, whose turn it is, and the secret of web hooks.
create table automation.rule_state (
  rule uuid primary key references automation.rule on delete cascade,
  done_until date,
  turn int not null default 0,
  secret text
);

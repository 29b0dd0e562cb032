-- The working day: how long things take, when to be reminded, what was promised, where one was.
alter table customers.activity
  add column ends_at timestamptz,
  add column remind_at timestamptz,
  add column promised boolean not null default false,
  add column outcome text,
  add column place text,
  add column latitude numeric check (latitude between -90 and 90),
  add column longitude numeric check (longitude between -180 and 180),
  add column accuracy numeric,
  add column checked_in_at timestamptz,
  add column photo uuid,
  add column visit_rule uuid;

-- Which customers are to be visited or called again, and how often.
create table customers.visit_rule (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  name text not null unique,
  applies_to text,
  days numeric not null check (days > 0),
  kind text not null default 'visit',
  active boolean not null default true
);
alter table customers.activity
  add foreign key (visit_rule) references customers.visit_rule;
create index on customers.activity (account, visit_rule) where visit_rule is not null and not done;

-- The address under which a person's calendar may be fetched without signing in: its secret is kept
-- as a hash, and a new one ends the old.
create table customers.calendar_feed (
  owner uuid primary key references access."user",
  token_hash bytea not null unique,
  made_at timestamptz not null,
  used_at timestamptz
);

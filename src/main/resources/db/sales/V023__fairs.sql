-- Fairs: what they cost, who was there, what was handed out.

create table sales.event (
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
  place text,
  starts_on date,
  ends_on date,
  cost numeric,
  currency text,
  follow_up_days numeric,
  notes text
);
create index on sales.event (name_key_en, id);
create index on sales.event (name_key_zh, id);

create table sales.material (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  name text not null unique,
  unit_cost numeric,
  currency text,
  active boolean not null default true
);

alter table sales.lead add column event uuid references sales.event;
create index on sales.lead (event, id) where event is not null;

create table sales.hand_out (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  owner uuid references access."user",
  event uuid references sales.event,
  material uuid not null references sales.material,
  lead uuid not null references sales.lead,
  quantity numeric not null default 1,
  at timestamptz not null,
  repeated boolean not null default false
);
create index on sales.hand_out (event, material);
create index on sales.hand_out (lead, material);
create index on sales.hand_out (owner, id);

-- Leads: people and companies that might buy.

create table sales.lead (
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
  name_key_en bytea,
  name_key_zh bytea,
  company text,
  job_title text,
  email text,
  phone text,
  mobile text,
  wechat text,
  website text,
  street text,
  city text,
  region text,
  country text,
  industry text,
  source text,
  source_detail text,
  status text not null default 'new',
  score numeric,
  score_reasons text check (score_reasons is json),
  learned_score numeric,
  interest text,
  notes text,
  language text,
  pool uuid references customers.pool,
  claimed_at timestamptz,
  locked_until timestamptz,
  returns_at timestamptz,
  next_step text,
  next_step_on date,
  respond_by timestamptz,
  responded_at timestamptz,
  assigned_by text,
  qualified_reason text,
  disqualified_reason text,
  recycle_on date,
  consent text,
  consent_at timestamptz,
  account uuid references customers.account,
  contact uuid references customers.contact,
  opportunity uuid references sales.opportunity,
  converted_at timestamptz,
  external_id text unique,
  tags uuid[] not null default '{}'
);

create index on sales.lead (name_key_en, id);
create index on sales.lead (name_key_zh, id);
create index on sales.lead (owner, id);
create index on sales.lead (updated_at, id);
create index on sales.lead (created_at, id);
create index on sales.lead (score desc, id);
create index on sales.lead (status, id);
create index on sales.lead (pool, id) where pool is not null and owner is null;
create index on sales.lead (lower(email)) where email is not null;
create index on sales.lead (respond_by) where responded_at is null and respond_by is not null;
create index on sales.lead (account) where account is not null;
create index on sales.lead (contact) where contact is not null;
create index on sales.lead (opportunity) where opportunity is not null;
create index on sales.lead using gin (tags) where tags <> '{}';

create table sales.lead_member (
  id uuid primary key default uuidv7(),
  lead uuid not null references sales.lead on delete cascade,
  position int not null,
  "user" uuid references access."user",
  team uuid references access.team,
  role text,
  write boolean not null default false,
  credit numeric,
  check (num_nonnulls("user", team) = 1)
);

create index on sales.lead_member (lead, position);
create index on sales.lead_member ("user") where "user" is not null;
create index on sales.lead_member (team) where team is not null;

create table sales.opportunity_member (
  id uuid primary key default uuidv7(),
  opportunity uuid not null references sales.opportunity on delete cascade,
  position int not null,
  "user" uuid references access."user",
  team uuid references access.team,
  role text,
  write boolean not null default false,
  credit numeric,
  check (num_nonnulls("user", team) = 1)
);

create index on sales.opportunity_member (opportunity, position);
create index on sales.opportunity_member ("user") where "user" is not null;
create index on sales.opportunity_member (team) where team is not null;

-- The first real contact stops the clock of a lead, whichever way the activity is written.
create function sales.lead_responded() returns trigger language plpgsql as $$
begin
  update sales.lead set responded_at = new.at
  where id = new.lead and responded_at is null and new.at >= created_at;
  return null;
end $$;

create trigger lead_responded after insert or update of lead, done on customers.activity
  for each row when (new.lead is not null and new.done and new.kind in ('call', 'visit', 'meeting', 'mail'))
  execute function sales.lead_responded();

-- Points for what is known of a lead.
create table sales.score_rule (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  name text not null unique,
  condition text not null,
  points numeric not null,
  active boolean not null default true
);

create table sales.territory (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  name text not null unique,
  country text,
  regions text,
  manager uuid not null references access."user"
);

-- Who gets a new lead: the first rule that holds decides.
create table sales.assignment_rule (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  name text not null unique,
  position numeric not null default 0,
  condition text,
  method text not null check (method in ('roundRobin', 'load', 'territory', 'pool')),
  users uuid[] not null default '{}',
  team uuid references access.team,
  pool uuid references customers.pool,
  respond_within_hours numeric,
  active boolean not null default true,
  last_user uuid
);

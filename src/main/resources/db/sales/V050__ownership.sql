-- Who owns what, when people leave and when people disagree.

create table sales.hand_over (
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
  "from" uuid not null references access."user",
  "to" uuid not null references access."user",
  rules text not null default '[]' check (rules is json array),
  status text not null default 'draft',
  unit text,
  counts text check (counts is json),
  done_at timestamptz
);

create table sales.ownership_dispute (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  owner uuid references access."user",
  people uuid[] not null default '{}',
  title text not null,
  record_type text not null,
  record text not null,
  claimant uuid not null references access."user",
  holder uuid references access."user",
  reason text,
  evidence text check (evidence is json),
  claimant_points numeric,
  holder_points numeric,
  status text not null default 'open',
  verdict text,
  verdict_reason text,
  claimant_credit numeric,
  decided_by uuid references access."user",
  decided_at timestamptz
);

comment on column sales.ownership_dispute.people is 'claimant and holder, who may see it';
create index on sales.ownership_dispute using gin (people);
create index on sales.ownership_dispute (record);
create index on sales.ownership_dispute (owner, id);

-- Business cards that wait for somebody to confirm what was read from them.
create table sales.card (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  owner uuid references access."user",
  batch text,
  text text,
  picture uuid,
  proposal text check (proposal is json),
  status text not null default 'waiting',
  lead uuid references sales.lead
);
create index on sales.card (owner, status, id);
create index on sales.card (lead) where lead is not null;

-- Saved views of lists: private, or shared with everybody who may see the records in them.
create table view (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null references principal,
  updated_at timestamptz not null default now(),
  updated_by uuid not null references principal,
  binned_at timestamptz,
  binned_unit uuid,
  owner uuid references principal,
  name text not null,
  type text not null,
  state text not null,
  shared boolean,
  pinned boolean,
  position numeric
);
create index view_owner on view (owner);

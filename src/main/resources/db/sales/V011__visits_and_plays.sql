-- How long opportunities stood in which stage: a projection of the change log, made anew for a
-- record whenever its log grows, so that what was undone never happened.
create table sales.stage_visit (
  id uuid primary key default uuidv7(),
  opportunity uuid not null references sales.opportunity on delete cascade,
  position int not null,
  stage uuid not null references sales.stage,
  entered_at timestamptz not null,
  left_at timestamptz,
  duration bigint generated always as (extract(epoch from left_at - entered_at)::bigint) stored
);
create index on sales.stage_visit (opportunity, position);
create index on sales.stage_visit (stage, entered_at);

-- What to do, say and send in a stage, by what the customer is worth.
create table sales.play (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  name text not null,
  stage uuid not null references sales.stage,
  customer_class text,
  todo text,
  say text,
  send text,
  active boolean not null default true
);
create index on sales.play (stage);

create table sales.play_use (
  id uuid primary key default uuidv7(),
  opportunity uuid not null references sales.opportunity on delete cascade,
  position int not null,
  play uuid not null references sales.play,
  used_at timestamptz not null,
  used_by uuid references access."user"
);
create index on sales.play_use (opportunity, position);
create index on sales.play_use (play);

-- What was done about an opportunity. The wing of customers knows no opportunities: the column is
-- this wing's, like one that an administrator adds.
alter table customers.activity add column opportunity uuid;
create index on customers.activity (opportunity, at desc) where opportunity is not null;

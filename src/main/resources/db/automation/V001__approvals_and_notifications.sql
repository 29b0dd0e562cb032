-- What needs a second person's word, and what people are told.

create table automation.approval (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  owner uuid references access."user",
  title text not null,
  reason text,
  facts text,
  subject_type text not null,
  subject text not null,
  subject_version numeric not null,
  state text not null default 'pending',
  current_step numeric not null default 1,
  waiting_for uuid[] not null default '{}',
  decided_at timestamptz,
  decided_by uuid references access."user",
  people uuid[] not null default '{}'
);
comment on column automation.approval.people is
  'who may see it beside its owner: approvers of all steps and their deputies';

create index on automation.approval (owner, id);
create index on automation.approval (subject, id);
create index on automation.approval using gin (people);
create index on automation.approval using gin (waiting_for) where state = 'pending';

create table automation.approval_step (
  id uuid primary key default uuidv7(),
  approval uuid not null references automation.approval on delete cascade,
  position int not null,
  name text,
  mode text not null default 'any',
  approvers uuid[] not null default '{}',
  state text not null default 'waiting'
);
create index on automation.approval_step (approval, position);

create table automation.approval_vote (
  id uuid primary key default uuidv7(),
  approval uuid not null references automation.approval on delete cascade,
  position int not null,
  step numeric not null,
  verdict text not null,
  approver uuid references access."user",
  given_by uuid references access."user",
  given_to uuid references access."user",
  comment text,
  at timestamptz not null
);
create index on automation.approval_vote (approval, position);

create table automation.deputy (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  owner uuid references access."user",
  deputy uuid not null references access."user",
  valid_from date not null,
  valid_until date not null,
  note text
);
create index on automation.deputy (owner, valid_until);
create index on automation.deputy (deputy, valid_until);

create table automation.notification (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  owner uuid references access."user",
  kind text not null,
  text_key text not null,
  args text,
  link text,
  show_at timestamptz not null default now(),
  read_at timestamptz
);
create index on automation.notification (owner, show_at desc);
create index on automation.notification (owner, show_at) where read_at is null;

-- What a person wants to be told, and when not.
create table automation.notice_setting (
  "user" uuid primary key references access."user" on delete cascade,
  quiet_from time,
  quiet_until time,
  muted text[] not null default '{}'
);

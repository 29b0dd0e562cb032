-- The one door out: mails, their templates, and the queue of everything that leaves.

create table channels.mail (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  owner uuid references access."user",
  subject text not null,
  body text,
  html text,
  to_address text not null,
  cc_address text,
  state text not null default 'draft',
  problem text,
  message_id text unique,
  sent_at timestamptz,
  tries numeric,
  perhaps_twice boolean not null default false,
  files text,
  about text,
  account uuid references customers.account,
  contact uuid references customers.contact,
  attachments uuid[] not null default '{}'
);
create index on channels.mail (account, created_at desc);
create index on channels.mail (contact, created_at desc);
create index on channels.mail (owner, created_at desc);

create table channels.mail_template (
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
  for_type text not null,
  subject text not null,
  body text not null,
  shared boolean not null default false
);
create index on channels.mail_template (owner);

-- What is to leave: a mail or the call of a web hook. `claimed` is committed before the other side
-- is called.
create table channels.outbox (
  id uuid primary key default uuidv7(),
  kind text not null,
  destination text not null,
  payload jsonb not null default '{}',
  state text not null default 'queued'
    check (state in ('queued', 'claimed', 'sent', 'failed', 'uncertain')),
  due timestamptz not null default now(),
  created timestamptz not null default now(),
  attempts int not null default 0,
  lease timestamptz,
  fence int not null default 0,
  doubtful boolean not null default false,
  problem text,
  done timestamptz
);
comment on column channels.outbox.fence is 'counts the claims; a holder with an older number may not write';
comment on column channels.outbox.doubtful is 'an earlier try may have reached the other side';
create index outbox_queued on channels.outbox (due) where state = 'queued';
create index outbox_claimed on channels.outbox (lease) where state = 'claimed';
create index outbox_busy on channels.outbox (destination) where state = 'claimed';

-- To whom nothing is sent any more, asked in the transaction that claims a message.
create table channels.suppression (
  address text primary key,
  reason text not null,
  since timestamptz not null default now()
);

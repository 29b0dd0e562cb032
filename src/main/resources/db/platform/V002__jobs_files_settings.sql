-- One row is one piece of background work, from the wish to the result.
create table platform.job (
  id uuid primary key default uuidv7(),
  name text not null,
  lane text,
  state text not null default 'waiting'
    check (state in ('waiting', 'running', 'done', 'failed', 'cancelled')),
  progress double precision not null default 0 check (progress between 0 and 1),
  message text,
  message_args jsonb not null default '{}',
  params jsonb not null default '{}',
  result jsonb,
  principal uuid,
  cancel boolean not null default false,
  due timestamptz not null default now(),
  created timestamptz not null default now(),
  started timestamptz,
  finished timestamptz,
  heartbeat timestamptz,
  node text,
  fence int not null default 0,
  attempts int not null default 0
);
comment on column platform.job.lane is 'jobs of one lane run one after the other';
comment on column platform.job.message is 'key of a text';
comment on column platform.job.fence is 'counts the claims; a holder with an older number may not write';
comment on column platform.job.attempts is 'claims that did not end by themselves';

create index job_waiting on platform.job (due) where state = 'waiting';
create index job_running on platform.job (heartbeat) where state = 'running';
create unique index job_one_per_lane on platform.job (lane) where state = 'running';
create index job_created on platform.job (created);

create table platform.job_schedule (
  name text primary key,
  due timestamptz not null
);

-- Files of people, stored by their content under the data folder; a row is written after the file.
create table platform.file (
  id uuid primary key default uuidv7(),
  sha256 bytea not null check (length(sha256) = 32),
  size bigint not null check (size >= 0),
  name text not null,
  media_type text not null,
  principal uuid,
  created timestamptz not null default now()
);
create index file_sha256 on platform.file (sha256);

create table platform.setting (
  name text primary key,
  value jsonb not null,
  version bigint not null default 1,
  updated timestamptz not null default now(),
  updated_by uuid
);

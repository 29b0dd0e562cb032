-- Whatever changes who may do what counts one up here, in the same transaction, and wakes the nodes:
-- none of them answers from older knowledge for longer than a second.
create table revision (
  one boolean primary key default true check (one),
  number bigint not null default 0
);
insert into revision default values;

create function rights_changed() returns trigger language plpgsql as $$
begin
  update access.revision set number = number + 1;
  perform pg_notify('access', '');
  return null;
end $$;

create table team (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null references records.principal,
  updated_at timestamptz not null default now(),
  updated_by uuid not null references records.principal,
  binned_at timestamptz,
  binned_unit uuid,
  name text not null,
  name_key_en bytea,
  name_key_zh bytea,
  parent uuid references team
);
create unique index team_name on team (name);
create index team_parent on team (parent);

-- `grants` is JSON as the API shows it. An administrator's role needs none: it may do everything.
create table role (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null references records.principal,
  updated_at timestamptz not null default now(),
  updated_by uuid not null references records.principal,
  binned_at timestamptz,
  binned_unit uuid,
  name text not null,
  name_key_en bytea,
  name_key_zh bytea,
  grants text not null default '[]' check (grants is json array),
  administrator boolean not null default false
);
create unique index role_name on role (name);

create table "user" (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null references records.principal,
  updated_at timestamptz not null default now(),
  updated_by uuid not null references records.principal,
  binned_at timestamptz,
  binned_unit uuid,
  email text not null,
  name text not null,
  name_key_en bytea,
  name_key_zh bytea,
  team uuid references team,
  roles uuid[] not null default '{}',
  locale text,
  timezone text,
  active boolean not null default true
);
create unique index user_email on "user" (lower(email));
create index user_in_team on "user" (team);

-- A user is a principal of the same id.
create function user_is_principal() returns trigger language plpgsql as $$
begin
  insert into records.principal (id, kind, name) values (new.id, 'user', new.name)
  on conflict (id) do update set name = excluded.name;
  return new;
end $$;
create trigger user_is_principal before insert or update of name on "user"
  for each row execute function user_is_principal();

create table password (
  "user" uuid primary key references "user" on delete cascade,
  hash text not null,
  changed_at timestamptz not null
);

-- Only hashes of what a browser or program holds are kept: a copy of the database opens no door.
create table session (
  id uuid primary key default uuidv7(),
  "user" uuid not null references "user" on delete cascade,
  token_hash bytea not null unique,
  csrf text not null,
  created_at timestamptz not null,
  seen_at timestamptz not null,
  address text not null,
  agent text not null
);
create index session_of_user on session ("user");

-- A browser that its user has signed in with before: strangers' guesses do not lock it out.
create table device (
  token_hash bytea primary key,
  "user" uuid not null references "user" on delete cascade,
  created_at timestamptz not null
);
create index device_of_user on device ("user");

-- An invitation or a new start for somebody who lost the password: used once, one a person.
create table invitation (
  "user" uuid primary key references "user" on delete cascade,
  token_hash bytea not null unique,
  expires_at timestamptz not null
);

create table api_key (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null references records.principal,
  updated_at timestamptz not null default now(),
  updated_by uuid not null references records.principal,
  binned_at timestamptz,
  binned_unit uuid,
  owner uuid not null references "user",
  name text not null,
  prefix text not null,
  hash bytea not null unique,
  scopes text check (scopes is json array),
  expires_at timestamptz,
  last_used_at timestamptz
);
create index api_key_owner on api_key (owner);

create function key_is_principal() returns trigger language plpgsql as $$
begin
  insert into records.principal (id, kind, on_behalf_of, name)
  values (new.id, 'key', new.owner, new.name)
  on conflict (id) do update set name = excluded.name;
  return new;
end $$;
create trigger key_is_principal before insert or update of name on api_key
  for each row execute function key_is_principal();

-- Who may no longer sign in has no session, no remembered browser and no invitation left.
create function user_shut_out() returns trigger language plpgsql as $$
begin
  delete from access.session where "user" = new.id;
  delete from access.device where "user" = new.id;
  delete from access.invitation where "user" = new.id;
  return null;
end $$;
create trigger user_shut_out after update of active, binned_at on "user"
  for each row when (not new.active or new.binned_at is not null)
  execute function user_shut_out();

create trigger rights_changed after insert or update or delete on team
  for each statement execute function rights_changed();
create trigger rights_changed after insert or update or delete on role
  for each statement execute function rights_changed();
create trigger rights_changed after insert or update or delete on "user"
  for each statement execute function rights_changed();
create trigger rights_changed after delete on session
  for each statement execute function rights_changed();
create trigger rights_changed after update of owner, scopes, expires_at, binned_at or delete on api_key
  for each statement execute function rights_changed();

-- How often somebody tried, counted before the password is looked at. `what` is a hash.
create table attempt (
  what bytea primary key,
  since timestamptz not null,
  count integer not null
);

-- The code that the console of the first start shows.
create table setup (
  one boolean primary key default true check (one),
  code_hash bytea not null
);

-- The answer to a write, for whoever asks again with the same key. Without a status it is under way.
create table idempotency (
  principal uuid not null references records.principal,
  key_hash bytea not null,
  request_hash bytea,
  at timestamptz not null,
  status integer,
  type text,
  headers jsonb,
  body bytea,
  secret boolean not null default false,
  primary key (principal, key_hash)
);
create index idempotency_at on idempotency (at);

-- Who came in, who was refused what, who took data out: written once, never changed.
create table audit (
  seq bigint generated always as identity primary key,
  at timestamptz not null,
  actor uuid references records.principal,
  kind text not null,
  what text not null,
  address text,
  detail jsonb not null default '{}'
);
create index audit_at on audit (at);

do $$
declare program name;
begin
  for program in
    select distinct grantee from information_schema.role_table_grants
    where table_schema = 'access' and table_name = 'audit' and grantee <> current_user
  loop
    execute format('revoke update, delete, truncate on access.audit from %I', program);
  end loop;
end $$;

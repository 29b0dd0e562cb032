-- Who acts: a user, a key, a job, an import, the program itself.
create table principal (
  id uuid primary key,
  kind text not null check (kind in ('user', 'contact', 'key', 'form', 'job', 'rule', 'system')),
  on_behalf_of uuid references principal,
  name text not null,
  created_at timestamptz not null default now()
);
insert into principal (id, kind, name) values ('00000000-0000-0000-0000-000000000001', 'system', 'Shuke');

-- Everything that changes many records at once: previewed, undone and reported as one.
create table unit (
  id uuid primary key,
  kind text not null,
  label text not null default '',
  principal uuid not null references principal,
  created_at timestamptz not null default now(),
  undoes uuid references unit,
  undone_by uuid references unit
);

-- One row a mutation, written in its transaction. `seq` is drawn while the record's row lock is
-- held, so within a record it follows the versions; `xid` lets followers read without gaps.
create table change (
  seq bigint generated always as identity primary key,
  xid xid8 not null default pg_current_xact_id(),
  at timestamptz not null,
  actor uuid not null references principal,
  cause text not null,
  unit uuid,
  type text not null,
  record uuid not null,
  part uuid,
  version bigint not null,
  op text not null check (op in ('create', 'update', 'delete', 'restore'))
);
create index change_record on change (record, seq);
create index change_unit on change (unit, seq) where unit is not null;
create index change_xid on change (xid);

-- The values apart, by column, so that a person's can be erased and the log stays.
create table change_value (
  seq bigint primary key references change,
  before jsonb,
  after jsonb
);

-- Secrets of the program that every node must share, such as the key of the cursors.
create table secret (
  name text primary key,
  value bytea not null
);

-- The log is append-only for the program's own role, whatever it is called here.
do $$
declare program record;
begin
  for program in
    select distinct grantee, table_name from information_schema.role_table_grants
    where table_schema = 'records' and table_name in ('change', 'change_value')
      and grantee <> current_user
  loop
    execute format(
      'revoke update, delete, truncate on records.%I from %I', program.table_name, program.grantee);
  end loop;
end $$;

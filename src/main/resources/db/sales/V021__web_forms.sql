-- Forms that strangers fill in on a web page, and how often they try.

create table sales.web_form (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  name text not null,
  slug text not null unique,
  active boolean not null default true,
  fields text not null default '[]' check (fields is json array),
  title_en text,
  title_zh text,
  intro_en text,
  intro_zh text,
  thanks_en text,
  thanks_zh text,
  consent_en text,
  consent_zh text,
  source text not null default 'webForm',
  pool uuid references customers.pool,
  assignee uuid references access."user"
);

-- A form acts by itself: it is a principal of the same id.
create function sales.form_is_principal() returns trigger language plpgsql as $$
begin
  insert into records.principal (id, kind, name) values (new.id, 'form', new.name)
  on conflict (id) do update set name = excluded.name;
  return new;
end $$;
create trigger form_is_principal before insert or update of name on sales.web_form
  for each row execute function sales.form_is_principal();

-- Posts of one address in one hour; `what` is a hash.
create table sales.form_attempt (
  what bytea primary key,
  since timestamptz not null,
  count int not null
);

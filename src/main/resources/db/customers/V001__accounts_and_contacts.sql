-- Customers: accounts, contacts and what is known of them.
--
-- Common columns of a record: see the engine. created_by and updated_by name rows of
-- records.principal, without a foreign key: principals are never deleted, and every writer would
-- lock the same row. Unique values stay reserved while their record lies in the bin.

create table customers.tag (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  name text not null unique,
  colour text
);

create table customers.account (
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
  name_key_en bytea,
  name_key_zh bytea,
  kind text not null default 'company',
  parties text[] not null default '{}',
  external_id text unique,
  email text,
  phone text,
  website text,
  street text,
  postal_code text,
  city text,
  region text,
  country text,
  industry text,
  employees numeric,
  founded_year numeric,
  currency text,
  form_of_address text,
  preferred_channel text,
  notes text,
  household_size numeric,
  income_band text,
  parent uuid references customers.account,
  tags uuid[] not null default '{}'
);

create index on customers.account (name_key_en, id);
create index on customers.account (name_key_zh, id);
create index on customers.account (owner, id);
create index on customers.account (updated_at, id);
create index on customers.account (email) where email is not null;
create index on customers.account (phone) where phone is not null;
create index on customers.account (parent) where parent is not null;
create index on customers.account using gin (tags) where tags <> '{}';

create table customers.contact (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  owner uuid references access."user",
  given_name text,
  family_name text,
  name text not null,
  name_key_en bytea,
  name_key_zh bytea,
  salutation text,
  form_of_address text,
  email text,
  phone text,
  mobile text,
  job_title text,
  department text,
  birthday date,
  preferred_channel text,
  language text,
  external_id text unique,
  notes text,
  birth_year numeric,
  gender text,
  income_band text,
  education text,
  household_size numeric,
  account uuid references customers.account,
  tags uuid[] not null default '{}'
);

create index on customers.contact (name_key_en, id);
create index on customers.contact (name_key_zh, id);
create index on customers.contact (owner, id);
create index on customers.contact (updated_at, id);
create index on customers.contact (account);
create index on customers.contact (email) where email is not null;
create index on customers.contact (phone) where phone is not null;
create index on customers.contact (mobile) where mobile is not null;
create index on customers.contact using gin (tags) where tags <> '{}';

create table customers.account_address (
  id uuid primary key default uuidv7(),
  account uuid not null references customers.account on delete cascade,
  position int not null,
  use text not null default 'main',
  recipient text,
  street text,
  street2 text,
  postal_code text,
  city text,
  region text,
  country text
);

create table customers.account_date (
  id uuid primary key default uuidv7(),
  account uuid not null references customers.account on delete cascade,
  position int not null,
  kind text not null,
  date date not null,
  yearly boolean not null default true,
  of_whom text,
  family_relation text,
  note text
);

create table customers.account_preference (
  id uuid primary key default uuidv7(),
  account uuid not null references customers.account on delete cascade,
  position int not null,
  kind text not null,
  text text not null,
  since date
);

create table customers.account_relation (
  id uuid primary key default uuidv7(),
  account uuid not null references customers.account on delete cascade,
  position int not null,
  kind text not null,
  role text,
  reverse_role text,
  other_contact uuid references customers.contact on delete cascade,
  other_account uuid references customers.account on delete cascade,
  note text,
  check (num_nonnulls(other_contact, other_account) = 1)
);

create index on customers.account_address (account, position);
create index on customers.account_date (account, position);
create index on customers.account_date (extract(month from date), extract(day from date)) where yearly;
create index on customers.account_preference (account, position);
create index on customers.account_relation (account, position);
create index on customers.account_relation (other_contact) where other_contact is not null;
create index on customers.account_relation (other_account) where other_account is not null;

create table customers.contact_address (
  id uuid primary key default uuidv7(),
  contact uuid not null references customers.contact on delete cascade,
  position int not null,
  use text not null default 'main',
  recipient text,
  street text,
  street2 text,
  postal_code text,
  city text,
  region text,
  country text
);

create table customers.contact_date (
  id uuid primary key default uuidv7(),
  contact uuid not null references customers.contact on delete cascade,
  position int not null,
  kind text not null,
  date date not null,
  yearly boolean not null default true,
  of_whom text,
  family_relation text,
  note text
);

create table customers.contact_preference (
  id uuid primary key default uuidv7(),
  contact uuid not null references customers.contact on delete cascade,
  position int not null,
  kind text not null,
  text text not null,
  since date
);

create table customers.contact_relation (
  id uuid primary key default uuidv7(),
  contact uuid not null references customers.contact on delete cascade,
  position int not null,
  kind text not null,
  role text,
  reverse_role text,
  other_contact uuid references customers.contact on delete cascade,
  other_account uuid references customers.account on delete cascade,
  note text,
  check (num_nonnulls(other_contact, other_account) = 1)
);

create index on customers.contact_address (contact, position);
create index on customers.contact_date (contact, position);
create index on customers.contact_date (extract(month from date), extract(day from date)) where yearly;
create index on customers.contact_preference (contact, position);
create index on customers.contact_relation (contact, position);
create index on customers.contact_relation (other_contact) where other_contact is not null;
create index on customers.contact_relation (other_account) where other_account is not null;

create table customers.activity (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  owner uuid references access."user",
  kind text not null default 'note',
  subject text not null,
  body text,
  at timestamptz not null default now(),
  due_at timestamptz,
  done boolean not null default false,
  external_id text unique,
  account uuid references customers.account,
  contact uuid references customers.contact,
  tags uuid[] not null default '{}'
);

create index on customers.activity (account, at desc);
create index on customers.activity (contact, at desc);
create index on customers.activity (owner, at desc);
create index on customers.activity (owner, due_at) where not done;
create index on customers.activity (at, id);

create table customers.attachment (
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
  file uuid not null,
  media_type text,
  size numeric,
  account uuid references customers.account,
  contact uuid references customers.contact
);

create index on customers.attachment (account, created_at desc);
create index on customers.attachment (contact, created_at desc);
create index on customers.attachment (owner);

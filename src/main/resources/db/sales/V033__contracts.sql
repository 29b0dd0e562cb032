-- What was agreed with customers for a time.

create table sales.contract (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  owner uuid references access."user",
  number text not null unique,
  name text not null,
  account uuid not null references customers.account,
  contact uuid references customers.contact,
  opportunity uuid references sales.opportunity,
  quote uuid references sales.quote,
  "order" uuid references sales."order",
  kind text not null default 'sale',
  status text not null default 'draft',
  currency text not null,
  amount numeric,
  amount_base numeric,
  starts_on date,
  ends_on date,
  notice_days numeric,
  notice_on date,
  renewal text not null default 'none',
  renewal_months numeric,
  remind_days numeric,
  reminded_for date,
  language text,
  terms text,
  notes text,
  renews uuid references sales.contract,
  hash text,
  sent_at timestamptz,
  signed_at timestamptz,
  signed_by text,
  evidence text,
  ended_on date,
  end_reason text
);

create index on sales.contract (account, created_at desc);
create index on sales.contract (owner, created_at desc);
create index on sales.contract (opportunity) where opportunity is not null;
create index on sales.contract (contact) where contact is not null;
create index on sales.contract (quote) where quote is not null;
create index on sales.contract ("order") where "order" is not null;
create index on sales.contract (ends_on, id) where status in ('signed', 'active');
-- A contract is followed by one.
create unique index on sales.contract (renews) where binned_at is null;


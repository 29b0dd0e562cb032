-- Whoever may not see a record asks its owner to work on it together.

create table sales.cooperation_request (
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
  account uuid references customers.account,
  contact uuid references customers.contact,
  lead uuid references sales.lead,
  asker uuid not null references access."user",
  asked_from uuid references sales.lead,
  reason text,
  status text not null default 'open',
  answer text,
  answered_at timestamptz
);

comment on column sales.cooperation_request.asked_from is 'the lead of the asker that resembled the record';
create unique index on sales.cooperation_request (asker, (coalesce(account, contact, lead)))
  where status = 'open' and binned_at is null;
create index on sales.cooperation_request (owner, id);
create index on sales.cooperation_request (account, id) where account is not null;
create index on sales.cooperation_request (contact, id) where contact is not null;
create index on sales.cooperation_request (lead, id) where lead is not null;
create index on sales.cooperation_request (asked_from) where asked_from is not null;
create index on sales.cooperation_request (asker);

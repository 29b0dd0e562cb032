-- How records are numbered, and how far counting has come.

create table records.number_range (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  subject text not null unique,
  pattern text not null,
  gap_free boolean not null default false,
  restart text not null default 'never'
);

-- One row a period; its lock is what makes a range gap-free.
create table records.number_counter (
  range uuid not null references records.number_range,
  period text not null,
  last bigint not null,
  primary key (range, period)
);

insert into records.number_range (created_by, updated_by, subject, pattern, gap_free, restart)
select '00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000001', r.*
from (values
  ('quote', 'Q-{yyyy}-{0000}', true, 'yearly'),
  ('order', 'SO-{000000}', false, 'never'),
  ('shipment', 'SH-{yyyy}-{00000}', false, 'yearly'),
  ('invoice', 'INV-{yyyy}-{00000}', true, 'yearly'),
  ('contract', 'CT-{yyyy}-{0000}', true, 'yearly')
) r (subject, pattern, gap_free, restart);

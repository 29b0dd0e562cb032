-- Payments have a number of their own, so that they can be named.

insert into records.number_range (created_by, updated_by, subject, pattern, gap_free, restart)
values ('00000000-0000-0000-0000-000000000001', '00000000-0000-0000-0000-000000000001',
  'payment', 'PAY-{yyyy}-{00000}', false, 'yearly')
on conflict (subject) do nothing;

alter table sales.payment add column number text;
update sales.payment set number = 'PAY-' || id;
alter table sales.payment alter column number set not null, add unique (number);

-- What the lists show can be sorted by a click, and pages by its index.

create index on customers.account (city, id);
create index on customers.account (country, id);
create index on customers.contact (job_title, id);
create index on customers.contact (birthday, id);
create index on customers.activity (due_at, id) where due_at is not null;

-- Whether a lead is known already is asked whenever one comes in or is opened: by name and address as people write them.
create index on customers.account (lower(btrim(name)));
create index on customers.account (lower(email)) where email is not null;
create index on customers.contact (lower(email)) where email is not null;

-- A file may belong to a contract, which a wing above knows.
alter table customers.attachment add column contract uuid;
create index on customers.attachment (contract, created_at desc) where contract is not null;

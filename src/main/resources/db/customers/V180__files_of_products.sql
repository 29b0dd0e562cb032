-- A file may belong to a product, which a wing above knows: its picture, its data sheet.
alter table customers.attachment add column product uuid;
create index on customers.attachment (product, created_at desc) where product is not null;

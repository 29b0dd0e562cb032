-- Shipments know the warehouse that they left or came back to.

alter table sales.shipment add column warehouse uuid references catalog.warehouse;
create index on sales.shipment (warehouse) where warehouse is not null;

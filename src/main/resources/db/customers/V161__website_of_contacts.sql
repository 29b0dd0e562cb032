alter table customers.contact add column website text;

-- With whom an order is talked about, as with quotes.
alter table sales."order" add column contact uuid references customers.contact;
create index on sales."order" (contact) where contact is not null;

-- Which form, fair or file an opportunity's lead came by.
alter table sales.opportunity add column source_detail text;

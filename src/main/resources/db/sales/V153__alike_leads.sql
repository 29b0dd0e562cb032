create index on sales.lead (phone) where phone is not null;
create index on sales.lead (mobile) where mobile is not null;

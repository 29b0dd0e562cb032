-- What the lists show can be sorted by a click, and pages by its index.

create index on sales."order" (total, id);
create index on sales."order" (status, id);
create index on sales.opportunity (amount, id);

-- The index that lets a contract be renewed once leaves out those in the bin.
create index on sales.contract (renews) where renews is not null;

-- Taking a record away asks every table that may point to it.

create index on customers.account (pool) where pool is not null;
create index on customers.activity (visit_rule) where visit_rule is not null;
create index on customers.holding (pool);

-- Taking a record away asks every table that may point to it.

create index on catalog.price_floor (product) where product is not null;
create index on catalog.price_floor (person) where person is not null;
create index on catalog.price_floor (role) where role is not null;
create index on catalog.price_floor (team) where team is not null;
create index on catalog.promotion (account) where account is not null;
create index on catalog.promotion (product) where product is not null;
create index on catalog.stock_hold (product);
create index on catalog.stock_hold (warehouse);

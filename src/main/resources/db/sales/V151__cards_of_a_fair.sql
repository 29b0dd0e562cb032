-- The fair that a card was brought from.
alter table sales.card add column event uuid references sales.event;
create index on sales.card (event) where event is not null;

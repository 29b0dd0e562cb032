-- Somebody may say that what he may not see is his: his own lead resembled it.
alter table sales.ownership_dispute add column asked_from uuid references sales.lead;
create index on sales.ownership_dispute (asked_from) where asked_from is not null;

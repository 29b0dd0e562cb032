-- The next rows to write are asked for by plan, again for every chunk: without the plan in the index each chunk
-- would walk over all the rows that wait for their turn.
drop index row_open;
create index row_open on row (import, plan, row) where result is null;

-- What the ledger says once nothing moves any more: counted when a check, an import or a cancel ends, so that
-- a list of large imports need not count them again. Null while rows are under way.
alter table import add counters jsonb;

-- Rows may refer to records that later rows of the same file make. `level` is how many such records must be
-- there first; a staged link that leads to one carries its id.
alter table row add level int not null default 0;
drop index row_open;
create index row_open on row (import, plan, level, row) where result is null;

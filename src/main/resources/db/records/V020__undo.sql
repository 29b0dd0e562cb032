-- Undo removes what a unit created: for good, unlike the bin.
alter table change drop constraint change_op_check;
alter table change add constraint change_op_check
  check (op in ('create', 'update', 'delete', 'restore', 'remove'));

-- An undo goes through a unit record by record.
drop index change_unit;
create index change_unit on change (unit, record, seq) where unit is not null;

-- The values of several changes as one: a later argument wins.
create aggregate merged(jsonb) (sfunc = jsonb_concat, stype = jsonb, initcond = '{}');

-- How far an undo has come, written with each of its chunks.
create table undo (
  unit uuid primary key references unit,
  undoes uuid not null references unit,
  overwrite boolean not null,
  step int not null default 0,
  last uuid,
  restored bigint not null default 0,
  removed bigint not null default 0,
  kept bigint not null default 0,
  removed_in_pass bigint not null default 0,
  kept_in_pass bigint not null default 0,
  finished_at timestamptz
);

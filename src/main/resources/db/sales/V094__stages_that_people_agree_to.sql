-- Who must agree before an opportunity comes into a stage; nobody: whoever may move it.
alter table sales.stage add column approvers uuid[] not null default '{}';

-- The stage that an opportunity waits to be let into.
alter table sales.opportunity add column awaited_stage uuid references sales.stage;
create index on sales.opportunity (awaited_stage) where awaited_stage is not null;

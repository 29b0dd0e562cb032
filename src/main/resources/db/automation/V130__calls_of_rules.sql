-- Which calls of web hooks a run of a rule put into the outbox; what became of them is told there.
create table automation.rule_call (
  call uuid primary key,
  run uuid not null references automation.rule_run on delete cascade
);
create index on automation.rule_call (run);

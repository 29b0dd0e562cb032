-- What a rule made of a unit: it goes with it when that one is undone. No reference: not every change that is set off
-- by something carries a unit that was opened.
alter table unit add follows uuid;
create index on unit (follows) where follows is not null;

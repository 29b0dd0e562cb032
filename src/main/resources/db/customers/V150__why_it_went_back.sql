-- Why a holder gave a record back.
alter table customers.holding add column reason text;

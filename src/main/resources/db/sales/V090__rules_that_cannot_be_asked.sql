-- Why a rule of leads could not be asked the last time, for whoever keeps the rules.
alter table sales.score_rule add column last_error text;
alter table sales.assignment_rule add column last_error text;

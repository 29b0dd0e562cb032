-- Of the dates of parts only those of a sort, such as birthdays; all where nobody said.
alter table automation.rule add column date_kind text;

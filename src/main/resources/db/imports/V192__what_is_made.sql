-- How many records of each type an import would make, or has made, by plural: counted with the counters.
alter table import add made jsonb not null default '{}';

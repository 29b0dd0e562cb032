-- The files that belong to a contract as it was sent or signed, with their digests, as a JSON list.
alter table sales.contract add column files text;

-- What of the optional lines a customer took, and the hash of all that he agreed to.
alter table sales.quote add column chosen text, add column accepted_hash text;
update sales.quote set accepted_hash = hash where status = 'accepted';

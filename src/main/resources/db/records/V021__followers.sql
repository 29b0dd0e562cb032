-- How far each reader of the change log has come. A window that is being read has an end (`until`)
-- and a place in it (`seq`).
create table follower (
  name text primary key,
  snapshot pg_snapshot not null,
  until pg_snapshot,
  seq bigint not null default 0
);

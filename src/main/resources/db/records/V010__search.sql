-- One row a record: what it can be found by, and whose it is.

create table records.search (
  type text not null,
  record uuid primary key,
  owner uuid,
  version bigint not null,
  doc tsvector not null
);

-- Serves both: the words of all, and the words of what a few people own.
create index search_owner_doc on records.search using gin (owner, doc);

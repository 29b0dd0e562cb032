-- The files themselves, in parts, so that every node can read what another one took in. A node keeps a copy of
-- its own beside it, made when it is first needed.
create table file_part (
  file text not null,
  part int not null,
  bytes bytea not null,
  primary key (file, part)
);
alter table file_part alter bytes set storage external;

-- What an undo gave back before what it refers to was there: a record, or a part inside it.
create table undo_waiting (
  unit uuid not null references unit,
  type text not null,
  record uuid not null,
  item uuid not null,
  primary key (unit, type, record, item)
);

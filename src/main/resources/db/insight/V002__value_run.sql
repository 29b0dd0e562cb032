-- When the values were last reckoned.
create table insight.value_run (
  one boolean primary key default true check (one),
  at timestamptz not null,
  as_of date,
  changed bigint not null
);

-- What somebody has been told once and for all: a reminder, an overdue answer, a week's report.
create table automation.told (
  "user" uuid not null references access."user" on delete cascade,
  what text not null,
  at timestamptz not null default now(),
  primary key ("user", what)
);
create index told_at on automation.told (at);

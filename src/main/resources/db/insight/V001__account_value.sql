-- Who matters: one row an account that has a counted order, computed anew by each run.

create table insight.account_value (
  id uuid primary key references customers.account on delete cascade,
  recency_days numeric not null,
  frequency numeric not null,
  monetary numeric not null,
  quantity numeric not null,
  recency_score numeric not null,
  frequency_score numeric not null,
  monetary_score numeric not null,
  rfm text not null,
  abc text not null,
  class text not null,
  stage text not null,
  rhythm_days numeric not null,
  first_order_at timestamptz not null,
  last_order_at timestamptz not null
);

create index on insight.account_value (monetary desc);
create index on insight.account_value (class, stage);

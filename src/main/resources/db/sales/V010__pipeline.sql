-- What may be sold: pipelines with their stages, and the opportunities in them.

create table sales.pipeline (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  name text not null unique,
  position numeric not null default 0
);

create table sales.stage (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  pipeline uuid not null references sales.pipeline,
  name text not null,
  position numeric not null default 0,
  probability numeric not null default 0,
  kind text not null default 'open' check (kind in ('open', 'won', 'lost')),
  entry text,
  entry_hint text,
  asked text,
  stale_days numeric,
  external_id text unique
);

create unique index stage_name on sales.stage (pipeline, name) where binned_at is null;
create index on sales.stage (name);

create table sales.opportunity (
  id uuid primary key default uuidv7(),
  version bigint not null default 1,
  created_at timestamptz not null default now(),
  created_by uuid not null,
  updated_at timestamptz not null default now(),
  updated_by uuid not null,
  binned_at timestamptz,
  binned_unit uuid,
  owner uuid references access."user",
  name text not null,
  name_key_en bytea,
  name_key_zh bytea,
  account uuid references customers.account,
  contact uuid references customers.contact,
  contacts uuid[] not null default '{}',
  pipeline uuid not null references sales.pipeline,
  stage uuid not null references sales.stage,
  amount numeric,
  amount_base numeric,
  currency text,
  probability numeric,
  close_date date,
  engaged_at timestamptz,
  product uuid references catalog.product,
  next_step text,
  next_step_on date,
  forecast text,
  source text,
  lost_reason text,
  won_reason text,
  notes text,
  external_id text unique,
  stage_since timestamptz not null,
  tags uuid[] not null default '{}'
);

create index on sales.opportunity (name_key_en, id);
create index on sales.opportunity (name_key_zh, id);
create index on sales.opportunity (owner, id);
create index on sales.opportunity (updated_at, id);
create index on sales.opportunity (created_at, id);
create index on sales.opportunity (account, created_at desc);
create index on sales.opportunity (contact, created_at desc);
create index on sales.opportunity (close_date, id);
create index on sales.opportunity (product);
create index opportunity_column on sales.opportunity (stage, close_date, id) where binned_at is null;
create index opportunity_sums on sales.opportunity (stage, owner) include (amount_base) where binned_at is null;
create index on sales.opportunity using gin (contacts) where contacts <> '{}';
create index on sales.opportunity using gin (tags) where tags <> '{}';

-- An opportunity's pipeline is that of its stage. One without a stage begins at the beginning; what
-- a file does not say follows from the stage that it names.
create function sales.place_opportunity() returns trigger language plpgsql as $$
declare here record;
begin
  if new.stage is null then
    select s.id into new.stage
    from sales.stage s join sales.pipeline p on p.id = s.pipeline
    where s.binned_at is null and p.binned_at is null and s.kind = 'open'
      and (new.pipeline is null or p.id = new.pipeline)
    order by p.position, p.id, s.position, s.id limit 1;
  end if;
  select s.pipeline, s.probability, s.kind into here from sales.stage s where s.id = new.stage;
  new.pipeline := here.pipeline;
  if new.probability is null then
    new.probability := here.probability;
  end if;
  if new.stage_since is null then
    new.stage_since := case
      when here.kind <> 'open' and new.close_date < current_date then new.close_date::timestamptz
      else coalesce(new.engaged_at, new.created_at) end;
  end if;
  return new;
end $$;

create trigger place before insert or update of stage, pipeline on sales.opportunity
  for each row execute function sales.place_opportunity();

create table sales.opportunity_stakeholder (
  id uuid primary key default uuidv7(),
  opportunity uuid not null references sales.opportunity on delete cascade,
  position int not null,
  contact uuid not null references customers.contact,
  role text not null,
  stance text not null,
  power numeric not null,
  reports_to uuid references customers.contact,
  note text
);
create index on sales.opportunity_stakeholder (opportunity, position);
create index on sales.opportunity_stakeholder (contact);

create table sales.opportunity_product (
  id uuid primary key default uuidv7(),
  opportunity uuid not null references sales.opportunity on delete cascade,
  position int not null,
  product uuid references catalog.product,
  description text,
  quantity numeric not null,
  unit_price numeric,
  amount numeric
);
create index on sales.opportunity_product (opportunity, position);
create index on sales.opportunity_product (product);

create table sales.opportunity_competitor (
  id uuid primary key default uuidv7(),
  opportunity uuid not null references sales.opportunity on delete cascade,
  position int not null,
  name text not null,
  account uuid references customers.account,
  strengths text,
  weaknesses text,
  price numeric
);
create index on sales.opportunity_competitor (opportunity, position);

-- The published facts: what insight may know of opportunities.
create view sales.v_opportunity as
select
  o.id, o.account, o.owner, o.product, o.pipeline, o.stage, s.kind as state, o.amount_base as amount,
  o.probability, o.close_date, o.engaged_at, o.created_at, o.lost_reason, o.won_reason, o.source
from sales.opportunity o join sales.stage s on s.id = o.stage
where o.binned_at is null;

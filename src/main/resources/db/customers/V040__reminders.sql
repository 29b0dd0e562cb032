-- What is to be reminded of is looked for every minute.
create index activity_remind_at on customers.activity (remind_at)
  where remind_at is not null and not done and binned_at is null;

-- What came back of an order is not owed any more.
alter table sales."order" add column credited numeric, add column credited_base numeric;

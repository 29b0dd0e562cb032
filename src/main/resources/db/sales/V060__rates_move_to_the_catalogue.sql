-- Exchange rates are the catalogue's: prices of any currency are found by them.
insert into catalog.exchange_rate
  (id, version, created_at, created_by, updated_at, updated_by, binned_at, binned_unit, currency,
   valid_from, rate)
select
  id, version, created_at, created_by, updated_at, updated_by, binned_at, binned_unit, currency,
  valid_from, rate
from sales.exchange_rate;
drop table sales.exchange_rate;

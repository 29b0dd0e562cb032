-- Where a file gives customers no key, their names stand in for it: `namesake` is the account that is there
-- already under that name.
alter table sales_account add namesake uuid;

-- What somebody agreed to as a lead, in the words that were shown, and when.
alter table customers.contact add column consent text;
alter table customers.contact add column consent_at timestamptz;

-- What a row says of the parts of its record (addresses, dates …): a list of `{list, given, links}`, by field in
-- canonical text; `links` names the keys in the row's own.
alter table row add parts jsonb;

-- A field on its way to another kind: its column fills while the old one still serves. Nobody sees it before.
alter table custom_field add coming boolean not null default false;

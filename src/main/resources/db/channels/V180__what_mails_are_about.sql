-- A mail may be about a lead or an opportunity, which wings above know.
alter table channels.mail add column lead uuid, add column opportunity uuid;
create index on channels.mail (lead, created_at desc) where lead is not null;
create index on channels.mail (opportunity, created_at desc) where opportunity is not null;

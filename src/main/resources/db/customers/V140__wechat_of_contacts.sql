alter table customers.contact add column wechat text;

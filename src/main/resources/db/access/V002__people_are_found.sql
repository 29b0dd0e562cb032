-- Whoever was there before people could be found, is found from now on.
insert into platform.job (name) select 'search-index' where exists (select from access."user");

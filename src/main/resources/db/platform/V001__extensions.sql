-- What every wing's schema may use: trigrams for typos and parts of words, plain columns in GIN indexes.
create schema if not exists ext;
create extension if not exists pg_trgm schema ext;
create extension if not exists btree_gin schema ext;

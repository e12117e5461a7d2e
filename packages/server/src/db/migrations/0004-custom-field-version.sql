-- Two administrators who edit the same field meet as editors of a record do.
alter table custom_field add column version integer not null default 1;

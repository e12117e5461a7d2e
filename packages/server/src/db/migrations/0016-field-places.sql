-- Where an administrator puts a field of their own: among its neighbours, in forms and in lists.
alter table custom_field add column position integer not null default 0;
alter table custom_field add column place jsonb not null default '{}';

-- What an organisation calls a field that came with the product; without a row it is called as declared.
create table field_label (
  object text not null,
  name text not null,
  label jsonb not null,
  version integer not null default 1,
  primary key (object, name)
);

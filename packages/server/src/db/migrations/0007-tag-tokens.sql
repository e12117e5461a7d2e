-- Who wears a tag, in the order lists are read in; kept by triggers. Frozen: a change is a new file.

create table "customer_tags_token" (token uuid not null, unit uuid, created_at timestamptz(3) not null, id uuid not null);
create index "customer_tags_token_by_list" on "customer_tags_token" (token, created_at, id) include (unit);
create index "customer_tags_token_by_unit_list" on "customer_tags_token" (token, unit, created_at, id);
create function "customer_tags_token_insert"() returns trigger language plpgsql as $$
begin
  insert into "customer_tags_token" (token, unit, created_at, id)
  select distinct worn.token, a.unit, a.created_at, a.id from added a, unnest(a."tags") worn (token) where a.deleted_at is null;
  return null;
end $$;
create trigger "customer_tags_token_insert" after insert on "customer" referencing new table as added
  for each statement execute function "customer_tags_token_insert"();
create function "customer_tags_token_update"() returns trigger language plpgsql as $$
begin
  delete from "customer_tags_token" t using removed r, added a, unnest(r."tags") worn (token)
  where a.id = r.id and (a."tags", a.unit, a.created_at, a.deleted_at) is distinct from (r."tags", r.unit, r.created_at, r.deleted_at)
    and t.token = worn.token and t.created_at = r.created_at and t.id = r.id;
  insert into "customer_tags_token" (token, unit, created_at, id)
  select distinct worn.token, a.unit, a.created_at, a.id from removed r, added a, unnest(a."tags") worn (token)
  where a.id = r.id and (a."tags", a.unit, a.created_at, a.deleted_at) is distinct from (r."tags", r.unit, r.created_at, r.deleted_at)
    and a.deleted_at is null;
  return null;
end $$;
create trigger "customer_tags_token_update" after update on "customer" referencing old table as removed new table as added
  for each statement execute function "customer_tags_token_update"();
create function "customer_tags_token_delete"() returns trigger language plpgsql as $$
begin
  delete from "customer_tags_token" t using removed r, unnest(r."tags") worn (token)
  where t.token = worn.token and t.created_at = r.created_at and t.id = r.id;
  return null;
end $$;
create trigger "customer_tags_token_delete" after delete on "customer" referencing old table as removed
  for each statement execute function "customer_tags_token_delete"();
insert into "customer_tags_token" (token, unit, created_at, id)
  select distinct worn.token, r.unit, r.created_at, r.id from "customer" r, unnest(r."tags") worn (token) where r.deleted_at is null;

create table "lead_tags_token" (token uuid not null, unit uuid, created_at timestamptz(3) not null, id uuid not null);
create index "lead_tags_token_by_list" on "lead_tags_token" (token, created_at, id) include (unit);
create index "lead_tags_token_by_unit_list" on "lead_tags_token" (token, unit, created_at, id);
create function "lead_tags_token_insert"() returns trigger language plpgsql as $$
begin
  insert into "lead_tags_token" (token, unit, created_at, id)
  select distinct worn.token, a.unit, a.created_at, a.id from added a, unnest(a."tags") worn (token) where a.deleted_at is null;
  return null;
end $$;
create trigger "lead_tags_token_insert" after insert on "lead" referencing new table as added
  for each statement execute function "lead_tags_token_insert"();
create function "lead_tags_token_update"() returns trigger language plpgsql as $$
begin
  delete from "lead_tags_token" t using removed r, added a, unnest(r."tags") worn (token)
  where a.id = r.id and (a."tags", a.unit, a.created_at, a.deleted_at) is distinct from (r."tags", r.unit, r.created_at, r.deleted_at)
    and t.token = worn.token and t.created_at = r.created_at and t.id = r.id;
  insert into "lead_tags_token" (token, unit, created_at, id)
  select distinct worn.token, a.unit, a.created_at, a.id from removed r, added a, unnest(a."tags") worn (token)
  where a.id = r.id and (a."tags", a.unit, a.created_at, a.deleted_at) is distinct from (r."tags", r.unit, r.created_at, r.deleted_at)
    and a.deleted_at is null;
  return null;
end $$;
create trigger "lead_tags_token_update" after update on "lead" referencing old table as removed new table as added
  for each statement execute function "lead_tags_token_update"();
create function "lead_tags_token_delete"() returns trigger language plpgsql as $$
begin
  delete from "lead_tags_token" t using removed r, unnest(r."tags") worn (token)
  where t.token = worn.token and t.created_at = r.created_at and t.id = r.id;
  return null;
end $$;
create trigger "lead_tags_token_delete" after delete on "lead" referencing old table as removed
  for each statement execute function "lead_tags_token_delete"();
insert into "lead_tags_token" (token, unit, created_at, id)
  select distinct worn.token, r.unit, r.created_at, r.id from "lead" r, unnest(r."tags") worn (token) where r.deleted_at is null;

create table "customer_group_tags_token" (token uuid not null, unit uuid, created_at timestamptz(3) not null, id uuid not null);
create index "customer_group_tags_token_by_list" on "customer_group_tags_token" (token, created_at, id) include (unit);
create index "customer_group_tags_token_by_unit_list" on "customer_group_tags_token" (token, unit, created_at, id);
create function "customer_group_tags_token_insert"() returns trigger language plpgsql as $$
begin
  insert into "customer_group_tags_token" (token, unit, created_at, id)
  select distinct worn.token, a.unit, a.created_at, a.id from added a, unnest(a."tags") worn (token) where a.deleted_at is null;
  return null;
end $$;
create trigger "customer_group_tags_token_insert" after insert on "customer_group" referencing new table as added
  for each statement execute function "customer_group_tags_token_insert"();
create function "customer_group_tags_token_update"() returns trigger language plpgsql as $$
begin
  delete from "customer_group_tags_token" t using removed r, added a, unnest(r."tags") worn (token)
  where a.id = r.id and (a."tags", a.unit, a.created_at, a.deleted_at) is distinct from (r."tags", r.unit, r.created_at, r.deleted_at)
    and t.token = worn.token and t.created_at = r.created_at and t.id = r.id;
  insert into "customer_group_tags_token" (token, unit, created_at, id)
  select distinct worn.token, a.unit, a.created_at, a.id from removed r, added a, unnest(a."tags") worn (token)
  where a.id = r.id and (a."tags", a.unit, a.created_at, a.deleted_at) is distinct from (r."tags", r.unit, r.created_at, r.deleted_at)
    and a.deleted_at is null;
  return null;
end $$;
create trigger "customer_group_tags_token_update" after update on "customer_group" referencing old table as removed new table as added
  for each statement execute function "customer_group_tags_token_update"();
create function "customer_group_tags_token_delete"() returns trigger language plpgsql as $$
begin
  delete from "customer_group_tags_token" t using removed r, unnest(r."tags") worn (token)
  where t.token = worn.token and t.created_at = r.created_at and t.id = r.id;
  return null;
end $$;
create trigger "customer_group_tags_token_delete" after delete on "customer_group" referencing old table as removed
  for each statement execute function "customer_group_tags_token_delete"();
insert into "customer_group_tags_token" (token, unit, created_at, id)
  select distinct worn.token, r.unit, r.created_at, r.id from "customer_group" r, unnest(r."tags") worn (token) where r.deleted_at is null;

-- Groups whose members follow a rule, and the tags of units that rules ask for. Frozen: a change is a new file.
alter table unit add column "tags" uuid[];

create table "unit_tags_token" (token uuid not null, unit uuid, created_at timestamptz(3) not null, id uuid not null);
create index "unit_tags_token_by_list" on "unit_tags_token" (token, created_at, id) include (unit);
create index "unit_tags_token_by_unit_list" on "unit_tags_token" (token, unit, created_at, id);
create function "unit_tags_token_insert"() returns trigger language plpgsql as $$
begin
  insert into "unit_tags_token" (token, unit, created_at, id)
  select distinct worn.token, a.unit, a.created_at, a.id from added a, unnest(a."tags") worn (token) where a.deleted_at is null;
  return null;
end $$;
create trigger "unit_tags_token_insert" after insert on "unit" referencing new table as added
  for each statement execute function "unit_tags_token_insert"();
create function "unit_tags_token_update"() returns trigger language plpgsql as $$
begin
  delete from "unit_tags_token" t using removed r, added a, unnest(r."tags") worn (token)
  where a.id = r.id and (a."tags", a.unit, a.created_at, a.deleted_at) is distinct from (r."tags", r.unit, r.created_at, r.deleted_at)
    and t.token = worn.token and t.created_at = r.created_at and t.id = r.id;
  insert into "unit_tags_token" (token, unit, created_at, id)
  select distinct worn.token, a.unit, a.created_at, a.id from removed r, added a, unnest(a."tags") worn (token)
  where a.id = r.id and (a."tags", a.unit, a.created_at, a.deleted_at) is distinct from (r."tags", r.unit, r.created_at, r.deleted_at)
    and a.deleted_at is null;
  return null;
end $$;
create trigger "unit_tags_token_update" after update on "unit" referencing old table as removed new table as added
  for each statement execute function "unit_tags_token_update"();
create function "unit_tags_token_delete"() returns trigger language plpgsql as $$
begin
  delete from "unit_tags_token" t using removed r, unnest(r."tags") worn (token)
  where t.token = worn.token and t.created_at = r.created_at and t.id = r.id;
  return null;
end $$;
create trigger "unit_tags_token_delete" after delete on "unit" referencing old table as removed
  for each statement execute function "unit_tags_token_delete"();
insert into "unit_tags_token" (token, unit, created_at, id)
  select distinct worn.token, r.unit, r.created_at, r.id from "unit" r, unnest(r."tags") worn (token) where r.deleted_at is null;

-- `rule`: who belongs (gate/group-rule.ts); null: members come and go by hand.
alter table "group" add column rule jsonb;
create index group_by_rule on "group" (id) where rule is not null and deleted_at is null;

-- The posts by which somebody belongs to a group with a rule; null: somebody put them there.
alter table group_member add column through uuid[];

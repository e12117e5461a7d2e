-- The policy as numbered versions that never change, and the draft in which changes of it collect. Frozen: a change is a
-- new file.
create table "policy_draft" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "name" text,
  "state" text,
  "note" text,
  "remark" text,
  "submitted_by" uuid,
  "submitted_at" timestamptz(3),
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "policy_draft_by_owner_list" on "policy_draft" (owner, created_at, id) where deleted_at is null;
create index "policy_draft_by_unit_list" on "policy_draft" (unit, created_at, id) where deleted_at is null;
create index "policy_draft_by_list" on "policy_draft" (created_at, id) where deleted_at is null;
create index "policy_draft_by_trash" on "policy_draft" (deleted_at) where deleted_at is not null;

-- `number` counts drafts. `four_eyes`: what the draft sets it to, null where it leaves it.
alter table policy_draft add column number integer not null default 0;
alter table policy_draft add column four_eyes text;

-- What becomes of a role. `base`: the version of the role it began from, null where there was none; `content`: the whole
-- role as it shall be, null where it is archived; `version`: of this change, against two hands at once.
create table policy_change (
  draft uuid not null references policy_draft (id),
  role uuid not null,
  version integer not null default 1,
  base integer,
  content jsonb,
  "by" uuid not null,
  at timestamptz(3) not null default statement_timestamp(),
  primary key (draft, role)
);

-- Whether a second person must approve: `auto` where there are two who could, `always`, `never`. Part of what is published.
alter table policy_state add column four_eyes text not null default 'auto'
  check (four_eyes in ('auto', 'always', 'never'));

-- `content`: {roles, fourEyes}, every live role whole, as it was when this was published. `restores`: the version it went
-- back to. Nobody published the first one: it is what there was.
create table policy_version (
  number integer primary key,
  content jsonb not null,
  at timestamptz(3) not null default statement_timestamp(),
  published_by uuid,
  submitted_by uuid,
  note text,
  draft uuid references policy_draft (id),
  restores integer
);
alter table policy_draft add column restores integer;

create function policy_version_stays() returns trigger language plpgsql as $$ begin
  raise exception 'a published policy never changes';
end $$;
create trigger policy_version_stays before update or delete on policy_version
  for each row execute function policy_version_stays();

insert into policy_version (number, content)
select 1, jsonb_build_object('fourEyes', 'auto', 'roles', jsonb_agg(jsonb_build_object(
  'id', id, 'unit', unit, 'name', name, 'nameEnglish', name_english, 'duties', duties, 'dutiesEnglish', duties_english,
  'preset', preset, 'administrator', coalesce(administrator, false), 'definition', definition) order by created_at, id))
from role where deleted_at is null having count(*) > 0;

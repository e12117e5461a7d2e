-- Rights for a time. Frozen: a change is a new file.
create table "sandbox" (
  "id" uuid primary key,
  "version" integer not null default 1,
  "deleted_at" timestamptz(3),
  "custom" jsonb not null default '{}',
  "name" text,
  "kind" text,
  "reason" text,
  "approver" uuid,
  "approved_at" timestamptz(3),
  "from" timestamptz(3),
  "until" timestamptz(3),
  "ended_at" timestamptz(3),
  "ended_by" uuid,
  "owner" uuid,
  "unit" uuid,
  "created_at" timestamptz(3) not null default statement_timestamp(),
  "created_by" uuid,
  "updated_at" timestamptz(3) not null default statement_timestamp()
);
create index "sandbox_by_owner_list" on "sandbox" (owner, created_at, id) where deleted_at is null;
create index "sandbox_by_unit_list" on "sandbox" (unit, created_at, id) where deleted_at is null;
create index "sandbox_by_list" on "sandbox" (created_at, id) where deleted_at is null;
create index "sandbox_by_trash" on "sandbox" (deleted_at) where deleted_at is not null;
-- `content`: to whom, where and what it gives and forbids (policies/sandboxes/sandbox-content.ts); it is the sandbox's own
-- role. `request`: the one that asks for its approval; `extension`: the last one that asks for a later end. `end_noted`: the
-- trail has its line of the end.
alter table sandbox add column content jsonb;
alter table sandbox add column request uuid;
alter table sandbox add column extension uuid;
alter table sandbox add column end_noted boolean not null default false;

alter table assignment add column sandbox uuid;
create index "assignment_by_sandbox" on "assignment" ("sandbox", created_at, id) where deleted_at is null and "sandbox" is not null;

-- A draft of the policy that decides beside the published one on what people really do. Frozen: a change is a new file.
-- `content`: which changes of roles these figures are of; `since`: since when. `decided`, `skipped`: requests; `unlisted`:
-- differences there was no room for.
create table policy_shadow (
  draft uuid primary key references policy_draft (id),
  started_by uuid not null,
  started_at timestamptz(3) not null default statement_timestamp(),
  until timestamptz(3) not null,
  content text not null,
  since timestamptz(3) not null default statement_timestamp(),
  decided bigint not null default 0,
  skipped bigint not null default 0,
  unlisted bigint not null default 0
);

-- `change`: what differs of the object (policies/shadow/shadow-differences.ts).
create table shadow_difference (
  draft uuid not null references policy_shadow (draft) on delete cascade,
  object text not null,
  change text not null,
  person uuid not null,
  record uuid not null,
  times integer not null,
  first_at timestamptz(3) not null,
  last_at timestamptz(3) not null,
  primary key (draft, object, change, person, record)
);

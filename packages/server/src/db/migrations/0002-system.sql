-- What stands beside the declared objects. Frozen: a change is a new file.

create extension if not exists btree_gist;

-- The version of everything that decides for everybody: roles, unit tree, custom fields.
create table policy_state (
  singleton boolean primary key default true check (singleton),
  n bigint not null,
  organisation text,
  zone text not null default 'Asia/Shanghai',
  currency text not null default 'CNY',
  demo boolean not null default false,
  -- Signs session cookies; every node of the deployment must use the same.
  secret text not null default gen_random_uuid()::text || gen_random_uuid()::text
);
insert into policy_state (n) values (1);

-- The version of everything that decides for one person: assignments, posts, groups, suspension.
create table subject_version (
  person uuid primary key,
  n bigint not null,
  suspended boolean not null default false
);

-- Versions of records; values are true ones and leave only through the gate.
create table record_history (
  object text not null,
  record uuid not null,
  version integer not null,
  at timestamptz(3) not null default statement_timestamp(),
  "by" uuid,
  action text not null,
  changes jsonb not null,
  primary key (record, version)
);

create table custom_field (
  object text not null,
  name text not null,
  declaration jsonb not null,
  archived boolean not null default false,
  created_at timestamptz(3) not null default statement_timestamp(),
  primary key (object, name)
);

-- A role's grants: the matrix and its rules (policies/role-template.ts).
alter table role add column definition jsonb not null default '{}';

-- The audit trail also knows which records, from where, and in which transaction.
alter table audit_line add column records uuid[] not null default '{}';
alter table audit_line add column source text;
alter table audit_line add column transaction xid8;
create index audit_line_at on audit_line (at, id);
create index audit_line_person_at on audit_line (person, at);

-- What somebody holds twice at the same time would be revoked once.
alter table assignment add column during tstzrange generated always as (tstzrange("from", "until")) stored;
alter table assignment add constraint assignment_once exclude using gist (
  coalesce(person, "group") with =, role with =, coalesce(at_unit, '00000000-0000-0000-0000-000000000000') with =, during with &&
) where (deleted_at is null);
alter table post add column during tstzrange generated always as (tstzrange("from", "until")) stored;
alter table post add constraint post_once exclude using gist (
  person with =, role with =, coalesce(unit, '00000000-0000-0000-0000-000000000000') with =, during with &&
) where (deleted_at is null and person is not null);
alter table group_member add column during tstzrange generated always as (tstzrange("from", "until")) stored;
alter table group_member add constraint group_member_once exclude using gist (
  person with =, "group" with =, during with &&
) where (deleted_at is null);
alter table participant add column during tstzrange generated always as (tstzrange("from", "until")) stored;
alter table participant add constraint participant_once exclude using gist (
  record_id with =, principal_id with =, function with =, during with &&
) where (deleted_at is null);
create index participant_record on participant (record_id, principal_id) where deleted_at is null;
create index participant_principal on participant (principal_id, record_id) where deleted_at is null;

-- Sign-in (better-auth's own tables; the id of a user is the id of the person).
create table auth_user (
  "id" text primary key,
  "name" text not null,
  "email" text not null unique,
  "emailVerified" boolean not null,
  "image" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp
);
create table auth_session (
  "id" text primary key,
  "expiresAt" timestamptz not null,
  "token" text not null unique,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references auth_user ("id") on delete cascade
);
create index auth_session_user on auth_session ("userId");
create table auth_account (
  "id" text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references auth_user ("id") on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope" text,
  "password" text,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp
);
create index auth_account_user on auth_account ("userId");
create table auth_verification (
  "id" text primary key,
  "identifier" text not null,
  "value" text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default current_timestamp,
  "updatedAt" timestamptz not null default current_timestamp
);
create index auth_verification_identifier on auth_verification ("identifier");

-- Failed sign-ins, to slow their source down.
create table sign_in_failure (
  at timestamptz(3) not null default statement_timestamp(),
  email text not null,
  address text
);
create index sign_in_failure_email on sign_in_failure (email, at);
create index sign_in_failure_address on sign_in_failure (address, at);

-- Permission tests (R145): what somebody shall be able to do, or not, whatever the policy says. Frozen: a change is a new
-- file. `content`: {who, expect, object, action, field, record, at}; `preset`: the shipped test it came from; an archived
-- one is kept and not run.
create table policy_test (
  id uuid primary key,
  version integer not null default 1,
  content jsonb not null,
  preset text,
  archived boolean not null default false,
  by uuid,
  at timestamptz(3) not null default statement_timestamp()
);

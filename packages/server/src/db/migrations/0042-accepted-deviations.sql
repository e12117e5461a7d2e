-- A post that deviates from its template and shall (R166): what was found and accepted, and why. Frozen: a change is a new
-- file. `role`, `template`: of the post then; `given`: ids of what its holder was given beside it. What comes later is not
-- accepted by it.
create table post_acceptance (
  post uuid primary key,
  role uuid not null,
  template uuid not null,
  given uuid[] not null,
  reason text not null,
  "by" uuid not null,
  at timestamptz(3) not null default statement_timestamp()
);

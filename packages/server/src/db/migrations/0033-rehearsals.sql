-- Rounds of trial of a draft (R106, R172). Frozen: a change is a new file. `policy`: the draft's changes as they were
-- when the round began, [{role, content}]; `tasks`: [{id, role, text, expect}]. What is tried in a round lies in schemas
-- of their own, one for each person (`stage` names it), and is dropped with the round.
create table rehearsal (
  id uuid primary key,
  draft uuid not null references policy_draft (id),
  round integer not null,
  "by" uuid not null,
  policy jsonb not null,
  tasks jsonb not null,
  started_at timestamptz(3) not null default statement_timestamp(),
  until timestamptz(3) not null,
  ended_at timestamptz(3),
  unique (draft, round)
);

-- `roles`: those the person represents. `begun_at`: when their stage was made; `struck_at`: when it was dropped.
create table rehearsal_person (
  rehearsal uuid not null references rehearsal (id),
  person uuid not null,
  roles uuid[] not null,
  stage text not null,
  begun_at timestamptz(3),
  struck_at timestamptz(3),
  primary key (rehearsal, person)
);
create index rehearsal_person_person on rehearsal_person (person);

-- What somebody says of a task; they may think again as long as the round lasts.
create table rehearsal_verdict (
  rehearsal uuid not null,
  task uuid not null,
  person uuid not null,
  verdict text not null check (verdict in ('asExpected', 'didNot', 'shouldNot')),
  remark text,
  at timestamptz(3) not null default statement_timestamp(),
  primary key (rehearsal, task, person),
  foreign key (rehearsal, person) references rehearsal_person (rehearsal, person)
);

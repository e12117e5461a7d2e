-- Who decides requests for somebody who is away, and from when until when. Frozen: a change is a new file.
create table deputy (
  id uuid primary key,
  person uuid not null,
  deputy uuid not null check (deputy <> person),
  "from" timestamptz(3) not null,
  until timestamptz(3) not null check (until > "from"),
  at timestamptz(3) not null default statement_timestamp(),
  ended_at timestamptz(3)
);
create index deputy_person on deputy (person, until) where ended_at is null;
create index deputy_deputy on deputy (deputy, until) where ended_at is null;

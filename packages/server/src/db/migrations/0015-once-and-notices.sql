-- Writes that were done under a key of their caller's, so that a repetition finds them done. Frozen: a change is a new file.

-- `act`: what was done, for a request may do several things. `fingerprint`: of the request, for a key means one request.
-- `result` holds ids and versions, never cells: those are read anew, by the rights of whoever repeats it.
create table done_once (
  person uuid not null,
  key text not null,
  act text not null,
  fingerprint text not null,
  result jsonb,
  at timestamptz(3) not null default statement_timestamp(),
  primary key (person, key, act)
);
create index done_once_at on done_once (at);

-- What somebody is told of: that something happened, never what it says. What it is about is read when it is looked at.
-- `object` and `record`: of what happened; of exports and imports, the object of the file and the job.
-- `version`: of the record's history, where what changed is told.
create table notice (
  id uuid primary key,
  person uuid not null,
  at timestamptz(3) not null default statement_timestamp(),
  kind text not null,
  object text not null,
  record uuid not null,
  version integer,
  "by" uuid,
  read_at timestamptz(3)
);
create index notice_person on notice (person, at desc, id desc);
create index notice_unread on notice (person) where read_at is null;
create index notice_at on notice (at);

-- What somebody asks others to allow. Frozen: a change is a new file.
-- `content`: what is to be done, as data of its kind; `chain`: the steps, each [{approver}]; `step`: the one it waits at,
-- since `step_since`: who may decide follows from that and the clock. A request that lapses unanswered stays `waiting` here;
-- its end is a time and no event. `trace`: what happened to it, [{at, by, what, remark}]; `result`: what came of it.
create table request (
  id uuid primary key,
  number integer generated always as identity,
  version integer not null default 1,
  kind text not null,
  content jsonb not null,
  asker uuid not null,
  reason text not null,
  until timestamptz(3),
  chain jsonb not null,
  step integer not null default 0,
  step_since timestamptz(3) not null default statement_timestamp(),
  state text not null default 'waiting' check (state in ('waiting', 'approved', 'refused', 'withdrawn')),
  asked_at timestamptz(3) not null default statement_timestamp(),
  lapses_at timestamptz(3) not null,
  decided_at timestamptz(3),
  decided_by uuid,
  remark text,
  trace jsonb not null default '[]',
  result jsonb
);
create index request_asker on request (asker, asked_at desc, id);
create index request_decider on request (decided_by, decided_at desc, id) where decided_by is not null;
create index request_waiting on request (lapses_at) where state = 'waiting';

-- Looking as somebody else does (R105): whose session does it, whom it follows and until when. Frozen: a change is a new
-- file. It ends with the session; lines of the trail that came of it say so.
create table viewing_as (
  session text primary key references auth_session ("id") on delete cascade,
  person uuid not null,
  target uuid not null,
  until timestamptz not null
);
create index viewing_as_person on viewing_as (person);
alter table audit_line add column viewed_as uuid;

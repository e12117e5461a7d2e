-- When somebody entered their password again in a session that went on (R57): acts may be allowed only to who did so lately.
-- Frozen: a change is a new file. Without a line the session was begun with it.
create table confirmed_session (
  session text primary key references auth_session ("id") on delete cascade,
  at timestamptz not null
);

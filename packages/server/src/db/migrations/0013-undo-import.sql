-- How an import's file is read, and what it wrote, so that it can be taken back. Frozen: a change is a new file.

-- Of jobs from before, `reading` says nothing: their files are read as they were then.
alter table import_job add column reading jsonb not null default '{}';
alter table import_job add column sheets jsonb not null default '[]';
alter table import_job add column preview jsonb not null default '[]';
alter table import_job add column undo_total integer not null default 0;
alter table import_job add column undo_done integer not null default 0;
alter table import_job add column undo_removed integer not null default 0;
alter table import_job add column undo_restored integer not null default 0;
alter table import_job add column undo_kept integer not null default 0;

drop index import_job_waiting;
create index import_job_waiting on import_job (created_at)
  where state in ('checking', 'running', 'undoing') and deleted_at is null;

-- The records that an import made or changed. `versions` are those it gave them; `row` is the first of the file that did.
-- `outcome` is what an undo made of it. Nothing refers to a job's row: jobs are never removed from their table.
create table import_written (
  job uuid not null,
  record uuid not null,
  object text not null,
  row integer not null,
  is_new boolean not null,
  versions integer[] not null,
  outcome text,
  code text,
  "column" text,
  message jsonb,
  primary key (job, record)
);

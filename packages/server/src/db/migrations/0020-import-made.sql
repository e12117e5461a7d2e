-- What an import made, a row for each of its portions: a row for each record, as `import_written` has them, took a
-- quarter of an import's time, for an undo that hardly ever comes. An undo begins by unpacking them. Frozen: a change is
-- a new file.
create table import_made (
  job uuid not null,
  object text not null,
  records uuid[] not null,
  -- Of the file, the first that made each of them.
  file_rows integer[] not null
);
alter table import_made alter column records set storage external;
create index import_made_by_job on import_made (job);

-- Indexes that wait for the end of an import to be built over all of its rows at once.
create table resting_index (
  name text primary key,
  definition text not null
);

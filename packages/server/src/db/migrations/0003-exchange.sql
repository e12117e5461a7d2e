-- What jobs of import and export carry beside their declared fields. Frozen: a change is a new file.

-- `plan`: a digest of the rights the file was made under; the download asks whether they still hold.
-- `runner` and `lease_until`: which node works on the job, and until when nobody else may take it over.
alter table export_job add column request jsonb not null default '{}';
alter table export_job add column plan text;
alter table export_job add column error jsonb;
alter table export_job add column source text;
alter table export_job add column runner uuid;
alter table export_job add column lease_until timestamptz;
create index export_job_waiting on export_job (created_at) where state in ('queued', 'running') and deleted_at is null;

-- `position`: how many records of the file are dealt with; it moves in the transaction that writes them.
alter table import_job add column mapping jsonb not null default '{}';
alter table import_job add column headers jsonb not null default '[]';
alter table import_job add column headers_key text;
alter table import_job add column samples jsonb not null default '[]';
alter table import_job add column position integer not null default 0;
alter table import_job add column error jsonb;
alter table import_job add column source text;
alter table import_job add column runner uuid;
alter table import_job add column lease_until timestamptz;
create index import_job_waiting on import_job (created_at) where state in ('checking', 'running') and deleted_at is null;
create index import_job_headers on import_job (owner, object, headers_key, created_at) where deleted_at is null;

-- What is wrong with single rows of a file.
create table import_problem (
  job uuid not null references import_job (id) on delete cascade,
  row integer not null,
  "column" text not null,
  code text not null,
  message jsonb not null
);
create index import_problem_job on import_problem (job, row);

-- Duplicates of companies are looked for by name, whatever its spaces and case.
create index customer_by_company_name on customer
  (lower(regexp_replace(coalesce(company, name), '[\s()（）.,，。]', '', 'g')))
  where deleted_at is null and kind = 'company';

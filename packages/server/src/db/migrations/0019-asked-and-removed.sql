-- What people typed to find records has a place of its own in the log: it tells of customers, and whoever administers people
-- reads of their acts. Frozen: a change is a new file.
alter table audit_line add column asked text;
update audit_line set asked = detail, detail = '{}'
  where split_part(action, '.', 2) in ('list', 'trash', 'count', 'aggregate', 'print', 'probe', 'export') and detail <> '{}';

-- Of one cell only so many removed files can be put back.
create index stored_file_removed on stored_file (record) where state = 'removed';

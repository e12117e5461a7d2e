-- The post whose holders have a list open with a view. Frozen: a change is a new file.
alter table saved_view add column opens_for uuid;
create index saved_view_by_opens_for on saved_view (opens_for, created_at, id) where deleted_at is null and opens_for is not null;

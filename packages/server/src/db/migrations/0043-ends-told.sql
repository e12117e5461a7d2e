-- `end_told`: the end that its people have been told of beforehand; of another one they are told anew. Frozen: a change is
-- a new file.
alter table sandbox add column end_told timestamptz(3);

-- Lists say when the next share ends.
create index "participant_ends" on "participant" (principal_id, until) where deleted_at is null and until is not null;

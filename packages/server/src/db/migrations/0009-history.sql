-- What changed is written once and read whole, so it need not be taken apart: half the time that a history takes, and an
-- analysis has nothing to sort. Frozen: a change is a new file.

alter table record_history alter column changes type json;
-- A person's own rights tell what became of posts, also of those that are somebody else's by now.
create index record_history_of_posts on record_history (record) where object = 'post';

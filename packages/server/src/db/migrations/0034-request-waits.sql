-- What of a request's waiting has been told: how many times its patience has ended at this step, and that it lapsed. Nothing
-- is decided by it. Frozen: a change is a new file.
alter table request add column told_rungs integer not null default 0;
alter table request add column lapse_told boolean not null default false;
update request set lapse_told = true where lapses_at <= statement_timestamp();
update request set told_rungs = floor(extract(epoch from statement_timestamp() - step_since) / 86400)::int where state = 'waiting';

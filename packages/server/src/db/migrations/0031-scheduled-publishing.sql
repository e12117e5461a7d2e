-- An approved draft is published at a moment. Frozen: a change is a new file.
-- While it is `scheduled`: when, and who approved it. `held`: why it was not published then ({code, parameters}), until
-- somebody does something with the draft.
alter table policy_draft add column publish_at timestamptz(3);
alter table policy_draft add column scheduled_by uuid;
alter table policy_draft add column held jsonb;
alter table policy_draft add constraint policy_draft_scheduled
  check ((state = 'scheduled') = (publish_at is not null and scheduled_by is not null));
create index policy_draft_due on policy_draft (publish_at) where state = 'scheduled';

-- The moment it was to be published at; null: it was published by hand.
alter table policy_version add column scheduled_for timestamptz(3);

-- What was done under a sandbox is found without reading the whole log. Frozen: a change is a new file.
create index audit_line_sandboxes on audit_line
  using gin ((case when detail like '{"sandboxes"%' then detail::jsonb -> 'sandboxes' end))
  where detail like '{"sandboxes"%';

-- What becomes of the class of a field that an organisation added: a part of the draft like a change of a role. Frozen: a
-- change is a new file. `base`: the class it began from; `version`: never the same twice for a field, as of a role's change.
create table policy_class_change (
  draft uuid not null references policy_draft (id),
  object text not null,
  field text not null,
  version integer not null,
  base text not null,
  sensitivity text not null,
  "by" uuid not null,
  at timestamptz(3) not null default statement_timestamp(),
  primary key (draft, object, field)
);

-- A round of trial keeps both kinds of changes: {roles: [{role, content}], classes: [{object, field, sensitivity}]}.
update rehearsal set policy = jsonb_build_object('roles', policy, 'classes', '[]'::jsonb);

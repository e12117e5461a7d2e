-- What rules rest on (R56), and the reviews of the rules that cite what has changed. Frozen: a change is a new file.
-- `code`: what rules cite it by; it never changes. A review's items are the rules that cited it when it was opened, each as
-- it stood; `outcome` null: nobody has settled it. `overdue_noted`: who answers for it has been told that it is late.
create table regulation (
  code text primary key,
  version integer not null default 1,
  kind text not null check (kind in ('law', 'article', 'internal')),
  title text not null,
  "by" uuid not null,
  at timestamptz(3) not null default statement_timestamp()
);
create table regulation_review (
  id uuid primary key,
  regulation text not null references regulation,
  change text not null,
  owner uuid not null,
  due timestamptz(3) not null,
  "by" uuid not null,
  at timestamptz(3) not null default statement_timestamp(),
  overdue_noted boolean not null default false
);
create table regulation_review_item (
  review uuid not null references regulation_review,
  role uuid not null,
  rule text not null,
  position integer not null,
  content jsonb not null,
  outcome text check (outcome in ('kept', 'changed')),
  remark text,
  "by" uuid,
  at timestamptz(3),
  primary key (review, role, rule)
);

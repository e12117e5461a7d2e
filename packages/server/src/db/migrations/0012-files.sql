-- Files of records: the cell of the record says what each is called, the bytes lie in a storage under its id, and this
-- ledger knows of every id that the storage may hold, from before its first byte until after its last. Frozen: a change is a
-- new file.
create table stored_file (
  id uuid primary key,
  object text not null,
  record uuid not null,
  field text not null,
  state text not null check (state in ('arriving', 'kept', 'removed')),
  -- Of a removed one, what the cell said of it, so that it can be put back.
  entry jsonb,
  -- In this state.
  since timestamptz(3) not null default statement_timestamp()
);
create index stored_file_to_sweep on stored_file (since) where state <> 'kept';

alter table customer add column files jsonb;
alter table lead add column files jsonb;
alter table opportunity add column files jsonb;
alter table "order" add column files jsonb;
alter table contract add column files jsonb;
alter table contract_template add column files jsonb;
alter table follow_up add column files jsonb;
alter table ticket add column files jsonb;
alter table product add column files jsonb;

-- Tallies: how many live records there are of each kind, kept by triggers. Frozen: a change is a new file.

create table "customer_tally" (
  grain smallint not null,
  "unit" uuid,
  "owner" uuid,
  "stage" text,
  "tier" text,
  "spend_currency" text,
  "rows" bigint not null,
  "spend" numeric
) with (fillfactor = 70);
create unique index "customer_tally_by_key" on "customer_tally" (grain, "unit", "owner", "stage", "tier", "spend_currency") nulls not distinct;
create index "customer_tally_by_owner" on "customer_tally" (grain, "owner");
create table "customer_tally_delta" (
  "unit" uuid,
  "owner" uuid,
  "stage" text,
  "tier" text,
  "spend_currency" text,
  "rows" bigint not null,
  "spend" numeric
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0);
create function "customer_tally_insert"() returns trigger language plpgsql as $$
begin
  insert into "customer_tally_delta" ("unit", "owner", "stage", "tier", "spend_currency", "rows", "spend")
  select "unit", "owner", "stage", "tier", "spend_currency", count(*) as "rows", sum("spend") as "spend" from added where deleted_at is null group by "unit", "owner", "stage", "tier", "spend_currency";
  return null;
end $$;
create trigger "customer_tally_insert" after insert on "customer" referencing new table as added
  for each statement execute function "customer_tally_insert"();
create function "customer_tally_update"() returns trigger language plpgsql as $$
begin
  insert into "customer_tally_delta" ("unit", "owner", "stage", "tier", "spend_currency", "rows", "spend")
  select "unit", "owner", "stage", "tier", "spend_currency", sum("rows") as "rows", sum("spend") as "spend" from (
    select "unit", "owner", "stage", "tier", "spend_currency", 1::bigint, "spend" from added where deleted_at is null
    union all select "unit", "owner", "stage", "tier", "spend_currency", -1::bigint, -"spend" from removed where deleted_at is null) changed ("unit", "owner", "stage", "tier", "spend_currency", "rows", "spend")
  group by "unit", "owner", "stage", "tier", "spend_currency" having sum("rows") <> 0 or sum("spend") <> 0;
  return null;
end $$;
create trigger "customer_tally_update" after update on "customer" referencing old table as removed new table as added
  for each statement execute function "customer_tally_update"();
create function "customer_tally_delete"() returns trigger language plpgsql as $$
begin
  insert into "customer_tally_delta" ("unit", "owner", "stage", "tier", "spend_currency", "rows", "spend")
  select "unit", "owner", "stage", "tier", "spend_currency", sum("rows") as "rows", sum("spend") as "spend" from (
    select "unit", "owner", "stage", "tier", "spend_currency", -1::bigint, -"spend" from removed where deleted_at is null) changed ("unit", "owner", "stage", "tier", "spend_currency", "rows", "spend")
  group by "unit", "owner", "stage", "tier", "spend_currency" having sum("rows") <> 0 or sum("spend") <> 0;
  return null;
end $$;
create trigger "customer_tally_delete" after delete on "customer" referencing old table as removed
  for each statement execute function "customer_tally_delete"();
insert into "customer_tally" as kept (grain, "unit", "owner", "stage", "tier", "spend_currency", "rows", "spend")
    select grouping("unit", "owner", "stage", "tier") as grain, "unit", case when grouping("owner") = 0 then "owner" when owned then '00000000-0000-0000-0000-000000000000'::uuid end as "owner", "stage", "tier", "spend_currency", sum("rows") as "rows", sum("spend") as "spend"
    from (select *, "owner" is not null as owned from (select "unit", "owner", "stage", "tier", "spend_currency", count(*) as "rows", sum("spend") as "spend" from "customer" where deleted_at is null group by "unit", "owner", "stage", "tier", "spend_currency")) counted
    group by grouping sets (("unit", "owner", "stage", "tier"), cube("unit", "stage", "tier")), "spend_currency", owned having sum("rows") <> 0 or sum("spend") <> 0
    on conflict (grain, "unit", "owner", "stage", "tier", "spend_currency") do update set "rows" = kept."rows" + excluded."rows", "spend" = kept."spend" + excluded."spend";

create table "opportunity_tally" (
  grain smallint not null,
  "unit" uuid,
  "owner" uuid,
  "stage" text,
  "amount_currency" text,
  "rows" bigint not null,
  "amount" numeric
) with (fillfactor = 70);
create unique index "opportunity_tally_by_key" on "opportunity_tally" (grain, "unit", "owner", "stage", "amount_currency") nulls not distinct;
create index "opportunity_tally_by_owner" on "opportunity_tally" (grain, "owner");
create table "opportunity_tally_delta" (
  "unit" uuid,
  "owner" uuid,
  "stage" text,
  "amount_currency" text,
  "rows" bigint not null,
  "amount" numeric
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0);
create function "opportunity_tally_insert"() returns trigger language plpgsql as $$
begin
  insert into "opportunity_tally_delta" ("unit", "owner", "stage", "amount_currency", "rows", "amount")
  select "unit", "owner", "stage", "amount_currency", count(*) as "rows", sum("amount") as "amount" from added where deleted_at is null group by "unit", "owner", "stage", "amount_currency";
  return null;
end $$;
create trigger "opportunity_tally_insert" after insert on "opportunity" referencing new table as added
  for each statement execute function "opportunity_tally_insert"();
create function "opportunity_tally_update"() returns trigger language plpgsql as $$
begin
  insert into "opportunity_tally_delta" ("unit", "owner", "stage", "amount_currency", "rows", "amount")
  select "unit", "owner", "stage", "amount_currency", sum("rows") as "rows", sum("amount") as "amount" from (
    select "unit", "owner", "stage", "amount_currency", 1::bigint, "amount" from added where deleted_at is null
    union all select "unit", "owner", "stage", "amount_currency", -1::bigint, -"amount" from removed where deleted_at is null) changed ("unit", "owner", "stage", "amount_currency", "rows", "amount")
  group by "unit", "owner", "stage", "amount_currency" having sum("rows") <> 0 or sum("amount") <> 0;
  return null;
end $$;
create trigger "opportunity_tally_update" after update on "opportunity" referencing old table as removed new table as added
  for each statement execute function "opportunity_tally_update"();
create function "opportunity_tally_delete"() returns trigger language plpgsql as $$
begin
  insert into "opportunity_tally_delta" ("unit", "owner", "stage", "amount_currency", "rows", "amount")
  select "unit", "owner", "stage", "amount_currency", sum("rows") as "rows", sum("amount") as "amount" from (
    select "unit", "owner", "stage", "amount_currency", -1::bigint, -"amount" from removed where deleted_at is null) changed ("unit", "owner", "stage", "amount_currency", "rows", "amount")
  group by "unit", "owner", "stage", "amount_currency" having sum("rows") <> 0 or sum("amount") <> 0;
  return null;
end $$;
create trigger "opportunity_tally_delete" after delete on "opportunity" referencing old table as removed
  for each statement execute function "opportunity_tally_delete"();
insert into "opportunity_tally" as kept (grain, "unit", "owner", "stage", "amount_currency", "rows", "amount")
    select grouping("unit", "owner", "stage") as grain, "unit", case when grouping("owner") = 0 then "owner" when owned then '00000000-0000-0000-0000-000000000000'::uuid end as "owner", "stage", "amount_currency", sum("rows") as "rows", sum("amount") as "amount"
    from (select *, "owner" is not null as owned from (select "unit", "owner", "stage", "amount_currency", count(*) as "rows", sum("amount") as "amount" from "opportunity" where deleted_at is null group by "unit", "owner", "stage", "amount_currency")) counted
    group by grouping sets (("unit", "owner", "stage"), cube("unit", "stage")), "amount_currency", owned having sum("rows") <> 0 or sum("amount") <> 0
    on conflict (grain, "unit", "owner", "stage", "amount_currency") do update set "rows" = kept."rows" + excluded."rows", "amount" = kept."amount" + excluded."amount";

create table "order_tally" (
  grain smallint not null,
  "unit" uuid,
  "owner" uuid,
  "status" text,
  "store" uuid,
  "total_currency" text,
  "rows" bigint not null,
  "total" numeric
) with (fillfactor = 70);
create unique index "order_tally_by_key" on "order_tally" (grain, "unit", "owner", "status", "store", "total_currency") nulls not distinct;
create index "order_tally_by_owner" on "order_tally" (grain, "owner");
create table "order_tally_delta" (
  "unit" uuid,
  "owner" uuid,
  "status" text,
  "store" uuid,
  "total_currency" text,
  "rows" bigint not null,
  "total" numeric
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0);
create function "order_tally_insert"() returns trigger language plpgsql as $$
begin
  insert into "order_tally_delta" ("unit", "owner", "status", "store", "total_currency", "rows", "total")
  select "unit", "owner", "status", "store", "total_currency", count(*) as "rows", sum("total") as "total" from added where deleted_at is null group by "unit", "owner", "status", "store", "total_currency";
  return null;
end $$;
create trigger "order_tally_insert" after insert on "order" referencing new table as added
  for each statement execute function "order_tally_insert"();
create function "order_tally_update"() returns trigger language plpgsql as $$
begin
  insert into "order_tally_delta" ("unit", "owner", "status", "store", "total_currency", "rows", "total")
  select "unit", "owner", "status", "store", "total_currency", sum("rows") as "rows", sum("total") as "total" from (
    select "unit", "owner", "status", "store", "total_currency", 1::bigint, "total" from added where deleted_at is null
    union all select "unit", "owner", "status", "store", "total_currency", -1::bigint, -"total" from removed where deleted_at is null) changed ("unit", "owner", "status", "store", "total_currency", "rows", "total")
  group by "unit", "owner", "status", "store", "total_currency" having sum("rows") <> 0 or sum("total") <> 0;
  return null;
end $$;
create trigger "order_tally_update" after update on "order" referencing old table as removed new table as added
  for each statement execute function "order_tally_update"();
create function "order_tally_delete"() returns trigger language plpgsql as $$
begin
  insert into "order_tally_delta" ("unit", "owner", "status", "store", "total_currency", "rows", "total")
  select "unit", "owner", "status", "store", "total_currency", sum("rows") as "rows", sum("total") as "total" from (
    select "unit", "owner", "status", "store", "total_currency", -1::bigint, -"total" from removed where deleted_at is null) changed ("unit", "owner", "status", "store", "total_currency", "rows", "total")
  group by "unit", "owner", "status", "store", "total_currency" having sum("rows") <> 0 or sum("total") <> 0;
  return null;
end $$;
create trigger "order_tally_delete" after delete on "order" referencing old table as removed
  for each statement execute function "order_tally_delete"();
insert into "order_tally" as kept (grain, "unit", "owner", "status", "store", "total_currency", "rows", "total")
    select grouping("unit", "owner", "status", "store") as grain, "unit", case when grouping("owner") = 0 then "owner" when owned then '00000000-0000-0000-0000-000000000000'::uuid end as "owner", "status", "store", "total_currency", sum("rows") as "rows", sum("total") as "total"
    from (select *, "owner" is not null as owned from (select "unit", "owner", "status", "store", "total_currency", count(*) as "rows", sum("total") as "total" from "order" where deleted_at is null group by "unit", "owner", "status", "store", "total_currency")) counted
    group by grouping sets (("unit", "owner", "status", "store"), cube("unit", "status", "store")), "total_currency", owned having sum("rows") <> 0 or sum("total") <> 0
    on conflict (grain, "unit", "owner", "status", "store", "total_currency") do update set "rows" = kept."rows" + excluded."rows", "total" = kept."total" + excluded."total";

create table "follow_up_tally" (
  grain smallint not null,
  "unit" uuid,
  "owner" uuid,
  "kind" text,
  "state" text,
  "rows" bigint not null
) with (fillfactor = 70);
create unique index "follow_up_tally_by_key" on "follow_up_tally" (grain, "unit", "owner", "kind", "state") nulls not distinct;
create index "follow_up_tally_by_owner" on "follow_up_tally" (grain, "owner");
create table "follow_up_tally_delta" (
  "unit" uuid,
  "owner" uuid,
  "kind" text,
  "state" text,
  "rows" bigint not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0);
create function "follow_up_tally_insert"() returns trigger language plpgsql as $$
begin
  insert into "follow_up_tally_delta" ("unit", "owner", "kind", "state", "rows")
  select "unit", "owner", "kind", "state", count(*) as "rows" from added where deleted_at is null group by "unit", "owner", "kind", "state";
  return null;
end $$;
create trigger "follow_up_tally_insert" after insert on "follow_up" referencing new table as added
  for each statement execute function "follow_up_tally_insert"();
create function "follow_up_tally_update"() returns trigger language plpgsql as $$
begin
  insert into "follow_up_tally_delta" ("unit", "owner", "kind", "state", "rows")
  select "unit", "owner", "kind", "state", sum("rows") as "rows" from (
    select "unit", "owner", "kind", "state", 1::bigint from added where deleted_at is null
    union all select "unit", "owner", "kind", "state", -1::bigint from removed where deleted_at is null) changed ("unit", "owner", "kind", "state", "rows")
  group by "unit", "owner", "kind", "state" having sum("rows") <> 0;
  return null;
end $$;
create trigger "follow_up_tally_update" after update on "follow_up" referencing old table as removed new table as added
  for each statement execute function "follow_up_tally_update"();
create function "follow_up_tally_delete"() returns trigger language plpgsql as $$
begin
  insert into "follow_up_tally_delta" ("unit", "owner", "kind", "state", "rows")
  select "unit", "owner", "kind", "state", sum("rows") as "rows" from (
    select "unit", "owner", "kind", "state", -1::bigint from removed where deleted_at is null) changed ("unit", "owner", "kind", "state", "rows")
  group by "unit", "owner", "kind", "state" having sum("rows") <> 0;
  return null;
end $$;
create trigger "follow_up_tally_delete" after delete on "follow_up" referencing old table as removed
  for each statement execute function "follow_up_tally_delete"();
insert into "follow_up_tally" as kept (grain, "unit", "owner", "kind", "state", "rows")
    select grouping("unit", "owner", "kind", "state") as grain, "unit", case when grouping("owner") = 0 then "owner" when owned then '00000000-0000-0000-0000-000000000000'::uuid end as "owner", "kind", "state", sum("rows") as "rows"
    from (select *, "owner" is not null as owned from (select "unit", "owner", "kind", "state", count(*) as "rows" from "follow_up" where deleted_at is null group by "unit", "owner", "kind", "state")) counted
    group by grouping sets (("unit", "owner", "kind", "state"), cube("unit", "kind", "state")), owned having sum("rows") <> 0
    on conflict (grain, "unit", "owner", "kind", "state") do update set "rows" = kept."rows" + excluded."rows";

create table "ticket_tally" (
  grain smallint not null,
  "unit" uuid,
  "owner" uuid,
  "status" text,
  "severity" text,
  "rows" bigint not null
) with (fillfactor = 70);
create unique index "ticket_tally_by_key" on "ticket_tally" (grain, "unit", "owner", "status", "severity") nulls not distinct;
create index "ticket_tally_by_owner" on "ticket_tally" (grain, "owner");
create table "ticket_tally_delta" (
  "unit" uuid,
  "owner" uuid,
  "status" text,
  "severity" text,
  "rows" bigint not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0);
create function "ticket_tally_insert"() returns trigger language plpgsql as $$
begin
  insert into "ticket_tally_delta" ("unit", "owner", "status", "severity", "rows")
  select "unit", "owner", "status", "severity", count(*) as "rows" from added where deleted_at is null group by "unit", "owner", "status", "severity";
  return null;
end $$;
create trigger "ticket_tally_insert" after insert on "ticket" referencing new table as added
  for each statement execute function "ticket_tally_insert"();
create function "ticket_tally_update"() returns trigger language plpgsql as $$
begin
  insert into "ticket_tally_delta" ("unit", "owner", "status", "severity", "rows")
  select "unit", "owner", "status", "severity", sum("rows") as "rows" from (
    select "unit", "owner", "status", "severity", 1::bigint from added where deleted_at is null
    union all select "unit", "owner", "status", "severity", -1::bigint from removed where deleted_at is null) changed ("unit", "owner", "status", "severity", "rows")
  group by "unit", "owner", "status", "severity" having sum("rows") <> 0;
  return null;
end $$;
create trigger "ticket_tally_update" after update on "ticket" referencing old table as removed new table as added
  for each statement execute function "ticket_tally_update"();
create function "ticket_tally_delete"() returns trigger language plpgsql as $$
begin
  insert into "ticket_tally_delta" ("unit", "owner", "status", "severity", "rows")
  select "unit", "owner", "status", "severity", sum("rows") as "rows" from (
    select "unit", "owner", "status", "severity", -1::bigint from removed where deleted_at is null) changed ("unit", "owner", "status", "severity", "rows")
  group by "unit", "owner", "status", "severity" having sum("rows") <> 0;
  return null;
end $$;
create trigger "ticket_tally_delete" after delete on "ticket" referencing old table as removed
  for each statement execute function "ticket_tally_delete"();
insert into "ticket_tally" as kept (grain, "unit", "owner", "status", "severity", "rows")
    select grouping("unit", "owner", "status", "severity") as grain, "unit", case when grouping("owner") = 0 then "owner" when owned then '00000000-0000-0000-0000-000000000000'::uuid end as "owner", "status", "severity", sum("rows") as "rows"
    from (select *, "owner" is not null as owned from (select "unit", "owner", "status", "severity", count(*) as "rows" from "ticket" where deleted_at is null group by "unit", "owner", "status", "severity")) counted
    group by grouping sets (("unit", "owner", "status", "severity"), cube("unit", "status", "severity")), owned having sum("rows") <> 0
    on conflict (grain, "unit", "owner", "status", "severity") do update set "rows" = kept."rows" + excluded."rows";

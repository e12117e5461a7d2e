-- Tokens of what can be searched, filled behind the writes that queue it. Frozen: a change is a new file.

create function search_tokens(lower_text text) returns integer[] language plpgsql immutable parallel safe as $$
declare
  characters text[] := string_to_array(lower_text, null);
  codes bigint[] := array(select ascii(one) from unnest(characters) with ordinality as each (one, place) order by place);
  tokens integer[] := '{}';
  size integer;
  token bigint;
begin
  for i in 1 .. cardinality(codes) - 1 loop
    size := case
      when codes[i] <= 32 or codes[i] = 42 or codes[i + 1] <= 32 or codes[i + 1] = 42 then 0
      when codes[i] > 127 or codes[i + 1] > 127 then 2
      when codes[i + 2] is null or codes[i + 2] > 127 or codes[i + 2] <= 32 or codes[i + 2] = 42 then 0
      when not (codes[i] between 48 and 57 and codes[i + 1] between 48 and 57 and codes[i + 2] between 48 and 57) then 3
      when codes[i + 3] between 48 and 57 then 4
      else 0 end;
    continue when size = 0;
    token := 0;
    for j in i .. i + size - 1 loop
      token := (token * 1000003 + codes[j]) % 2147483647;
    end loop;
    if not token::integer = any(tokens) then tokens := tokens || token::integer; end if;
  end loop;
  return tokens;
end $$;

create table "customer_search" (id uuid primary key, tokens integer[] not null);
create index "customer_search_by_tokens" on "customer_search" using gin (tokens) with (fastupdate = on, gin_pending_list_limit = 8192);
create table "customer_search_queue" (id uuid not null) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0);
create function "customer_search_insert"() returns trigger language plpgsql as $$
begin
  insert into "customer_search_queue" (id) select id from added;
  return null;
end $$;
create trigger "customer_search_insert" after insert on "customer" referencing new table as added
  for each statement execute function "customer_search_insert"();
create function "customer_search_update"() returns trigger language plpgsql as $$
begin
  insert into "customer_search_queue" (id) select a.id from added a join removed r on r.id = a.id where (a."name", a."company", a."note", a."phone", a."phone2", a."email", a."wechat", a."web_domain", a."tax_id") is distinct from (r."name", r."company", r."note", r."phone", r."phone2", r."email", r."wechat", r."web_domain", r."tax_id");
  return null;
end $$;
create trigger "customer_search_update" after update on "customer" referencing old table as removed new table as added
  for each statement execute function "customer_search_update"();
create function "customer_search_delete"() returns trigger language plpgsql as $$
begin
  insert into "customer_search_queue" (id) select id from removed;
  return null;
end $$;
create trigger "customer_search_delete" after delete on "customer" referencing old table as removed
  for each statement execute function "customer_search_delete"();
insert into "customer_search_queue" (id) select id from "customer";

/**
 * Token rows: one narrow row for each tag that a live record wears, with the record's unit and its place in the list's
 * order. An index over the lists of tags themselves finds who wears a tag, but in no order; from these, "the newest VIPs of
 * these stores" are read like the newest of one store. Kept by the database's own triggers, in the transaction of the row.
 */
import type { FieldDeclaration, ObjectDeclaration } from "../objects/declaration.ts";
import { snakeCase } from "./model.ts";

/** Null where no tokens are kept of the field. */
export function tokenTable(
  { name, fields, list }: ObjectDeclaration,
  field: string,
): string | null {
  const isKept = fields[field]?.type === "tags" && list.sort.field === "createdAt";
  return isKept ? `${snakeCase(name)}_${snakeCase(field)}_token` : null;
}

/** Drafts a migration, and fills the table from the rows that are there. */
export function tokenSql(declaration: ObjectDeclaration): string {
  const fields = Object.entries(declaration.fields) as [string, FieldDeclaration][];
  return fields
    .flatMap(([field]) => {
      const token = tokenTable(declaration, field);
      return token === null
        ? []
        : [tokenTableSql(snakeCase(declaration.name), snakeCase(field), token)];
    })
    .join("\n");
}

const tokenTableSql = (table: string, tags: string, token: string): string => `
create table "${token}" (token uuid not null, unit uuid, created_at timestamptz(3) not null, id uuid not null);
create index "${token}_by_list" on "${token}" (token, created_at, id) include (unit);
create index "${token}_by_unit_list" on "${token}" (token, unit, created_at, id);
create function "${token}_insert"() returns trigger language plpgsql as $$
begin
  insert into "${token}" (token, unit, created_at, id)
  select distinct worn.token, a.unit, a.created_at, a.id from added a, unnest(a."${tags}") worn (token) where a.deleted_at is null;
  return null;
end $$;
create trigger "${token}_insert" after insert on "${table}" referencing new table as added
  for each statement execute function "${token}_insert"();
create function "${token}_update"() returns trigger language plpgsql as $$
begin
  delete from "${token}" t using removed r, added a, unnest(r."${tags}") worn (token)
  where a.id = r.id and (a."${tags}", a.unit, a.created_at, a.deleted_at) is distinct from (r."${tags}", r.unit, r.created_at, r.deleted_at)
    and t.token = worn.token and t.created_at = r.created_at and t.id = r.id;
  insert into "${token}" (token, unit, created_at, id)
  select distinct worn.token, a.unit, a.created_at, a.id from removed r, added a, unnest(a."${tags}") worn (token)
  where a.id = r.id and (a."${tags}", a.unit, a.created_at, a.deleted_at) is distinct from (r."${tags}", r.unit, r.created_at, r.deleted_at)
    and a.deleted_at is null;
  return null;
end $$;
create trigger "${token}_update" after update on "${table}" referencing old table as removed new table as added
  for each statement execute function "${token}_update"();
create function "${token}_delete"() returns trigger language plpgsql as $$
begin
  delete from "${token}" t using removed r, unnest(r."${tags}") worn (token)
  where t.token = worn.token and t.created_at = r.created_at and t.id = r.id;
  return null;
end $$;
create trigger "${token}_delete" after delete on "${table}" referencing old table as removed
  for each statement execute function "${token}_delete"();
insert into "${token}" (token, unit, created_at, id)
  select distinct worn.token, r.unit, r.created_at, r.id from "${table}" r, unnest(r."${tags}") worn (token) where r.deleted_at is null;`;

/**
 * What a declaration's `list.search` is in the database: the tokens (`tokens.ts`) of all that can be searched in a record,
 * in a table beside it, so that a rare word is found without reading every record.
 *
 * - A statement that writes what can be searched only notes the records' ids in a *queue*. Making tokens inside it was
 *   measured at as much as the whole import of a record.
 * - A job makes the tokens of what is queued (`fold.ts`). A reader looks at the records whose tokens fit and at those in
 *   the queue, in one statement and so in one snapshot: nothing is missing at any moment.
 *
 * Tokens say which records may contain a word and never which do: the reader's own clause and cells decide.
 */
import { snakeCase } from "../derive/model.ts";
import type { FieldDeclaration, ObjectDeclaration } from "../objects/declaration.ts";

export interface SearchIndex {
  /** The table of the records. */
  readonly table: string;
  readonly tokens: string;
  readonly queue: string;
  /** Columns of the fields that can be searched. */
  readonly columns: readonly string[];
  /** Of what names a record, which is also found by how it is read. */
  readonly title: string;
}

/** Null where the declaration asks for none. */
export function searchIndexOf({
  name,
  title,
  fields,
  list,
}: ObjectDeclaration): SearchIndex | null {
  if (!list.search) return null;
  const table = snakeCase(name);
  const searched = (Object.entries(fields) as [string, FieldDeclaration][]).filter(
    ([, { search }]) => search,
  );
  return {
    table,
    tokens: `${table}_search`,
    queue: `${table}_search_queue`,
    columns: searched.map(([field]) => snakeCase(field)),
    title: snakeCase(title),
  };
}

export const searchIndexesOf = (
  declarations: readonly ObjectDeclaration[],
): readonly SearchIndex[] => declarations.map(searchIndexOf).filter((index) => index !== null);

/** Kilobytes of new tokens that wait to be sorted in together, and that every search reads through meanwhile. */
const PENDING = 8_192;

/** Declaration → tables and triggers; all records that are there are queued. It drafts a migration, which is frozen text. */
export function searchIndexSql({ table, tokens, queue, columns }: SearchIndex): string {
  const cells = (alias: string) =>
    `(${columns.map((column) => `${alias}."${column}"`).join(", ")})`;
  const trigger = (event: string, transitions: string, select: string) => {
    const name = `${tokens}_${event}`;
    return `create function "${name}"() returns trigger language plpgsql as $$
begin
  insert into "${queue}" (id) ${select};
  return null;
end $$;
create trigger "${name}" after ${event} on "${table}" referencing ${transitions}
  for each statement execute function "${name}"();`;
  };
  return `create table "${tokens}" (id uuid primary key, tokens integer[] not null);
create index "${tokens}_by_tokens" on "${tokens}" using gin (tokens) with (fastupdate = on, gin_pending_list_limit = ${PENDING});
create table "${queue}" (id uuid not null) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0);
${trigger("insert", "new table as added", "select id from added")}
${trigger(
  "update",
  "old table as removed new table as added",
  `select a.id from added a join removed r on r.id = a.id where ${cells("a")} is distinct from ${cells("r")}`,
)}
${trigger("delete", "old table as removed", "select id from removed")}
insert into "${queue}" (id) select id from "${table}";`;
}

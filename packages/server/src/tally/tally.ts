/**
 * What a declaration's `tallies` are in the database: how many live records there are of each kind, kept by triggers in
 * the transaction that writes the records.
 *
 * - A statement that writes records adds *deltas*: netted, one row for each combination of keys that it changed. It only
 *   inserts, so no two writers ever wait for each other, however hot their store is. (Counters updated in place were
 *   measured at 56 writes a second, with deadlocks.)
 * - A job folds deltas into the *base* (`fold.ts`). A reader adds the deltas that are not folded yet, in one statement
 *   and so in one snapshot: every count is exact at every moment.
 * - The base is kept in several *grains*: by all keys, and for each subset of the keys without the owner, by these alone.
 *   So head office sums two rows and a region of 250 stores a few hundred, not a few hundred thousand. Owners are told
 *   apart in one grain only: there are thousands, and folding costs as much as there are rows to add to.
 *
 * Keys stand in columns of the names that they have in the table of records: what is true of a record's columns is asked
 * of a tally in the same words.
 *
 * **An owner in a grain without owners** is `SOMEBODY`, or NULL: the pool is told from the rest in every grain.
 */
import { FIELD_MODULES } from "../fields/registry.ts";
import {
  COMMON_FIELDS,
  type FieldDeclaration,
  type ObjectDeclaration,
} from "../objects/declaration.ts";
import { snakeCase } from "../derive/model.ts";

export interface Key {
  readonly column: string;
  readonly type: string;
}

export interface Tally {
  /** The table of the records. */
  readonly table: string;
  readonly base: string;
  readonly delta: string;
  /** Fields that are tallied by, in their order, and their columns. */
  readonly fields: readonly string[];
  readonly by: readonly Key[];
  /** Amounts that are summed up; their currency is a key in every grain. */
  readonly sums: readonly { readonly field: string; readonly column: string }[];
  readonly currencies: readonly Key[];
}

/** Null where the declaration says nothing of tallies. */
export function tallyOf({ name, fields, tallies }: ObjectDeclaration): Tally | null {
  if (!tallies) return null;
  const declared = { ...fields, ...COMMON_FIELDS } as Record<string, FieldDeclaration>;
  const table = snakeCase(name);
  const typeOf = (field: string): string => FIELD_MODULES[declared[field]!.type].columns[""]!;
  return {
    table,
    base: `${table}_tally`,
    delta: `${table}_tally_delta`,
    fields: tallies.by,
    by: tallies.by.map((field) => ({ column: snakeCase(field), type: typeOf(field) })),
    sums: tallies.sums.map((field) => ({ field, column: snakeCase(field) })),
    currencies: tallies.sums.map((field) => ({
      column: `${snakeCase(field)}_currency`,
      type: "text",
    })),
  };
}

export const talliesOf = (declarations: readonly ObjectDeclaration[]): readonly Tally[] =>
  declarations.map(tallyOf).filter((tally) => tally !== null);

/**
 * The number of the coarsest grain that tells these fields apart: a bit for each field of the tally, set where it is left
 * out, the first field highest (as GROUPING numbers them).
 */
export const grainOf = ({ fields }: Tally, needed: ReadonlySet<string>): number =>
  needed.has(OWNER) ? 0 : fields.reduce((bits, field) => bits * 2 + (needed.has(field) ? 0 : 1), 0);

const OWNER = "owner";

/** Nobody's id; it stands where an owner is, in grains that do not ask who. */
const SOMEBODY = "'00000000-0000-0000-0000-000000000000'::uuid";

const names = (columns: readonly { readonly column: string }[]): string =>
  columns.map(({ column }) => `"${column}"`).join(", ");

const keysOf = (tally: Tally): readonly Key[] => [...tally.by, ...tally.currencies];

/** `rows` and the sums, of what `count` says is one row. */
const totals = ({ sums }: Tally, count: string): string =>
  [`${count} as "rows"`, ...sums.map(({ column }) => `sum("${column}") as "${column}"`)].join(", ");

const isChange = ({ sums }: Tally): string =>
  [`sum("rows")`, ...sums.map(({ column }) => `sum("${column}")`)]
    .map((sum) => `${sum} <> 0`)
    .join(" or ");

/** Live records among `rows` of the table's own columns, one row for each combination of keys. */
export const countedSql = (tally: Tally, rows: string): string =>
  `select ${names(keysOf(tally))}, ${totals(tally, "count(*)")} from ${rows} where deleted_at is null group by ${names(keysOf(tally))}`;

/** `counted` (keys, rows, sums) in every grain. */
export function cubeSql(tally: Tally, counted: string): string {
  const { by, currencies } = tally;
  const cells = by.map(({ column }) =>
    column === OWNER
      ? `case when grouping("owner") = 0 then "owner" when owned then ${SOMEBODY} end as "owner"`
      : `"${column}"`,
  );
  const others = by.filter(({ column }) => column !== OWNER);
  const always = [...currencies.map(({ column }) => `"${column}"`), "owned"].join(", ");
  return `select grouping(${names(by)}) as grain, ${[...cells, ...currencies.map(({ column }) => `"${column}"`)].join(", ")}, ${totals(tally, `sum("rows")`)}
    from (select *, "owner" is not null as owned from ${counted}) counted
    group by grouping sets ((${names(by)}), cube(${names(others)})), ${always} having ${isChange(tally)}`;
}

/** Adds what `counted` (keys, rows, sums) says to the base. */
export function addSql(tally: Tally, counted: string): string {
  const columns = names([...keysOf(tally), { column: "rows" }, ...tally.sums]);
  const added = ["rows", ...tally.sums.map(({ column }) => column)].map(
    (column) => `"${column}" = kept."${column}" + excluded."${column}"`,
  );
  return `insert into "${tally.base}" as kept (grain, ${columns})
    ${cubeSql(tally, counted)}
    on conflict (grain, ${names(keysOf(tally))}) do update set ${added.join(", ")}`;
}

/** Fills an empty base with the records that are there. */
export const fillSql = (tally: Tally): string =>
  addSql(tally, `(${countedSql(tally, `"${tally.table}"`)})`);

/** Declaration → tables, triggers and what they begin with. It drafts a migration, which is frozen text. */
export function tallySql(tally: Tally): string {
  const { table, base, delta } = tally;
  const columns = keysOf(tally).map(({ column, type }) => `  "${column}" ${type}`);
  const counts = [
    `  "rows" bigint not null`,
    ...tally.sums.map(({ column }) => `  "${column}" numeric`),
  ];
  return `create table "${base}" (
  grain smallint not null,
${[...columns, ...counts].join(",\n")}
) with (fillfactor = 70);
create unique index "${base}_by_key" on "${base}" (grain, ${names(keysOf(tally))}) nulls not distinct;
create index "${base}_by_owner" on "${base}" (grain, "owner");
create table "${delta}" (
${[...columns, ...counts].join(",\n")}
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000, autovacuum_vacuum_insert_threshold = -1, autovacuum_vacuum_cost_delay = 0);
${Object.entries(triggerBodies(tally))
  .map(([event, body]) => triggerSql(table, event, body))
  .join("\n")}
${fillSql(tally)};`;
}

export const triggerName = (table: string, event: string): string => `${table}_tally_${event}`;

const TRANSITIONS: Readonly<Record<string, string>> = {
  insert: "new table as added",
  update: "old table as removed new table as added",
  delete: "old table as removed",
};

function triggerSql(table: string, event: string, body: string): string {
  const name = triggerName(table, event);
  return `create function "${name}"() returns trigger language plpgsql as $$${body}$$;
create trigger "${name}" after ${event} on "${table}" referencing ${TRANSITIONS[event]}
  for each statement execute function "${name}"();`;
}

/** What each trigger does, by event. An update that changes nothing that is tallied nets to nothing and writes nothing. */
export function triggerBodies(tally: Tally): Readonly<Record<string, string>> {
  const columns = names([...keysOf(tally), { column: "rows" }, ...tally.sums]);
  const keys = names(keysOf(tally));
  const minus = tally.sums.map(({ column }) => `, -"${column}"`).join("");
  const sums = tally.sums.map(({ column }) => `, "${column}"`).join("");
  const gone = `select ${keys}, -1::bigint${minus} from removed where deleted_at is null`;
  const body = (select: string) => `
begin
  insert into "${tally.delta}" (${columns})
  ${select};
  return null;
end `;
  const netted = (rows: string) =>
    body(`select ${keys}, ${totals(tally, `sum("rows")`)} from (
    ${rows}) changed (${columns})
  group by ${keys} having ${isChange(tally)}`);
  return {
    insert: body(countedSql(tally, "added")),
    update: netted(`select ${keys}, 1::bigint${sums} from added where deleted_at is null
    union all ${gone}`),
    delete: netted(gone),
  };
}

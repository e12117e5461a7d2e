/** From what people write in a cell (a number, a name, an address) to the record it means. */
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import { run } from "../db/statement.ts";
import type { FieldModel, ObjectModel } from "../derive/model.ts";
import type { Json, Sql } from "../fields/module.ts";
import type { Subject } from "./subject.ts";
import { readArms, ROW, viewOf } from "./view.ts";

/** Ids by key, as text. Two ids under one key: the key does not say which. */
export type Found = ReadonlyMap<string, readonly string[]>;

/** Records that hold one of the values in a field, among those the subject sees, by the cell as the subject sees it. */
export async function findByField(
  executor: Executor,
  subject: Subject,
  field: { object: string; name: string },
  values: readonly string[],
): Promise<Found> {
  const view = viewOf(subject, field.object);
  const model = view.object.fields.get(field.name)!;
  if (values.length === 0) return new Map();
  const rows = await readArms<{ id: string; key: string }>(executor, subject, view, (arm) => {
    const cell = arm.cell(model)[0]!;
    return sql`select true as present, ${sql.ref(`${ROW}.id`)} as id, ${cell}::text as key
      from ${sql.table(view.object.table)} as ${sql.ref(ROW)} where ${cell} = any(${values}::${columnType(model)}[]) and ${arm.where}`;
  });
  return collect(rows);
}

/**
 * Live records that hold one of the keys. What makes records one by nature is looked for whoever may see it. This is the
 * accepted side channel `probe`: whoever writes a record may learn that it is there already, and nothing else about it. The
 * caller counts what is told (`probe-allowance.ts`). By any other field only what the subject sees is found, and by the cell they see.
 */
export async function findDuplicates(
  executor: Executor,
  subject: Subject,
  object: ObjectModel,
  { key, values }: { readonly key: DuplicateKey; readonly values: readonly string[] },
): Promise<Found> {
  if (values.length === 0) return new Map();
  const field = { object: object.name, name: key.name };
  if (!key.isNatural) return findByField(executor, subject, field, values);
  const id = sql.ref(`${ROW}.id`);
  const matching = keyedRows(object, key, sql`wanted.text`);
  const wanted = sql`unnest(${values}::text[]) as wanted (text)`;
  // Through the index value by value: joined as a whole, a table that is just filling up would be read from end to end.
  // Without an index that is what has to be done, but once.
  const statement = key.isIndexed
    ? sql`select found.id, wanted.text as key from ${wanted} cross join lateral (select ${id} as id from ${matching} limit 2) found`
    : sql`select ${id} as id, wanted.text as key from ${wanted}, ${matching}`;
  const { rows } = await run<{ id: string; key: string }>(executor, statement);
  return collect(rows);
}

/** Table and clause of the live records that hold a key, whoever may see them. */
export const keyedRows = (object: ObjectModel, key: DuplicateKey, wanted: Sql): Sql =>
  sql`${sql.table(object.table)} as ${sql.ref(ROW)}
    where ${key.cell} = ${key.of(wanted)} and ${sql.ref(`${ROW}.deleted_at`)} is null and ${key.where ?? sql`true`}`;

/**
 * Tells the planner what is in a table that is filling up. While it knows nothing, any index of live records seems to it
 * as good as the one by key: a lookup then walks all of them for every value. The embedded database never looks itself.
 */
export async function refreshStatistics(db: Executor, { table }: ObjectModel): Promise<void> {
  await run(db, sql`analyze (skip_locked) ${sql.table(table)}`);
}

/** What makes two records of an object one: SQL over the row, and over the text that is looked for. */
export interface DuplicateKey {
  readonly name: string;
  /** The fields whose cells it looks at. */
  readonly fields: readonly string[];
  readonly cell: Sql;
  readonly where?: Sql;
  readonly isIndexed: boolean;
  /** Against a field that somebody chose. */
  readonly isNatural: boolean;
  of(text: Sql): Sql;
  /** The key of a record that is about to be written; null where it has none. */
  read(cell: (name: string) => Json | undefined): string | null;
  /** The key in words, where it holds ids. */
  show?(key: string): string;
}

export function keyOfField(field: FieldModel): DuplicateKey {
  return {
    name: field.name,
    fields: [field.name],
    cell: field.cell(ROW)[0]!,
    isIndexed: isNaturalKey(field),
    isNatural: isNaturalKey(field),
    of: (text) => sql`${text}::${columnType(field)}`,
    read(cellOf) {
      const cell = cellOf(field.name) ?? null;
      return cell === null ? null : String(field.module.store(cell)[0]);
    },
  };
}

const companyName = (text: Sql): Sql =>
  sql`lower(regexp_replace(${text}, '[\\s()（）.,，。]', '', 'g'))`;

/** Companies by name, whatever its spaces, brackets and case. INVARIANT: as the index `customer_by_company_name`. */
const COMPANY_NAME: DuplicateKey = {
  name: "company",
  fields: ["kind", "company", "name"],
  isIndexed: true,
  isNatural: true,
  cell: companyName(sql`coalesce(${sql.ref(`${ROW}.company`)}, ${sql.ref(`${ROW}.name`)})`),
  where: sql`${sql.ref(`${ROW}.kind`)} = 'company'`,
  of: companyName,
  read(cellOf) {
    if (cellOf("kind") !== "company") return null;
    const name = cellOf("company") ?? cellOf("name");
    return filledText(name, (text) => text.replace(/[\s()（）.,，。]/g, "").toLowerCase());
  },
};

const taxId = (text: Sql): Sql => sql`upper(regexp_replace(${text}, '[^0-9A-Za-z]', '', 'g'))`;

/** INVARIANT: as the index `customer_by_tax_id`. */
const TAX_ID: DuplicateKey = {
  name: "taxId",
  fields: ["taxId"],
  isIndexed: true,
  isNatural: true,
  cell: taxId(sql.ref(`${ROW}.tax_id`)),
  where: sql`${sql.ref(`${ROW}.tax_id`)} is not null`,
  of: taxId,
  read: (cellOf) =>
    filledText(cellOf("taxId"), (text) => text.replace(/[^0-9A-Za-z]/g, "").toUpperCase()),
};

const webDomain = (text: Sql): Sql =>
  sql`lower(regexp_replace(${text}, '^\\s*([a-z]+://)?(www\\.)?([^/:?#\\s]*).*$', '\\3', 'i'))`;

const WEB_ADDRESS = /^\s*(?:[a-z]+:\/\/)?(?:www\.)?([^/:?#\s]*).*$/is;

/** Of companies: a person's is their employer's. INVARIANT: as the index `customer_by_web_domain`. */
const WEB_DOMAIN: DuplicateKey = {
  name: "webDomain",
  fields: ["kind", "webDomain"],
  isIndexed: true,
  isNatural: true,
  cell: webDomain(sql.ref(`${ROW}.web_domain`)),
  where: sql`${sql.ref(`${ROW}.web_domain`)} is not null and ${sql.ref(`${ROW}.kind`)} = 'company'`,
  of: webDomain,
  read: (cellOf) =>
    cellOf("kind") === "company"
      ? filledText(cellOf("webDomain"), (text) => text.replace(WEB_ADDRESS, "$1").toLowerCase())
      : null,
};

/** Of what was written, what a key keeps; null where that is nothing. */
function filledText(cell: Json | undefined, keep: (text: string) => string): string | null {
  const text = typeof cell === "string" ? keep(cell) : "";
  return text === "" ? null : text;
}

const isText = (cell: Json | undefined): cell is string => typeof cell === "string";

/** Units of one name below one parent, unless codes tell them apart. */
const SIBLING: DuplicateKey = {
  name: "name",
  fields: ["code", "parent", "name"],
  isIndexed: false,
  isNatural: true,
  cell: sql`concat_ws('/', ${sql.ref(`${ROW}.parent`)}, ${sql.ref(`${ROW}.name`)})`,
  of: (text) => text,
  read(cellOf) {
    const [code, parent, name] = ["code", "parent", "name"].map(cellOf);
    return isText(code) || !isText(name) ? null : [parent, name].filter(isText).join("/");
  },
  show: (key) => key.slice(key.indexOf("/") + 1),
};

/** The same role at the same unit, held by the same person, and not over yet. */
const HOLDING: DuplicateKey = {
  name: "person",
  fields: ["person", "role", "unit", "until"],
  isIndexed: false,
  isNatural: true,
  cell: sql`concat_ws('/', ${sql.join(["person", "role", "unit"].map((cell) => sql.ref(`${ROW}.${cell}`)))})`,
  where: sql`(${sql.ref(`${ROW}.until`)} is null or ${sql.ref(`${ROW}.until`)} > statement_timestamp())`,
  of: (text) => text,
  read(cellOf) {
    const holding = ["person", "role", "unit"].map(cellOf);
    return holding.every(isText) ? holding.join("/") : null;
  },
  show: () => "…",
};

const NATURAL: Readonly<Record<string, readonly DuplicateKey[]>> = {
  customer: [TAX_ID, COMPANY_NAME, WEB_DOMAIN],
  unit: [SIBLING],
  post: [HOLDING],
};

/**
 * The field that was named, or what makes records of this object one by nature: unique cells, a phone, a tax id, a
 * company's name or web domain, a unit's place, a post's holder.
 */
export function duplicateKeysOf(
  object: ObjectModel,
  named: string | undefined,
): readonly DuplicateKey[] {
  const fields = [...object.fields.values()];
  if (named !== undefined) return fields.filter(({ name }) => name === named).map(keyOfField);
  const natural = fields.filter(isNaturalKey);
  const own = Object.hasOwn(NATURAL, object.name) ? NATURAL[object.name]! : [];
  return [...natural.map(keyOfField), ...own];
}

/** INVARIANT: these have an index (`derive/table.ts`, `db/unique-cells.ts`). */
const isNaturalKey = ({ declaration, name, custom }: FieldModel): boolean =>
  declaration.unique === true || (!custom && declaration.type === "phone" && name === "phone");

/** A cell of a list is no key. */
const columnType = (field: FieldModel): Sql => sql.raw(Object.values(field.module.columns)[0]!);

function collect(rows: readonly { id: string; key: string }[]): Found {
  const found = new Map<string, string[]>();
  for (const { id, key } of rows) found.set(key, [...(found.get(key) ?? []), id]);
  return found;
}

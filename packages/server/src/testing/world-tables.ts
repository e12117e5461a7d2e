/**
 * The worlds of the policy's own test suite as tables, so that what the engine says of them can be asked of a database.
 * Many worlds lie side by side, told apart by a number, so that one statement can ask about hundreds.
 */
import { createHash } from "node:crypto";
import type { FieldKind, Subject, Value } from "@latchkey/policy";
import { TEST_SCHEMA, type World, type WorldRecord } from "@latchkey/policy/testing";
import { sql } from "kysely";
import type { Executor } from "../db/database.ts";
import { toStatement, type Statement } from "../db/statement.ts";
import {
  buildModel,
  snakeCase,
  type Model,
  type ObjectModel,
  type RelationModel,
} from "../derive/model.ts";
import { tableColumns } from "../derive/table.ts";
import type { Sql } from "../fields/module.ts";
import type { FieldTypeName, ObjectDeclaration } from "../objects/declaration.ts";

const TYPES: Readonly<Record<FieldKind, FieldTypeName>> = {
  text: "text",
  number: "number",
  boolean: "boolean",
  time: "time",
  id: "person",
  unit: "unit",
  texts: "choices",
  ids: "tags",
};

const WORDLESS = { zh: "试", en: "test" };

const DECLARATIONS: readonly ObjectDeclaration[] = Object.entries(TEST_SCHEMA.objects).map(
  ([name, type]) => ({
    name,
    label: WORDLESS,
    plural: WORDLESS,
    title: Object.keys(type.fields)[0]!,
    actions: {},
    form: [],
    fields: Object.fromEntries(
      Object.entries(type.fields).map(([field, { kind }]) => [
        field,
        { type: TYPES[kind], label: WORDLESS, sensitivity: "basic" },
      ]),
    ),
    list: { columns: [], sort: { field: "createdAt", direction: "asc" }, filters: [] },
  }),
);

/** The declared fields are real ones; relations are rows of one link table instead of references. */
export const WORLD_MODEL: Model = buildWorldModel();

function buildWorldModel(): Model {
  const model = buildModel(DECLARATIONS);
  const objects = [...model.objects.values()].map((object): [string, ObjectModel] => [
    object.name,
    {
      ...object,
      relations: new Map(
        Object.entries(TEST_SCHEMA.objects[object.name]!.relations).map(([name, { target }]) => [
          name,
          linkRelation(object.name, name, target),
        ]),
      ),
    },
  ]);
  return { ...model, objects: new Map(objects) };
}

function linkRelation(object: string, name: string, target: string): RelationModel {
  return {
    name,
    target,
    join: (
      outer,
      inner,
    ) => sql`${sql.ref(`${inner}.world`)} = ${sql.ref(`${outer}.world`)} and exists (
      select from link where link.world = ${sql.ref(`${outer}.world`)} and link.relation = ${`${object}.${name}`}
        and link.from_id = ${sql.ref(`${outer}.id`)} and link.to_id = ${sql.ref(`${inner}.id`)})`,
  };
}

/** Makes the tables, in a schema of their own before all others. */
export async function createWorldTables(executor: Executor): Promise<void> {
  const tables = DECLARATIONS.map((declaration) => {
    const columns = tableColumns(declaration).map(({ name, type }) => `"${name}" ${type}`);
    return `create table ${declaration.name} (world int, ${columns.join(", ")}, primary key (world, id));`;
  });
  await executor.query(`
    ${tables.join("\n")}
    create table link (world int, relation text, from_id uuid, to_id uuid, primary key (world, relation, from_id, to_id));
    create table unit (id uuid primary key, parent uuid, deleted_at timestamptz);
    set enable_seqscan = off; set jit = off;`);
}

/** Replaces whatever worlds are there. They must agree on their units, or be alone. */
export async function loadWorlds(executor: Executor, worlds: readonly World[]): Promise<void> {
  for (const { text, values } of loadingOf(worlds)) await executor.query(text, values);
}

/** The statements that put these worlds into the place of whatever worlds are there. */
export function loadingOf(worlds: readonly World[]): readonly Statement[] {
  const tables = [...DECLARATIONS.map(({ name }) => name), "link", "unit"];
  const links = worlds.flatMap(({ links }, world) =>
    links.map(({ relation, from, to }) => ({ world, relation, from_id: from, to_id: to })),
  );
  const units = Object.entries(worlds[0]?.units ?? {}).map(([id, parent]) => ({ id, parent }));
  const filling = [
    ...[...WORLD_MODEL.objects.values()].map((object) => recordsSql(object, worlds)),
    sql`insert into link select * from json_populate_recordset(null::link, ${JSON.stringify(links)}::json) on conflict do nothing`,
    sql`insert into unit select * from json_populate_recordset(null::unit, ${JSON.stringify(units)}::json)`,
  ];
  return [...tables.map((name) => sql`delete from ${sql.table(name)}`), ...filling].map(
    toStatement,
  );
}

function recordsSql(object: ObjectModel, worlds: readonly World[]): Sql {
  const rows = worlds.flatMap((world, index) =>
    (world.records[object.name] ?? []).map((record) => rowOf(object, record, index)),
  );
  const columns = ["id", "world", ...fieldsOf(object).flatMap((field) => field.columns)].map(
    (name) => sql.ref(name),
  );
  return sql`insert into ${sql.table(object.table)} (${sql.join(columns)}) select ${sql.join(columns)}
    from json_populate_recordset(null::${sql.table(object.table)}, ${JSON.stringify(rows)}::json)`;
}

const fieldsOf = (object: ObjectModel) =>
  Object.keys(TEST_SCHEMA.objects[object.name]!.fields).map((name) => object.fields.get(name)!);

function rowOf(
  object: ObjectModel,
  { id, values }: WorldRecord,
  world: number,
): Record<string, unknown> {
  const cells = fieldsOf(object).map(({ name, module }) => [
    snakeCase(name),
    stored(module.kind, values[name] ?? null),
  ]);
  return { id, world, ...Object.fromEntries(cells) };
}

const stored = (kind: FieldKind, value: Value): unknown =>
  kind === "time" && typeof value === "number" ? new Date(value).toISOString() : value;

/** The moment of a world, instead of the database's. */
export const nowOf = (world: World): Sql => sql`${new Date(world.now).toISOString()}::timestamptz`;

/** Ids of a unit and all below it. */
export function unitsWithin({ units }: World, root: string): readonly string[] {
  const below = (unit: string): readonly string[] => [
    unit,
    ...Object.keys(units)
      .filter((child) => units[child] === unit)
      .flatMap(below),
  ];
  return Object.hasOwn(units, root) ? below(root) : [];
}

/** The same world under ids that a database takes. A renaming that keeps different things different changes no answer. */
export function withRealIds(world: World): World {
  const names = idsIn(world);
  const rename = <T>(value: T): T => {
    if (typeof value === "string") return (names.has(value) ? idOf(value) : value) as T;
    if (Array.isArray(value)) return value.map(rename) as T;
    if (typeof value !== "object" || value === null) return value;
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, rename(one)])) as T;
  };
  const { schema, policy, subject, others = [], units, records, links, context } = world;
  const roles = policy.roles.map((role) => ({
    ...role,
    rules: role.rules.map((rule) => (rule.when ? { ...rule, when: rename(rule.when) } : rule)),
  }));
  const renameSubject = ({ id, attributes, assignments }: Subject): Subject => ({
    id: rename(id),
    attributes: rename(attributes),
    assignments: assignments.map(({ unit, as, bound, ...assignment }) => ({
      ...assignment,
      unit: rename(unit),
      ...(as === undefined ? {} : { as: rename(as) }),
      ...(bound ? { bound: "subject" in bound ? { subject: rename(bound.subject) } : bound } : {}),
    })),
  });
  return {
    schema,
    now: world.now,
    policy: { roles },
    records: rename(records),
    context: rename(context),
    subject: renameSubject(subject),
    others: others.map(renameSubject),
    units: Object.fromEntries(
      Object.entries(units).map(([unit, parent]) => [rename(unit), rename(parent)]),
    ),
    links: links.map(({ relation, from, to }) => ({
      relation,
      from: rename(from),
      to: rename(to),
    })),
  };
}

/** Every text that stands where an id belongs. */
function idsIn({ schema, subject, others = [], units, records }: World): ReadonlySet<string> {
  const isId = (kind: FieldKind | undefined): boolean =>
    kind === "id" || kind === "unit" || kind === "ids";
  const found: Value[] = Object.keys(units);
  for (const { id, assignments, attributes } of [subject, ...others]) {
    found.push(id, ...assignments.map(({ unit }) => unit));
    for (const [name, value] of Object.entries(attributes))
      if (isId(schema.subject[name])) found.push(value);
  }
  for (const [object, rows] of Object.entries(records)) {
    for (const { id, values } of rows) {
      found.push(id);
      for (const [name, value] of Object.entries(values)) {
        if (isId(schema.objects[object]!.fields[name]?.kind)) found.push(value);
      }
    }
  }
  return new Set(found.flat().filter((one): one is string => typeof one === "string"));
}

const known = new Map<string, string>();

export function idOf(name: string): string {
  let id = known.get(name);
  if (id === undefined) {
    const hex = createHash("sha256").update(name).digest("hex");
    id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
    known.set(name, id);
  }
  return id;
}

/** The enterprise that the matrix is asked in: every shipped role somewhere, and records of every declared object. */
import { makeRandom, type Random } from "@latchkey/policy/testing";
import { v7 as uuid } from "uuid";
import { objectNamed, type ObjectModel } from "../derive/model.ts";
import { bumpPolicy, bumpSubjects } from "../gate/guard.ts";
import type { Json } from "../fields/module.ts";
import type { FieldDeclaration } from "../objects/declaration.ts";
import type { RoleTemplate } from "../policies/role-template.ts";
import { ROLE_TEMPLATES, roleIdOf } from "../policies/templates/registry.ts";
import {
  createEnterprise,
  type Enterprise,
  type EnterpriseOptions,
} from "../testing/enterprise.ts";
import { SAMPLERS, type SampleIds } from "../testing/samples.ts";
import { CLOSED_IN_PARTS, CONSULTANT, READS_SECRETS, SANDBOX_CONTENT } from "./roles.ts";

export interface Persona {
  readonly name: string;
  readonly id: string;
  /** Somebody who looks through their eyes (R105), and until when. */
  readonly viewing?: { readonly by: string; readonly until: Date };
}

export interface MatrixWorld {
  readonly enterprise: Enterprise;
  readonly personas: readonly Persona[];
  /** Objects that the test made no records of: what is there, the enterprise put there. */
  readonly found: ReadonlySet<string>;
}

/** Rows of these decide what people may do, or are written by the system: random ones would change the world under test. */
const FOUND: ReadonlySet<string> = new Set([
  "unit",
  "person",
  "post",
  "group",
  "groupMember",
  "role",
  "assignment",
]);

const LABEL = { zh: "自定义", en: "custom" };

/** Custom fields of several types and classes, one of them secret. */
const CUSTOM: Readonly<Record<string, FieldDeclaration>> = {
  customScore: { type: "number", label: LABEL, sensitivity: "commercial" },
  customPhone: { type: "phone", label: LABEL, sensitivity: "contact", search: true },
  customDay: { type: "date", label: LABEL, sensitivity: "basic" },
  customTags: { type: "tags", label: LABEL, sensitivity: "basic" },
  customMoney: { type: "money", label: LABEL, sensitivity: "financial" },
  customSecret: { type: "text", label: LABEL, sensitivity: "basic", secret: true, search: true },
};

export interface MatrixOptions extends EnterpriseOptions {
  readonly seed?: number;
  /** Records of each object. */
  readonly records?: number;
  /** Nothing is written to the log once the world is made. */
  readonly isQuiet?: boolean;
}

export async function createMatrixWorld(options: MatrixOptions = {}): Promise<MatrixWorld> {
  const templates: readonly RoleTemplate[] = [
    CLOSED_IN_PARTS,
    READS_SECRETS,
    ...(options.templates ?? []),
  ];
  const enterprise = await createEnterprise({ ...options, templates: [...templates, CONSULTANT] });
  const { services } = enterprise;
  await services.db.query("update role set definition = definition || $2::jsonb where id = $1", [
    roleIdOf(CONSULTANT.id),
    JSON.stringify({ function: "consultant" }),
  ]);
  const units = await makeUnits(enterprise);
  await addCustomFields(enterprise, ["customer", "order", "note"]);
  const personas = await makePersonas(enterprise, units, templates);
  const random = makeRandom(options.seed ?? 1);
  const { model } = (await services.subjects.reload(personas[0]!.id)).world;
  await makeRecords(enterprise, {
    model: [...model.objects.values()],
    personas,
    units,
    random,
    count: options.records ?? 8,
  });
  await bumpPolicy(services.db);
  await services.trail.flush();
  // The log must not grow while it is asked about.
  if (options.isQuiet) Object.assign(services.trail, { note: () => {}, write: async () => {} });
  return { enterprise, personas, found: FOUND };
}

async function makeUnits(enterprise: Enterprise): Promise<readonly string[]> {
  const east = await enterprise.unit("华东大区", enterprise.root, "region");
  const south = await enterprise.unit("华南大区", enterprise.root, "region");
  const store = await enterprise.unit("外滩店", east);
  const units = [
    store,
    await enterprise.unit("静安店", east),
    east,
    await enterprise.unit("南山店", south),
    south,
    enterprise.root,
  ];
  return [...units, await enterprise.unit("夜间柜台", store, "department")];
}

async function addCustomFields(
  { services }: Enterprise,
  objects: readonly string[],
): Promise<void> {
  for (const object of objects.filter((name) => services.objects.has(name))) {
    for (const [name, declaration] of Object.entries(CUSTOM)) {
      await services.db.query(
        "insert into custom_field (object, name, declaration) values ($1, $2, $3::jsonb)",
        [object, name, JSON.stringify(declaration)],
      );
    }
  }
  await bumpPolicy(services.db);
}

/** Every template at some unit, turn by turn; somebody with several roles at several units; somebody with none. */
async function makePersonas(
  enterprise: Enterprise,
  units: readonly string[],
  templates: readonly RoleTemplate[],
): Promise<readonly Persona[]> {
  const personas: Persona[] = [];
  const all = [...Object.values(ROLE_TEMPLATES), ...templates];
  for (const [index, { id: role }] of all.entries()) {
    personas.push({
      name: role,
      id: await enterprise.person(role, role, units[index % units.length]!),
    });
  }
  const several = await enterprise.person("身兼数职", "storeHead", units[0]!);
  await enterprise.assign(several, "guide", units[1]!);
  await enterprise.assign(several, "finance", units[3]!);
  await enterprise.assign(several, CLOSED_IN_PARTS.id, units[2]!);
  personas.push({ name: "several roles", id: several });
  personas.push({ name: "no role", id: await enterprise.person("无岗", null, units[0]!) });
  const seller = personas.find(({ name }) => name === "seller")!;
  await inSandbox(enterprise, several, { at: units[2]!, state: "running" });
  await inSandbox(enterprise, seller.id, { at: units[2]!, state: "ended" });
  return personas;
}

/** Beside what they may do anyway, for a time that runs or is over, other cells and acts at a unit. */
async function inSandbox(
  enterprise: Enterprise,
  person: string,
  { at, state }: { readonly at: string; readonly state: "running" | "ended" },
): Promise<void> {
  const { db } = enterprise.services;
  const id = uuid();
  const from = "2026-01-01T00:00:00.000Z";
  const until = `${state === "running" ? 2036 : 2026}-01-02T00:00:00.000Z`;
  await enterprise.insert("sandbox", [
    {
      id,
      owner: person,
      unit: at,
      name: state,
      kind: "other",
      reason: "试",
      approver: person,
      from,
      until,
      approvedAt: from,
    },
  ]);
  await db.query("update sandbox set content = $2::jsonb, end_noted = true where id = $1", [
    id,
    JSON.stringify({ ...SANDBOX_CONTENT, people: [person], places: [at] }),
  ]);
  await enterprise.insert("assignment", [
    {
      person,
      owner: person,
      role: id,
      sandbox: id,
      unit: at,
      atUnit: at,
      from,
      until,
      reason: "试",
    },
  ]);
  await bumpPolicy(db);
  await bumpSubjects(db, [person]);
}

interface Making {
  readonly model: readonly ObjectModel[];
  readonly personas: readonly Persona[];
  readonly units: readonly string[];
  readonly random: Random;
  readonly count: number;
}

async function makeRecords(enterprise: Enterprise, making: Making): Promise<void> {
  const { services } = enterprise;
  const { personas, units, random, count } = making;
  const made = making.model.filter(({ name }) => !FOUND.has(name));
  const ids: Record<string, readonly string[]> = {
    person: personas.map(({ id }) => id),
    unit: units,
  };
  for (const { name } of made)
    ids[name] = Array.from({ length: name === "participant" ? count * 4 : count }, () => uuid());
  ids["any"] = [...(ids["customer"] ?? []), ...(ids["person"] ?? [])];
  for (const name of FOUND) ids[name] ??= await existing(enterprise, name);
  const rows = new Map<string, Record<string, Json>[]>();
  // Parents first, since children stand where they stand.
  for (const object of made.toSorted(
    (a, b) =>
      Number(a.declaration.follows !== undefined) - Number(b.declaration.follows !== undefined),
  )) {
    const own = ids[object.name]!.map((id, index) =>
      makeRow({ ...making, object, ids, index, id }),
    );
    rows.set(
      object.name,
      withoutDoubles(own).map((row) => placed(row, object, rows, random)),
    );
    await enterprise.insert(object.name, rows.get(object.name)!);
  }
  for (const { name, table } of made) {
    // The last ones lie in the trash.
    const gone = ids[name]!.slice(-2);
    await services.db.query(`update "${table}" set deleted_at = now() where id = any($1::uuid[])`, [
      gone,
    ]);
    await writeHistory(enterprise, name, rows.get(name)!);
  }
  await bumpSubjects(
    services.db,
    personas.map(({ id }) => id),
  );
}

/** Nobody takes part in a record twice in one function. */
function withoutDoubles(rows: readonly Record<string, Json>[]): readonly Record<string, Json>[] {
  const keyOf = ({ id, recordId, principalId, function: name }: Record<string, Json>) =>
    recordId === undefined ? id : `${recordId} ${principalId} ${name}`;
  return [...new Map(rows.map((row) => [keyOf(row), row])).values()];
}

async function existing({ services }: Enterprise, name: string): Promise<readonly string[]> {
  if (!services.objects.has(name)) return [];
  const { table } = objectNamed((await services.subjects.world()).model, name);
  const { rows } = await services.db.query<{ id: string }>(`select id from "${table}" order by id`);
  return rows.map(({ id }) => id);
}

interface RowOf extends Making {
  readonly object: ObjectModel;
  readonly ids: SampleIds;
  readonly id: string;
  readonly index: number;
}

function makeRow({ object, ids, personas, units, random, id, index }: RowOf): Record<string, Json> {
  const row: Record<string, Json> = {
    id,
    owner: random.chance(0.2) ? null : random.pick(personas).id,
    unit: random.pick(units),
    createdBy: random.pick(personas).id,
    createdAt: new Date(Date.UTC(2026, 0, 1 + random.below(4), index)).toISOString(),
  };
  for (const { name, declaration, module } of object.fields.values()) {
    if (name in row || name === "updatedAt") continue;
    if (!declaration.required && random.chance(0.25)) continue;
    const parsed = module.parse(
      SAMPLERS[declaration.type](random, declaration, ids),
      declaration,
      name,
    );
    if ("problem" in parsed)
      throw new Error(`${object.name}.${name}: ${parsed.problem.message.en}`);
    if (parsed.value !== null)
      row[name] =
        declaration.unique && typeof parsed.value === "string"
          ? `${index}-${parsed.value}`.slice(0, 30)
          : parsed.value;
  }
  // A job that is not done would be taken up.
  if (object.name === "exportJob" || object.name === "importJob") row["state"] = "done";
  // One that is scheduled would be published by itself.
  if (object.name === "policyDraft" && row["state"] === "scheduled") row["state"] = "published";
  return object.name === "participant" ? partOf(row, { ids, personas, units, random, index }) : row;
}

/** Shares and team members, live, past and coming, of customers and of the records below them. */
function partOf(
  row: Record<string, Json>,
  {
    ids,
    personas,
    units,
    random,
    index,
  }: Pick<RowOf, "ids" | "personas" | "units" | "random" | "index">,
): Record<string, Json> {
  const principal = random.chance(0.75)
    ? personas[(index * 7) % personas.length]!.id
    : random.pick(units);
  const object = random.chance(0.7)
    ? "customer"
    : random.pick(["order", "followUp", "ticket", "lead"]);
  const { from: _from, until: _until, ...rest } = row;
  const window: Record<string, Json> = random.chance(0.7)
    ? {}
    : random.chance(0.5)
      ? { until: "2020-01-01T00:00:00.000Z" }
      : { from: "2020-01-01T00:00:00.000Z" };
  return {
    ...rest,
    ...window,
    object,
    recordId: random.pick(ids[object] ?? ids["any"]!),
    principalId: principal,
    principalKind: "person",
    function: random.pick(["shared", "collaborator", "consultant", "lookedUp"]),
  };
}

function placed(
  row: Record<string, Json>,
  object: ObjectModel,
  rows: ReadonlyMap<string, readonly Record<string, Json>[]>,
  random: Random,
): Record<string, Json> {
  const { follows } = object.declaration;
  if (follows === undefined) return row;
  const parents = rows.get(object.fields.get(follows)!.declaration.target!)!;
  const parent = random.pick(parents);
  return {
    ...row,
    [follows]: parent["id"]!,
    owner: parent["owner"] ?? null,
    unit: parent["unit"] ?? null,
  };
}

/** Two versions of every record: as it was made, and a change of every field it has. */
async function writeHistory(
  { services }: Enterprise,
  object: string,
  rows: readonly Record<string, Json>[],
): Promise<void> {
  const entries = rows.flatMap(({ id, createdBy, ...cells }) => {
    const changes = Object.fromEntries(
      Object.entries(cells).flatMap(([name, cell]) =>
        cell === null ? [] : [[name, [null, cell]]],
      ),
    );
    return [1, 2].map((version) => ({
      object,
      record: id,
      version,
      by: createdBy,
      action: version === 1 ? "create" : "edit",
      changes,
    }));
  });
  await services.db.query(
    `insert into record_history (object, record, version, "by", action, changes) select object, record, version, "by", action, changes
     from json_to_recordset($1::json) as h (object text, record uuid, version int, "by" uuid, action text, changes json)`,
    [JSON.stringify(entries)],
  );
}

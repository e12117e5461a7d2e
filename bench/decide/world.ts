import { makeRandom } from "@latchkey/policy/testing";
import type { Policy, Role, Rule, Schema, UnitTree } from "@latchkey/policy";

/** One company, the same for every engine: 6 roles, 8 objects, 7 actions, 1,000 people, 500 units, 100,000 records. */

export const OBJECTS = [
  "customer",
  "contact",
  "order",
  "contract",
  "followup",
  "visit",
  "task",
  "invoice",
] as const;
export const ACTIONS = ["view", "edit", "export", "assign", "share", "archive", "delete"] as const;
export const STAGES = ["new", "open", "won", "closed"] as const;

export const PEOPLE_COUNT = 1_000;
export const RECORD_COUNT = 100_000;

/** Above this an export needs more than a head; above the second nobody may export at all. */
export const HEAD_EXPORT_LIMIT = 50_000;
export const EXPORT_LIMIT = 80_000;

export interface BenchRecord {
  readonly id: string;
  readonly object: string;
  readonly owner: string | null;
  readonly unit: string;
  /** The unit and all above it, for engines that look into arrays. */
  readonly unitPath: readonly string[];
  readonly name: string;
  readonly stage: string;
  readonly phone: string;
  readonly amount: number;
  readonly sealed: boolean;
}

export interface Holding {
  readonly role: "head" | "clerk" | "pooler" | "auditor" | "intern" | "compliance";
  readonly unit: string;
}

export interface Person {
  readonly id: string;
  readonly holdings: readonly Holding[];
}

export interface Company {
  readonly parents: ReadonlyMap<string, string | null>;
  readonly people: readonly Person[];
  readonly records: readonly BenchRecord[];
  readonly tree: UnitTree;
}

/** Answers whether one person may do this to this record, given as the engine wants it. */
export type Check<R = unknown> = (action: string, object: string, record: R) => boolean;

/** What every engine has to offer: a check for one person, built once and asked often. */
export interface Engine<R = unknown> {
  readonly name: string;
  /** The record in the engine's own form; done once a record, as when a row is read. */
  wrap(record: BenchRecord): R;
  build(person: Person): Check<R>;
}

export function makeCompany(): Company {
  const random = makeRandom(20_260);
  const parents = makeUnits();
  const units = [...parents.keys()];
  const paths = new Map(units.map((unit) => [unit, pathOf(parents, unit)]));
  const stores = units.filter((unit) => paths.get(unit)!.length === 4);
  const people = Array.from({ length: PEOPLE_COUNT }, (_, index) => {
    const store = random.pick(stores);
    const holdings: Holding[] = [{ role: "compliance", unit: "root" }];
    const draw = random.next();
    if (draw < 0.6) holdings.push({ role: "clerk", unit: store }, { role: "pooler", unit: store });
    else if (draw < 0.75) holdings.push({ role: "head", unit: random.pick(units.slice(1)) });
    else if (draw < 0.8) holdings.push({ role: "auditor", unit: "root" });
    else holdings.push({ role: "intern", unit: store });
    if (random.chance(0.2)) holdings.push({ role: "head", unit: random.pick(stores) });
    return { id: `person-${index}`, holdings };
  });
  const records = Array.from({ length: RECORD_COUNT }, (_, index) => {
    const unit = random.pick(stores);
    return {
      id: `record-${index}`,
      object: random.pick(OBJECTS),
      owner: random.chance(0.1) ? null : random.pick(people).id,
      unit,
      unitPath: paths.get(unit)!,
      name: `name ${index}`,
      stage: random.pick(STAGES),
      phone: `1${index}`,
      amount: random.below(100_000),
      sealed: random.chance(0.05),
    };
  });
  const ancestors = new Map(units.map((unit) => [unit, new Set(paths.get(unit)!)]));
  const isWithin = (unit: string, root: string) => ancestors.get(unit)?.has(root) ?? null;
  return { parents, people, records, tree: { isWithin } };
}

/** 1 head office, 9 regions, 40 areas, 450 stores. */
function makeUnits(): ReadonlyMap<string, string | null> {
  const parents = new Map<string, string | null>([["root", null]]);
  for (let index = 0; index < 9; index++) parents.set(`region-${index}`, "root");
  for (let index = 0; index < 40; index++) parents.set(`area-${index}`, `region-${index % 9}`);
  for (let index = 0; index < 450; index++) parents.set(`store-${index}`, `area-${index % 40}`);
  return parents;
}

function pathOf(parents: ReadonlyMap<string, string | null>, unit: string): readonly string[] {
  const path: string[] = [];
  for (let at: string | null = unit; at !== null; at = parents.get(at) ?? null) path.push(at);
  return path;
}

const path = (to: string) => ({ path: to });

export const BENCH_SCHEMA: Schema = {
  classes: ["basic", "contact", "money"],
  subject: {},
  context: {},
  objects: Object.fromEntries(
    OBJECTS.map((name) => [
      name,
      {
        fields: {
          owner: { kind: "id", sensitivity: "basic" },
          unit: { kind: "unit", sensitivity: "basic" },
          name: { kind: "text", sensitivity: "basic" },
          stage: { kind: "text", sensitivity: "basic" },
          phone: { kind: "text", sensitivity: "contact" },
          amount: { kind: "number", sensitivity: "money" },
          sealed: { kind: "boolean", sensitivity: "basic" },
        },
        relations: {},
        actions: ACTIONS,
        scopes: {
          own: { kind: "compare", op: "eq", left: path("record.owner"), right: path("subject.id") },
          unit: {
            kind: "compare",
            op: "eq",
            left: path("record.unit"),
            right: path("assignment.unit"),
          },
          subtree: { kind: "within", unit: path("record.unit"), root: path("assignment.unit") },
          pool: {
            kind: "and",
            of: [
              { kind: "isEmpty", of: path("record.owner") },
              { kind: "within", unit: path("record.unit"), root: path("assignment.unit") },
            ],
          },
        },
      },
    ]),
  ),
};

const on = (...actions: readonly string[]) =>
  OBJECTS.flatMap((object) => actions.map((action) => `${object}.${action}`));

const words = { zh: "岗", en: "post" };
const role = (id: string, rules: readonly Rule[]): Role => ({
  id,
  name: words,
  duties: words,
  rules,
});

export const BENCH_POLICY: Policy = {
  roles: [
    role("head", [
      {
        id: "manage",
        effect: "permit",
        actions: on("view", "edit", "assign", "share", "archive"),
        scope: "subtree",
        fields: { read: ["*"], write: ["*"] },
      },
      {
        id: "export",
        effect: "permit",
        actions: on("export"),
        scope: "subtree",
        when: {
          kind: "compare",
          op: "le",
          left: path("record.amount"),
          right: { value: HEAD_EXPORT_LIMIT },
        },
        obligations: [{ kind: "reason" }, { kind: "quota", counter: "export", limit: 500 }],
      },
      {
        id: "delete",
        effect: "permit",
        actions: on("delete"),
        scope: "subtree",
        when: { kind: "compare", op: "eq", left: path("record.stage"), right: { value: "closed" } },
        obligations: [{ kind: "step-up", withinMinutes: 10 }],
      },
    ]),
    role("clerk", [
      {
        id: "work",
        effect: "permit",
        actions: on("view", "edit", "share"),
        scope: "own",
        fields: { read: ["*"], write: ["@basic", "@contact"] },
      },
      {
        id: "colleagues",
        effect: "permit",
        actions: on("view"),
        scope: "unit",
        fields: { read: ["@basic"], mask: ["@contact"] },
      },
    ]),
    role("pooler", [
      {
        id: "pool",
        effect: "permit",
        actions: on("view"),
        scope: "pool",
        fields: { read: ["stage"], mask: ["name", "phone"] },
      },
    ]),
    role("auditor", [
      {
        id: "audit",
        effect: "permit",
        actions: on("view"),
        scope: "all",
        fields: { read: ["@basic", "@money"], mask: ["@contact"] },
        obligations: [{ kind: "watermark" }],
      },
    ]),
    role("intern", [
      {
        id: "learn",
        effect: "permit",
        actions: on("view"),
        scope: "own",
        when: { kind: "in", item: path("record.stage"), list: { value: ["new", "open"] } },
        fields: { read: ["@basic"] },
      },
    ]),
    role("compliance", [
      {
        id: "sealed",
        effect: "forbid",
        actions: on("edit", "export", "archive", "delete"),
        scope: "all",
        everywhere: true,
        when: { kind: "compare", op: "eq", left: path("record.sealed"), right: { value: true } },
      },
      {
        id: "large",
        effect: "forbid",
        actions: on("export"),
        scope: "all",
        everywhere: true,
        when: {
          kind: "compare",
          op: "gt",
          left: path("record.amount"),
          right: { value: EXPORT_LIMIT },
        },
      },
      {
        id: "money",
        effect: "forbid",
        actions: on("view"),
        scope: "all",
        everywhere: true,
        when: { kind: "compare", op: "eq", left: path("record.sealed"), right: { value: true } },
        fields: { mask: ["@money"] },
      },
    ]),
  ],
};

import { PEOPLE, TIMES, UNITS, WORDS, randomCondition, randomValue } from "./generate-condition.ts";
import { makeRandom } from "./random.ts";
import { TEST_SCHEMA } from "./test-schema.ts";
import type {
  Assignment,
  FieldGrant,
  Obligation,
  ObjectType,
  Role,
  Rule,
  Subject,
  Value,
} from "../model.ts";
import type { Random } from "./random.ts";
import type { World, WorldLink, WorldRecord } from "./world.ts";

const PARENTS: World["units"] = {
  root: null,
  east: "root",
  west: "root",
  "east-1": "east",
  "east-2": "east",
  "west-1": "west",
};

const WORDLESS = { zh: "试", en: "test" };

/** A small random world; the same seed gives the same world for ever, so a failing seed can become a case. */
export function generateWorld(seed: number): World {
  const random = makeRandom(seed);
  const roles = generateRoles(random);
  const now = 3_000;
  const records = generateRecords(random);
  return actForOthers(makeRandom(seed ^ 0x5eed), {
    schema: TEST_SCHEMA,
    policy: { roles },
    subject: generateSubject(random, roles),
    units: PARENTS,
    now,
    context: {
      now,
      device: nullOr(random, random.pick(WORDS)),
      risk: nullOr(random, random.below(4)),
      isTrusted: nullOr(random, random.chance(0.5)),
    },
    records,
    links: generateLinks(random, records),
  });
}

function nullOr(random: Random, value: Value): Value {
  return random.chance(0.15) ? null : value;
}

function generateRoles(random: Random): readonly Role[] {
  const ids = ["first", "second", "third", "fourth"];
  return ids.map((id, index) => ({
    id,
    name: WORDLESS,
    duties: WORDLESS,
    rules: Array.from({ length: 1 + random.below(4) }, (_, rule) =>
      generateRule(random, `${id}-${rule}`),
    ),
    // Only later roles, so that there is never a cycle.
    includes: random.some(ids.slice(index + 1), 0.25),
  }));
}

/** A random rule, of either effect unless one is asked for. */
export function generateRule(
  random: Random,
  id: string,
  effect: Rule["effect"] = random.chance(0.72) ? "permit" : "forbid",
): Rule {
  const objectName = random.pick(Object.keys(TEST_SCHEMA.objects));
  const type = TEST_SCHEMA.objects[objectName]!;
  const isEverything = random.chance(0.1);
  const scopes = isEverything ? ["all", "own"] : ["all", "all", ...Object.keys(type.scopes)];
  const rule = {
    id,
    effect,
    actions: isEverything ? ["*"] : pickActions(random, objectName, type),
    scope: random.pick(scopes),
    ...(random.chance(effect === "permit" ? 0.5 : 0.85) && !isEverything
      ? { when: randomCondition(random, TEST_SCHEMA, objectName) }
      : {}),
  } as const;
  return effect === "permit" ? finishPermit(random, rule, type) : finishForbid(random, rule, type);
}

function pickActions(random: Random, objectName: string, type: ObjectType): readonly string[] {
  if (random.chance(0.45)) return [`${objectName}.*`];
  const others = type.actions.filter((action) => action !== "view");
  const named = random.chance(0.6) ? ["view", ...random.some(others, 0.4)] : [random.pick(others)];
  return named.map((action) => `${objectName}.${action}`);
}

function finishPermit(random: Random, rule: Rule, type: ObjectType): Rule {
  const fields: FieldGrant = {
    ...(random.chance(0.8) ? { read: selectors(random, type) } : {}),
    ...(random.chance(0.3) ? { mask: selectors(random, type) } : {}),
    ...(random.chance(0.5) ? { write: selectors(random, type) } : {}),
  };
  return {
    ...rule,
    ...(random.chance(0.85) ? { fields } : {}),
    ...(random.chance(0.3) ? { obligations: generateObligations(random) } : {}),
  };
}

function finishForbid(random: Random, rule: Rule, type: ObjectType): Rule {
  const key = random.pick(["read", "read", "mask", "write"] as const);
  return {
    ...rule,
    ...(random.chance(0.25) ? { everywhere: true } : {}),
    ...randomEffect(random, { [key]: selectors(random, type) }),
  };
}

/** What a forbid does instead of refusing, if anything: it closes fields, or it demands. */
function randomEffect(random: Random, fields: FieldGrant): Pick<Rule, "fields" | "obligations"> {
  if (random.chance(0.4)) return { fields };
  const obligations = random.chance(0.6) ? generateObligations(random) : [];
  return obligations.length > 0 ? { obligations } : {};
}

function selectors(random: Random, type: ObjectType): readonly string[] {
  const every = [
    "*",
    ...TEST_SCHEMA.classes.map((name) => `@${name}`),
    ...Object.keys(type.fields),
  ];
  return [random.pick(every), ...random.some(every, 0.15)];
}

function generateObligations(random: Random): readonly Obligation[] {
  return random.some<Obligation>(
    [
      { kind: "watermark" },
      { kind: "reason" },
      { kind: "step-up", withinMinutes: 5 * (1 + random.below(3)) },
      approvalOf(random.pick(PEOPLE)),
      { kind: "quota", counter: random.pick(WORDS), limit: 1 + random.below(2) },
    ],
    0.4,
  );
}

/** One of them approves large acts only. */
const approvalOf = (by: string): Obligation =>
  by === PEOPLE[0] ? { kind: "approval", by, over: 10 } : { kind: "approval", by };

/** Somebody who acts for nobody. */
export function generateSubject(random: Random, roles: readonly Role[]): Subject {
  const attribute = (value: Value) => nullOr(random, value);
  return {
    id: random.pick(PEOPLE),
    attributes: {
      team: attribute(random.pick(WORDS)),
      teams: attribute([...random.some(WORDS, 0.5), ...(random.chance(0.2) ? [null] : [])]),
      peers: attribute(random.some(PEOPLE, 0.5)),
      manager: attribute(random.pick(PEOPLE)),
      home: attribute(random.pick(UNITS)),
      cap: attribute(random.below(4)),
    },
    assignments: Array.from({ length: 2 + random.below(3) }, (_, index) =>
      generateAssignment(random, `assignment-${index}`, roles),
    ),
  };
}

/**
 * In a good half of the worlds some assignments act for somebody or are bounded, and so may be those of whoever bounds
 * them. It takes chance of its own, so that all else stays as it was without.
 */
function actForOthers(random: Random, world: World): World {
  if (random.chance(0.4)) return world;
  const { roles } = world.policy;
  const names = ["deputy", "head", "owner"];
  // Two assignments each: more would part the records into more kinds than a plan takes.
  const others = names.map((id) => {
    const other = generateSubject(random, roles);
    return { ...other, id, assignments: other.assignments.slice(0, 2) };
  });
  const mayBind = (subject: Subject, ids: readonly string[], chance: number): Subject => ({
    ...subject,
    assignments: subject.assignments.map((assignment) =>
      random.chance(chance) ? actForOther(random, assignment, ids) : assignment,
    ),
  });
  return {
    ...world,
    subject: mayBind(world.subject, names, 0.5),
    // Only later ones, so that there is never a cycle.
    others: others.map((other, index) => mayBind(other, names.slice(index + 1), 0.25)),
  };
}

function actForOther(random: Random, assignment: Assignment, ids: readonly string[]): Assignment {
  const as = random.chance(0.5) && ids.length > 0 ? { as: random.pick(ids) } : {};
  if (random.chance(0.15)) return { ...assignment, ...as };
  const isList = ids.length === 0 || random.chance(0.25);
  const bound = isList ? { actions: randomActions(random) } : { subject: random.pick(ids) };
  return { ...assignment, ...as, bound };
}

/** Everything, whole objects, or some of the actions of one. */
function randomActions(random: Random): readonly string[] {
  if (random.chance(0.2)) return ["*"];
  const objects = Object.entries(TEST_SCHEMA.objects);
  if (random.chance(0.4)) return random.some(objects, 0.7).map(([name]) => `${name}.*`);
  const [name, { actions }] = random.pick(objects);
  return ["view", ...random.some(actions, 0.6)].map((action) => `${name}.${action}`);
}

function generateAssignment(random: Random, id: string, roles: readonly Role[]): Assignment {
  return {
    id,
    role: random.pick(roles).id,
    unit: random.chance(0.12) ? null : random.pick(UNITS),
    from: random.chance(0.75) ? null : random.pick(TIMES),
    until: random.chance(0.75) ? null : random.pick(TIMES),
    because: WORDLESS,
  };
}

function generateRecords(random: Random): World["records"] {
  return Object.fromEntries(
    Object.entries(TEST_SCHEMA.objects).map(([name, type]) => [
      name,
      Array.from({ length: 4 }, (_, index) => generateRecord(random, `${name}-${index}`, type)),
    ]),
  );
}

function generateRecord(random: Random, id: string, type: ObjectType): WorldRecord {
  const values = Object.entries(type.fields).map(([name, { kind }]) => {
    const isEmptyText = kind === "text" && random.chance(0.08);
    return [name, isEmptyText ? "" : nullOr(random, randomValue(random, kind))] as const;
  });
  return { id, values: Object.fromEntries(values) };
}

function generateLinks(random: Random, records: World["records"]): readonly WorldLink[] {
  return Object.entries(TEST_SCHEMA.objects).flatMap(([name, type]) =>
    Object.entries(type.relations).flatMap(([relation, { target }]) =>
      (records[name] ?? []).flatMap((record) =>
        random
          .some(records[target] ?? [], 0.3)
          .map(({ id }) => ({ relation: `${name}.${relation}`, from: record.id, to: id })),
      ),
    ),
  );
}

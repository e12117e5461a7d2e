/** Random changes of random policies, and who and what they are counted for in tests. */
import type { Policy, Rule, Subject, Value } from "@latchkey/policy";
import {
  generateRule,
  generateSubject,
  generateWorld,
  makeRandom,
  TEST_SCHEMA,
  type Random,
  type World,
  type WorldRecord,
} from "@latchkey/policy/testing";
import { withRealIds } from "./world-tables.ts";

export interface Change {
  readonly world: World;
  readonly after: Policy;
  readonly people: readonly Subject[];
}

/**
 * The units of the worlds among others: above them, between them, below and beside. Where there are none but those at which
 * people hold something or which rules name, how a unit lies to them is never asked.
 */
const UNITS: World["units"] = {
  house: null,
  root: "house",
  north: "root",
  east: "north",
  "east-1": "east",
  "east-1-a": "east-1",
  "east-1-b": "east-1",
  "east-2": "east",
  "east-3": "east",
  west: "root",
  "west-1": "west",
  "west-1-a": "west-1",
  "west-2": "west",
  south: "root",
};
const NAMES = Object.keys(UNITS);

/** Several people and the records of four worlds, and a policy with a rule more, less or otherwise, or with a role inside another. */
export function generateChange(seed: number): Change {
  const random = makeRandom(seed);
  const worlds = [0, 1, 2, 3].map((one) => generateWorld(seed * 4 + one));
  const [first] = worlds as [World];
  const { roles } = first.policy;
  const crew = ["ann", "bo", "cy"].map((id) => ({ ...generateSubject(random, roles), id }));
  const likes = crew.flatMap((one) => [
    likeOf(random, one, `${one.id}-2`),
    likeOf(random, one, `${one.id}-3`),
  ]);
  const mine = first.others?.length ? [{ ...first.subject, id: "deputy-of-others" }] : [];
  const objects = Object.keys(first.records);
  const records = Object.fromEntries(
    objects.map((object) => [
      object,
      worlds.flatMap((world, index) =>
        world.records[object]!.map((record) => ({
          id: `${index} ${record.id}`,
          values: elsewhere(random, object, record),
        })),
      ),
    ]),
  );
  const links = worlds.flatMap((world, index) =>
    world.links.map(({ relation, from, to }) => ({
      relation,
      from: `${index} ${from}`,
      to: `${index} ${to}`,
    })),
  );
  const { "west-1-a": _closed, ...fewer } = UNITS;
  const others = [...(first.others ?? []), ...mine, ...crew, ...likes];
  const units = random.chance(0.3) ? fewer : UNITS;
  const world = { ...first, subject: crew[0]!, others, records, links, units };
  const changed = changeRoles(seed, roles);
  const [before, after] = [withRealIds(world), withRealIds({ ...world, policy: changed })];
  return { world: before, after: after.policy, people: before.others ?? [] };
}

/** Somebody who holds the same at other units: told apart from the one by how these lie, and by nothing else. */
function likeOf(random: Random, one: Subject, id: string): Subject {
  const units = new Map<Value, string>();
  const move = <Unit extends Value>(unit: Unit): Unit | string => {
    if (typeof unit !== "string") return unit;
    const moved = units.get(unit) ?? random.pick(NAMES);
    units.set(unit, moved);
    return moved;
  };
  return {
    id,
    attributes: { ...one.attributes, home: move(one.attributes["home"] ?? null) },
    assignments: one.assignments.map((held) => ({ ...held, unit: move(held.unit) })),
  };
}

/** The cells of a record; half of its units are others. */
function elsewhere(random: Random, object: string, { values }: WorldRecord): WorldRecord["values"] {
  const { fields } = TEST_SCHEMA.objects[object]!;
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      fields[name]!.kind === "unit" && random.chance(0.5) ? random.pick(NAMES) : value,
    ]),
  );
}

function changeRoles(seed: number, roles: Policy["roles"]): Policy {
  const random = makeRandom(seed ^ 0xd1ff);
  const at = random.below(roles.length);
  return {
    roles: roles.map((role, index) => {
      if (index !== at) return role;
      const rules: readonly Rule[] = random.chance(0.4) ? role.rules.slice(1) : role.rules;
      if (random.chance(0.15))
        return { ...role, rules, includes: roles.slice(index + 1).map(({ id }) => id) };
      const rule = random.chance(0.3) ? ruleUpwards(random) : generateRule(random, "new-rule");
      return { ...role, rules: [...rules, rule] };
    }),
  };
}

/** About records of the units above somebody's own: chance alone hardly ever asks that way around. */
function ruleUpwards(random: Random): Rule {
  const [object, unit] = random.pick(["folder.unit", "page.place"]).split(".");
  const own = random.pick(["assignment.unit", "assignment.unit", "subject.home"]);
  return {
    id: "rule-upwards",
    effect: random.chance(0.8) ? "permit" : "forbid",
    actions: [`${object}.*`],
    scope: "all",
    when: { kind: "within", unit: { path: own }, root: { path: `record.${unit}` } },
  };
}

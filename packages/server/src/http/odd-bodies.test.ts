/** Whatever JSON may hold where a name or an id is meant: refused in words, never an accident of ours. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createCallers, type Callers } from "../testing/callers.ts";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { VERBS } from "./verbs.ts";

let world: Enterprise;
let callers: Callers;
let boss: string;
let administrator: string;
let customer: string;

beforeAll(async () => {
  world = await createEnterprise();
  const store = await world.unit("南山店");
  boss = await world.person("老板", "operationsDirector", world.root);
  administrator = await world.person("管理员", "administrator", world.root);
  [customer] = (await world.insert("customer", [
    { unit: store, owner: boss, name: "张三", stage: "new" },
  ])) as [string];
  callers = await createCallers(world.services);
  await callers.signIn(boss);
  await callers.signIn(administrator);
});

afterAll(async () => {
  await callers.close();
  await world.close();
});

/** No text can be made of it in the usual way. */
const ODD = { toString: 1, valueOf: 1 };
const VALUES = [ODD, [ODD]];

/** Every place where a body may name something, the rest as it should be. */
const BODIES = (): readonly object[] => {
  const leaf = { field: "name", op: "is", value: "x" };
  const share = { id: customer, principal: { kind: "person", id: boss } };
  const whole = [
    { filter: leaf },
    { sort: [{ field: "name", direction: "asc" }] },
    { search: "x", cursor: "x", limit: 1 },
    { group: ["stage"], measures: [{ op: "sum", field: "spend" }] },
    { id: customer, field: "phone", reason: "x", action: "edit", person: boss },
    { id: customer, version: 1, values: { name: "x", tags: [], owner: boss } },
    { ids: [customer], action: "update", values: { note: "x" } },
    { ...share, function: "shared", until: "2030-01-01T00:00:00Z", reason: "x" },
    { id: customer, participant: customer },
    { columns: ["name"], format: "csv" },
  ];
  return whole.flatMap((body) => VALUES.flatMap((value) => broken(body, value) as object[]));
};

/** The same with one of its parts replaced by the value: every part, at every depth. */
function broken(part: unknown, value: unknown): readonly unknown[] {
  if (typeof part !== "object" || part === null) return [value];
  return Object.entries(part).flatMap(([name, inner]) =>
    [...new Set([value, ...broken(inner, value)])].map((one) =>
      Array.isArray(part) ? part.with(Number(name), one) : { ...part, [name]: one },
    ),
  );
}

const failures = async (person: string, name: string, bodies: readonly object[]) => {
  const failed: string[] = [];
  for (const body of bodies) {
    const { status } = await callers.call(person, name, body);
    if (status >= 500) failed.push(JSON.stringify(body));
  }
  return failed;
};

test.each(Object.keys(VERBS))(
  "customer.%s",
  async (verb) => {
    expect(await failures(boss, `customer.${verb}`, BODIES())).toEqual([]);
  },
  300_000,
);

test.each(["unit.move", "person.suspend", "person.invite", "role.save"])(
  "%s",
  async (name) => {
    const bodies = [
      { id: customer, version: 1, parent: world.root },
      {
        name: { zh: "新", en: "new" },
        duties: { zh: "新", en: "new" },
        grants: { "customer.view": "own" },
        classes: { basic: { own: "plain", beyond: "plain", write: true } },
        preset: "seller",
        version: 1,
      },
    ].flatMap((body) => VALUES.flatMap((value) => broken(body, value) as object[]));
    expect(await failures(administrator, name, bodies)).toEqual([]);
  },
  300_000,
);

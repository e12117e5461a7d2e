import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Rule } from "@latchkey/policy";
import type { AggregateReply, Filter, Row } from "../http/contract.ts";
import { OBJECTS } from "../objects/registry.ts";
import type { RoleTemplate } from "../policies/role-template.ts";
import { foldTally } from "../tally/fold.ts";
import { tallyOf } from "../tally/tally.ts";
import { as, createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { scopeOf } from "./scope.ts";
import { MAX_COUNTED } from "./count.ts";

const NAME = { zh: "试", en: "test" };
const STAGES = ["new", "developing", "signed", "lost"] as const;
const TIERS = ["tier1", "tier4", "tier5"] as const;

const TAGS = ["01990000-0000-7000-8000-00000000000a", "01990000-0000-7000-8000-00000000000b"];

const record = (path: string) => ({ path: `record.${path}` });
const is = (field: string, value: string) =>
  ({ kind: "compare", op: "eq", left: record(field), right: { value } }) as const;

const CONDITIONS: readonly Rule["when"][] = [
  undefined,
  is("stage", "signed"),
  { kind: "in", item: record("tier"), list: { value: ["tier4", "tier5"] } },
  { kind: "not", of: { kind: "isEmpty", of: record("owner") } },
  { kind: "or", of: [is("stage", "new"), { kind: "isEmpty", of: record("owner") }] },
  is("name", "甲"),
  ...[TAGS.slice(0, 1), TAGS].map(
    (tags) => ({ kind: "overlaps", left: record("tags"), right: { value: tags } }) as const,
  ),
  {
    kind: "and",
    of: [
      { kind: "overlaps", left: record("tags"), right: { value: TAGS.slice(1) } },
      { kind: "isEmpty", of: record("owner") },
    ],
  },
];
const LEVELS: readonly Rule["fields"][] = [
  { read: ["*"] },
  { read: ["@basic"] },
  { read: ["name", "unit", "owner", "spend"], mask: ["phone"] },
  { read: ["name", "stage"] },
];

const anyRule = fc.record({
  scope: fc.constantFrom("own", "unit", "subtree", "pool", "shared", "participating", "all"),
  when: fc.constantFrom(...CONDITIONS),
  fields: fc.constantFrom(...LEVELS),
  isForbid: fc.nat(5).map((nth) => nth === 0),
});

const toRule = (
  { scope, when, fields, isForbid }: typeof anyRule extends fc.Arbitrary<infer T> ? T : never,
  index: number,
): Rule => ({
  id: `r${index}`,
  effect: isForbid ? "forbid" : "permit",
  actions: ["customer.view"],
  scope,
  ...(when ? { when } : {}),
  ...(isForbid ? {} : { fields: fields! }),
});

/** Who sees wearers of one tag and nothing else is answered from the tag's tokens alone. */
const ADVISERS = (["subtree", "all"] as const).map((scope) => [
  { scope, when: CONDITIONS[6], fields: LEVELS[0], isForbid: false },
]);

/** Roles that part customers in many ways, the same in every run. */
const ROLES: readonly RoleTemplate[] = fc
  .sample(fc.array(anyRule, { minLength: 1, maxLength: 4 }), { numRuns: 24, seed: 150 })
  .concat(ADVISERS)
  .map((rules, index) => ({
    id: `random${index}`,
    name: NAME,
    duties: NAME,
    grants: {},
    classes: {},
    rules: [
      // Where all rules open the same, their arms may overlap.
      ...rules.map((one, nth) => toRule(index % 2 ? one : { ...one, fields: LEVELS[0] }, nth)),
      {
        id: "units",
        effect: "permit",
        actions: ["unit.view"],
        scope: "all",
        fields: { read: ["*"] },
      },
    ],
  }));

const customers = tallyOf(OBJECTS["customer"]!)!;
let world: Enterprise;
let units: string[];
let people: string[];

beforeAll(async () => {
  world = await createEnterprise({ templates: ROLES });
  const east = await world.unit("华东", world.root, "region");
  const west = await world.unit("华西", world.root, "region");
  const stores = [];
  for (const [name, region] of [
    ["一", east],
    ["二", east],
    ["三", west],
  ])
    stores.push(await world.unit(name!, region));
  units = [east, west, ...stores];
  people = [];
  for (const [index, { id }] of ROLES.entries())
    people.push(await world.person(id, id, units[index % units.length]!));
  await addCustomers(150, 0);
  await foldTally(world.services.db, customers);
  await addCustomers(50, 1_000);
}, 120_000);
afterAll(() => world.close());

/** Every fifth in the pool, every eighth without a sum, some shared, some in the trash. */
async function addCustomers(count: number, from: number): Promise<void> {
  const at = <Item>(list: readonly Item[], index: number): Item => list[index % list.length]!;
  const rows = Array.from({ length: count }, (_, offset) => {
    const index = from + offset;
    return {
      name: at(["甲", "乙", "丙"], index),
      unit: at([...units, null], index * 7),
      owner: index % 5 === 0 ? null : at(people, index * 11),
      stage: at(STAGES, index * 3),
      tier: at([...TIERS, null], index * 13),
      tags: TAGS.filter((_, nth) => index % (nth + 2) === 0),
      spend:
        index % 8 === 0
          ? null
          : { amount: String(index * 100), currency: at(["CNY", "CNY", "USD"], index) },
      createdAt: new Date(Date.UTC(2026, 0, 1) + index * 60_000).toISOString(),
    };
  });
  const ids = await world.insert("customer", rows);
  await world.insert(
    "participant",
    ids
      .filter((_, index) => index % 4 === 0)
      .map((id, index) => ({
        object: "customer",
        recordId: id,
        principalKind: "person",
        principalId: at(people, index),
        function: index % 2 ? "shared" : "collaborator",
      })),
  );
  await world.services.db.query("update customer set deleted_at = now() where id = any($1)", [
    ids.filter((_, index) => index % 17 === 0),
  ]);
}

/** All that the reader sees, page by page: the slow form that is obviously right. */
async function listed(person: string, filter: Filter | undefined): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let cursor: string | null | undefined; cursor !== null;) {
    const page = await world.services.gate.list(as(person), "customer", {
      limit: 200,
      ...(filter ? { filter } : {}),
      ...(cursor ? { cursor } : {}),
    });
    rows.push(...page.rows);
    cursor = page.next;
  }
  return rows;
}

const leaf: fc.Arbitrary<Filter> = fc.oneof(
  fc.record({
    field: fc.constant("stage"),
    op: fc.constantFrom("is" as const, "isNot" as const),
    value: fc.constantFrom(...STAGES),
  }),
  fc.record({
    field: fc.constant("tier"),
    op: fc.constantFrom("anyOf" as const, "noneOf" as const),
    value: fc.subarray([...TIERS]),
  }),
  fc.record({
    field: fc.constant("tags"),
    op: fc.constant("anyOf" as const),
    value: fc.subarray(TAGS, { minLength: 1 }),
  }),
  fc.record({
    field: fc.constantFrom("owner", "unit", "stage", "tier"),
    op: fc.constantFrom("isEmpty" as const, "isNotEmpty" as const),
  }),
  fc.record({
    field: fc.constant("unit"),
    op: fc.constantFrom("is" as const, "within" as const),
    // By number: the units are made later.
    value: fc.nat(4),
  }),
  fc.record({ field: fc.constant("owner"), op: fc.constant("is" as const), value: fc.nat(23) }),
  fc.record({
    field: fc.constant("name"),
    op: fc.constant("is" as const),
    value: fc.constantFrom("甲", "乙"),
  }),
);
const anyFilter: fc.Arbitrary<Filter | undefined> = fc.option(
  fc.oneof(
    { weight: 3, arbitrary: leaf },
    { weight: 1, arbitrary: fc.array(leaf, { maxLength: 3 }).map((and) => ({ and })) },
    { weight: 1, arbitrary: fc.array(leaf, { maxLength: 3 }).map((or) => ({ or })) },
  ),
  { nil: undefined },
);

/** Numbers become the ids that they stand for. */
function named(filter: Filter | undefined): Filter | undefined {
  if (!filter) return undefined;
  if ("and" in filter) return { and: filter.and.map((one) => named(one)!) };
  if ("or" in filter) return { or: filter.or.map((one) => named(one)!) };
  const { field, value } = filter;
  if (typeof value !== "number") return filter;
  return { ...filter, value: (field === "unit" ? units : people)[value] };
}

/** Plain cells; references by their ids. */
function cellOf(row: Row, field: string): unknown {
  if (row.masked.includes(field)) return null;
  const value = row.values[field] ?? null;
  return typeof value === "object" && value !== null && "id" in value ? value.id : value;
}

function slowGroups(rows: readonly Row[], group: readonly string[]): readonly string[] {
  const groups = Map.groupBy(rows, (row) =>
    JSON.stringify(group.map((field) => cellOf(row, field))),
  );
  return [...groups]
    .map(([key, members]) => {
      const sums = new Map<string, bigint>();
      for (const row of members) {
        const spend = cellOf(row, "spend") as { amount: string; currency: string } | null;
        if (spend)
          sums.set(spend.currency, (sums.get(spend.currency) ?? 0n) + BigInt(spend.amount));
      }
      const shown = [...sums].map(([currency, sum]) => `${sum} ${currency}`).toSorted();
      return JSON.stringify([JSON.parse(key), members.length, shown]);
    })
    .toSorted();
}

const fastGroups = ({ groups }: AggregateReply): readonly string[] =>
  groups
    .filter(({ values: [count] }) => count !== 0)
    .map(({ key, values: [count, spend] }) => {
      const amounts = spend as { amount: string; currency: string }[];
      const shown = amounts.map(({ amount, currency }) => `${amount} ${currency}`).toSorted();
      return JSON.stringify([key, count, shown]);
    })
    .toSorted();

describe("R150: whatever somebody may see and asks for,", () => {
  const question = fc.record({ person: fc.nat(ROLES.length - 1), filter: anyFilter });

  test("counts are those of their lists", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(question, async ({ person, filter }) => {
        const asked = named(filter);
        const rows = await listed(people[person]!, asked);
        const counted = await world.services.gate.count(
          as(people[person]!),
          "customer",
          asked ? { filter: asked } : {},
        );
        expect(counted).toEqual({ count: rows.length });
      }),
      { numRuns: 100, seed: 1 },
    );
  });

  test("groups and sums are those of their lists", { timeout: 120_000 }, async () => {
    // Deltas that are not folded yet.
    await addCustomers(20, 2_000);
    const grouped = fc.record({
      person: fc.nat(ROLES.length - 1),
      filter: anyFilter,
      group: fc.subarray(["stage", "tier", "unit", "owner"], { maxLength: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(grouped, async ({ person, filter, group }) => {
        const asked = named(filter);
        const rows = await listed(people[person]!, asked);
        const reply = await world.services.gate.aggregate(as(people[person]!), "customer", {
          group,
          measures: [{ op: "count" }, { op: "sum", field: "spend" }],
          ...(asked ? { filter: asked } : {}),
        });
        expect(fastGroups(reply)).toEqual(slowGroups(rows, group));
      }),
      { numRuns: 100, seed: 2 },
    );
  });
});

describe("R150: where no tally knows,", () => {
  let boss: string;
  beforeAll(async () => {
    boss = await world.person("老板", "boss", world.root);
    await world.insert(
      "contact",
      Array.from({ length: MAX_COUNTED }, () => ({ name: "联系人", unit: world.root })),
    );
  }, 60_000);

  test("10,000 are 10,000, and one more is more, in words too", async () => {
    const { gate, db, subjects } = world.services;
    expect(await gate.count(as(boss), "contact", {})).toEqual({ count: MAX_COUNTED });
    const [extra] = await world.insert("contact", [{ name: "又一位", unit: world.root }]);
    expect(await gate.count(as(boss), "contact", {})).toEqual({
      count: MAX_COUNTED,
      isMore: true,
    });
    const filter: Filter = { field: "name", op: "is", value: "又一位" };
    expect(await gate.count(as(boss), "contact", { filter })).toEqual({ count: 1 });
    const scope = await scopeOf(db, await subjects.current(boss), "contact");
    expect(scope).toMatchObject({ count: MAX_COUNTED, isMore: true });
    expect(scope.sentence.zh).toContain("超过 10,000 位联系人");
    expect(scope.sentence.en).toContain("10,000+ contacts");
    await db.query("delete from contact where id = $1", [extra]);
  });
});

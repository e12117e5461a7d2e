/** How far posts and hand-made roles reach: modules, regions, tags and organisation together, single fields and actions. */
import type { Condition } from "@latchkey/policy";
import { afterAll, beforeAll, expect, test } from "vitest";
import { mayList } from "../../http/meta.ts";
import { as, createEnterprise, type Enterprise } from "../../testing/enterprise.ts";
import type { RoleTemplate } from "../role-template.ts";
import { FULL } from "./words.ts";

const VIP_TAG = "01a00000-0000-7000-8000-00000000aaaa";
const NOBODY = { zh: "测试角色", en: "Test role" };

const handMade = (id: string, parts: Partial<RoleTemplate>): RoleTemplate => ({
  id,
  name: NOBODY,
  duties: NOBODY,
  grants: {},
  classes: {
    basic: FULL,
    contact: FULL,
    commercial: FULL,
  },
  ...parts,
});

const hasVipTag: Condition = {
  kind: "overlaps",
  left: { path: "record.tags" },
  right: { value: [VIP_TAG] },
};

const TEMPLATES: readonly RoleTemplate[] = [
  handMade("forecaster", { grants: { "salesForecast:view": "all" } }),
  handMade("tagged", {
    rules: [
      {
        id: "vip-of-my-region",
        effect: "permit",
        actions: ["customer.view"],
        scope: "subtree",
        when: hasVipTag,
        fields: { read: ["@basic"] },
      },
    ],
  }),
  handMade("oneField", {
    grants: { "customer:view": "all", "customer:edit": "all" },
    classes: { basic: { own: "plain", beyond: "plain", write: false } },
    fields: { customer: { note: FULL } },
  }),
];

let world: Enterprise;
let south: string;
let north: string;

beforeAll(async () => {
  world = await createEnterprise({ templates: TEMPLATES });
  south = await world.unit("华南大区", world.root, "region");
  north = await world.unit("华北大区", world.root, "region");
  const stores = [
    await world.unit("南山店", south),
    await world.unit("福田店", south),
    await world.unit("朝阳店", north),
  ];
  const base = { owner: null, phone: "+8613900001234", stage: "new" };
  await world.insert("customer", [
    { ...base, unit: stores[0], name: "南一", level: "vip", tags: [VIP_TAG] },
    { ...base, unit: stores[1], name: "南二", level: "guest" },
    { ...base, unit: stores[2], name: "北一", level: "vip", tags: [VIP_TAG] },
  ]);
  const lines = {
    status: "paid",
    placedAt: "2026-03-01T04:00:00.000Z",
    total: { amount: "5000", currency: "CNY" },
  };
  await world.insert("order", [
    { owner: null, unit: stores[2], number: "N1", store: stores[2], ...lines },
  ]);
});

afterAll(() => world.close());

async function names(person: string, object = "customer", field = "name"): Promise<unknown[]> {
  const { rows } = await world.services.gate.list(as(person), object, {});
  return rows.map(({ values }) => values[field]).toSorted();
}

async function mayOf(role: string, unit: string): Promise<readonly string[]> {
  const person = await world.person(role, role, unit);
  return mayList(await world.services.subjects.current(person));
}

const objectsOf = (may: readonly string[]): ReadonlySet<string> =>
  new Set(may.map((one) => one.split(":")[0]!));

test("R20: a right over one module opens that module and no other", async () => {
  const may = await mayOf("forecaster", south);
  expect(may).toEqual(["salesForecast:view"]);
  const modules = ["customer", "opportunity", "salesForecast", "campaign", "ticket"];
  for (const module of modules) {
    const person = await world.person(module, null, south);
    const id = await world.role(
      handMade(`only-${module}`, { grants: { [`${module}:view`]: "all" as const } }),
    );
    expect(id).not.toBe("");
    await world.assign(person, `only-${module}`, south);
    expect([...objectsOf(mayList(await world.services.subjects.reload(person)))]).toEqual([module]);
  }
});

test("R21: a marketing specialist creates campaigns and nurtures leads, and reads no customer", async () => {
  const may = await mayOf("marketingSpecialist", south);
  expect(may).toEqual(
    expect.arrayContaining([
      "campaign:create",
      "campaign:edit",
      "lead:create",
      "lead:edit",
      "lead:convert",
    ]),
  );
  for (const beyond of [
    "customer:view",
    "order:view",
    "followUp:view",
    "customer:export",
    "pricePolicy:edit",
  ]) {
    expect(may).not.toContain(beyond);
  }
});

test("R22: a service agent works tickets and feedback; a seller develops customers and opportunities", async () => {
  const agent = await mayOf("serviceAgent", south);
  expect(agent).toEqual(expect.arrayContaining(["ticket:view", "ticket:edit", "feedback:create"]));
  for (const beyond of ["customer:edit", "customer:delete", "opportunity:view", "campaign:send"])
    expect(agent).not.toContain(beyond);
  const seller = await mayOf("seller", south);
  expect(seller).toEqual(
    expect.arrayContaining([
      "customer:create",
      "customer:edit",
      "opportunity:create",
      "opportunity:edit",
    ]),
  );
  for (const beyond of ["customer:delete", "customer:export", "ticket:assign", "campaign:send"])
    expect(seller).not.toContain(beyond);
});

test("R33: head office sees all regions in one list while each region sees only itself", async () => {
  const operations = await world.person("总部运营", "headOfficeOperations", world.root);
  expect(await names(operations)).toEqual(["北一", "南一", "南二"].toSorted());
  expect(await names(await world.person("南区", "cityManager", south))).toEqual(["南一", "南二"]);
  expect(await names(await world.person("北区", "cityManager", north))).toEqual(["北一"]);
});

test("R34: basic and contact data serve most posts; finance and strategy only named management and finance", async () => {
  const best = async (role: string, field: string): Promise<string> => {
    const person = await world.person(role, role, world.root);
    const own = (
      await world.insert("customer", [
        {
          owner: person,
          unit: world.root,
          name: "自有",
          phone: "+8613900001234",
          strategicRating: "a",
        },
      ])
    )[0]!;
    const row = await world.services.gate.get(as(person), "customer", own).catch(() => null);
    if (!row) return "no row";
    const { values, masked } = row.record;
    return masked.includes(field) ? "masked" : field in values ? "plain" : "absent";
  };
  for (const role of ["seller", "storeHead", "seniorSeller"]) {
    expect(await best(role, "phone"), role).toBe("plain");
    for (const field of ["creditLimit", "acquisitionCost", "strategicRating"])
      expect(await best(role, field), role).toBe("absent");
  }
  expect(await best("boss", "strategicRating")).toBe("plain");
});

test("R35: ordinary customers, VIP customers and transactions carry different access", async () => {
  const adviser = await world.person("理财顾问", "wealthAdviser", world.root);
  expect(await names(adviser)).toEqual(["北一", "南一"].toSorted());
  const manager = await world.person("销售经理", "salesManager", south);
  expect(await names(manager)).toEqual(["南一", "南二"]);
  expect(await names(manager, "order", "number")).toEqual(["N1"]);
});

test("R46: tags and organisation drive the scope together: neither alone is enough", async () => {
  const person = await world.person("标签加组织", "tagged", south);
  expect(await names(person)).toEqual(["南一"]);
});

test("R49: a role can open one field of one action and nothing beside it", async () => {
  const person = await world.person("单字段", "oneField", south);
  const { gate } = world.services;
  const { rows } = await gate.list(as(person), "customer", {
    filter: { field: "name", op: "is", value: "南一" },
  });
  const { id, version, writable, hidden } = rows[0]!;
  expect(writable).toEqual(["note"]);
  expect(hidden).toContain("phone");
  await gate.update(as(person), "customer", { id, version, values: { note: "只能写这里" } });
  await expect(
    gate.update(as(person), "customer", { id, version: version + 1, values: { name: "改名" } }),
  ).rejects.toMatchObject({
    code: "forbidden",
    extras: { problems: [{ path: "name", code: "closed_field" }] },
  });
});

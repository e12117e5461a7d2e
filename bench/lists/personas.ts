/** Who asks: one person a story, with the product's own role templates. Made anew in every run. */
import type { Enterprise } from "../../packages/server/src/testing/enterprise.ts";
import type { RoleTemplate } from "../../packages/server/src/policies/role-template.ts";
import { describeWorld, SELLERS_PER_STORE } from "./world.ts";

export interface Persona {
  readonly name: string;
  readonly person: string;
}

const DAY = 86_400_000;

/** Sees who wears the VIP tag within the assignment's unit, and nothing else. */
const vipAdviser = (tag: string): RoleTemplate => ({
  id: "benchVipAdviser",
  name: { zh: "VIP 顾问", en: "VIP adviser" },
  duties: { zh: "服务大区的 VIP。", en: "Serves a region's VIPs." },
  grants: {},
  classes: {},
  rules: [
    {
      id: "vip",
      effect: "permit",
      actions: ["customer.view"],
      scope: "subtree",
      when: { kind: "overlaps", left: { path: "record.tags" }, right: { value: [tag] } },
      fields: { read: ["@basic", "@commercial"], mask: ["@contact"] },
    },
  ],
});

export async function createPersonas(enterprise: Enterprise): Promise<readonly Persona[]> {
  const { person, assign, root, services } = enterprise;
  const { db } = services;
  const world = describeWorld();
  const live = world.stores.filter(({ isDead }) => !isDead).toSorted((a, b) => b.weight - a.weight);
  const busy = live[0]!;
  const dead = world.stores.find(({ isDead, region }) => isDead && region === "large")!;
  const vip = "benchVipAdviser";
  await enterprise.role(vipAdviser(world.vipTag));

  /** An existing seller gets a role; the records are there. */
  async function cold(role: string): Promise<string> {
    const seller = live[40]!.sellers[SELLERS_PER_STORE - 1]!;
    await db.query(
      "insert into subject_version (person, n) values ($1, 1) on conflict (person) do nothing",
      [seller],
    );
    await db.query("delete from assignment where person = $1", [seller]);
    await assign(seller, role, live[40]!.id);
    return seller;
  }
  async function withShares(role: string, records: readonly string[], fn: string): Promise<string> {
    const id = await person("共享", role, live[41]!.id);
    await enterprise.insert(
      "participant",
      records.map((recordId) => ({
        object: "customer",
        recordId,
        principalKind: "person",
        principalId: id,
        function: fn,
        from: new Date(Date.now() - DAY).toISOString(),
        owner: id,
        unit: live[41]!.id,
      })),
    );
    return id;
  }
  const old = await db.query<{ id: string }>(
    "select id from customer order by created_at, id limit 3",
  );
  const some = await db.query<{ id: string }>(
    "select id from customer where created_at > now() - interval '400 days' order by created_at, id limit 5",
  );
  const several = async (role: string, units: readonly string[], window = {}): Promise<string> => {
    const id = await person("多店", null, units[0]!);
    for (const unit of units) await assign(id, role, unit, window);
    return id;
  };
  const sixRoles = async (): Promise<string> => {
    const id = await person("身兼六职", "seller", busy.id);
    await assign(id, "storeHead", live[60]!.id);
    await assign(id, "areaManager", world.areas[50]!.id);
    await assign(id, vip, world.regions.cold);
    await assign(id, "guide", live[70]!.id);
    await assign(id, "consultant", live[80]!.id);
    return id;
  };
  const twelve = live
    .filter((_, k) => k % 30 === 5)
    .slice(0, 12)
    .map(({ id }) => id);
  return [
    { name: "seller, old customers only", person: await cold("intern") },
    {
      name: "seller, 3 shares of old records",
      person: await withShares(
        "intern",
        old.rows.map(({ id }) => id),
        "shared",
      ),
    },
    {
      name: "intern, 5 records",
      person: await withShares(
        "intern",
        some.rows.map(({ id }) => id),
        "collaborator",
      ),
    },
    { name: "seller with a pool", person: await person("公海", "seller", busy.id) },
    { name: "store head, busy store", person: await person("忙店", "storeHead", busy.id) },
    { name: "store head, dead store", person: await person("静店", "storeHead", dead.id) },
    {
      name: "area manager, 3 stores",
      person: await person("片区", "areaManager", world.areas[90]!.id),
    },
    {
      name: "region of 40 stores",
      person: await person("四十", "areaManager", world.regions.small),
    },
    {
      name: "region of 100 stores, cold",
      person: await person("一百", "areaManager", world.regions.cold),
    },
    {
      name: "region of 250 stores",
      person: await person("二百五十", "areaManager", world.regions.large),
    },
    {
      name: "VIP adviser in a region of 250",
      person: await person("VIP", vip, world.regions.large),
    },
    {
      name: "task force, 12 stores until tomorrow",
      person: await several("storeHead", twelve, { until: new Date(Date.now() + DAY) }),
    },
    { name: "head office", person: await person("总部", "boss", root) },
    { name: "six roles at once", person: await sixRoles() },
    { name: "may see nothing", person: await person("无", null, root) },
  ];
}

/** Who asks: one person a story, with the product's own role templates. Made anew in every run. */
import type { Enterprise } from "../../packages/server/src/testing/enterprise.ts";
import type { RoleTemplate } from "../../packages/server/src/policies/role-template.ts";
import { describeWorld, SELLERS_PER_STORE, type RegionName } from "./world.ts";

/** What a persona may see of customers, in words that any engine's policies can be written from. */
export interface Reach {
  /** Own customers, and those one takes part in or was given a share of. */
  readonly own?: boolean;
  /** Every customer. */
  readonly all?: boolean;
  /** All customers of these stores. */
  readonly stores?: readonly string[];
  /** Customers of these stores that have no owner. */
  readonly pools?: readonly string[];
  /** Customers of these stores that wear the VIP tag. */
  readonly vips?: readonly string[];
}

export interface Persona {
  readonly name: string;
  readonly person: string;
  readonly reach: Reach;
}

const DAY = 86_400_000;
const VIP_ADVISER = "benchVipAdviser";

/** Sees who wears the VIP tag within the assignment's unit, and nothing else. */
const vipAdviser = (tag: string): RoleTemplate => ({
  id: VIP_ADVISER,
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
    await assign(id, VIP_ADVISER, world.regions.cold);
    await assign(id, "guide", live[70]!.id);
    await assign(id, "consultant", live[80]!.id);
    return id;
  };
  const twelve = live
    .filter((_, k) => k % 30 === 5)
    .slice(0, 12)
    .map(({ id }) => id);
  const within = (region: RegionName): readonly string[] =>
    world.stores.filter((store) => store.region === region).map(({ id }) => id);
  const area = (index: number): readonly string[] => world.areas[index]!.stores.map(({ id }) => id);
  /** A head of stores sees their pools, too, which are theirs anyway. */
  const headOf = (stores: readonly string[]): Reach => ({ own: true, stores });
  const own: Reach = { own: true };
  const until = { until: new Date(Date.now() + DAY) };
  const ids = (rows: readonly { id: string }[]): readonly string[] => rows.map(({ id }) => id);
  const at = async (role: string, unit: string, reach: Reach): Promise<Omit<Persona, "name">> => ({
    person: await person(role, role, unit),
    reach,
  });
  const regional = (region: RegionName) =>
    at("areaManager", world.regions[region], headOf(within(region)));
  const [busyStore, deadStore] = [busy.id, dead.id];
  return [
    { name: "seller, old customers only", person: await cold("intern"), reach: own },
    {
      name: "seller, 3 shares of old records",
      person: await withShares("intern", ids(old.rows), "shared"),
      reach: own,
    },
    {
      name: "intern, 5 records",
      person: await withShares("intern", ids(some.rows), "collaborator"),
      reach: own,
    },
    {
      name: "seller with a pool",
      ...(await at("seller", busyStore, { own: true, pools: [busyStore] })),
    },
    { name: "store head, busy store", ...(await at("storeHead", busyStore, headOf([busyStore]))) },
    { name: "store head, dead store", ...(await at("storeHead", deadStore, headOf([deadStore]))) },
    {
      name: "area manager, 3 stores",
      ...(await at("areaManager", world.areas[90]!.id, headOf(area(90)))),
    },
    { name: "region of 40 stores", ...(await regional("small")) },
    { name: "region of 100 stores, cold", ...(await regional("cold")) },
    { name: "region of 250 stores", ...(await regional("large")) },
    {
      name: "VIP adviser in a region of 250",
      ...(await at(VIP_ADVISER, world.regions.large, { vips: within("large") })),
    },
    {
      name: "task force, 12 stores until tomorrow",
      person: await several("storeHead", twelve, until),
      reach: headOf(twelve),
    },
    { name: "head office", ...(await at("boss", root, { all: true })) },
    {
      name: "six roles at once",
      person: await sixRoles(),
      reach: {
        own: true,
        stores: [live[60]!.id, live[70]!.id, ...area(50)],
        pools: [busyStore],
        vips: within("cold"),
      },
    },
    { name: "may see nothing", person: await person("无", null, root), reach: {} },
  ];
}

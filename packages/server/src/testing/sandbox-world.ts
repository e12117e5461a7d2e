/** A region with stores and who is in them, to give rights for a time in. */
import { compile, plan } from "@latchkey/policy";
import type { SandboxInput, SandboxPreset } from "../http/contract.ts";
import { roleOfRules, type Enterprise } from "./enterprise.ts";

type Ids = Record<string, string>;

export interface SandboxWorld {
  readonly units: Ids;
  readonly people: Ids;
  readonly records: Ids;
}

/** Administers a region and nothing beyond it. */
const REGIONAL = {
  id: "regionalAdministrator",
  name: { zh: "大区管理员", en: "Regional administrator" },
  duties: { zh: "管理本大区的人员与授权", en: "Administers the people of a region" },
  grants: { administration: "subtree" },
  classes: { basic: { own: "plain", beyond: "plain", write: true } },
  includes: ["staff"],
} as const;

/** Does everything with visits. */
const VISITS = roleOfRules("visits", [
  {
    id: "visits",
    effect: "permit",
    actions: ["storeVisit.view", "storeVisit.edit", "storeVisit.export"],
    scope: "subtree",
    fields: { read: ["@basic"], write: ["@basic"] },
  },
]);

export const SANDBOX_ROLES = [REGIONAL, VISITS];

export async function fillSandboxWorld(world: Enterprise): Promise<SandboxWorld> {
  const [units, people, records]: [Ids, Ids, Ids] = [{}, {}, {}];
  units["region"] = await world.unit("深圳", world.root, "city");
  units["store"] = await world.unit("南山店", units["region"]);
  units["other"] = await world.unit("福田店", units["region"]);
  units["elsewhere"] = await world.unit("广州店", world.root);
  const join = async (key: string, role: string | null, unit: string) => {
    people[key] = await world.person(key, role, unit);
  };
  await join("maker", "administrator", world.root);
  await join("approver", "administrator", world.root);
  await join("specialist", "staff", units["elsewhere"]);
  await join("guide", "guide", units["store"]);
  await join("head", "storeHead", units["store"]);
  [records["visit"], records["otherVisit"]] = (await world.insert("storeVisit", [
    {
      unit: units["store"],
      store: units["store"],
      at: new Date().toISOString(),
      purpose: "试饮",
      owner: people["head"],
    },
    {
      unit: units["other"],
      store: units["other"],
      at: new Date().toISOString(),
      purpose: "参观",
      owner: people["head"],
    },
  ])) as [string, string];
  [records["customer"]] = (await world.insert("customer", [
    {
      unit: units["store"],
      owner: people["head"],
      name: "张三",
      stage: "new",
      kind: "person",
      phone: "+8613900000001",
    },
  ])) as [string];
  [records["note"]] = (await world.insert("competitorNote", [
    {
      unit: units["store"],
      owner: people["head"],
      subject: "新品",
      competitor: "某茶",
      content: "买一送一",
    },
  ])) as [string];
  [records["shipment"]] = (await world.insert("shipment", [
    {
      unit: units["store"],
      owner: people["head"],
      number: "SF1",
      receiver: "张三",
      address: "深圳",
    },
  ])) as [string];
  return { units, people, records };
}

interface Around extends Pick<SandboxWorld, "units" | "people"> {
  readonly presets: readonly SandboxPreset[];
}

/** Of the store, for the specialist: from an hour ago on, until tomorrow. */
export function sandboxOf(
  { presets, units, people }: Around,
  kind: string,
  more: Partial<SandboxInput>,
): SandboxInput {
  const { content } = presets.find((preset) => preset.kind === kind)!;
  return {
    ...content,
    kind: kind as SandboxInput["kind"],
    name: kind,
    reason: "双十一",
    people: [people["specialist"]!],
    groups: [],
    places: [units["store"]!],
    approver: people["approver"]!,
    from: new Date(Date.now() - 3_600_000).toISOString(),
    until: new Date(Date.now() + 86_400_000).toISOString(),
    ...more,
  };
}

interface Moment {
  readonly object: string;
  readonly action: string;
  readonly at: Date;
}

/** What the person may do at a moment, by an injected clock; nobody waits for it. */
export async function mayDoAt(
  { services: { db, subjects } }: Enterprise,
  person: string,
  { object, action, at }: Moment,
): Promise<boolean> {
  const { world: now, holder } = await subjects.load(db, await subjects.world(), person);
  const compiled = compile({
    schema: now.model.schema,
    policy: now.policy,
    tree: now.tree,
    now: at.getTime(),
    subject: holder,
  });
  return plan(compiled, object, action, { now: at.getTime() }).kind !== "never";
}

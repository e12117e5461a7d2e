/** An organisation with two administrators of everything, one of a region, and a guide with a customer (R144). */
import type { PolicyDraft, RoleMeta } from "../http/contract.ts";
import { roleIdOf } from "../policies/templates/registry.ts";
import { keepFirstVersion } from "../policies/versions.ts";
import { createCallers, type Callers, type Reply } from "./callers.ts";
import { createEnterprise, type Enterprise } from "./enterprise.ts";
import { openDraft } from "./policy.ts";

export const words = (zh: string) => ({ zh, en: zh });
export const FULL = { own: "plain", beyond: "plain", write: true } as const;

/** Administers a region and nothing beyond it. */
const REGIONAL = {
  id: "regionalAdministrator",
  name: words("大区管理员"),
  duties: words("管理本大区的人员与授权"),
  grants: { administration: "subtree" },
  classes: { basic: FULL },
  includes: ["staff"],
} as const;

export interface PolicyWorld {
  readonly world: Enterprise;
  readonly callers: Callers;
  readonly store: string;
  /** Two administrators of everything. */
  readonly one: string;
  readonly other: string;
  readonly regional: string;
  readonly guide: string;
  call(person: string, name: string, payload?: object): Promise<Reply>;
  draft(person?: string): Promise<PolicyDraft | null>;
  roles(): Promise<readonly RoleMeta[]>;
  /** By its template. */
  role(template: string): Promise<RoleMeta>;
  /** Puts aside whatever waits. */
  clear(): Promise<void>;
  close(): Promise<void>;
}

export async function createPolicyWorld(): Promise<PolicyWorld> {
  const world = await createEnterprise({ templates: [REGIONAL] });
  const region = await world.unit("华南大区", world.root, "region");
  const store = await world.unit("南山店", region);
  const one = await world.person("管理员甲", "administrator", world.root);
  const other = await world.person("管理员乙", "administrator", world.root);
  const regional = await world.person("大区管理员", "regionalAdministrator", region);
  const guide = await world.person("导购", "guide", store);
  await world.insert("customer", [{ unit: store, owner: guide, name: "张三", stage: "new" }]);
  await keepFirstVersion(world.services.db);
  const callers = await createCallers(world.services);
  for (const person of [one, other, regional, guide]) await callers.signIn(person);
  const draft = (person = one) => openDraft(callers, person);
  const roles = async (): Promise<readonly RoleMeta[]> =>
    (await callers.call(one, "roles")).body.roles;
  return {
    world,
    callers,
    store,
    one,
    other,
    regional,
    guide,
    call: (person, name, payload) => callers.call(person, name, payload),
    draft,
    roles,
    role: async (template) => (await roles()).find(({ id }) => id === roleIdOf(template))!,
    async clear() {
      const open = await draft();
      if (open) await callers.call(one, "policyDraft.discard", { version: open.version });
    },
    async close() {
      await callers.close();
      await world.close();
    },
  };
}

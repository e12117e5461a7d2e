import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Database } from "../db/database.ts";
import { StalePlan, type Subject } from "../gate/subject.ts";
import { OBJECTS } from "../objects/registry.ts";
import type { RoleTemplate } from "../policies/role-template.ts";
import { createEnterprise, roleOfRules, type Enterprise } from "../testing/enterprise.ts";
import { createSubjects } from "./subjects.ts";

let world: Enterprise;
let store: string;
let seller: string;

beforeAll(async () => {
  world = await createEnterprise();
  store = await world.unit("南山店");
  seller = await world.person("销售甲", "seller", store);
});

afterAll(() => world.close());

const LOOKING: RoleTemplate["rules"] = [
  { id: "look", effect: "permit", actions: ["competitorNote.view"], scope: "all" },
];
const rolesOf = ({ compiled }: Subject): readonly string[] =>
  compiled.held.map(({ role }) => role.id);
const hold = async (role: string): Promise<string> => {
  const at = { unit: store, atUnit: store, reason: "试" };
  const [id] = await world.insert("assignment", [{ person: seller, owner: seller, role, ...at }]);
  return id!;
};

const reload = () => world.services.subjects.reload(seller);

test("who is loaded again and has not changed is the one whose plans were made", async () => {
  expect(await reload()).toBe(await reload());
});

test.each([
  ["their name", "update person set name = name || '乙' where id = $1"],
  ["their zone", "update person set zone = 'Asia/Tokyo' where id = $1"],
  ["their version", "update subject_version set n = n + 1 where person = $1"],
  ["the policy", "update policy_state set n = n + 1 where $1::uuid is not null"],
])("a change of %s makes another of them", async (_what, statement) => {
  const before = await reload();
  await world.services.db.query(statement, [seller]);
  const after = await reload();
  expect(after).not.toBe(before);
  expect(await reload()).toBe(after);
});

test("a right that begins or ends by itself makes another of them", async () => {
  const from = new Date(Date.now() + 2_000);
  await world.assign(seller, "storeHead", store, { from });
  const before = await reload();
  expect(before.validUntil).toEqual(from);
  await sleep(from.getTime() + 100 - Date.now());
  const after = await reload();
  expect(after).not.toBe(before);
  expect(after.validUntil).toBeNull();
});

test.each([["has been loaded before", true] as const, ["has not", false] as const])(
  "R55: a role that comes to be and is given while its holder is loaded breaks nothing, whether the holder %s",
  async (_which, isKept) => {
    const { db } = world.services;
    let given: string | null = null;
    let isArmed = false;
    /** Right after the first statement that is asked once it is armed, as the approval of a sandbox may come. */
    const interrupted: Database = Object.assign(Object.create(db), {
      query: async (...asked: Parameters<Database["query"]>) => {
        const answer = await db.query(...asked);
        if (isArmed) {
          isArmed = false;
          given = await world.role(roleOfRules(`given${isKept}`, LOOKING));
          await hold(given);
        }
        return answer;
      },
    });
    const subjects = createSubjects(interrupted, Object.values(OBJECTS));
    if (isKept) await subjects.reload(seller);
    isArmed = true;
    const subject = await subjects.reload(seller);
    // As of before or after, and of nothing between; what is of before is found stale by the guard.
    const { rows } = await db.query<{ n: string }>("select n from policy_state");
    const isNew = subject.world.version === rows[0]!.n;
    expect(rolesOf(subject).includes(given!)).toBe(isNew);
    expect(rolesOf(await subjects.reload(seller))).toContain(given);
  },
);

test("of a world that is older than what somebody holds nobody is told anything: it is asked anew", async () => {
  const { db, subjects } = world.services;
  const before = await subjects.world();
  const role = await world.role(roleOfRules("later", []));
  const held = await hold(role);
  await expect(subjects.loadAll(db, before, [seller])).rejects.toBeInstanceOf(StalePlan);
  expect(await subjects.loadAll(db, await subjects.world(), [seller])).toHaveLength(1);
  await world.unassign(held, seller);
});

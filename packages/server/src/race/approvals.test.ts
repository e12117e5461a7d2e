/** Requests on native PostgreSQL with two nodes (R102): what is approved is done, once, and nothing else is. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { approveRequest, createRequest, withdrawRequest } from "../approvals/approvals.ts";
import { roleIdOf } from "../policies/templates/registry.ts";
import { Refusal } from "../errors.ts";
import { as } from "../testing/enterprise.ts";
import { untilKilled } from "../testing/until-killed.ts";
import { LENGTH, startTwoNodes, type TwoNodes } from "./two-nodes.ts";

const CHILD = new URL("../testing/approve-child.ts", import.meta.url);
const words = (zh: string) => ({ zh, en: zh });
const FULL = { own: "plain", beyond: "plain", write: true } as const;
const SMALL = { name: words("试"), duties: words("试"), grants: {}, classes: {} };
const ROUNDS = 4 * LENGTH;

/** Removes customers with the word of whoever heads a store. */
const CAREFUL = {
  ...SMALL,
  id: "careful",
  grants: { "customer.view": "unit", "customer.remove": "unit" },
  classes: { basic: FULL },
  rules: [
    {
      id: "with-approval",
      effect: "forbid",
      actions: ["customer.delete"],
      scope: "all",
      everywhere: true,
      obligations: [{ kind: "approval", by: roleIdOf("storeHead") }],
    },
  ],
  includes: ["staff"],
} as const;

let race: TwoNodes;
let store: string;
let clerk: string;
let head: string;
let deputy: string;
let administrator: string;

interface Asked {
  readonly id: string;
  readonly version: number;
  readonly customers: readonly string[];
}

async function ask(count: number): Promise<Asked> {
  const { world, nodes } = race;
  const customers = await world.insert(
    "customer",
    Array.from({ length: count }, () => ({ unit: store, owner: null, name: "张三", stage: "new" })),
  );
  const { id } = await createRequest(nodes[0].approvals, as(clerk), {
    object: "customer",
    action: "delete",
    ids: customers,
    reason: "清理",
  } as never);
  return { id, version: 1, customers };
}

const codeOf = (call: Promise<{ readonly state: string }>): Promise<string> =>
  call.then(
    ({ state }) => state,
    (error: unknown) => {
      if (error instanceof Refusal) return error.code;
      throw error;
    },
  );
const approve = (node: 0 | 1, person: string, { id, version }: Asked): Promise<string> =>
  codeOf(approveRequest(race.nodes[node].approvals, as(person), { id, version }));

/** What became of the request, and how many of its customers are gone; deeds in the history of each. */
async function found({ id, customers }: Asked) {
  const { rows } = await race.nodes[0].db.query<{ state: string; gone: number; deeds: number }>(
    `select r.state, (select count(*)::int from customer where id = any($2::uuid[]) and deleted_at is not null) as gone,
       (select count(*)::int from record_history where record = any($2::uuid[]) and action = 'delete') as deeds
     from request r where r.id = $1`,
    [id, customers],
  );
  return rows[0]!;
}

beforeAll(async () => {
  race = await startTwoNodes([CAREFUL]);
  const { world } = race;
  store = await world.unit("南山店");
  clerk = await world.person("店员", "careful", store);
  head = await world.person("店长", "storeHead", store);
  deputy = await world.person("副店长", "storeHead", store);
  administrator = await world.person("管理员", "administrator", world.root);
});
afterAll(() => race.close());

test("R102: two approvers at once on two nodes: it is done once", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const asked = await ask(2);
    const said = await Promise.all([approve(0, head, asked), approve(1, deputy, asked)]);
    expect(said.toSorted()).toEqual(["approved", "decided_already"]);
    expect(await found(asked)).toEqual({ state: "approved", gone: 2, deeds: 2 });
  }
});

test("R102: withdrawn while it is approved: it is done, or it is not", async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const asked = await ask(2);
    const withdrawn = codeOf(withdrawRequest(race.nodes[1].approvals, as(clerk), asked));
    const said = await Promise.all([approve(0, head, asked), withdrawn]);
    const isDone = said[0] === "approved";
    expect(said).toEqual(
      isDone ? ["approved", "decided_already"] : ["decided_already", "withdrawn"],
    );
    expect(await found(asked)).toEqual({
      state: isDone ? "approved" : "withdrawn",
      gone: isDone ? 2 : 0,
      deeds: isDone ? 2 : 0,
    });
  }
});

test("R102, R148: nothing is approved by a right that its approver lost before", async () => {
  const { world, nodes } = race;
  for (let round = 0; round < ROUNDS; round++) {
    const leaving = await world.person("将调走", null, store);
    const held = await world.assign(leaving, "storeHead", store);
    const asked = await ask(1);
    const [said] = await Promise.all([
      approve(0, leaving, asked),
      nodes[1].gate.delete(as(administrator), "assignment", { id: held, version: 1 }),
    ]);
    const { rows } = await nodes[0].db.query<{ before: boolean }>(
      `select pg_xact_commit_timestamp(r.xmin) < pg_xact_commit_timestamp(a.xmin) as before
       from request r, assignment a where r.id = $1 and a.id = $2`,
      [asked.id, held],
    );
    if (said === "approved") expect(rows[0]!.before).toBe(true);
    expect((await found(asked)).gone).toBe(said === "approved" ? 1 : 0);
    const later = await approve(1, leaving, asked);
    expect(["not_found", "not_yours_to_decide", "decided_already"]).toContain(later);
    if (said !== "approved") expect(await approve(1, head, asked)).toBe("approved");
  }
});

test("R102: a process that is killed over it leaves no approval without its act, and no act without its approval", async () => {
  const all: Asked[] = [];
  for (let count = 0; count < 8; count++) all.push(await ask(10));
  await untilKilled(CHILD, [race.url, head]);
  let approved = 0;
  for (const asked of all) {
    const isApproved = (await found(asked)).state === "approved";
    approved += isApproved ? 1 : 0;
    expect((await found(asked)).gone).toBe(isApproved ? 10 : 0);
    if (!isApproved) expect(await approve(1, head, asked)).toBe("approved");
    expect(await found(asked)).toEqual({ state: "approved", gone: 10, deeds: 10 });
  }
  expect(approved).toBeGreaterThan(0);
  expect(approved).toBeLessThan(all.length);
}, 120_000);

test("R153: joining a group while the group is given a role that is apart: one of the two is refused", async () => {
  const { world, nodes } = race;
  const apart = await world.role({ ...SMALL, id: "apart", apart: [roleIdOf("careful")] });
  for (let round = 0; round < ROUNDS; round++) {
    const person = await world.person("店员", "careful", store);
    const [group] = await world.insert("group", [{ name: "组", unit: store }]);
    const given = { group, role: apart, atUnit: store, reason: "试" };
    const joined = { group, person, unit: store };
    const said = await Promise.all([
      codeOf(nodes[0].gate.create(as(administrator), "assignment", given).then(toDone)),
      codeOf(nodes[1].gate.create(as(administrator), "groupMember", joined).then(toDone)),
    ]);
    expect(said.toSorted()).toEqual(["done", "duties_conflict"]);
  }
});

const toDone = () => ({ state: "done" });

/** What a role allows only with an approval waits for it, and is done once, as who asked (R102, R103). */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { createCallers, type Callers, type Reply } from "../testing/callers.ts";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { roleIdOf } from "../policies/templates/registry.ts";

let world: Enterprise;
let callers: Callers;
let store: string;
let elsewhere: string;
let clerk: string;
let runner: string;
let helper: string;
let head: string;
let finance: string;
let administrator: string;
let regional: string;
let customers: string[];

const FULL = { own: "plain", beyond: "plain", write: true } as const;
const words = (zh: string) => ({ zh, en: zh });
const demandApproval = (action: string, by: string, scope = "all") => ({
  id: `approved-${action}`,
  effect: "forbid" as const,
  actions: [action],
  scope,
  everywhere: true,
  obligations: [{ kind: "approval" as const, by }],
});

/** Removes customers of the store with the word of its head; exports them with that of finance and of the head. */
const CLERK = {
  id: "carefulClerk",
  name: words("谨慎店员"),
  duties: words("测试"),
  grants: { "customer.view": "unit", "customer.remove": "unit", "customer.export": "unit" },
  classes: { basic: FULL, contact: FULL },
  rules: [
    demandApproval("customer.delete", "head"),
    demandApproval("customer.export", roleIdOf("finance")),
    { ...demandApproval("customer.export", "head"), id: "and-the-head" },
  ],
  includes: ["staff"],
} as const;

/** Removes, changes and exports few customers by themselves, and more with the word of the head. */
const RUNNER = {
  id: "runner",
  name: words("跑腿店员"),
  duties: words("测试"),
  grants: {
    "customer.view": "unit",
    "customer.edit": "unit",
    "customer.remove": "unit",
    "customer.export": "unit",
  },
  classes: { basic: FULL, contact: FULL },
  rules: [
    {
      id: "many",
      effect: "forbid",
      actions: ["customer.delete", "customer.export", "customer.edit"],
      scope: "all",
      everywhere: true,
      obligations: [{ kind: "approval", by: "head", over: 2 }],
    },
    {
      id: "signed",
      effect: "forbid",
      actions: ["customer.edit", "customer.export"],
      scope: "all",
      everywhere: true,
      when: {
        kind: "compare",
        op: "eq",
        left: { path: "record.stage" },
        right: { value: "deal" },
      },
      obligations: [{ kind: "approval", by: "head" }],
    },
  ],
  includes: ["staff"],
} as const;

/** Has whom they look up in hand at once, wherever they belong; to change them takes the word of the head. */
const HELPER = {
  id: "helper",
  name: words("总机"),
  duties: words("测试"),
  grants: {},
  classes: {},
  rules: [
    { id: "look-up", effect: "permit", actions: ["customer.lookUp"], scope: "all" },
    {
      id: "in-hand",
      effect: "permit",
      actions: ["customer.view", "customer.edit"],
      scope: "lookedUp",
      fields: { read: ["@basic"], write: ["@basic"] },
    },
    demandApproval("customer.edit", "head"),
  ],
  includes: ["staff"],
} as const;

/** Grants roles within the region with the word of an administrator. */
const REGIONAL = {
  id: "carefulRegional",
  name: words("大区管理员"),
  duties: words("测试"),
  grants: { administration: "subtree" },
  classes: { basic: FULL },
  rules: [demandApproval("assignment.create", roleIdOf("administrator"))],
  includes: ["staff"],
} as const;

const call = (person: string, name: string, payload?: object): Promise<Reply> =>
  callers.call(person, name, payload);
const ask = (person: string, payload: object): Promise<Reply> =>
  call(person, "request.create", { reason: "清理重复", ...payload });
const latest = async (person: string) =>
  (await call(person, "requests?which=mine")).body.requests[0];
const decide = async (asker: string, person: string, verb = "approve"): Promise<Reply> => {
  const { id, version } = await latest(asker);
  return call(person, `request.${verb}`, { id, version });
};
const isThere = async (id: string): Promise<boolean> =>
  (await call(head, "customer.get", { id })).status === 200;

beforeAll(async () => {
  world = await createEnterprise({ templates: [CLERK, REGIONAL, RUNNER, HELPER] });
  const region = await world.unit("华南大区", world.root, "region");
  store = await world.unit("南山店", region);
  elsewhere = await world.unit("别处", world.root);
  clerk = await world.person("店员", "carefulClerk", store);
  helper = await world.person("总机", "helper", elsewhere);
  runner = await world.person("跑腿", "runner", store);
  head = await world.person("店长", "storeHead", store);
  finance = await world.person("财务", "finance", world.root);
  administrator = await world.person("管理员", "administrator", world.root);
  regional = await world.person("大区管理员", "carefulRegional", region);
  await world.services.db.query("update unit set head = $2 where id = $1", [store, head]);
  callers = await createCallers(world.services);
  for (const person of [clerk, helper, runner, head, finance, administrator, regional])
    await callers.signIn(person);
});
beforeEach(async () => {
  await world.services.db.query("delete from request");
  customers = await world.insert(
    "customer",
    ["张三", "李四"].map((name) => ({ unit: store, owner: null, name, stage: "new" })),
  );
});
afterAll(async () => {
  await callers.close();
  await world.close();
});

describe("R102: an act that demands an approval", () => {
  test("is refused by itself, and says that it can be asked for", async () => {
    const [id] = customers;
    const refused = await call(clerk, "customer.delete", { id, version: 1 });
    expect(refused).toMatchObject({ status: 403, body: { code: "approval_needed" } });
    expect(refused.body.explanation.allow).toBe(false);
    const { results } = (await call(clerk, "customer.bulk", { ids: [id], action: "delete" })).body;
    expect(results[0].error.code).toBe("approval_needed");
    expect(await isThere(id!)).toBe(true);
    const { body } = await call(clerk, "request.propose", {
      object: "customer",
      id,
      action: "delete",
    });
    expect(body).toMatchObject({ kind: "operation", days: null, deciders: [{ id: head }] });
    expect(body.sentence.zh).toContain("张三");
  });

  test("is done on the approval, once, as who asked, with both in the trail", async () => {
    expect(
      (await ask(clerk, { object: "customer", action: "delete", ids: customers })).status,
    ).toBe(200);
    expect((await decide(clerk, clerk)).body.code).toBe("not_yours_to_decide");
    expect((await decide(clerk, head)).body.state).toBe("approved");
    for (const id of customers) expect(await isThere(id)).toBe(false);
    const { db, trail } = world.services;
    await trail.flush();
    const { rows } = await db.query<{ action: string; person: string; detail: string }>(
      "select action, person, detail from audit_line where action in ('customer.delete', 'request.approve') and verdict = 'allowed' order by at desc limit 2",
    );
    const by = new Map(rows.map(({ action, ...row }) => [action, row]));
    expect(by.get("customer.delete")).toMatchObject({ person: clerk });
    expect(by.get("customer.delete")!.detail).toContain(head);
    expect(by.get("request.approve")).toMatchObject({ person: head });
    const history = await db.query<{ by: string }>(
      `select "by" from record_history where record = $1 and action = 'delete'`,
      [customers[0]],
    );
    expect(history.rows).toEqual([{ by: clerk }]);
    expect((await decide(clerk, head)).body.code).toBe("decided_already");
  });

  test("is not done to what has changed since it was asked for, nor to a part of it", async () => {
    await ask(clerk, { object: "customer", action: "delete", ids: customers });
    await call(head, "customer.update", { id: customers[1], version: 1, values: { name: "王五" } });
    expect((await decide(clerk, head)).body.code).toBe("stale");
    for (const id of customers) expect(await isThere(id)).toBe(true);
    expect((await latest(clerk)).state).toBe("waiting");
  });

  test("is decided by the rights of who asked at that moment", async () => {
    await ask(clerk, { object: "customer", action: "delete", ids: customers });
    const { rows } = await world.services.db.query<{ id: string }>(
      "select id from assignment where person = $1 and deleted_at is null",
      [clerk],
    );
    await world.unassign(rows[0]!.id, clerk);
    const { body } = await call(head, "requests?which=decide");
    const [{ id, version }] = body.requests;
    expect((await call(head, "request.approve", { id, version })).body.code).toBe("asker_may_not");
    for (const one of customers) expect(await isThere(one)).toBe(true);
    await world.assign(clerk, "carefulClerk", store);
  });

  test("is asked for by nobody who would not get it with the approval", async () => {
    const [other] = await world.insert("customer", [
      { unit: elsewhere, owner: null, name: "外店", stage: "new" },
    ]);
    expect((await ask(clerk, { object: "customer", action: "delete", ids: [other] })).status).toBe(
      404,
    );
    expect(
      (await ask(head, { object: "customer", action: "delete", ids: customers })).body.code,
    ).toBe("nothing_to_ask");
    expect(
      (
        await ask(clerk, {
          object: "customer",
          action: "delete",
          ids: Array.from({ length: 201 }, () => other),
        })
      ).body.problems[0].code,
    ).toBe("out_of_range");
  });
});

const asked = { object: "customer", action: "export", export: { format: "csv" } };

describe("R102: an export that demands two approvals", () => {
  test("waits for one after the other, and is then made", async () => {
    expect((await call(clerk, "customer.export", { format: "csv" })).body.code).toBe(
      "approval_needed",
    );
    expect((await ask(clerk, asked)).status).toBe(200);
    const [first, second] = [finance, head].toSorted((a) =>
      a === finance ? (roleIdOf("finance") < "head" ? -1 : 1) : 0,
    ) as [string, string];
    expect((await latest(clerk)).deciders.map(({ id }: { id: string }) => id)).toEqual([first]);
    expect((await decide(clerk, second)).body.code).toBe("not_found");
    expect((await decide(clerk, first)).body.state).toBe("waiting");
    expect(await latest(clerk)).toMatchObject({ step: 2, steps: 2 });
    expect((await decide(clerk, first)).body.code).toBe("not_yours_to_decide");
    expect((await decide(clerk, second)).body.state).toBe("approved");
    await world.services.exchange.jobs.idle();
    const { rows } = await world.services.db.query<{
      id: string;
      state: string;
      row_count: number;
    }>("select id, state, row_count, error from export_job where owner = $1", [clerk]);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({ state: "done" });
    expect(Number(rows[0]!.row_count)).toBeGreaterThan(0);
    expect((await call(clerk, `exports/${rows[0]!.id}`)).body.state).toBe("done");
    expect((await call(clerk, "customer.export", { format: "csv" })).body.code).toBe(
      "approval_needed",
    );
  });

  test("is not decided twice by whoever could decide both steps", async () => {
    const held = await world.assign(head, "finance", world.root);
    expect((await ask(clerk, asked)).status).toBe(200);
    await decide(clerk, head);
    expect((await decide(clerk, head)).body.state).not.toBe("approved");
    await call(clerk, "request.withdraw", await latest(clerk));
    await world.unassign(held, head);
  });

  test("is not decided by who asked, though their role could", async () => {
    const held = await world.assign(clerk, "finance", world.root);
    expect((await ask(clerk, asked)).status).toBe(200);
    expect((await decide(clerk, clerk)).body.code).toBe("not_yours_to_decide");
    await world.unassign(held, clerk);
  });
});

describe("R102: what only larger acts demand", () => {
  const bulk = async (ids: readonly string[], more: object) =>
    (await call(runner, "customer.bulk", { ids, ...more })).body.results.map(
      ({ ok, error }: { ok: boolean; error?: { code: string } }) => (ok ? "done" : error!.code),
    );
  beforeEach(async () => {
    await world.services.db.query("update customer set deleted_at = now() where unit = $1", [
      store,
    ]);
    customers = await world.insert(
      "customer",
      ["窄甲", "乙", "丙", "窄丁"].map((name, index) => ({
        unit: store,
        owner: null,
        name,
        stage: index === 3 ? "deal" : "new",
      })),
    );
  });

  test("removing many at once waits for the approval, and is then done to all of them", async () => {
    const [a, b, c, d] = customers as [string, string, string, string];
    expect(await bulk([a, b, c], { action: "delete" })).toEqual(Array(3).fill("approval_needed"));
    expect(await isThere(a)).toBe(true);
    expect(await bulk([a, b], { action: "delete" })).toEqual(["done", "done"]);
    const few = { object: "customer", action: "delete", ids: [c, d] };
    expect((await ask(runner, few)).body.code).toBe("nothing_to_ask");
  });

  test("changing waits with what is to be changed, which is told to who reads it, and not to the trail", async () => {
    const [a, b, , deal] = customers as [string, string, string, string];
    const values = { name: "成交客户" };
    expect(
      (await call(runner, "customer.update", { id: deal, version: 1, values })).body.code,
    ).toBe("approval_needed");
    expect(await bulk([a, b], { action: "update", values: { name: "两位" } })).toEqual([
      "done",
      "done",
    ]);
    expect(await bulk([a, b, deal], { action: "update", values })).toEqual(
      Array(3).fill("approval_needed"),
    );
    const asked = { object: "customer", action: "edit", id: deal, values };
    expect((await ask(runner, { ...asked, values: { nonsense: 1 } })).body.problems[0].code).toBe(
      "unknown_field",
    );
    expect((await ask(runner, asked)).status).toBe(200);
    const [waiting] = (await call(head, "requests?which=decide")).body.requests;
    expect(waiting.sentence.zh).toContain("成交客户");
    expect((await decide(runner, head)).body.state).toBe("approved");
    const { record } = (await call(runner, "customer.get", { id: deal })).body;
    expect(record).toMatchObject({ version: 2, values });
    await world.services.trail.flush();
    const { rows } = await world.services.db.query<{ detail: string }>(
      "select detail from audit_line where action like 'request.%' and detail like '%成交客户%'",
    );
    expect(rows).toEqual([]);
  });

  test("a file leaves out what needs one and says so; of too many rows there is none without one", async () => {
    const narrow = { filter: { field: "name", op: "contains", value: "窄" } };
    const count = async (more: object) =>
      (await call(runner, "customer.count", { action: "export", ...more })).body;
    expect(await count(narrow)).toEqual({ count: 1, withApproval: { count: 2 } });
    expect((await call(runner, "customer.export", { format: "csv", ...narrow })).status).toBe(200);
    expect(await count({})).toEqual({ count: 0, withApproval: { count: 4 } });
    expect((await call(runner, "customer.export", { format: "csv" })).body.code).toBe(
      "approval_needed",
    );
    expect((await ask(runner, asked)).status).toBe(200);
    expect((await decide(runner, head)).body.state).toBe("approved");
    await world.services.exchange.jobs.idle();
    const { rows } = await world.services.db.query<{ state: string; row_count: number }>(
      "select state, row_count from export_job where owner = $1 order by created_at",
      [runner],
    );
    expect(rows.map(({ state, row_count: count }) => [state, Number(count)])).toEqual([
      ["done", 1],
      ["done", 4],
    ]);
  });
});

test("R63: a rule set beforehand gives quick access without anybody's word, inside its limits and with a trace; what is sensitive keeps its approval", async () => {
  const { db, trail } = world.services;
  const [id] = await world.insert("customer", [
    { unit: store, owner: null, name: "陈末", stage: "new", phone: "+8613911119835" },
  ]);
  const status = async () => (await call(helper, "customer.get", { id })).status;
  expect(await status()).toBe(404);
  const asked = { name: "陈末", digits: "9835" };
  expect((await call(helper, "customer.lookUp", asked)).body.rows).toHaveLength(1);
  expect(await status()).toBe(200);
  expect((await call(helper, "requests?which=mine")).body.requests).toEqual([]);
  const edited = await call(helper, "customer.update", { id, version: 1, values: { name: "改" } });
  expect(edited.body.code).toBe("approval_needed");
  expect((await call(helper, "customer.delete", { id, version: 1 })).body.code).toBe("forbidden");
  await trail.flush();
  const traced = await db.query(
    "select 1 from audit_line where action = 'customer.lookUp' and person = $1 and verdict = 'allowed'",
    [helper],
  );
  expect(traced.rows).toHaveLength(1);
  // Over by itself.
  await db.query(
    `update participant set "from" = "from" - interval '31 minutes', until = until - interval '31 minutes' where principal_id = $1`,
    [helper],
  );
  expect(await status()).toBe(404);
});

describe("R103: a role that is granted only with an approval", () => {
  test("is there when it was given, and gives what the approver could grant", async () => {
    const values = { person: clerk, role: roleIdOf("guide"), atUnit: store, reason: "顶班" };
    expect((await call(regional, "assignment.create", { values })).status).toBe(403);
    const asked = { object: "assignment", action: "create", values };
    expect((await ask(regional, asked)).status).toBe(200);
    expect((await decide(regional, administrator)).body.state).toBe("approved");
    const { rows } = await world.services.db.query(
      "select 1 from assignment where person = $1 and role = $2 and created_by = $3",
      [clerk, roleIdOf("guide"), regional],
    );
    expect(rows).toHaveLength(1);
    // Nobody approves what they are given themselves.
    const mine = { ...asked, values: { ...values, person: administrator } };
    expect((await ask(regional, mine)).body.code).toBe("nobody_to_ask");
    const [group] = await world.insert("group", [{ name: "审批组", unit: world.root }]);
    await world.insert("groupMember", [{ group, person: administrator, unit: world.root }]);
    const { person: _person, ...toGroup } = values;
    const ours = { ...asked, values: { ...toGroup, group } };
    expect((await ask(regional, ours)).body.code).toBe("nobody_to_ask");
    // What they could not grant, no approval makes theirs to grant.
    const wide = { ...values, role: roleIdOf("administrator"), atUnit: world.root };
    await ask(regional, { ...asked, values: wide });
    expect((await decide(regional, administrator)).status).not.toBe(200);
  });
});

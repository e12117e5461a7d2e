/** New accounts come up from the template of their post, and what goes beyond it is an exception (R12, R13, R14). */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { MyRights } from "../http/contract.ts";
import { ROLE_TEMPLATES, roleIdOf } from "../policies/templates/registry.ts";
import { createCallers, type Callers, type Reply } from "../testing/callers.ts";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";

let world: Enterprise;
let callers: Callers;
let store: string;
let administrator: string;
let manager: string;

const words = (zh: string) => ({ zh, en: zh });

/** Appoints by posts as they like, and gives what goes beyond them with an administrator's word. */
const PERSONNEL = {
  id: "personnel",
  name: words("人事"),
  duties: words("测试"),
  grants: { administration: "all" },
  classes: {
    basic: { own: "plain", beyond: "plain", write: true },
    contact: { own: "plain", beyond: "plain", write: true },
  },
  rules: [
    {
      id: "beyond-posts",
      effect: "forbid",
      actions: ["assignment.create", "assignment.edit"],
      scope: "all",
      everywhere: true,
      obligations: [{ kind: "approval", by: roleIdOf("administrator") }],
    },
  ],
  includes: ["staff"],
} as const;

const call = (person: string, name: string, payload?: object): Promise<Reply> =>
  callers.call(person, name, payload);

/** An account as somebody makes it who appoints people: the person, the post, a password. */
async function newAccount(name: string, role: string): Promise<string> {
  const email = `${role.toLowerCase()}@test.example`;
  const made = await call(manager, "person.create", { values: { name, email, unit: store } });
  expect(made.status).toBe(200);
  const person: string = made.body.record.id;
  const values = { title: name, role: roleIdOf(role), person, unit: store };
  expect((await call(manager, "post.create", { values })).status).toBe(200);
  const { body } = await call(manager, "person.invite", { id: person });
  await callers.signInAs(person, body.email, body.password);
  return person;
}

const rightsOf = async (person: string): Promise<MyRights> =>
  (await call(person, "me/rights")).body;

beforeAll(async () => {
  world = await createEnterprise({ templates: [PERSONNEL] });
  store = await world.unit("南山店");
  administrator = await world.person("管理员", "administrator", world.root);
  manager = await world.person("人事", "personnel", world.root);
  callers = await createCallers(world.services);
  for (const person of [administrator, manager]) await callers.signIn(person);
});
afterAll(async () => {
  await callers.close();
  await world.close();
});

test("R13: a new account has what the template of its post says, at the post's unit, and without one nothing", async () => {
  const made = await call(manager, "person.create", {
    values: { name: "无岗", email: "none@test.example", unit: store },
  });
  const nobody = await call(manager, "person.invite", { id: made.body.record.id });
  await callers.signInAs("nobody", nobody.body.email, nobody.body.password);
  expect((await rightsOf("nobody")).assignments).toEqual([]);
  const guide = await newAccount("新导购", "guide");
  const { assignments } = await rightsOf(guide);
  expect(assignments).toHaveLength(1);
  expect(assignments[0]).toMatchObject({ role: { id: roleIdOf("guide") }, unit: { id: store } });
  const [{ grants }] = (await call(administrator, "roles")).body.roles.filter(
    ({ id }: { id: string }) => id === roleIdOf("guide"),
  );
  expect(grants).toEqual(ROLE_TEMPLATES["guide"]!.grants);
  const [customer] = await world.insert("customer", [
    { unit: store, owner: guide, name: "张三", stage: "new" },
  ]);
  const { record } = (await call(guide, "customer.get", { id: customer })).body;
  expect(record.can).toMatchObject({ edit: true, delete: false, export: false });
});

test("R14: marketing staff have the mass-send task by their post, for confirmed campaigns with approved scripts, and no customer rows", async () => {
  const staff = await newAccount("市场部人员", "marketingStaff");
  const own = { owner: staff, createdBy: staff, unit: store };
  const [running, planned] = await world.insert("campaign", [
    { ...own, name: "已确认", status: "approved" },
    { ...own, name: "未确认", status: "draft" },
  ]);
  const can = async (object: string, id: string) =>
    (await call(staff, `${object}.get`, { id })).body.record?.can ?? {};
  expect(await can("campaign", running!)).toMatchObject({ send: true, approve: false });
  expect((await can("campaign", planned!)).approve).not.toBe(true);
  expect((await call(staff, "customer.list", {})).body.rows ?? []).toEqual([]);
  const seller = await newAccount("销售", "seller");
  const { record } = (await call(seller, "campaign.get", { id: running })).body;
  expect(record?.can.send ?? false).toBe(false);
});

test("R12, R103: what goes beyond the post needs an approval, a reason and an end; nobody gives it to themselves", async () => {
  const person = await newAccount("店长", "storeHead");
  const values = { person, role: roleIdOf("finance"), atUnit: store, reason: "盘点" };
  const until = new Date(Date.now() + 7 * 86_400_000).toISOString();
  expect(
    (await call(manager, "assignment.create", { values: { ...values, until } })).body.code,
  ).toBe("approval_needed");
  const give = (more: object) =>
    call(administrator, "assignment.create", { values: { ...values, ...more } });
  expect((await give({})).body).toMatchObject({
    code: "exception_unending",
    problems: [{ path: "until" }],
  });
  expect((await give({ until, reason: "" })).body.problems).toMatchObject([
    { path: "reason", code: "required" },
  ]);
  expect((await call(person, "assignment.create", { values: { ...values, until } })).status).toBe(
    403,
  );
  const asked = { object: "assignment", action: "create", values, reason: "盘点需要" };
  expect((await call(manager, "request.create", asked)).status).toBe(200);
  const [open] = (await call(administrator, "requests?which=decide")).body.requests;
  const decision = { id: open.id, version: open.version };
  expect((await call(administrator, "request.approve", decision)).body.code).toBe(
    "exception_unending",
  );
  expect((await call(manager, "request.withdraw", decision)).status).toBe(200);
  expect(
    (await call(manager, "request.create", { ...asked, values: { ...values, until } })).status,
  ).toBe(200);
  const [ending] = (await call(administrator, "requests?which=decide")).body.requests;
  expect(
    (await call(administrator, "request.approve", { id: ending.id, version: ending.version }))
      .status,
  ).toBe(200);
  const given = (await rightsOf(person)).assignments.find(({ role }) => role.id === values.role);
  expect(given).toMatchObject({ until });
  // What the post brings is no exception, and who has no post has nothing to go beyond.
  expect((await give({ role: roleIdOf("storeHead") })).status).toBe(200);
  const free = await world.person("无岗", null, store);
  expect((await give({ person: free })).status).toBe(200);
});

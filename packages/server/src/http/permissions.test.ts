import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { roleIdOf } from "../policies/templates/registry.ts";
import { createCallers, type Callers } from "../testing/callers.ts";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { draftOf, publishDraft, saveAndPublish } from "../testing/policy.ts";
import type { MyRights, RoleDraft, RoleMeta, RuleVocabulary } from "./contract.ts";

let world: Enterprise;
let callers: Callers;
let store: string;
let admin: string;
let head: string;
let newcomer: string;
let customer: string;

beforeAll(async () => {
  world = await createEnterprise();
  store = await world.unit("南山店");
  admin = await world.person("管理员", "administrator", world.root);
  head = await world.person("店长", "storeHead", store);
  newcomer = await world.person("新人", null, store);
  const spend = { amount: "1200", currency: "CNY" };
  [customer] = (await world.insert("customer", [
    { unit: store, owner: head, name: "张三", stage: "new", spend },
  ])) as [string];
  callers = await createCallers(world.services);
  for (const person of [admin, head, newcomer]) await callers.signIn(person);
});

afterAll(async () => {
  await callers.close();
  await world.close();
});

const call = (person: string, name: string, payload?: object) =>
  callers.call(person, name, payload);
const roles = async (person: string): Promise<readonly RoleMeta[]> =>
  (await call(person, "roles")).body.roles;
const roleNamed = async (name: string): Promise<RoleMeta> =>
  (await roles(admin)).find((role) => role.name.zh === name)!;
const save = (draft: RoleDraft) => saveAndPublish(callers, admin, draft);
const assign = (by: string, values: object) =>
  call(by, "assignment.create", { values: { reason: "测试", ...values } });

const FULL = { own: "plain", beyond: "plain", write: true } as const;
const words = (zh: string) => ({ zh, en: zh });

describe("roles over HTTP", () => {
  test("R16: the bundles open into single actions, eighteen of them in three blocks", async () => {
    const { body } = await call(head, "bundles");
    expect(
      body.filter((bundle: { block: { name: string } }) => bundle.block.name !== "remainder"),
    ).toHaveLength(18);
    const view = body.find((bundle: { name: string }) => bundle.name === "customer.view");
    expect(view.actions).toContainEqual({
      object: "customer",
      objectLabel: { zh: "客户", en: "Customer" },
      action: "view",
      label: { zh: "查看", en: "View" },
      layer: "see",
    });
    for (const { layer } of body) expect(["see", "change", "operate"]).toContain(layer);
  });

  test("R4: every role states its duties, and its explicit rules as sentences, next to the grants", async () => {
    for (const role of await roles(admin)) {
      expect(role.duties.zh.length).toBeGreaterThan(5);
      for (const { sentence } of role.sentences)
        expect(sentence.zh.length * sentence.en.length).toBeGreaterThan(0);
    }
    const staff = await roleNamed("员工");
    expect(staff.sentences.find(({ id }) => id === "filed-records-are-locked")!.sentence.zh).toBe(
      "状态不是“未归档”时，对跟进记录不能编辑和归档",
    );
  });

  test("R5, R10: create a role, give it permissions, add a user, save: in that order, and it holds on the next request", async () => {
    expect((await call(newcomer, "customer.list", {})).body.rows).toEqual([]);
    const made = await save({
      name: words("前台"),
      duties: words("接待"),
      grants: {},
      classes: {},
    });
    expect(made).toMatchObject({
      status: 200,
      body: { version: 1, holders: 0, grants: {}, classes: {}, preset: null },
    });
    const role: RoleMeta = made.body;
    const assigned = await assign(admin, { person: newcomer, role: role.id, atUnit: store });
    expect(assigned.status).toBe(200);
    expect((await call(newcomer, "customer.list", {})).body.rows).toEqual([]);
    const saved = await save({
      ...draftOf(role),
      grants: { "customer.view": "unit" },
      classes: { basic: FULL },
    });
    expect(saved).toMatchObject({ status: 200, body: { version: 2, holders: 1 } });
    expect((await call(newcomer, "customer.list", {})).body.rows).toHaveLength(1);
    const ended = await call(admin, "assignment.delete", {
      id: assigned.body.record.id,
      version: assigned.body.record.version,
    });
    expect(ended.status).toBe(200);
    expect((await call(newcomer, "customer.list", {})).body.rows).toEqual([]);
    expect((await call(admin, "role.archive", { id: role.id, version: 2 })).status).toBe(200);
    expect((await publishDraft(callers, admin)).status).toBe(200);
  });

  test("R7, R9, R43: actions, unit and sensitivity are set apart; seeing is not changing", async () => {
    const draft = {
      name: words("只看"),
      duties: words("只看"),
      grants: { "customer.view": "unit" },
      classes: { basic: FULL },
    } as const;
    const { body: role } = await save(draft);
    const person = await world.person("看客", null, store);
    await callers.signIn(person);
    await assign(admin, { person, role: role.id, atUnit: store });
    const seen = await call(person, "customer.get", { id: customer });
    expect(seen.body.record.values.name).toBe("张三");
    expect(seen.body.record.hidden).toContain("spend");
    expect(seen.body.record.can).toMatchObject({ view: true, edit: false });
    const refused = await call(person, "customer.update", {
      id: customer,
      version: seen.body.record.version,
      values: { note: "改" },
    });
    expect(refused).toMatchObject({
      status: 403,
      body: { code: "forbidden", explanation: { allow: false, action: "edit" } },
    });
    expect(refused.body.explanation.sentence.zh).toContain("所持角色都不含“编辑”");
    await save({
      ...draftOf(role),
      grants: { "customer.view": "unit", "customer.edit": "unit" },
    });
    const now = await call(person, "customer.get", { id: customer });
    expect(now.body.record.can.edit).toBe(true);
    expect(now.body.record.writable).not.toContain("spend");
  });

  test("R6: departments have roles of their own, and each reaches no further than its department", async () => {
    const departments = [
      ["销售部", { "customer.view": "unit", "customer.edit": "unit" }],
      ["市场部", { "customer.view": "unit", "customer.export": "unit" }],
      [
        "客服部",
        { "customer.view": "unit", "communication.view": "unit", "communication.write": "unit" },
      ],
    ] as const;
    const given: unknown[] = [];
    for (const [name, grants] of departments) {
      const unit = await world.unit(name, world.root, "department");
      await world.insert("customer", [{ unit, name: `${name}的客户`, stage: "new" }]);
      const draft = {
        name: words(`${name}角色`),
        duties: words(name),
        grants,
        classes: { basic: FULL },
      };
      const { body: role } = await save(draft);
      const person = await world.person(`${name}员工`, null, world.root);
      await callers.signIn(person);
      const values = { title: `${name}专员`, role: role.id, unit, person };
      expect((await call(admin, "post.create", { values })).status).toBe(200);
      const { rows } = (await call(person, "customer.list", {})).body;
      const { may } = (await call(person, "me")).body as { may: readonly string[] };
      const acts = ["customer:edit", "customer:export", "followUp:create"];
      given.push([
        rows.map((row: { values: { name: string } }) => row.values.name),
        acts.filter((act) => may.includes(act)),
      ]);
    }
    expect(given).toEqual([
      [["销售部的客户"], ["customer:edit"]],
      [["市场部的客户"], ["customer:export"]],
      [["客服部的客户"], ["followUp:create"]],
    ]);
  });

  test("R8: a post is a tier, a reach and a department, and gives what the matrix set by hand gives", async () => {
    const { tiers } = (await call(admin, "policy/vocabulary")).body as RuleVocabulary;
    const { units, classes } = tiers.find(({ name }) => name === "operate")!;
    const chosen = {
      grants: Object.fromEntries(units.map((unit) => [unit, "unit" as const])),
      classes,
    };
    const byHand = {
      grants: {
        "customer.view": "unit",
        "customer.create": "unit",
        "customer.edit": "unit",
        "communication.view": "unit",
        "communication.write": "unit",
      },
      classes: { basic: FULL, contact: { own: "plain", beyond: "masked", write: true } },
    } as const;
    const given: unknown[] = [];
    for (const [title, matrix] of [
      ["三选", chosen],
      ["逐格", byHand],
    ] as const) {
      const { body: role } = await save({ name: words(title), duties: words(title), ...matrix });
      const person = await world.person(`${title}员`, null, world.root);
      await callers.signIn(person);
      const values = { title, role: role.id, unit: store, person };
      expect((await call(admin, "post.create", { values })).status).toBe(200);
      const { record } = (await call(person, "customer.get", { id: customer })).body;
      const { may } = (await call(person, "me")).body;
      given.push({ may, can: record.can, values: record.values, writable: record.writable });
    }
    const [first, second] = given as [{ may: readonly string[]; can: object }, unknown];
    expect(first).toEqual(second);
    expect(first.may).toEqual(expect.arrayContaining(["customer:view", "followUp:edit"]));
    expect(first.can).toMatchObject({ edit: true, delete: false });
  });

  test("R10: a role made from a template knows it; what differs can be marked", async () => {
    const guide = await roleNamed("店员/导购");
    const { name: _, duties, grants, classes, fields } = guide;
    const draft = {
      name: words("资深导购"),
      duties,
      grants: { ...grants, "customer.export": "unit" },
      classes,
      ...(fields ? { fields } : {}),
      preset: "guide",
    } as const;
    const made = await save(draft);
    expect(made.status).toBe(200);
    expect(made.body.preset).toMatchObject({ id: "guide", grants: guide.grants });
    expect(made.body.grants["customer.export"]).toBe("unit");
    expect(made.body.sentences.length).toBe(guide.sentences.length);
  });

  test("a role with mistakes is refused with every one of them, and a stale one loses nothing", async () => {
    const broken = {
      name: {},
      duties: {},
      grants: { "customer.view": "galaxy", nothing: "own" },
      classes: { basic: { own: "bright" }, secret: FULL },
    };
    const refused = await call(admin, "role.save", broken);
    expect(refused.status).toBe(400);
    const paths = refused.body.problems.map(({ path }: { path: string }) => path);
    expect(paths).toEqual(
      expect.arrayContaining([
        "name",
        "grants.customer.view",
        "grants.nothing",
        "classes.basic.own",
        "classes.secret",
      ]),
    );
    const seller = await roleNamed("销售代表");
    expect(await save({ ...draftOf(seller), version: 99 })).toMatchObject({
      status: 409,
      body: { code: "stale" },
    });
  });

  test("a role that somebody holds, or that others include, stays", async () => {
    const held = await roleNamed("店长");
    expect(await call(admin, "role.archive", { id: held.id, version: held.version })).toMatchObject(
      {
        status: 400,
        body: { code: "role_in_use" },
      },
    );
    const base = await roleNamed("员工");
    expect(await call(admin, "role.archive", { id: base.id, version: base.version })).toMatchObject(
      {
        status: 400,
        body: { code: "role_in_use" },
      },
    );
  });

  test("a role made from the template everybody includes does not slip in under everybody", async () => {
    const draft = {
      name: words("假员工"),
      duties: words("假"),
      grants: { "customer.view": "all" },
      classes: { basic: FULL },
      preset: "staff",
    } as const;
    expect((await save(draft)).status).toBe(200);
    expect((await call(newcomer, "customer.list", {})).body.rows).toEqual([]);
  });
});

test("R171: my duties and rights: what, where, why, until when, what changed", async () => {
  const until = new Date(Date.now() + 7 * 86_400_000).toISOString();
  const given = await assign(admin, {
    person: newcomer,
    role: roleIdOf("intern"),
    atUnit: store,
    until,
    reason: "暑期实习",
  });
  expect(given.status).toBe(200);
  const { body }: { body: MyRights } = await call(newcomer, "me/rights");
  expect(body.assignments[0]).toMatchObject({
    role: { name: { zh: "实习生" } },
    unit: { id: store, name: "南山店" },
    until,
    because: { zh: "暑期实习" },
    state: "live",
  });
  expect(body.assignments[0]!.role.duties.zh.length).toBeGreaterThan(10);
  expect(body.assignments[0]!.grants.some(({ bundle }) => bundle === "customer.view")).toBe(true);
  expect(body.changes[0]!.sentence.zh).toBe("获得授权“实习生”（南山店）");
  await call(admin, "assignment.delete", {
    id: given.body.record.id,
    version: given.body.record.version,
  });
  const after: MyRights = (await call(newcomer, "me/rights")).body;
  expect(after.assignments.filter(({ state }) => state === "live")).toEqual([]);
  expect(after.changes[0]!.sentence.zh).toBe("被收回授权“实习生”（南山店）");
  expect((await call(head, "me/rights")).body.changes).toEqual([]);
});

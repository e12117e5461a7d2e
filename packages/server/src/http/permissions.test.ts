import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openAccounts } from "../identity/accounts.ts";
import { roleIdOf } from "../policies/templates/registry.ts";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { buildApp } from "./app.ts";
import type { MyRights, RoleDraft, RoleMeta } from "./contract.ts";

const PASSWORD = "correct horse battery";

let world: Enterprise;
let app: FastifyInstance;
let region: string;
let store: string;
let other: string;
let admin: string;
let regional: string;
let head: string;
let newcomer: string;
let customer: string;

/** Administers a region and nothing beyond it. */
const REGIONAL = {
  id: "regionalAdministrator",
  name: { zh: "大区管理员", en: "Regional administrator" },
  duties: { zh: "管理本大区的人员与授权", en: "Administers the people of a region" },
  grants: { administration: "subtree" },
  classes: {
    basic: { own: "plain", beyond: "plain", write: true },
    contact: { own: "plain", beyond: "plain", write: true },
  },
  includes: ["staff"],
} as const;

const cookies = new Map<string, string>();

beforeAll(async () => {
  world = await createEnterprise({ templates: [REGIONAL] });
  region = await world.unit("华南大区", world.root, "region");
  store = await world.unit("南山店", region);
  other = await world.unit("外滩店", await world.unit("华东大区", world.root, "region"));
  admin = await world.person("管理员", "administrator", world.root);
  regional = await world.person("大区管理员", "regionalAdministrator", region);
  head = await world.person("店长", "storeHead", store);
  newcomer = await world.person("新人", null, store);
  [customer] = (await world.insert("customer", [
    {
      unit: store,
      owner: head,
      name: "张三",
      stage: "new",
      spend: { amount: "1200", currency: "CNY" },
    },
  ])) as [string];
  app = await buildApp({ services: world.services, web: null, log: false });
  for (const person of [admin, regional, head, newcomer]) await openFor(person);
}, 120_000);

afterAll(async () => {
  await app.close();
  await world.close();
});

async function openFor(person: string, password = PASSWORD): Promise<void> {
  const email = `${person}@test.example`;
  await openAccounts(world.services.db, [{ person, name: person, email }], password);
  await signIn(person, password);
}

async function signIn(person: string, password = PASSWORD): Promise<number> {
  const payload = { email: `${person}@test.example`, password };
  const reply = await app.inject({ method: "POST", url: "/api/auth/sign-in/email", payload });
  if (reply.statusCode === 200)
    cookies.set(person, String(reply.headers["set-cookie"]).split(";")[0]!);
  return reply.statusCode;
}

async function call(person: string, name: string, payload?: object) {
  const headers = { cookie: cookies.get(person) ?? "" };
  const reply =
    payload === undefined
      ? await app.inject({ url: `/api/${name}`, headers })
      : await app.inject({ method: "POST", url: `/api/${name}`, payload, headers });
  return { status: reply.statusCode, body: reply.json() };
}

const roles = async (person: string): Promise<readonly RoleMeta[]> =>
  (await call(person, "roles")).body.roles;
const roleNamed = async (name: string): Promise<RoleMeta> =>
  (await roles(admin)).find((role) => role.name.zh === name)!;
const draftOf = ({ id, version, name, duties, grants, classes, fields }: RoleMeta): RoleDraft => ({
  id,
  version,
  name,
  duties,
  grants,
  classes,
  ...(fields ? { fields } : {}),
});
const assign = (by: string, values: object) =>
  call(by, "assignment.create", { values: { reason: "测试", ...values } });

const FULL = { own: "plain", beyond: "plain", write: true };
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
    });
    for (const { layer } of body) expect(["see", "change", "operate"]).toContain(layer);
  });

  test("R4: every role states its duties, and its explicit rules as sentences, next to the grants", async () => {
    for (const role of await roles(admin)) {
      expect(role.duties.zh.length, role.name.zh).toBeGreaterThan(5);
      for (const { sentence } of role.sentences)
        expect(sentence.zh.length * sentence.en.length).toBeGreaterThan(0);
    }
    const staff = await roleNamed("员工");
    expect(staff.sentences.find(({ id }) => id === "filed-records-are-locked")!.sentence.zh).toBe(
      "不能编辑和归档全部跟进记录,条件是状态不是“未归档”",
    );
  });

  test("R5, R10: create a role, give it permissions, add a user, save: in that order, and it holds on the next request", async () => {
    expect((await call(newcomer, "customer.list", {})).body.rows).toEqual([]);
    const made = await call(admin, "role.save", {
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
    const saved = await call(admin, "role.save", {
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
    expect((await call(admin, "role.delete", { id: role.id, version: 2 })).status).toBe(200);
  });

  test("R7, R9, R43: actions, unit and sensitivity are set apart; seeing is not changing", async () => {
    const draft = {
      name: words("只看"),
      duties: words("只看"),
      grants: { "customer.view": "unit" },
      classes: { basic: FULL },
    };
    const { body: role } = await call(admin, "role.save", draft);
    const person = await world.person("看客", null, store);
    await openFor(person);
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
    await call(admin, "role.save", {
      ...draftOf(role),
      grants: { "customer.view": "unit", "customer.edit": "unit" },
    });
    const now = await call(person, "customer.get", { id: customer });
    expect(now.body.record.can.edit).toBe(true);
    expect(now.body.record.writable).not.toContain("spend");
  });

  test("R10: a role made from a template knows it; what differs can be marked", async () => {
    const guide = await roleNamed("店员/导购");
    const { name: _, duties, grants, classes, fields } = guide;
    const draft = {
      name: words("资深导购"),
      duties,
      grants: { ...grants, "customer.export": "unit" },
      classes,
      fields,
      preset: "guide",
    };
    const made = await call(admin, "role.save", draft);
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
    expect(await call(admin, "role.save", { ...draftOf(seller), version: 99 })).toMatchObject({
      status: 409,
      body: { code: "stale" },
    });
  });

  test("a role that somebody holds, or that others include, stays", async () => {
    const held = await roleNamed("店长");
    expect(await call(admin, "role.delete", { id: held.id, version: held.version })).toMatchObject({
      status: 400,
      body: { code: "role_in_use" },
    });
    const base = await roleNamed("员工");
    expect(await call(admin, "role.delete", { id: base.id, version: base.version })).toMatchObject({
      status: 400,
      body: { code: "role_in_use" },
    });
  });

  test("a role made from the template everybody includes does not slip in under everybody", async () => {
    const draft = {
      name: words("假员工"),
      duties: words("假"),
      grants: { "customer.view": "all" },
      classes: { basic: FULL },
      preset: "staff",
    };
    expect((await call(admin, "role.save", draft)).status).toBe(200);
    expect((await call(newcomer, "customer.list", {})).body.rows).toEqual([]);
  });
});

describe("nobody raises themselves", () => {
  test("a store head can neither assign, nor post, nor edit a role", async () => {
    const role = roleIdOf("boss");
    expect((await assign(head, { person: head, role, atUnit: world.root })).status).toBe(403);
    expect((await assign(head, { person: newcomer, role, atUnit: store })).status).toBe(403);
    expect(
      (
        await call(head, "post.create", {
          values: { title: "老板", person: head, role, unit: store },
        })
      ).status,
    ).toBe(403);
    const own = (await roles(head)).find(({ id }) => id === roleIdOf("storeHead"))!;
    expect(
      (
        await call(head, "role.save", {
          ...draftOf(own),
          grants: { ...own.grants, "customer.export": "all" },
        })
      ).status,
    ).toBe(403);
    expect(
      (
        await call(head, "role.save", {
          name: words("新"),
          duties: words("新"),
          grants: {},
          classes: {},
        })
      ).status,
    ).toBe(403);
  });

  test("an administrator cannot give themselves a role, by assignment, post or group", async () => {
    const role = roleIdOf("boss");
    expect((await assign(admin, { person: admin, role, atUnit: world.root })).status).toBe(403);
    const post = await call(admin, "post.create", {
      values: { title: "老板", person: admin, role, unit: world.root },
    });
    expect(post).toMatchObject({ status: 403, body: { code: "grant_too_wide" } });
    const group = await call(admin, "group.create", { values: { name: "专班" } });
    expect(group.status).toBe(200);
    const toGroup = await assign(admin, { group: group.body.record.id, role, atUnit: world.root });
    expect(toGroup.status).toBe(200);
    const joined = await call(admin, "groupMember.create", {
      values: { group: group.body.record.id, person: admin },
    });
    expect(joined).toMatchObject({ status: 403, body: { code: "grant_too_wide" } });
    const colleague = await call(admin, "groupMember.create", {
      values: { group: group.body.record.id, person: head },
    });
    expect(colleague.status).toBe(200);
    expect(
      (await call(admin, "groupMember.delete", { id: colleague.body.record.id, version: 1 }))
        .status,
    ).toBe(200);
  });

  test("an administrator cannot widen a role that they hold", async () => {
    const own = await roleNamed("管理员");
    const wide = await call(admin, "role.save", {
      ...draftOf(own),
      grants: { ...own.grants, "customer.view": "all" },
    });
    expect(wide).toMatchObject({ status: 403, body: { code: "grant_too_wide" } });
    const base = await roleNamed("员工");
    const wideBase = await call(admin, "role.save", {
      ...draftOf(base),
      grants: { ...base.grants, "customer.view": "all" },
    });
    expect(wideBase).toMatchObject({ status: 403, body: { code: "grant_too_wide" } });
    const renamed = await call(admin, "role.save", {
      ...draftOf(own),
      duties: words("管理人员与权限"),
    });
    expect(renamed.status).toBe(200);
  });

  test("a regional administrator appoints in the region, and nothing beyond it", async () => {
    const person = await world.person("待任", null, store);
    const fine = await assign(regional, { person, role: roleIdOf("guide"), atUnit: store });
    expect(fine.status).toBe(200);
    expect(
      (await assign(regional, { person, role: roleIdOf("storeHead"), atUnit: other })).status,
    ).toBe(403);
    expect(
      (await assign(regional, { person, role: roleIdOf("storeHead"), atUnit: other, unit: store }))
        .status,
    ).toBe(403);
    expect(await assign(regional, { person, role: roleIdOf("boss"), atUnit: store })).toMatchObject(
      { status: 403, body: { code: "grant_too_wide" } },
    );
    expect(
      await assign(regional, { person, role: roleIdOf("administrator"), atUnit: store }),
    ).toMatchObject({ status: 403, body: { code: "grant_too_wide" } });
    expect(
      (await assign(regional, { person: regional, role: roleIdOf("guide"), atUnit: store })).status,
    ).toBe(403);
  });

  test("a regional administrator edits no role of the whole, nor makes one that is wider than they are", async () => {
    const own = await roleNamed("管理员");
    expect(
      (await call(regional, "role.save", { ...draftOf(own), duties: words("x") })).status,
    ).toBe(403);
    const wide = {
      name: words("后门"),
      duties: words("后门"),
      grants: { administration: "all" },
      classes: {},
    };
    expect((await call(regional, "role.save", wide)).status).toBe(403);
    const customers = {
      name: words("后门二"),
      duties: words("后门"),
      grants: { "customer.view": "all" },
      classes: { basic: FULL },
    };
    expect((await call(regional, "role.save", customers)).status).toBe(403);
  });

  test("the last administrator stays, whichever way they would go", async () => {
    const held = (
      await call(admin, "assignment.list", { filter: { field: "person", op: "is", value: admin } })
    ).body.rows[0];
    const ended = await call(admin, "assignment.delete", { id: held.id, version: held.version });
    expect(ended).toMatchObject({ status: 400, body: { code: "last_administrator" } });
    const until = new Date(Date.now() + 86_400_000).toISOString();
    const limited = await call(admin, "assignment.update", {
      id: held.id,
      version: held.version,
      values: { until },
    });
    expect([400, 403]).toContain(limited.status);
    const own = await roleNamed("管理员");
    const emptied = await call(admin, "role.save", { ...draftOf(own), grants: {} });
    expect(emptied).toMatchObject({ status: 400, body: { code: "last_administrator" } });
    expect((await call(admin, "person.suspend", { id: admin })).status).toBe(403);
  });

  test("a window that ends before it begins is refused in words", async () => {
    const window = { from: "2026-12-01T00:00:00.000Z", until: "2026-11-01T00:00:00.000Z" };
    const reply = await assign(admin, {
      person: newcomer,
      role: roleIdOf("guide"),
      atUnit: store,
      ...window,
    });
    expect(reply).toMatchObject({ status: 400, body: { code: "window_reversed" } });
  });
});

describe("the organisation", () => {
  test("R55: a unit that is moved takes its customers out of one reach and into another at once", async () => {
    const manager = await world.person("区域主管", "areaManager", region);
    await openFor(manager);
    const names = async () => (await call(manager, "customer.list", {})).body.rows.length;
    expect(await names()).toBe(1);
    const east = (await call(admin, "units")).body.find(
      (unit: { name: string }) => unit.name === "华东大区",
    );
    const moved = await call(admin, "unit.move", { id: store, parent: east.id, version: 1 });
    expect(moved).toMatchObject({ status: 200, body: { version: 2 } });
    expect(await names()).toBe(0);
    expect((await call(admin, "unit.move", { id: store, parent: region, version: 2 })).status).toBe(
      200,
    );
    expect(await names()).toBe(1);
  });

  test("a unit is never below itself, and one in use stays", async () => {
    expect(await call(admin, "unit.move", { id: region, parent: store, version: 1 })).toMatchObject(
      { status: 400, body: { code: "unit_cycle" } },
    );
    expect(
      await call(admin, "unit.update", { id: region, version: 1, values: { parent: region } }),
    ).toMatchObject({ status: 400, body: { code: "unit_cycle" } });
    expect(await call(admin, "unit.delete", { id: store, version: 3 })).toMatchObject({
      status: 400,
      body: { code: "unit_in_use" },
    });
    expect((await call(head, "unit.move", { id: store, parent: other, version: 3 })).status).toBe(
      403,
    );
  });

  test("a new unit is its own unit, and reachable at once", async () => {
    const made = await call(admin, "unit.create", {
      values: { name: "新店", kind: "store", parent: region },
    });
    expect(made.status).toBe(200);
    expect(made.body.record.values.unit.id).toBe(made.body.record.id);
    const gone = await call(admin, "unit.delete", {
      id: made.body.record.id,
      version: made.body.record.version,
    });
    expect(gone.status).toBe(200);
  });

  test("a person is created, invited, suspended and reinstated; sessions end at once", async () => {
    const made = await call(admin, "person.create", {
      values: { name: "王小新", email: "new@test.example", unit: store },
    });
    expect(made.status).toBe(200);
    const { id, values } = made.body.record;
    expect(values.owner.id).toBe(id);
    const invited = await call(admin, "person.invite", { id });
    expect(invited).toMatchObject({ status: 200, body: { email: "new@test.example" } });
    const payload = { email: "new@test.example", password: invited.body.password };
    const signedIn = await app.inject({ method: "POST", url: "/api/auth/sign-in/email", payload });
    cookies.set(id, String(signedIn.headers["set-cookie"]).split(";")[0]!);
    expect((await call(id, "me")).status).toBe(200);
    expect((await call(head, "person.suspend", { id })).status).toBe(403);
    expect((await call(admin, "person.suspend", { id })).status).toBe(200);
    expect((await call(id, "me")).status).toBe(401);
    expect((await call(admin, "person.reinstate", { id })).status).toBe(200);
    expect((await call(head, "person.invite", { id })).status).toBe(403);
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
  expect(body.changes[0]!.sentence.zh).toBe("获得授权“实习生”(南山店)");
  await call(admin, "assignment.delete", {
    id: given.body.record.id,
    version: given.body.record.version,
  });
  const after: MyRights = (await call(newcomer, "me/rights")).body;
  expect(after.assignments.filter(({ state }) => state === "live")).toEqual([]);
  expect(after.changes[0]!.sentence.zh).toBe("被收回授权“实习生”(南山店)");
  expect((await call(head, "me/rights")).body.changes).toEqual([]);
});

import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { RoleMeta, Row } from "../http/contract.ts";
import { roleIdOf } from "../policies/templates/registry.ts";
import { createCallers, type Callers } from "../testing/callers.ts";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { VERBS_OF_REGION, VERBS_OF_WHOLE, type Place } from "../testing/region-verbs.ts";
import { draftOf, saveAndPublish } from "../testing/policy.ts";

let world: Enterprise;
let callers: Callers;
let region: string;
let store: string;
let other: string;
let admin: string;
let regional: string;
let head: string;
let newcomer: string;

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

beforeAll(async () => {
  world = await createEnterprise({ templates: [REGIONAL] });
  region = await world.unit("华南大区", world.root, "region");
  store = await world.unit("南山店", region);
  other = await world.unit("外滩店", await world.unit("华东大区", world.root, "region"));
  admin = await world.person("管理员", "administrator", world.root);
  regional = await world.person("大区管理员", "regionalAdministrator", region);
  head = await world.person("店长", "storeHead", store);
  newcomer = await world.person("新人", null, store);
  await world.insert("customer", [{ unit: store, owner: head, name: "张三", stage: "new" }]);
  callers = await createCallers(world.services);
  for (const person of [admin, regional, head, newcomer]) await callers.signIn(person);
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
const assign = (by: string, values: object) =>
  call(by, "assignment.create", { values: { reason: "测试", ...values } });

const FULL = { own: "plain", beyond: "plain", write: true };
const words = (zh: string) => ({ zh, en: zh });

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
    const renamed = await saveAndPublish(callers, admin, {
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
    const emptied = await saveAndPublish(callers, admin, { ...draftOf(own), grants: {} });
    expect(emptied).toMatchObject({ status: 400, body: { code: "last_administrator" } });
    expect((await call(admin, "person.suspend", { id: admin })).status).toBe(403);
  });

  test("a regional administrator neither takes the place of a higher one nor stops them", async () => {
    const higher = await world.person("总部管理员", "administrator", world.root);
    await world.services.db.query("update person set unit = $2 where id = $1", [higher, store]);
    const tooWide = { status: 403, body: { code: "grant_too_wide" } };
    expect(await call(regional, "person.invite", { id: higher })).toMatchObject(tooWide);
    expect(await call(regional, "person.suspend", { id: higher })).toMatchObject(tooWide);
    expect(await call(regional, "person.delete", { id: higher, version: 1 })).toMatchObject(
      tooWide,
    );
    const boss = await world.person("老板", "boss", world.root);
    await world.services.db.query("update person set unit = $2 where id = $1", [boss, store]);
    expect(await call(regional, "person.invite", { id: boss })).toMatchObject(tooWide);
    const invited = await call(regional, "person.invite", { id: head });
    expect(invited.status).toBe(200);
    await callers.signInAs(head, invited.body.email, invited.body.password);
  });

  test("reading a history changes nobody's version", async () => {
    const version = async () =>
      (await world.services.db.query<{ n: string }>("select n from policy_state")).rows[0]!.n;
    const before = await version();
    expect((await call(admin, "unit.history", { id: store })).status).toBe(200);
    expect(await version()).toBe(before);
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

describe("R154: delegated administration", () => {
  test("R154: each verb does its work in the region and none of it outside", async () => {
    const east = (await call(admin, "units")).body.find(
      ({ name }: { name: string }) => name === "华东大区",
    ).id;
    const placeIn = async (parent: string, unit: string): Promise<Place> => {
      const person = await world.person("同事", "guide", unit);
      const leaver = await world.person("调岗", null, unit);
      const [post] = (await world.insert("post", [
        { title: "导购", role: roleIdOf("guide"), unit, owner: admin },
      ])) as [string];
      const [group] = (await world.insert("group", [
        { name: `专班${unit}`, unit: region, owner: admin },
      ])) as [string];
      await world.insert("assignment", [
        { group, role: roleIdOf("guide"), atUnit: unit, unit, owner: admin, reason: "试" },
      ]);
      const held = await world.assign(leaver, "guide", unit);
      return { unit, child: await world.unit("小店", parent), parent, person, post, held, group };
    };
    const [here, there] = [await placeIn(region, store), await placeIn(east, other)];
    const answers: Record<string, readonly number[]> = {};
    for (const [verb, bodyOf] of Object.entries(VERBS_OF_REGION)) {
      const outside = await call(regional, verb, bodyOf(there, here));
      const inside = await call(regional, verb, bodyOf(here, here));
      if (verb === "viewing/start") await call(regional, "viewing/end", {});
      answers[verb] = [inside.status, outside.status];
    }
    const refused = Object.entries(answers).filter(([, [inside]]) => inside !== 200);
    expect(refused).toEqual([]);
    const leaked = Object.entries(answers).filter(
      ([, [, outside]]) => ![400, 403, 404].includes(outside!),
    );
    expect(leaked).toEqual([]);
    const isOutside = (
      await call(regional, "unit.move", { id: there.child, parent: region, version: 1 })
    ).status;
    expect([403, 404]).toContain(isOutside);
  });

  test("R154: what the region's people ask for is decided in the region, and what others ask for is not told", async () => {
    const asked: Record<string, string> = {};
    for (const [where, unit] of Object.entries({ here: store, there: other })) {
      const person = await world.person("申请人", "staff", unit);
      await callers.signIn(person);
      const question = { object: "customer", action: "create", reason: "接待客人" };
      const { status, body } = await call(person, "request.create", question);
      expect([where, status, body]).toMatchObject([where, 200, { state: "waiting" }]);
      asked[where] = body.id;
    }
    const { requests } = (await call(regional, "requests?which=decide")).body;
    expect(requests.map(({ id }: { id: string }) => id)).toEqual([asked["here"]]);
    const decide = (verb: string, where: string) =>
      call(regional, `request.${verb}`, { id: asked[where], version: 1, remark: "试" });
    expect(await decide("approve", "there")).toMatchObject({ status: 404 });
    expect(await decide("refuse", "there")).toMatchObject({ status: 404 });
    expect(await decide("refuse", "here")).toMatchObject({ status: 200 });
  });

  test("R154: who administers a region reads of its posts and grants, and of no others; of other people what everybody does", async () => {
    const people: readonly Row[] = (await call(regional, "person.list", { limit: 200 })).body.rows;
    const stranger = people.find(({ values }) => (values["unit"] as { id: string }).id === other);
    expect(stranger).toMatchObject({ can: { edit: false } });
    expect(stranger!.values).not.toHaveProperty("email");
    for (const object of ["post", "assignment"]) {
      const { rows } = (await call(regional, `${object}.list`, { limit: 200 })).body;
      expect(rows.length).toBeGreaterThan(0);
      const units = rows.map((row: Row) => (row.values["unit"] as { id: string } | null)?.id);
      expect(units).not.toContain(other);
      expect(units).not.toContain(world.root);
    }
  });

  test("R154: nothing of the policy is a region's: neither to be changed nor to be read", async () => {
    for (const [verb, body] of Object.entries(VERBS_OF_WHOLE)) {
      const { status } = await call(regional, verb, body);
      expect([verb, [403, 404].includes(status)]).toEqual([verb, true]);
    }
    const { draft, may } = (await call(regional, "policy/draft")).body;
    expect({ draft, edit: may.edit, publish: may.publish }).toEqual({
      draft: null,
      edit: false,
      publish: false,
    });
    const { regulations, reviews } = (await call(regional, "policy/regulations")).body;
    expect({ regulations, reviews }).toEqual({ regulations: [], reviews: [] });
  });
});

describe("the organisation", () => {
  test("R55: a unit that is moved takes its customers out of one reach and into another at once", async () => {
    const manager = await world.person("区域主管", "areaManager", region);
    await callers.signIn(manager);
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
    await callers.signInAs(id, "new@test.example", invited.body.password);
    expect((await call(id, "me")).status).toBe(200);
    expect((await call(head, "person.suspend", { id })).status).toBe(403);
    expect((await call(admin, "person.suspend", { id })).status).toBe(200);
    expect((await call(id, "me")).status).toBe(401);
    expect((await call(admin, "person.reinstate", { id })).status).toBe(200);
    // The session is gone for good, and not only held up while they were suspended.
    expect((await call(id, "me")).status).toBe(401);
    expect((await call(head, "person.invite", { id })).status).toBe(403);
  });
});

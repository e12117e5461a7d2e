/** What goes beyond the posts of whoever gets it is approved by a second person, by whatever door it comes (R12, R103). */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { roleIdOf } from "../policies/templates/registry.ts";
import { createCallers, type Callers, type Reply } from "../testing/callers.ts";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { startNativeServer, type NativeServer } from "../testing/native-server.ts";
import { openDraft, publishDraft } from "../testing/policy.ts";

const [GUIDE, HEAD, FINANCE, STAFF] = ["guide", "storeHead", "finance", "staff"].map(roleIdOf) as [
  string,
  string,
  string,
  string,
];

/** Administers a region and nothing beyond it. */
const REGIONAL = {
  id: "regionalAdministrator",
  name: { zh: "大区管理员", en: "Regional" },
  duties: { zh: "试", en: "Test" },
  grants: { administration: "subtree" },
  classes: { basic: { own: "plain", beyond: "plain", write: true } },
  includes: ["staff"],
} as const;

const tomorrow = (days = 1) => new Date(Date.now() + days * 86_400_000).toISOString();

describe.each(["the embedded database", "a PostgreSQL server"])("on %s", (name) => {
  let server: NativeServer | null = null;
  let world: Enterprise;
  let callers: Callers;
  let region: string;
  let store: string;
  let lone: string;
  let second: string;
  let regional: string;
  let keeper: string;
  let post: { readonly id: string; readonly version: number };

  const call = (person: string, verb: string, payload?: object): Promise<Reply> =>
    callers.call(person, verb, payload);
  const values = (more: object = {}) => ({
    person: keeper,
    role: FINANCE,
    atUnit: region,
    until: tomorrow(),
    reason: "盘点",
    ...more,
  });
  const give = (person: string, more?: object) =>
    call(person, "assignment.create", { values: values(more) });
  const ask = (person: string, object: string, given: object) =>
    call(person, "request.create", { object, action: "create", values: given, reason: "盘点" });
  const toDecide = async (person: string) =>
    (await call(person, "requests?which=decide")).body.requests;
  const approve = async (person: string): Promise<Reply> => {
    const [{ id, version }] = await toDecide(person);
    return call(person, "request.approve", { id, version });
  };
  const held = async (): Promise<readonly string[]> => {
    const { rows } = await world.services.db.query<{ role: string }>(
      `select a.role from assignment a left join group_member m on m."group" = a."group" and m.deleted_at is null
       where coalesce(a.person, m.person) = $1 and a.deleted_at is null order by a.created_at`,
      [keeper],
    );
    return rows.map(({ role }) => role);
  };
  const drop = async () => {
    await world.services.db.query("update assignment set deleted_at = now() where person = $1", [
      keeper,
    ]);
  };
  const waits = (path = "role") => ({
    status: 403,
    body: { code: "approval_needed", problems: [{ path, code: "beyond_post" }] },
  });

  beforeAll(async () => {
    if (name === "a PostgreSQL server") server = await startNativeServer();
    world = await createEnterprise({
      templates: [REGIONAL],
      ...(server ? { url: server.url } : {}),
    });
    region = await world.unit("华南大区", world.root, "region");
    store = await world.unit("南山店", region);
    lone = await world.person("管理员", "administrator", world.root);
    second = await world.person("二号管理员", null, world.root);
    regional = await world.person("大区管理员", "regionalAdministrator", region);
    keeper = await world.person("导购", null, store);
    callers = await createCallers(world.services);
    for (const person of [lone, second, regional, keeper]) await callers.signIn(person);
    const made = await call(lone, "post.create", {
      values: { title: "导购", person: keeper, role: GUIDE, unit: store },
    });
    post = made.body.record;
  });
  afterAll(async () => {
    await callers.close();
    await world.close();
    await server?.stop();
  });

  test("R12: who administers alone sets up whom they need, each beyond a post with an end", async () => {
    expect((await give(lone)).status).toBe(200);
    expect((await give(lone, { role: HEAD, until: null })).body.code).toBe("exception_unending");
    // The post's own role, where the post does not stand.
    const wider = { role: GUIDE, atUnit: region, until: null };
    expect((await give(lone, wider)).body.code).toBe("exception_unending");
    expect((await give(lone, { ...wider, atUnit: store })).status).toBe(200);
    await drop();
    // Below who administers everything, a region's administrator is never alone.
    expect(await give(regional, { role: HEAD, atUnit: store })).toMatchObject(waits());
    expect(await held()).toEqual([]);
  });

  test("R103: where there are two, the other one approves, and it is there; nobody decides on their own or for themselves", async () => {
    await world.assign(second, "administrator", world.root);
    const asked = values({ until: tomorrow(3) });
    expect(await give(lone, asked)).toMatchObject(waits());
    expect(await held()).toEqual([]);
    const proposed = await call(lone, "request.propose", {
      object: "assignment",
      action: "create",
      values: asked,
    });
    expect(proposed.body).toMatchObject({
      sentence: { zh: "新建授权：导购 · 财务 · 华南大区（超出任职岗位）" },
      deciders: [{ id: second }],
    });
    expect((await ask(lone, "assignment", asked)).status).toBe(200);
    for (const person of [lone, regional, keeper]) expect(await toDecide(person)).toEqual([]);
    const [request] = await toDecide(second);
    expect(request).toMatchObject({
      until: asked.until,
      reason: "盘点",
      about: { object: "role", id: FINANCE },
    });
    expect((await approve(second)).status).toBe(200);
    expect(await held()).toEqual([FINANCE]);
    await drop();
    // What is in the template, and what people without a post are given, is nobody else's affair.
    expect((await give(lone, { role: STAFF, atUnit: store, until: null })).status).toBe(200);
    const free = await world.person("无岗", null, store);
    expect((await give(lone, { person: free, until: null })).status).toBe(200);
    await drop();
    // With nobody left to look at it but who gains, two are as good as one.
    const gaining = { title: "管理", person: second, role: STAFF, unit: world.root };
    expect((await call(lone, "post.create", { values: gaining })).status).toBe(200);
    expect((await give(lone, { person: second, role: HEAD, atUnit: store })).status).toBe(200);
  });

  test("R103: what cannot be given is not asked for, and what needs no approval either", async () => {
    const code = async (person: string, more: object) =>
      (await ask(person, "assignment", values(more))).body.code;
    expect(await code(lone, { until: null })).toBe("exception_unending");
    expect(await code(lone, { role: STAFF, atUnit: store })).toBe("allowed_already");
    expect(await code(regional, { role: FINANCE })).toBe("grant_too_wide");
    expect(await code(keeper, { role: HEAD })).not.toBe(undefined);
    expect(await toDecide(second)).toEqual([]);
  });

  test("R103: what is there is not made wider by a change, and a change that narrows it is free", async () => {
    expect((await ask(lone, "assignment", values())).status).toBe(200);
    expect((await approve(second)).status).toBe(200);
    const { rows } = await world.services.db.query<{ id: string; version: number }>(
      "select id, version from assignment where person = $1 and deleted_at is null",
      [keeper],
    );
    const change = (given: object) =>
      call(lone, "assignment.update", { ...rows[0]!, values: given });
    for (const wider of [{ until: tomorrow(9) }, { role: HEAD }, { atUnit: world.root }])
      expect(await change(wider)).toMatchObject({ status: 403, body: { code: "beyond_anew" } });
    const many = await call(lone, "assignment.bulk", {
      action: "update",
      ids: [rows[0]!.id],
      values: { until: tomorrow(9) },
    });
    expect(many.body.results).toMatchObject([{ ok: false, error: { code: "beyond_anew" } }]);
    expect((await change({ until: tomorrow(0.5), atUnit: store })).status).toBe(200);
    await drop();
  });

  test("R103: a group is no way around: neither who joins it, nor what it is given", async () => {
    const made = await call(lone, "group.create", { values: { name: "盘点组", unit: store } });
    const group: string = made.body.record.id;
    const role = { group, person: null, until: null };
    expect((await give(lone, role)).status).toBe(200);
    const member = { group, person: keeper };
    expect(await call(lone, "groupMember.create", { values: member })).toMatchObject(
      waits("group"),
    );
    expect((await ask(lone, "groupMember", member)).status).toBe(200);
    const [{ sentence }] = await toDecide(second);
    expect(sentence.zh).toBe("新建组成员：导购 · 盘点组（超出任职岗位）");
    expect((await approve(second)).status).toBe(200);
    expect(await held()).toEqual([FINANCE]);
    // Nobody gets more by what a group of theirs is given later.
    expect(await give(lone, { ...role, role: HEAD })).toMatchObject(waits());
    const ruled = await call(lone, "group.create", { values: { name: "店长组", unit: store } });
    const { id, version } = ruled.body.record;
    const rule = { roles: [HEAD] };
    expect((await call(lone, "group.setRule", { id, version, rule })).body.state).toBe("set");
    // Empty as it is: whoever comes under the rule would have it.
    expect(await give(lone, { ...role, group: id })).toMatchObject(waits());
  });

  test("R144: what the four eyes of the policy say holds here too", async () => {
    const rule = async (fourEyes: string) => {
      const version = (await openDraft(callers, lone))?.version;
      await call(lone, "policyDraft.setFourEyes", { fourEyes, version });
      expect((await publishDraft(callers, lone, second)).status).toBe(200);
    };
    await rule("never");
    expect((await give(lone)).status).toBe(200);
    await drop();
    await rule("always");
    const { rows } = await world.services.db.query<{ id: string; version: number }>(
      "select id, version from assignment where person = $1 and role = $2 and deleted_at is null",
      [second, roleIdOf("administrator")],
    );
    expect((await call(lone, "assignment.delete", rows[0]!)).status).toBe(200);
    expect(await give(lone)).toMatchObject(waits());
    expect((await ask(lone, "assignment", values())).body.code).toBe("nobody_to_ask");
    expect((await call(lone, "post.get", { id: post.id })).status).toBe(200);
  });
});

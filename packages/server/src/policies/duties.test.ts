/** Duties that no one person has together (R153): said in the draft, kept at every grant, listed where they meet already. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { DutiesReply, PolicyDraft } from "../http/contract.ts";
import { draftOf, publishDraft } from "../testing/policy.ts";
import { createPolicyWorld, words, type PolicyWorld } from "../testing/policy-world.ts";
import { roleIdOf } from "./templates/registry.ts";

const [SELLER, FINANCE, GUIDE] = ["seller", "finance", "guide"].map(roleIdOf) as [
  string,
  string,
  string,
];

const SMALL = { name: words("试"), duties: words("试"), grants: {}, classes: {} };

let policy: PolicyWorld;
let region: string;
/** Held both before anybody said that they are apart. */
let both: string;
/** Finance at the top, which who administers the region does not see. */
let above: string;

const call: PolicyWorld["call"] = (...args) => policy.call(...args);
const conflicts = async (person: string): Promise<DutiesReply["conflicts"]> =>
  (await call(person, "duties")).body.conflicts;
const grant = (person: string, values: object, by = policy.one) =>
  call(by, "assignment.create", {
    values: { atUnit: policy.store, reason: "试", person, ...values },
  });
const refused = { status: 400, body: { code: "duties_conflict" } };

beforeAll(async () => {
  policy = await createPolicyWorld();
  const { world, store, callers } = policy;
  const { rows } = await world.services.db.query<{ parent: string }>(
    "select parent from unit where id = $1",
    [store],
  );
  region = rows[0]!.parent;
  both = await world.person("一身两职", "seller", store);
  await world.assign(both, "finance", store);
  above = await world.person("总部出纳", "finance", world.root);
  await callers.signIn(both);
});
afterAll(() => policy.close());

describe("R153: duties are kept apart by the policy", () => {
  test("said in the draft, with who has both already; published like any change", async () => {
    const finance = await policy.role("finance");
    for (const [apart, code] of [
      [[FINANCE], "apart_from_itself"],
      [[roleIdOf("staff")], "apart_from_itself"],
      [[policy.store], "no_such_record"],
      [["x"], "not_id"],
      ["x", "not_list"],
    ] as const) {
      const { body } = await call(policy.one, "role.save", { ...draftOf(finance), apart });
      expect(body.problems.map((one: { code: string }) => one.code)).toEqual([code]);
    }
    expect(
      await grant(policy.guide, {
        role: FINANCE,
        until: "2020-01-01T00:00:00Z",
        from: "2019-01-01T00:00:00Z",
      }),
    ).toMatchObject({ status: 200 });
    expect(
      (await call(policy.one, "role.save", { ...draftOf(finance), apart: [SELLER] })).status,
    ).toBe(200);
    const draft = (await policy.draft()) as PolicyDraft;
    expect(draft.changes[0]!.lines.map(({ sentence }) => sentence.zh)).toEqual([
      "同一人不能同时持有“销售代表”",
    ]);
    expect(draft.warnings).toMatchObject([
      { code: "conflicting_duties", parameters: { people: 1 } },
    ]);
    expect(draft.warnings[0]!.sentence.en).toContain("1 person holds both");
    // Not in force yet.
    expect(await conflicts(policy.one)).toEqual([]);
    expect((await publishDraft(policy.callers, policy.one, policy.other)).status).toBe(200);
    expect((await policy.role("finance")).apart).toEqual([SELLER]);
  });

  test("what met before stays and is listed: to who sees the person and both grants, and to nobody else", async () => {
    const [one, ...others] = await conflicts(policy.one);
    expect(others).toEqual([]);
    expect(one).toMatchObject({ person: { title: "一身两职" }, isException: false });
    expect([one!.one.role.id, one!.other.role.id].toSorted()).toEqual([FINANCE, SELLER].toSorted());
    expect(await conflicts(policy.regional)).toHaveLength(1);
    expect(await conflicts(policy.guide)).toEqual([]);
  });
});

describe("R153: no grant makes them meet", () => {
  test("by an assignment, a post, a place in a group or what a group is given; whoever names the other role sees it", async () => {
    const { world, store, one, regional } = policy;
    const seller = await world.person("新销售", "seller", store);
    const known = await grant(seller, { role: FINANCE });
    expect(known).toMatchObject(refused);
    expect(known.body.problems).toMatchObject([{ path: "role", code: "duties_conflict" }]);
    expect(known.body.message.zh).toContain("“销售代表”");
    expect(
      await call(one, "post.create", {
        values: { title: "会计", role: FINANCE, person: seller, unit: store },
      }),
    ).toMatchObject(refused);
    const [group] = await world.insert("group", [{ name: "财务组", unit: store }]);
    expect((await grant(null as never, { group, role: FINANCE, person: null })).status).toBe(200);
    const join = { group, person: seller, unit: store };
    expect(await call(one, "groupMember.create", { values: join })).toMatchObject(refused);
    const [others] = await world.insert("group", [{ name: "销售组", unit: store }]);
    await world.insert("groupMember", [{ group: others, person: seller, unit: store }]);
    expect(
      await grant(null as never, { group: others, role: FINANCE, person: null }),
    ).toMatchObject(refused);
    // Of a grant at the top, who administers the region learns that there is one, and not which.
    await world.services.db.query("update person set unit = $2 where id = $1", [above, store]);
    const cashier = await world.role({ ...SMALL, id: "cashier", apart: [FINANCE] });
    const hidden = await grant(above, { role: cashier }, regional);
    expect(hidden).toMatchObject(refused);
    expect(hidden.body.message.zh).toContain("另一个角色");
    expect(hidden.body.message.zh).not.toContain("财务");
    expect(await conflicts(one)).toHaveLength(1);
  });

  test("for a role that includes one of the two as well, and for nobody at another time", async () => {
    const { world, store } = policy;
    await world.role({ ...SMALL, id: "seniorTeller", includes: ["finance"] });
    const seller = await world.person("只到年底", null, store);
    const [from, until] = ["2031-01-01T00:00:00Z", "2032-01-01T00:00:00Z"];
    expect((await grant(seller, { role: SELLER, from, until })).status).toBe(200);
    expect(await grant(seller, { role: roleIdOf("seniorTeller") })).toMatchObject(refused);
    expect((await grant(seller, { role: roleIdOf("seniorTeller"), until: from })).status).toBe(200);
    expect((await grant(seller, { role: FINANCE, from: until })).status).toBe(200);
    expect((await grant(seller, { role: GUIDE })).status).toBe(200);
  });

  test("what met before may end sooner and be moved, and does not last longer", async () => {
    const { rows } = await policy.world.services.db.query<{ id: string; version: number }>(
      "select id, version from assignment where person = $1 and role = $2",
      [both, FINANCE],
    );
    const [{ id, version }] = rows as [{ id: string; version: number }];
    const update = (values: object, at: number) =>
      call(policy.one, "assignment.update", { id, version: at, values });
    expect((await update({ atUnit: region }, version)).status).toBe(200);
    expect((await update({ until: "2031-01-01T00:00:00Z" }, version + 1)).status).toBe(200);
    expect(await update({ until: "2032-01-01T00:00:00Z" }, version + 2)).toMatchObject(refused);
  });

  test("but a sandbox: with a reason, a second person's approval and an end, and listed as what it is", async () => {
    const { world, store, one, other } = policy;
    const seller = await world.person("代班", "seller", store);
    const asked = {
      name: "出纳休假",
      kind: "deputy",
      reason: "出纳休假两周",
      approver: other,
      people: [seller],
      groups: [],
      places: [store],
      roles: [FINANCE],
      grants: {},
      classes: {},
      fields: {},
      adds: [],
      blocks: [],
      from: new Date().toISOString(),
      until: new Date(Date.now() + 7 * 86_400_000).toISOString(),
    };
    // Whoever sets it up is told, and so is who approves it.
    const warned = (await call(one, "sandbox.preview", asked)).body.conflicts;
    expect(warned).toHaveLength(1);
    expect(warned[0].zh).toContain("代班已持有“");
    expect(warned[0].en).toContain("kept apart from");
    const calm = await call(one, "sandbox.preview", {
      ...asked,
      roles: [],
      grants: { "customer:view": "unit" },
    });
    expect(calm.body.conflicts).toEqual([]);
    const made = await call(one, "sandbox.initiate", asked);
    expect(made.status).toBe(200);
    const [{ id, version, sentence }] = (await call(other, "requests?which=decide")).body.requests;
    expect(sentence.zh).toContain(warned[0].zh);
    expect((await call(other, "request.approve", { id, version })).status).toBe(200);
    const listed = (await conflicts(one)).find(({ person }) => person.id === seller);
    expect(listed).toMatchObject({ isException: true });
    expect([listed!.one.sandbox, listed!.other.sandbox]).toContainEqual({
      id: made.body.id,
      title: "出纳休假",
    });
    // It is the sandbox that is excepted, and not the person.
    expect(await grant(seller, { role: FINANCE })).toMatchObject(refused);
  });
});

test("R153: who made it does not approve it, whoever else they are", async () => {
  const { world, store, callers } = policy;
  const supervisor = await world.person("主管", "marketingSupervisor", store);
  await world.assign(supervisor, "marketingDirector", store);
  await callers.signIn(supervisor);
  const [own, theirs] = await world.insert(
    "messageTemplate",
    [supervisor, both].map((owner) => ({
      name: "话术",
      body: "您好",
      owner,
      createdBy: owner,
      unit: store,
      status: "submitted",
    })),
  );
  const may = async (id: string) =>
    (await call(supervisor, "messageTemplate.get", { id })).body.record.can.approve;
  expect([await may(own!), await may(theirs!)]).toEqual([false, true]);
});

/** Permission tests (R145): written in a form, run on the policy and on its draft, and a red one blocks publishing. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { PolicyTest, PolicyTestContent, PolicyTestsReply } from "../../http/contract.ts";
import { draftOf, guideViewing, publishDraft, SAMPLE } from "../../testing/policy.ts";
import { createPolicyWorld, type PolicyWorld } from "../../testing/policy-world.ts";
import { roleIdOf } from "../templates/registry.ts";

let policy: PolicyWorld;
let customer: string;
let otherCustomer: string;

beforeAll(async () => {
  policy = await createPolicyWorld();
  const { world, store, guide } = policy;
  const place = { unit: store, stage: "new" };
  [customer] = (await world.insert("customer", [{ ...place, owner: guide, name: "李四" }])) as [
    string,
  ];
  [otherCustomer] = (await world.insert("customer", [{ ...place, name: "王五" }])) as [string];
  // Somebody who administers and sees customers, too.
  await world.assign(policy.other, "boss", world.root);
});
beforeEach(() => policy.clear());
afterAll(() => policy.close());

const reply = async (person = policy.one): Promise<PolicyTestsReply> =>
  (await policy.call(person, "policy/tests")).body;
const find = async (id: string, person?: string): Promise<PolicyTest> =>
  (await reply(person)).tests.find((one) => one.id === id)!;
const save = (content: unknown, rest: object = {}, person = policy.one) =>
  policy.call(person, "policyTest.save", { ...rest, content });
const made = async (content: PolicyTestContent, person?: string): Promise<string> =>
  (await save(content, {}, person)).body.id;

const basis = (): PolicyTestContent => ({ ...guideViewing(policy.store), expect: "can" });

/** The guide's role without sight of customers, in the draft. */
async function closeCustomers(): Promise<void> {
  const meta = await policy.role("guide");
  await policy.call(policy.one, "role.save", {
    ...draftOf(meta),
    grants: { ...meta.grants, "customer:view": "none", "customer.view": "none" },
  });
}

const archive = async (id: string): Promise<unknown> =>
  policy.call(policy.one, "policyTest.archive", { id, version: (await find(id)).version });

describe("R145: permission tests", () => {
  test("those of the stories are there from the first day, and green", async () => {
    const { tests } = await reply();
    expect(tests.filter(({ isShipped }) => isShipped).length).toBeGreaterThanOrEqual(30);
    expect(tests.filter(({ now }) => now?.state !== "green")).toEqual([]);
    expect(tests[0]!.inDraft).toBeNull();
  });

  test("what was shipped after the organisation was set up is offered with how it stands, and comes once", async () => {
    const { db } = policy.world.services;
    const shipped = (await reply()).tests.filter(({ isShipped }) => isShipped);
    const [old, archived] = shipped.map(({ id }) => id);
    await db.query("delete from policy_test where preset is not null and id <> $1", [old]);
    await archive(old!);
    const { missing } = await reply();
    expect(missing.map(({ id }) => id).toSorted()).toEqual(
      shipped.flatMap(({ id }) => (id === old ? [] : [id])).toSorted(),
    );
    expect(missing.filter(({ now }) => now?.state !== "green")).toEqual([]);
    expect(missing.find(({ id }) => id === archived)).toMatchObject({ version: 0 });
    const add = (body: object, person = policy.one) =>
      policy.call(person, "policyTest.addShipped", body);
    expect((await add({ ids: [archived] }, policy.guide)).status).toBe(403);
    expect((await add({})).body.problems).toMatchObject([{ path: "ids", code: "not_list" }]);
    expect((await add({ ids: [archived, old, "x"] })).body).toEqual({ added: [archived] });
    expect((await add({ ids: [archived] })).body).toEqual({ added: [] });
    await add({ ids: missing.map(({ id }) => id) });
    expect((await reply()).missing).toEqual([]);
    await db.query("update policy_test set archived = false where id = $1", [old]);
    expect((await reply(policy.guide)).missing).toEqual([]);
  });

  test("say in a sentence what they ask, and are green or red with the reason", async () => {
    const id = await made({ ...basis(), expect: "cannot" });
    const { sentence, now } = await find(id);
    expect(sentence).toEqual({
      zh: "南山店的店员/导购不能对本人负责的客户进行“查看”。",
      en: "Clerk / guide in 南山店 cannot do “View” on a customer of their own.",
    });
    expect(now!.state).toBe("red");
    expect(now!.why!.zh).toContain("店员/导购允许");
    const stored = await find(id);
    const mended = await save({ ...basis() }, { id, version: stored.version });
    expect(mended.status).toBe(200);
    expect((await find(id)).now).toEqual({ state: "green", why: null });
    expect((await save(basis(), { id, version: stored.version })).body.code).toBe("stale");
    await archive(id);
    expect(await find(id)).toMatchObject({ isArchived: true, now: null });
    const { version } = await find(id);
    await policy.call(policy.one, "policyTest.restore", { id, version });
    expect((await find(id)).now?.state).toBe("green");
    await archive(id);
  });

  test("by role, post and person; a field by level and by writing; on samples of any place", async () => {
    const { world, store, guide } = policy;
    const [post] = await world.insert("post", [
      { unit: store, title: "导购一", role: roleIdOf("guide"), person: null },
    ]);
    const region: PolicyTestContent["record"] = { ...SAMPLE, of: "unit", unit: world.root };
    const asked: readonly PolicyTestContent[] = [
      { ...basis(), who: { kind: "post", post: post! } },
      { ...basis(), who: { kind: "person", person: guide } },
      { ...basis(), who: { kind: "person", person: guide }, expect: "cannot", record: region },
      { ...basis(), expect: "cannot", record: { ...SAMPLE, of: "elsewhere" } },
      { ...basis(), expect: "masked", field: "phone", record: { ...SAMPLE, of: "colleague" } },
      { ...basis(), expect: "can", action: "edit", field: "phone" },
      { ...basis(), expect: "cannot", action: "edit", field: "spend" },
      { ...basis(), expect: "absent", field: "spend" },
    ];
    for (const content of asked) {
      const id = await made(content);
      expect([content, (await find(id)).now]).toEqual([content, { state: "green", why: null }]);
      await archive(id);
    }
  });

  test("at a moment: what somebody may do next year is asked today", async () => {
    const { world, store } = policy;
    const from = new Date(Date.now() + 40 * 86_400_000);
    const person = await world.person("新人", null, store);
    await world.assign(person, "guide", store, { from });
    const who = { kind: "person", person } as const;
    const today = await made({ ...basis(), who, expect: "cannot" });
    const later = await made({ ...basis(), who, at: new Date(from.getTime() + 1).toISOString() });
    expect((await find(today)).now?.state).toBe("green");
    expect((await find(later)).now?.state).toBe("green");
    expect((await find(later)).sentence.zh).toMatch(/^\d{4}-\d\d-\d\d \d\d:\d\d 时，/);
    await archive(today);
    await archive(later);
  });

  test("a real record is read as whoever runs the test may read it: to others it is not found", async () => {
    const who = { kind: "person", person: policy.guide } as const;
    const mine = await made({ ...basis(), who, record: { kind: "record", id: customer } });
    const red = await made({
      ...basis(),
      who,
      expect: "cannot",
      record: { kind: "record", id: otherCustomer },
    });
    const none = await made({
      ...basis(),
      who,
      record: { kind: "record", id: "00000000-0000-4000-8000-000000000001" },
    });
    const [seen, seenRed] = [await find(mine, policy.other), await find(red, policy.other)];
    expect(seen.now).toEqual({ state: "green", why: null });
    expect(seen.sentence.zh).toContain("李四");
    expect(seenRed.now).toMatchObject({ state: "red" });
    expect(seenRed.now!.why!.zh).toContain("导购可以");
    // An administrator sees no customer (R10): whether it exists, whose it is and what it is called stay unsaid.
    const answers = await Promise.all([mine, red, none].map((id) => find(id)));
    for (const { now, sentence } of answers) {
      expect(now).toEqual(answers[2]!.now);
      expect(now!.state).toBe("unanswered");
      expect(sentence.zh).not.toMatch(/李四|王五/);
    }
    for (const id of [mine, red, none]) await archive(id);
  });

  test("run on the draft; a red one refuses the publishing by name, and nothing is published", async () => {
    const id = await made(basis());
    await closeCustomers();
    const { now, inDraft } = await find(id);
    expect(now!.state).toBe("green");
    expect(inDraft!.state).toBe("red");
    expect(inDraft!.why!.zh).toContain("不在“南山店”的公海中");
    const refused = await publishDraft(policy.callers, policy.one, policy.other);
    expect(refused).toMatchObject({ status: 409, body: { code: "tests_red" } });
    expect(refused.body.message.zh).toContain("1 项");
    expect(refused.body.problems).toHaveLength(1);
    expect(refused.body.problems[0].message.zh).toContain(
      "南山店的店员/导购可以对本人负责的客户进行“查看”。",
    );
    expect((await policy.role("guide")).grants["customer:view"]).toBe("unit");
    expect((await policy.draft())!.state).toBe("submitted");
    await archive(id);
    const version = (await policy.draft(policy.other))!.version;
    expect((await policy.call(policy.other, "policyDraft.publish", { version })).status).toBe(200);
    expect((await policy.role("guide")).grants["customer:view"]).not.toBe("unit");
  });

  test("a test about what is gone is not green, and blocks nothing", async () => {
    const id = await made({ ...basis(), who: { kind: "role", role: policy.one, unit: null } });
    expect((await find(id)).now).toMatchObject({ state: "unanswered" });
    const meta = await policy.role("seller");
    await policy.call(policy.one, "role.save", {
      ...draftOf(meta),
      duties: { zh: "新的职责", en: "New duties" },
    });
    const done = await publishDraft(policy.callers, policy.one, policy.other);
    expect(done.status).toBe(200);
    await archive(id);
  });

  test("are for who has rights over the whole policy; to others there are none", async () => {
    const id = await made(basis());
    for (const person of [policy.regional, policy.guide]) {
      expect(await reply(person)).toEqual({ tests: [], missing: [], mayEdit: false, objects: [] });
      for (const [verb, body] of [
        ["save", { content: basis() }],
        ["archive", { id, version: 1 }],
        ["restore", { id, version: 1 }],
      ] as const)
        expect((await policy.call(person, `policyTest.${verb}`, body)).body.code).toBe("forbidden");
    }
    await archive(id);
  });

  test("bad input: everything that is wrong is named with its place", async () => {
    const wrong = await save({
      who: { kind: "role", role: "x", unit: null },
      expect: "perhaps",
      object: "customer",
      action: "fly",
      field: "wings",
      record: { kind: "sample", of: "nobodyElse", values: { level: "platinum", wings: 2 } },
      at: "soon",
    });
    expect(wrong.status).toBe(400);
    expect(wrong.body.problems.map(({ path }: { path: string }) => path).toSorted()).toEqual([
      "action",
      "at",
      "expect",
      "field",
      "record.of",
      "record.values.level",
      "record.values.wings",
      "who.role",
    ]);
    for (const content of [null, 3, "x", [], {}]) expect((await save(content)).status).toBe(400);
    expect((await save(basis(), { id: "x", version: 1 })).status).toBe(404);
  });
});

/** A draft that decides beside the published policy on what people really ask for (R144), over HTTP. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RoleMeta, ShadowFoundReply, ShadowReply, ShadowRow } from "../../http/contract.ts";
import { draftOf, openDraft, publishDraft } from "../../testing/policy.ts";
import { createPolicyWorld, FULL, words, type PolicyWorld } from "../../testing/policy-world.ts";
import type { RoleTemplate } from "../role-template.ts";
import { roleIdOf } from "../templates/registry.ts";
import { Shadow } from "./shadow.ts";

/** A role that no shipped test speaks of. */
const CLERK: RoleTemplate = {
  id: "clerk",
  name: words("内勤"),
  duties: words("内勤"),
  grants: {
    "customer:view": "own",
    "customer:edit": "own",
    "customer:assign": "unit",
    "person:view": "all",
  },
  classes: { basic: FULL, contact: FULL },
  includes: ["staff"],
};

let policy: PolicyWorld;
let seller: string;
let peer: string;
let mine: string;
let theirs: string;

beforeAll(async () => {
  policy = await createPolicyWorld();
  const { world, store, callers, other } = policy;
  await world.role(CLERK);
  seller = await world.person("销售", "clerk", store);
  peer = await world.person("同事", "clerk", store);
  const place = { unit: store, stage: "new" };
  [mine, theirs] = (await world.insert("customer", [
    { ...place, owner: seller, name: "李四", phone: "+8613812345678" },
    { ...place, owner: peer, name: "王五" },
  ])) as [string, string];
  // One of the two administrators sees customers, too.
  await world.assign(other, "boss", world.root);
  for (const person of [seller, peer]) await callers.signIn(person);
});
beforeEach(async () => {
  await policy.clear();
  await policy.world.services.shadow.tend();
});
afterAll(() => policy.close());

const call: PolicyWorld["call"] = (...args) => policy.call(...args);
const shadow = async (person = policy.one): Promise<ShadowReply> =>
  (await call(person, "policy/shadow")).body;

/** What is known once everything that was asked is decided. */
async function figures(person?: string): Promise<Exclude<ShadowReply, { state: "none" }>> {
  await policy.world.services.shadow.drain();
  await policy.world.services.shadow.tend();
  const reply = await shadow(person);
  if (reply.state === "none") throw new Error("nothing runs in shadow");
  return reply;
}

const rows = async (person?: string): Promise<readonly ShadowRow[]> =>
  (await figures(person)).objects.flatMap((one) => one.rows);
const said = ({ change: { kind, name, from, to } }: ShadowRow): string =>
  [kind, name, from, to].join(" ");

const clerk = async (): Promise<RoleMeta> =>
  (await policy.roles()).find(({ id }) => id === roleIdOf("clerk"))!;

/** Clerks have these grants in the draft, and it runs in shadow. */
async function run(
  grants: Readonly<Record<string, string>>,
  classes: object = {},
  rules?: readonly object[],
): Promise<void> {
  const meta = await clerk();
  const drafted = {
    ...draftOf(meta),
    grants: { ...meta.grants, ...grants },
    classes: { ...meta.classes, ...classes },
    ...(rules ? { rules } : {}),
  };
  expect(await call(policy.one, "role.save", drafted)).toMatchObject({ status: 200 });
  const version = (await openDraft(policy.callers, policy.one))!.version;
  const started = await call(policy.one, "policyDraft.startShadow", { version, hours: 24 });
  expect(started.status).toBe(200);
}

const found = async (person: string, row: ShadowRow): Promise<ShadowFoundReply> => {
  const search = new URLSearchParams({ object: "customer", ...row.change });
  return (await call(person, `policy/shadow/found?${search}`)).body;
};

describe("R144: a draft in shadow", () => {
  test("lists what it would have said otherwise, and changes no answer", async () => {
    const look = async () => [
      (await call(seller, "customer.list", {})).body,
      (await call(seller, "customer.get", { id: mine })).body.record,
      (await call(seller, "customer.get", { id: theirs })).status,
    ];
    const before = await look();
    await run({ "customer:view": "unit", "customer:edit": "none" });
    expect(await look()).toEqual(before);
    const { version } = (await call(seller, "customer.get", { id: mine })).body.record;
    const values = { note: "改一下" };
    expect((await call(seller, "customer.update", { id: mine, version, values })).status).toBe(200);
    const list = await rows();
    expect(list.map(said).toSorted()).toEqual(["act edit yes no", "act view no yes"]);
    const gain = list.find(({ isGain }) => isGain)!;
    expect(gain).toMatchObject({ people: 1, records: 1, times: 1 });
    expect((await figures()).decided).toBe(5);
    expect(await found(policy.other, gain)).toMatchObject({
      found: [{ person: { id: seller, title: "销售" }, record: { id: theirs, title: "王五" } }],
      unseen: 0,
    });
  });

  test("what an act changed is decided as it was found and as it is then", async () => {
    const closedAt = (stage: string) => ({
      id: `kept ${stage}`,
      effect: "forbid",
      actions: ["customer.edit"],
      scope: "all",
      when: {
        kind: "compare",
        op: "eq",
        left: { path: "record.stage" },
        right: { value: stage },
      },
    });
    const step = async (stage: string) => {
      const { version } = (await call(seller, "customer.get", { id: mine })).body.record;
      const values = { stage };
      const done = await call(seller, "customer.update", { id: mine, version, values });
      expect(done).toMatchObject({ status: 200 });
    };
    await run({}, {}, [closedAt("new")]);
    await step("developing");
    expect((await rows()).map(said)).toEqual(["act edit yes no"]);
    await policy.clear();
    await run({}, {}, [closedAt("negotiating")]);
    await step("negotiating");
    expect((await rows()).map(said)).toEqual(["act edit yes no"]);
  });

  test("cells that would be read at another level, for exactly the rows that are", async () => {
    const ask = async () => (await call(seller, "customer.list", { fields: ["phone"] })).body.rows;
    const closed = { own: "absent", beyond: "absent", write: false } as const;
    await run({}, { contact: closed });
    const before = await ask();
    const row = (await rows()).find((one) => said(one) === "read phone plain absent")!;
    const lost = (await found(policy.other, row)).found.map(({ record }) => record.id);
    expect((await publishDraft(policy.callers, policy.one, policy.other)).status).toBe(200);
    const after = await ask();
    const phones = (list: typeof before) =>
      new Map<string, unknown>(list.map((one: any) => [one.id, one.values.phone ?? null]));
    const [was, is] = [phones(before), phones(after)];
    expect(lost.toSorted()).toEqual([...was.keys()].toSorted());
    expect(was.get(mine)).not.toEqual(is.get(mine));
    expect(await shadow()).toEqual({ state: "none" });
  });

  test("who sees no customers is told how many, who administers a region nothing", async () => {
    await run({ "customer:view": "none" });
    await call(seller, "customer.get", { id: mine });
    const [lost] = await rows();
    expect(await found(policy.one, lost!)).toEqual({ found: [], unseen: 1, next: null });
    expect((await found(policy.other, lost!)).found).toHaveLength(1);
    expect(await shadow(policy.regional)).toEqual({ state: "none" });
    expect(await shadow(seller)).toEqual({ state: "none" });
    const search = new URLSearchParams({ object: "customer", ...lost!.change });
    for (const person of [policy.regional, seller])
      expect((await call(person, `policy/shadow/found?${search}`)).status).toBe(404);
    const { version } = (await openDraft(policy.callers, policy.one))!;
    for (const verb of ["startShadow", "stopShadow"])
      expect(
        (await call(policy.regional, `policyDraft.${verb}`, { version, hours: 1 })).status,
      ).toBe(403);
  });

  test("what a drafted rule asks of a cell that the reader may not read is not told", async () => {
    const meta = await clerk();
    const when = {
      kind: "compare",
      op: "eq",
      left: { path: "record.name" },
      right: { value: "李四" },
    };
    const rule = { id: "probe", effect: "forbid", actions: ["customer.view"], scope: "all", when };
    const drafted = { ...draftOf(meta), rules: [...(meta.rules ?? []), rule] };
    expect(await call(policy.other, "role.save", drafted)).toMatchObject({ status: 200 });
    const { version } = (await openDraft(policy.callers, policy.other))!;
    await call(policy.other, "policyDraft.startShadow", { version, hours: 1 });
    await call(seller, "customer.get", { id: mine });
    const hidden = await figures(policy.one);
    expect(hidden.objects).toMatchObject([{ object: "customer", isWithheld: true, rows: [] }]);
    const search = { object: "customer", kind: "act", name: "view", from: "yes", to: "no" };
    expect(
      (await call(policy.one, `policy/shadow/found?${new URLSearchParams(search)}`)).status,
    ).toBe(404);
    expect((await rows(policy.other)).map(said)).toEqual(["act view yes no"]);
  });

  test("it begins anew when the draft changes, is the same after a restart, and ends by itself or by hand", async () => {
    const { services } = policy.world;
    await run({ "customer:edit": "none" });
    const touch = async (words: string) => {
      const { version } = (await call(seller, "customer.get", { id: mine })).body.record;
      const values = { note: words };
      await call(seller, "customer.update", { id: mine, version, values });
    };
    await touch("一");
    expect((await rows()).map(said)).toEqual(["act edit yes no"]);
    const again = new Shadow(services.db, (error) => {
      throw error;
    });
    await again.tend();
    again.watch({
      subject: await services.subjects.current(seller),
      object: "customer",
      action: "assign",
      records: [mine],
    });
    await again.drain();
    await again.close();
    expect((await figures()).decided).toBe(3);

    const [change] = (await openDraft(policy.callers, policy.one))!.changes;
    const { after } = change!;
    const grants = { ...after!.grants, "customer:edit": "unit" } as const;
    const edited = { ...draftOf(after!), change: change!.change, grants };
    expect((await call(policy.one, "role.save", edited)).status).toBe(200);
    await services.shadow.tend();
    expect(await figures()).toMatchObject({ decided: 0, objects: [] });
    await touch("二");
    expect(await figures()).toMatchObject({ decided: 2, objects: [] });

    await services.db.query("update policy_shadow set until = statement_timestamp()");
    expect((await figures()).state).toBe("over");
    await touch("三");
    expect((await figures()).decided).toBe(2);
    const { version } = (await openDraft(policy.callers, policy.one))!;
    await call(policy.one, "policyDraft.startShadow", { version, hours: 1 });
    expect((await figures()).state).toBe("running");
    expect((await call(policy.one, "policyDraft.stopShadow", { version })).status).toBe(200);
    expect((await figures()).state).toBe("over");
    const long = await call(policy.one, "policyDraft.startShadow", { version, hours: 337 });
    expect(long.body.problems[0].code).toBe("shadow_length");
  });

  test("what does not fit is skipped and counted, and nobody waits for it", async () => {
    const { services } = policy.world;
    await run({ "customer:view": "none" });
    const asked = {
      subject: await services.subjects.current(seller),
      object: "customer",
      action: "get",
      records: [mine],
    };
    const started = performance.now();
    for (let request = 0; request < 500; request++) services.shadow.watch(asked);
    expect(performance.now() - started).toBeLessThan(100);
    const { decided, skipped, objects } = await figures();
    expect([decided, skipped]).toEqual([200, 300]);
    expect(objects[0]!.rows[0]).toMatchObject({ times: 200, records: 1, people: 1 });
  });
});

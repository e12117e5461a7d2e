/** What a draft means, foreseen over HTTP and then published: everybody sees what was foretold (R144). */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type {
  ImpactFound,
  ImpactOfRecordReply,
  ImpactReply,
  ImpactRow,
} from "../../http/contract.ts";
import { roleOfRules } from "../../testing/enterprise.ts";
import { draftOf, publishDraft } from "../../testing/policy.ts";
import { createPolicyWorld, type PolicyWorld } from "../../testing/policy-world.ts";
import { withRule } from "../../testing/policy.ts";
import { rulesApart } from "./count-impact.ts";
import { readChanges, readOpenDraft } from "../draft-store.ts";
import { createImpacts } from "./impacts.ts";
import { isWithheld } from "./withheld.ts";

let policy: PolicyWorld;
let other: string;
const staff: string[] = [];

beforeAll(async () => {
  policy = await createPolicyWorld();
  const { world, store } = policy;
  other = await world.unit("福田店", world.root);
  for (const [name, role, unit] of [
    ["店长", "storeHead", store],
    ["福田店长", "storeHead", other],
    ["福田导购", "guide", other],
    ["销售", "seller", store],
  ] as const)
    staff.push(await world.person(name, role, unit));
  staff.push(policy.guide);
  for (const person of staff.slice(0, 4)) await policy.callers.signIn(person);
  const [head, , clerk, seller] = staff as [string, string, string, string];
  const customers = Array.from({ length: 40 }, (_, index) => ({
    unit: index % 3 === 0 ? other : store,
    owner: [policy.guide, head, clerk, seller, null][index % 5],
    name: `客户${index}`,
    stage: index % 2 === 0 ? "new" : "signed",
  }));
  const ids = await world.insert("customer", customers);
  // What is shipped forbids what is tried out here.
  const { tests } = (await policy.call(policy.one, "policy/tests")).body;
  for (const { id, version } of tests)
    await policy.call(policy.one, "policyTest.archive", { id, version });
  // A share reaches somebody at another store.
  await world.insert("participant", [
    {
      object: "customer",
      recordId: ids[1],
      principalKind: "person",
      principalId: clerk,
      function: "shared",
    },
    {
      object: "customer",
      recordId: ids[2],
      principalKind: "unit",
      principalId: other,
      function: "shared",
    },
  ]);
});
afterAll(() => policy.close());
beforeEach(() => policy.clear());

async function foresee(person = policy.one): Promise<ImpactFound> {
  for (;;) {
    const { body } = await policy.call(person, "policy/impact");
    const reply = body as ImpactReply;
    if (reply.state === "done") return reply.found;
    if (reply.state !== "counting") throw new Error(JSON.stringify(body));
  }
}

const rowOf = (found: ImpactFound, object: string, name: string): ImpactRow | undefined =>
  found.objects
    .find((one) => one.object === object)
    ?.rows.find(({ change }) => change.kind === "act" && change.name === name);

const asking = (object: string, { change }: ImpactRow, more: Record<string, string> = {}) =>
  new URLSearchParams({ object, ...change, ...more }).toString();

/** What each lists, by person. */
async function listed(): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
  const seen = new Map<string, ReadonlySet<string>>();
  for (const person of staff) {
    const { body } = await policy.call(person, "customer.list", { limit: 200 });
    seen.set(person, new Set((body.rows as { id: string }[]).map(({ id }) => id)));
  }
  return seen;
}

async function changeRole(template: string, grants: Record<string, string>): Promise<void> {
  const role = await policy.role(template);
  const saved = await policy.call(policy.one, "role.save", {
    ...draftOf(role),
    grants: { ...role.grants, ...grants },
  });
  expect(saved.status).toBe(200);
}

describe("R144: the impact of a draft", () => {
  test.each([
    ["storeHead", { "customer:view": "own" }],
    ["guide", { "customer:view": "all" }],
    ["seller", { "customer:view": "unit" }],
  ])("on who sees which customers is what publishing does: %s %o", async (template, grants) => {
    const before = await listed();
    await changeRole(template, grants);
    const found = await foresee();
    const row = rowOf(found, "customer", "view")!;
    const people = await policy.call(policy.one, `policy/impact/people?${asking("customer", row)}`);
    expect((await publishDraft(policy.callers, policy.one, policy.other)).status).toBe(200);
    const after = await listed();
    const apart = (a: ReadonlySet<string>, b: ReadonlySet<string>) =>
      [...a].filter((id) => !b.has(id));
    const gained = staff.map((one) => apart(after.get(one)!, before.get(one)!));
    const lost = staff.map((one) => apart(before.get(one)!, after.get(one)!));
    const [met, none] = row.isGain ? [gained, lost] : [lost, gained];
    expect(none.flat()).toEqual([]);
    expect(row.people).toBe(met.filter((ids) => ids.length > 0).length);
    expect(row.pairs).toBe(met.flat().length);
    expect(row.records).toBe(new Set(met.flat()).size);
    expect(row.people).toBeGreaterThan(0);
    const told = (people.body.people as { person: { id: string }; records: number }[]).map(
      ({ person, records }) => [person.id, records] as const,
    );
    const expected = staff.flatMap((one, index) =>
      met[index]!.length > 0 ? [[one, met[index]!.length] as const] : [],
    );
    expect(new Map(told)).toEqual(new Map(expected));
  });

  test("names records as far as the reader sees them, and counts the others", async () => {
    await changeRole("guide", { "customer:view": "none" });
    const row = rowOf(await foresee(), "customer", "view")!;
    expect(row.isGain).toBe(false);
    const drill = asking("customer", row, { person: policy.guide });
    // As on a node that has not counted it, or after a restart.
    policy.world.services.impacts.forget();
    const of = await policy.call(policy.one, `policy/impact/person?person=${policy.guide}`);
    const { records } = of.body.objects[0].rows[0];
    const { body } = await policy.call(policy.one, `policy/impact/records?${drill}`);
    expect(body).toEqual({ records: [], unseen: records, next: null });
    // Who sees some of them is shown these.
    const { world } = policy;
    const both = await world.person("兼任", "administrator", world.root);
    await world.assign(both, "boss", world.root);
    await policy.callers.signIn(both);
    const seen = await policy.call(both, `policy/impact/records?${drill}`);
    expect(seen.body.records.length).toBeGreaterThan(0);
    expect(seen.body.records.length + seen.body.unseen).toBe(records);
    expect(seen.body.records[0].title).toMatch(/^客户|张三/);
  });

  test("on one record is what publishing does to it, told of people one sees to who reads what the rules look at", async () => {
    const { world } = policy;
    const [wide, narrow] = [
      await world.person("看得全的", "administrator", world.root),
      await world.person("看得少的", "administrator", world.root),
    ];
    await world.assign(wide, "boss", world.root);
    await world.role({
      ...roleOfRules("names", [
        {
          id: "names",
          effect: "permit",
          actions: ["customer.view"],
          scope: "all",
          fields: { read: ["name"] },
        },
      ]),
    });
    await world.assign(narrow, "names", world.root);
    for (const person of [wide, narrow]) await policy.callers.signIn(person);
    await changeRole("guide", { "customer:view": "none" });
    const before = await listed();
    const [id] = [...before.get(policy.guide)!];
    const path = `policy/impact/record?object=customer&id=${id}`;
    const { groups, isWithheld } = (await policy.call(wide, path)).body as ImpactOfRecordReply;
    expect(isWithheld).toBe(false);
    const losing = groups.filter(({ rows }) =>
      rows.some(
        ({ change }) => change.kind === "act" && change.name === "view" && change.to === "no",
      ),
    );
    // It is there already: who may not make others like it any more is told by the whole impact.
    expect(groups.flatMap(({ rows }) => rows).map(({ change }) => change.name)).not.toContain(
      "create",
    );
    const told = losing.flatMap(({ people }) => people.map(({ person }) => person.id));
    // A rule of the draft asks whose the record is, and that is not theirs to read.
    expect((await policy.call(narrow, path)).body).toEqual({ isWithheld: true, groups: [] });
    for (const person of [policy.one, policy.guide, policy.regional])
      expect((await policy.call(person, path)).status).toBe(404);
    expect((await publishDraft(policy.callers, policy.one, policy.other)).status).toBe(200);
    const after = await listed();
    const lost = staff.filter((one) => before.get(one)!.has(id!) && !after.get(one)!.has(id!));
    expect(lost).toContain(policy.guide);
    expect(told.toSorted()).toEqual(lost.toSorted());
    expect((await policy.call(wide, path)).status).toBe(404);
    await changeRole("guide", { "customer:view": "unit" });
    expect((await publishDraft(policy.callers, policy.one, policy.other)).status).toBe(200);
  });

  test("tells of acts that are asked of no record, of who sees none, too", async () => {
    const agent = await policy.world.person("客服", "serviceAgent", policy.store);
    const clerk = await policy.world.person("新导购", "guide", await policy.world.unit("空店"));
    const losing = async (role: string, key: string): Promise<readonly string[]> => {
      await changeRole(role, { [`customer:${key}`]: "none" });
      const found = await foresee();
      const row = rowOf(found, "customer", key)!;
      expect(row).toMatchObject({ change: { from: "yes", to: "no" }, records: null });
      const { body } = await policy.call(
        policy.one,
        `policy/impact/people?${asking("customer", row)}`,
      );
      expect(body.people).toHaveLength(row.people);
      for (const one of body.people) expect(one.records).toBeNull();
      await policy.clear();
      return body.people.map(({ person }: { person: { id: string } }) => person.id);
    };
    expect(await losing("serviceAgent", "lookUp")).toEqual([agent]);
    expect(await losing("guide", "probe")).toContain(clerk);
    expect(await losing("guide", "create")).toContain(clerk);
  });

  test("is nothing to who has no rights over the whole policy", async () => {
    await changeRole("guide", { "customer:view": "none" });
    const row = rowOf(await foresee(), "customer", "view")!;
    for (const person of [policy.regional, policy.guide]) {
      expect((await policy.call(person, "policy/impact")).body).toEqual({ state: "none" });
      for (const path of ["people", "records", "person"]) {
        const drill = asking("customer", row, { person: policy.guide });
        const { status } = await policy.call(person, `policy/impact/${path}?${drill}`);
        expect(status).toBe(404);
      }
      const { version } = (await policy.draft())!;
      expect((await policy.call(person, "policyDraft.countImpact", { version })).status).toBe(403);
    }
  });

  test("tells nothing of a change that was not found, and counts anew when asked to", async () => {
    await changeRole("guide", { "customer:view": "none" });
    const found = await foresee();
    const row = rowOf(found, "customer", "view")!;
    const gone = { ...row, change: { ...row.change, from: "no", to: "yes" } } as ImpactRow;
    const { status } = await policy.call(
      policy.one,
      `policy/impact/people?${asking("customer", gone)}`,
    );
    expect(status).toBe(404);
    await policy.world.insert("customer", [
      { unit: policy.store, owner: policy.guide, name: "新来的", stage: "new" },
    ]);
    expect(rowOf(await foresee(), "customer", "view")!.records).toBe(row.records);
    const { version } = (await policy.draft())!;
    await policy.call(policy.one, "policyDraft.countImpact", { version });
    expect(rowOf(await foresee(), "customer", "view")!.records).toBe(row.records! + 1);
  });

  test("is left off when somebody stops it, says so, and is begun again by who wants to know", async () => {
    await changeRole("guide", { "customer:view": "none" });
    const { db, subjects } = policy.world.services;
    const draft = (await readOpenDraft(db))!;
    const changes = await readChanges(db, draft.id);
    const world = await subjects.world();
    const impacts = createImpacts(db, subjects);
    const look = () => impacts.look(draft, changes, world);
    // The embedded database has one connection: while this holds it, nothing is counted.
    const session = await db.acquire();
    expect((await look()).state).toBe("counting");
    impacts.stop();
    session.release();
    await expect.poll(async () => (await look()).state).toBe("stopped");
    impacts.forget();
    await expect.poll(async () => (await look()).state).toBe("done");
    impacts.stop();
    expect((await look()).state, "what is counted stays").toBe("done");
    await impacts.close();
  });

  test("a draft of words changes nothing for anybody", async () => {
    const guide = await policy.role("guide");
    await policy.call(policy.one, "role.save", {
      ...draftOf(guide),
      duties: { zh: "别的", en: "Other" },
    });
    const found = await foresee();
    expect(found.people.total).toBe(0);
    expect(found.objects).toEqual([]);
  });

  test("is told with the draft: as many at most until it is counted, then exactly, and as of then once the draft is another", async () => {
    const { world, draft } = policy;
    const people = async () => (await draft())!.people;
    // Holds the role, and has no customer to lose.
    await world.person("新店导购", "guide", await world.unit("新店", world.root));
    await changeRole("guide", { "customer:view": "none" });
    const atMost = await people();
    expect(atMost.counted).toBe(null);
    const { at, people: met } = await foresee();
    expect(met.total).toBeLessThan(atMost.count);
    expect(await people()).toEqual({ count: met.total, counted: { at, isOutdated: false } });
    await changeRole("seller", { "customer:view": "none" });
    expect(await people()).toEqual({ count: met.total, counted: { at, isOutdated: true } });
    const now = await foresee();
    expect(now.people.total).toBeGreaterThan(met.total);
    const counted = { at: now.at, isOutdated: false };
    expect(await people()).toEqual({ count: now.people.total, counted });
    // Of a guess at a phone number the impact tells this reader nothing, and neither does the draft.
    const [left, right] = [{ path: "record.phone" }, { value: "13800138000" }];
    const guess = {
      id: "guess",
      effect: "forbid",
      actions: ["customer.view"],
      scope: "all",
      when: { kind: "compare", op: "eq", left, right },
    };
    const head = draftOf(await policy.role("storeHead"));
    const saved = await policy.call(policy.one, "role.save", { ...head, rules: [guess] });
    expect(saved.status).toBe(200);
    expect((await foresee()).objects.some(({ isWithheld }) => isWithheld)).toBe(true);
    expect((await people()).counted).toBe(null);
  });

  test("is no way to ask for a cell that the reader may not read", async () => {
    const { services } = policy.world;
    const [administrator, head] = [
      await services.subjects.current(policy.one),
      await services.subjects.current(await policy.world.person("老板", "boss", policy.world.root)),
    ];
    const asks = (left: string, value: string) => {
      const before = administrator.world.policy;
      const when = { kind: "compare", op: "eq", left: { path: left }, right: { value } } as const;
      return rulesApart(before, withRule(before, when));
    };
    expect(isWithheld(administrator, asks("record.phone", "13800138000"), "customer")).toBe(true);
    expect(isWithheld(administrator, asks("record.id", policy.store), "customer")).toBe(true);
    expect(isWithheld(administrator, asks("record.stage", "signed"), "customer")).toBe(false);
    expect(isWithheld(administrator, asks("record.phone", "13800138000"), "order")).toBe(false);
    expect(isWithheld(head, asks("record.name", "张三"), "customer")).toBe(false);
  });
});

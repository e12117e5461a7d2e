/** Post templates at scale (R166): one change for 500 stores, and the stores that deviate. */
import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bumpSubjects } from "../gate/guard.ts";
import type { DeviationsReply, ImpactReply, PolicyDraft, RoleMeta } from "../http/contract.ts";
import { roleIdOf } from "../policies/templates/registry.ts";
import { createCallers, type Callers, type Reply } from "../testing/callers.ts";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { draftOf, openDraft, publishDraft } from "../testing/policy.ts";

const STORES = 500;
const FULL = { own: "plain", beyond: "plain", write: true } as const;
const REGIONAL = {
  id: "regionalAdministrator",
  name: { zh: "大区管理员", en: "Regional administrator" },
  duties: { zh: "管理本大区的人员与授权", en: "Administers the people of a region" },
  grants: { administration: "subtree" },
  classes: { basic: FULL, contact: FULL },
  includes: ["staff"],
} as const;
/** Removes customers of its unit. */
const CASHIER = {
  id: "cashier",
  name: { zh: "收银", en: "Cashier" },
  duties: { zh: "收银", en: "Takes the money" },
  grants: { "customer:delete": "unit" },
  classes: {},
} as never;

const guide = roleIdOf("guide");
const seller = roleIdOf("seller");
const head = roleIdOf("storeHead");
const cashier = roleIdOf("cashier");

let world: Enterprise;
let callers: Callers;
let one: string;
let two: string;
let regional: string;
let stores: readonly string[];
let people: readonly string[];
let posts: readonly string[];

const call = (person: string, name: string, payload?: object): Promise<Reply> =>
  callers.call(person, name, payload);
const roleOf = async (id: string): Promise<RoleMeta> =>
  (await call(one, "roles")).body.roles.find((role: RoleMeta) => role.id === id);
const mayRemove = async (index: number): Promise<boolean> => {
  const { subjects } = world.services;
  const { compiled } = await subjects.reload(people[index]!);
  return compiled.held.some(({ rule }) => rule.actions.includes("customer.delete"));
};
const deviations = async (person = one, query = ""): Promise<DeviationsReply> =>
  (await call(person, `posts/deviations${query}`)).body;

beforeAll(async () => {
  world = await createEnterprise({ templates: [REGIONAL, CASHIER] });
  const region = await world.unit("华南大区", world.root, "region");
  const east = await world.unit("华东大区", world.root, "region");
  const { db } = world.services;
  const made = Array.from({ length: STORES }, (_, index) => ({
    unit: uuid(),
    person: uuid(),
    parent: index < 100 ? region : east,
    name: `门店${index}`,
  }));
  await world.insert(
    "unit",
    made.map(({ unit, parent, name }) => ({ id: unit, unit, parent, name, kind: "store" })),
  );
  await world.insert(
    "person",
    made.map(({ unit, person, name }) => ({
      id: person,
      owner: person,
      unit,
      name: `${name}导购`,
      email: `${person}@test.example`,
      status: "active",
    })),
  );
  posts = await world.insert(
    "post",
    made.map(({ unit, person }) => ({
      unit,
      person,
      owner: person,
      title: "导购",
      role: guide,
      primary: true,
    })),
  );
  stores = made.map(({ unit }) => unit);
  people = made.map(({ person }) => person);
  await bumpSubjects(db, people);
  one = await world.person("管理员", "administrator", world.root);
  two = await world.person("二号管理员", "administrator", world.root);
  regional = await world.person("大区管理员", "regionalAdministrator", region);
  callers = await createCallers(world.services);
  for (const person of [one, two, regional]) await callers.signIn(person);
});

afterAll(async () => {
  await callers.close();
  await world.close();
});

describe("R166: one change to a post's template reaches 500 stores in one publish", () => {
  test("it collects in the draft, in plain words, and counts whom it reaches", async () => {
    const saved = await call(one, "role.save", {
      ...draftOf(await roleOf(guide)),
      includes: [cashier],
      beyond: [seller],
    });
    expect(saved.status).toBe(200);
    expect(await mayRemove(0)).toBe(false);
    const draft = (await openDraft(callers, two)) as PolicyDraft;
    expect(draft.people.count).toBe(STORES);
    expect(draft.changes[0]!.lines.map(({ sentence }) => sentence)).toEqual([
      { zh: "并入角色“收银”的全部权限", en: "takes in all of the role Cashier" },
      {
        zh: "任此岗位的人可以另有角色“销售代表”，不算偏离",
        en: "whoever holds its post may also be given Sales representative without deviating",
      },
    ]);
    await world.insert("customer", [
      { name: "张三", unit: stores[0], owner: people[0], stage: "new" },
    ]);
    let impact: ImpactReply;
    do impact = (await call(one, "policy/impact")).body;
    while (impact.state === "counting");
    expect(impact).toMatchObject({ state: "done", found: { people: { gain: 1, lose: 0 } } });
  });

  test("a second person publishes it in one transaction, for all stores at once, and it rolls back", async () => {
    const before = performance.now();
    const published = await publishDraft(callers, one, two);
    const took = performance.now() - before;
    expect(published.status).toBe(200);
    console.log(`published for ${STORES} stores in ${Math.round(took)} ms`);
    for (const index of [0, 250, STORES - 1]) expect(await mayRemove(index)).toBe(true);
    expect(await roleOf(guide)).toMatchObject({ includes: [cashier], beyond: [seller] });
    expect((await call(one, "policyDraft.rollBack", { number: 1 })).status).toBe(200);
    expect((await publishDraft(callers, one, two)).status).toBe(200);
    expect(await mayRemove(250)).toBe(false);
    expect(await roleOf(guide)).toMatchObject({ includes: [], beyond: [] });
  });

  test("a role that would come with itself, or with none there is, is not taken", async () => {
    const problems = async (values: object, id = guide) =>
      (
        await call(one, "role.save", { ...draftOf(await roleOf(id)), ...values })
      ).body.problems?.map(({ path, code }: any) => `${path} ${code}`);
    expect(await problems({ includes: [guide] })).toEqual(["includes.1 includes_itself"]);
    expect(await problems({ includes: [uuid()] })).toEqual(["includes.1 no_such_record"]);
    expect(await problems({ beyond: ["x"] })).toEqual(["beyond.0 no_such_record"]);
    expect(await problems({ includes: 3 })).toEqual(["includes not_list"]);
  });

  test("R154: nobody widens a role they hold by letting another one come with it", async () => {
    const own = await roleOf(roleIdOf("administrator"));
    expect(
      await call(one, "role.save", { ...draftOf(own), includes: [roleIdOf("boss")] }),
    ).toMatchObject({ status: 403, body: { code: "grant_too_wide" } });
  });
});

describe("R166: stores that deviate are listed and realigned in one action", () => {
  test("each difference is said, and what a template allows beside it (R10) or ends by itself (R12) is none", async () => {
    expect((await deviations()).total).toBe(0);
    const draft = { ...draftOf(await roleOf(guide)), beyond: [cashier] };
    expect((await call(one, "role.save", draft)).status).toBe(200);
    expect((await publishDraft(callers, one, two)).status).toBe(200);
    const changed = await call(one, "post.bulk", {
      action: "update",
      ids: posts.slice(0, 55),
      values: { role: head },
    });
    expect(changed.body.results.every(({ ok }: { ok: boolean }) => ok)).toBe(true);
    const give = (index: number, role: string, at: number) =>
      call(one, "assignment.create", {
        values: { person: people[index], role, atUnit: stores[at], reason: "顶班" },
      });
    // What was given for good before exceptions had to end; the shop's cashbox may stand beside the post for good.
    await world.assign(people[0]!, "finance", stores[0]!);
    await world.assign(people[200]!, "guide", stores[201]!);
    expect((await give(5, roleIdOf("finance"), 5)).body.code).toBe("exception_unending");
    expect(await give(300, cashier, 300)).toMatchObject({ status: 200 });
    const until = new Date(Date.now() + 86_400_000);
    await world.assign(people[301]!, "seller", stores[301]!, { until });
    const found = await deviations();
    expect(found).toMatchObject({ total: 56, next: 50 });
    expect(found.templates).toMatchObject([
      { template: { id: guide }, posts: STORES, deviating: 56 },
    ]);
    const words = (reply: Pick<DeviationsReply, "posts">, id: string) =>
      reply.posts.find((post) => post.id === id)!.differences.map(({ sentence }) => sentence);
    const whole = { posts: [...found.posts, ...(await deviations(one, "?offset=50")).posts] };
    expect(words(whole, posts[0]!)).toEqual([
      {
        zh: "岗位的角色是“店长”，模板是“店员/导购”",
        en: "brings Store head instead of Clerk / guide",
      },
      { zh: "另有角色“财务”（在“门店0”）", en: "was given Finance at 门店0" },
    ]);
    expect(words(whole, posts[200]!)).toEqual([
      { zh: "另在“门店201”持有“店员/导购”", en: "holds Clerk / guide at 门店201 as well" },
    ]);
  });

  test("R154: a region's administrator is told of the region, and realigns no other store", async () => {
    expect((await deviations(regional)).total).toBe(55);
    expect(await call(regional, "post.realign", { ids: [posts[200]] })).toMatchObject({
      status: 200,
      body: { results: [] },
    });
    expect((await deviations(one)).total).toBe(56);
    // Finance reaches everything: who could not give it cannot take it.
    const { results } = (await call(regional, "post.realign", { ids: [posts[0], posts[5]] })).body;
    const inOrder = results.toSorted(
      (a: { id: string }, b: { id: string }) => posts.indexOf(a.id) - posts.indexOf(b.id),
    );
    expect(inOrder).toMatchObject([
      { id: posts[0], ok: false, done: { role: head, assignments: [] } },
      { id: posts[5], ok: true, done: { role: head, assignments: [] } },
    ]);
    expect((await deviations(regional)).total).toBe(54);
  });

  test("R166: a store is left as it is, with a reason, as long as it is what was accepted", async () => {
    const accept = (person: string, body: object) => call(person, "post.acceptDeviation", body);
    const [kept, other] = [posts[1]!, posts[200]!];
    expect((await accept(regional, { ids: [kept] })).body.problems).toMatchObject([
      { path: "reason", code: "required" },
    ]);
    const reason = "合并店,店长兼导购";
    // Not theirs to see, and not there.
    for (const id of [other, uuid()])
      expect((await accept(regional, { ids: [kept, id], reason })).status).toBe(404);
    expect((await accept(people[1]!, { ids: [kept], reason })).status).not.toBe(200);
    expect((await deviations(one)).total).toBe(55);
    expect((await accept(regional, { ids: [kept], reason })).body).toEqual({ posts: [kept] });
    const left = await deviations(one);
    expect(left).toMatchObject({ total: 54, templates: [{ deviating: 54, accepted: 1 }] });
    expect(left.posts.map(({ id }) => id)).not.toContain(kept);
    expect(await deviations(one, "?accepted=true")).toMatchObject({
      total: 1,
      posts: [{ id: kept, accepted: { reason, by: { id: regional, title: "大区管理员" } } }],
    });
    // What its holder is given since was accepted by nobody.
    await world.assign(people[1]!, "finance", stores[1]!);
    expect((await deviations(one)).total).toBe(55);
    await world.services.db.query(
      "update assignment set deleted_at = now() where person = $1 and deleted_at is null",
      [people[1]],
    );
    expect((await deviations(one)).total).toBe(54);
    expect((await call(regional, "post.dropAcceptance", { ids: [kept] })).body.posts).toEqual([
      kept,
    ]);
    expect(await deviations(one, "?accepted=true")).toMatchObject({ total: 0, posts: [] });
    // Nobody accepts what they are themselves.
    const own = await call(one, "post.create", {
      values: { title: "店长", person: regional, role: head, unit: stores[2] },
    });
    await call(one, "post.update", {
      id: own.body.record.id,
      version: own.body.record.version,
      values: { role: guide },
    });
    expect(
      (await accept(regional, { ids: [own.body.record.id], reason })).body.problems,
    ).toMatchObject([{ code: "own_deviation" }]);
    await call(one, "post.delete", {
      id: own.body.record.id,
      version: own.body.record.version + 1,
    });
    expect((await deviations(one)).total).toBe(55);
  });

  test("all of them in one action, each by the rights of whoever does it, and back again", async () => {
    const ids = posts.filter((_, index) => index < 55 || index === 200);
    const before = performance.now();
    const { results } = (await call(one, "post.realign", { ids })).body;
    console.log(
      `realigned ${results.length} posts in ${Math.round(performance.now() - before)} ms`,
    );
    expect(results).toHaveLength(55);
    expect(results.every(({ ok }: { ok: boolean }) => ok)).toBe(true);
    expect((await deviations()).total).toBe(0);
    const undone = await call(one, "post.undoRealign", { done: results });
    // What nobody may give for good any more does not come back either, and it is said.
    const refused = undone.body.results.filter(({ ok }: { ok: boolean }) => !ok);
    expect(refused.map(({ id }: { id: string }) => id).toSorted()).toEqual(
      [posts[0]!, posts[200]!].toSorted(),
    );
    for (const one of refused) expect(one.problem.code).toBe("exception_unending");
    expect((await deviations()).total).toBe(53);
    const forged = { id: posts[400], done: { role: roleIdOf("administrator"), assignments: [] } };
    expect((await call(regional, "post.undoRealign", { done: [forged] })).body.results[0].ok).toBe(
      false,
    );
    const own = [{ person: regional, role: roleIdOf("boss"), atUnit: world.root, reason: "x" }];
    expect(
      (await call(regional, "post.undoRealign", { done: [{ id: "", done: { assignments: own } }] }))
        .body.results[0].ok,
    ).toBe(false);
  });

  test("a new post has the template of its role, by whatever door it comes", async () => {
    const made = await call(one, "post.create", {
      values: { title: "收银", person: people[1], role: cashier, unit: stores[1] },
    });
    const { rows } = await world.services.db.query<{ template: string }>(
      "select template from post where id = $1",
      [made.body.record.id],
    );
    expect(rows).toEqual([{ template: cashier }]);
  });
});

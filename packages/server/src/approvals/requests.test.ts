/** Asking for what one may not do, over HTTP (R152): the least that suffices, whoever may give it, and an end. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { RequestLine, RequestsReply } from "../http/contract.ts";
import { createCallers, type Callers, type Reply } from "../testing/callers.ts";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { climb, PATIENCE_HOURS } from "./deciders.ts";
import { tellWaits } from "./tell-waits.ts";

let world: Enterprise;
let callers: Callers;
let store: string;
let guide: string;
let other: string;
let head: string;
let city: string;
let stranger: string;
let customer: string;
let hidden: string;

const call = (person: string, name: string, payload?: object): Promise<Reply> =>
  callers.call(person, name, payload);
const requests = async (person: string, which: string): Promise<RequestsReply> =>
  (await call(person, `requests?which=${which}`)).body;
const ask = (person: string, more: object = {}): Promise<Reply> =>
  call(person, "request.create", {
    object: "customer",
    id: customer,
    action: "edit",
    reason: "顾客换了手机",
    ...more,
  });
const latest = async (person = guide): Promise<RequestLine> =>
  (await requests(person, "mine")).requests[0]!;
const edit = async (person: string): Promise<Reply> => {
  const { body } = await call(person, "customer.get", { id: customer });
  const { version } = body.record;
  return call(person, "customer.update", {
    id: customer,
    version,
    values: { name: `张三${version}` },
  });
};
const decide = async (person: string, verb: string, more: object = {}): Promise<Reply> => {
  const { id, version } = await latest();
  return call(person, `request.${verb}`, { id, version, ...more });
};

beforeAll(async () => {
  world = await createEnterprise();
  const region = await world.unit("深圳", world.root, "city");
  store = await world.unit("南山店", region);
  const elsewhere = await world.unit("福田店", region);
  guide = await world.person("导购甲", "guide", store);
  other = await world.person("导购乙", "guide", store);
  head = await world.person("店长", "storeHead", store);
  city = await world.person("城市经理", "cityManager", region);
  stranger = await world.person("外店店长", "storeHead", elsewhere);
  await world.services.db.query("update unit set head = $2 where id = $1", [store, head]);
  await world.services.db.query("update unit set head = $2 where id = $1", [region, city]);
  [customer, hidden] = (await world.insert("customer", [
    { unit: store, owner: other, name: "张三", stage: "new" },
    { unit: elsewhere, owner: stranger, name: "李四", stage: "new" },
  ])) as [string, string];
  callers = await createCallers(world.services);
  for (const person of [guide, other, head, city, stranger]) await callers.signIn(person);
});
beforeEach(async () => {
  const { db } = world.services;
  await db.query("delete from request");
  await db.query("delete from deputy");
  await db.query("delete from notice");
  await db.query("delete from participant");
});
afterAll(async () => {
  await callers.close();
  await world.close();
});

describe("R152: access is asked for where it was refused", () => {
  test("the least that suffices is proposed, with who may give it, and tells of nothing hidden", async () => {
    const { status, body } = await call(guide, "request.propose", {
      object: "customer",
      id: customer,
      action: "edit",
    });
    expect(status).toBe(200);
    expect(body.sentence.zh).toContain("协作人");
    expect(body.deciders.map(({ id }: { id: string }) => id)).toEqual([head]);
    const unseen = await call(guide, "request.propose", {
      object: "customer",
      id: hidden,
      action: "view",
    });
    const missing = await call(guide, "request.propose", {
      object: "customer",
      id: "00000000-0000-4000-8000-000000000000",
      action: "view",
    });
    expect(unseen.status).toBe(404);
    expect(unseen.body).toEqual(missing.body);
  });

  test("from the refusal to the end: asked, decided in the inbox, used, and over by itself", async () => {
    expect((await edit(guide)).status).toBe(403);
    expect((await ask(guide)).status).toBe(200);
    const [told] = (await call(head, "inbox")).body.lines;
    expect(told).toMatchObject({ kind: "requestAsked", object: "request" });
    expect(told.sentence.zh).toContain("张三");
    const { requests: waiting } = await requests(head, "decide");
    expect(waiting).toHaveLength(1);
    expect(waiting[0]).toMatchObject({
      state: "waiting",
      reason: "顾客换了手机",
      may: { decide: true },
    });
    expect((await decide(head, "approve")).body.state).toBe("approved");
    expect((await edit(guide)).status).toBe(200);
    expect(
      (await call(guide, "inbox")).body.lines.map(({ kind }: { kind: string }) => kind),
    ).toEqual(["requestApproved"]);
    const { db } = world.services;
    const { rows } = await db.query<{ reason: string; until: Date; function: string }>(
      "select reason, until, function from participant",
    );
    const mine = await latest();
    expect(rows).toMatchObject([
      { function: "collaborator", reason: `#${mine.number} 顾客换了手机` },
    ]);
    expect(rows[0]!.until.toISOString()).toBe(mine.until);
    const days = (Date.parse(mine.until!) - Date.now()) / 86_400_000;
    expect(days).toBeGreaterThan(6.9);
    expect(days).toBeLessThan(7.1);
    // Its time comes: nobody does anything.
    await db.query("update participant set until = statement_timestamp()");
    expect((await edit(guide)).status).toBe(403);
  });

  test("a window is bounded, and a reason and an open question are demanded", async () => {
    const until = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
    expect((await ask(guide, { until: until(91) })).body.problems[0].code).toBe("until_too_far");
    expect((await ask(guide, { until: until(-1) })).body.problems[0].code).toBe("window_reversed");
    expect((await ask(guide, { until: "soon" })).body.problems[0].code).toBe("not_time");
    expect((await ask(guide, { reason: " " })).body.problems[0].code).toBe("required");
    expect((await ask(other)).body.code).toBe("allowed_already");
    expect((await ask(guide)).status).toBe(200);
    expect((await ask(guide)).body.code).toBe("asked_already");
  });

  test("nobody decides their own, nobody decides what is not theirs, and there is nothing to be seen of it", async () => {
    await ask(guide);
    expect((await decide(guide, "approve")).body.code).toBe("not_yours_to_decide");
    for (const person of [stranger, other, city])
      for (const verb of ["approve", "refuse"])
        expect((await decide(person, verb, { remark: "不" })).body.code).toBe("not_found");
    expect((await decide(head, "withdraw")).body.code).toBe("not_found");
    for (const person of [stranger, other, city])
      expect((await requests(person, "decide")).requests).toEqual([]);
  });

  test("a refusal says why, and who asked may think again", async () => {
    await ask(guide);
    expect((await decide(head, "refuse")).body.problems[0].code).toBe("required");
    expect((await decide(head, "refuse", { remark: "本人在店" })).body.state).toBe("refused");
    expect((await latest()).trace.at(-1)).toMatchObject({ what: "refused", remark: "本人在店" });
    expect((await decide(head, "approve")).body.code).toBe("decided_already");
    await ask(guide);
    expect((await decide(guide, "withdraw")).body.state).toBe("withdrawn");
    expect((await decide(head, "approve")).body.code).toBe("decided_already");
    expect((await decide(stranger, "approve")).body.code).toBe("not_found");
    expect((await edit(guide)).status).toBe(403);
  });
});

describe("who decides follows from the organisation and the clock", () => {
  const hours = (waitedHours: number) => ({ waitedHours, stepSince: new Date(0) });

  test("one rung more each time that patience ends", () => {
    const ladder = [["a"], ["b", "c"], ["d"]];
    expect(climb(ladder, hours(0))).toEqual({
      now: ["a"],
      nextAt: new Date(PATIENCE_HOURS * 3_600_000),
    });
    expect(climb(ladder, hours(-1e-7)).now).toEqual(["a"]);
    expect(climb(ladder, hours(PATIENCE_HOURS - 0.01)).now).toEqual(["a"]);
    expect(climb(ladder, hours(PATIENCE_HOURS)).now).toEqual(["a", "b", "c"]);
    expect(climb(ladder, hours(99 * PATIENCE_HOURS))).toEqual({
      now: ["a", "b", "c", "d"],
      nextAt: null,
    });
    expect(climb([], hours(0))).toEqual({ now: [], nextAt: null });
  });

  test("when nobody answers, the head above comes in, and no job has run", async () => {
    await ask(guide);
    const { db } = world.services;
    await db.query("update request set step_since = step_since - make_interval(hours => $1)", [
      PATIENCE_HOURS,
    ]);
    expect((await requests(city, "decide")).requests).toHaveLength(1);
    expect((await requests(head, "decide")).requests).toHaveLength(1);
    expect((await decide(city, "approve")).body.state).toBe("approved");
    expect((await edit(guide)).status).toBe(200);
  });

  test("R102: who comes in is told of it, and who asked is told that it lapsed, once each", async () => {
    const { db, approvals } = world.services;
    await ask(guide);
    const told = async (person: string) =>
      (await callers.call(person, "inbox")).body.lines
        .map(({ kind }: { kind: string }) => kind)
        .filter((kind: string) => kind.startsWith("request"));
    await db.query("delete from notice");
    await db.query("update request set step_since = step_since - make_interval(hours => $1)", [
      PATIENCE_HOURS,
    ]);
    for (let time = 0; time < 2; time++) await tellWaits(approvals);
    expect([await told(city), await told(head)]).toEqual([["requestAsked"], []]);
    await db.query("update request set lapses_at = statement_timestamp()");
    for (let time = 0; time < 2; time++) await tellWaits(approvals);
    expect(await told(guide)).toEqual(["requestLapsed"]);
  });

  test("a request that nobody answers lapses by itself", async () => {
    await ask(guide);
    await world.services.db.query("update request set lapses_at = statement_timestamp()");
    expect((await latest()).state).toBe("lapsed");
    expect((await requests(head, "decide")).requests).toEqual([]);
    expect((await decide(head, "approve")).body.code).toBe("decided_already");
  });

  test("whoever lost the right between decides nothing any more", async () => {
    await ask(guide);
    const { id, version } = await latest();
    const { db } = world.services;
    const { rows } = await db.query<{ id: string }>("select id from assignment where person = $1", [
      head,
    ]);
    await world.unassign(rows[0]!.id, head);
    expect((await call(head, "request.approve", { id, version })).body.code).toBe("not_found");
    expect((await requests(city, "decide")).requests).toHaveLength(1);
    await world.assign(head, "storeHead", store);
  });
});

describe("a deputy", () => {
  const name = (person: string, deputy: string, days = 3) =>
    call(person, "request.nameDeputy", {
      deputy,
      until: new Date(Date.now() + days * 86_400_000).toISOString(),
    });

  test("decides for who is away, by that person's rights, under their own name, until it ends", async () => {
    await ask(guide);
    expect((await requests(other, "decide")).requests).toEqual([]);
    const { id } = (await name(head, other)).body;
    expect((await requests(head, "decide")).deputies).toMatchObject([{ deputy: { id: other } }]);
    expect((await requests(other, "decide")).requests).toHaveLength(1);
    expect((await decide(other, "approve")).body.state).toBe("approved");
    expect((await edit(guide)).status).toBe(200);
    expect((await latest()).trace.at(-1)).toMatchObject({
      what: "approved",
      by: { id: other },
      inPlaceOf: { id: head },
    });
    const { rows } = await world.services.db.query<{ person: string; viewed_as: string }>(
      "select person, viewed_as from audit_line where action = 'customer.assign' and verdict = 'allowed'",
    );
    expect(rows.at(-1)).toEqual({ person: other, viewed_as: head });
    await world.services.db.query("delete from participant");
    expect((await ask(guide)).status).toBe(200);
    expect((await call(head, "request.endDeputy", { id })).status).toBe(200);
    expect((await requests(other, "decide")).requests).toEqual([]);
    expect((await decide(other, "approve")).body.code).toBe("not_found");
  });

  test("decides nothing that they asked for, and has no deputy of their own in it", async () => {
    await ask(guide);
    await name(head, guide);
    await name(guide, stranger);
    expect((await decide(guide, "approve")).body.code).toBe("not_yours_to_decide");
    expect((await decide(stranger, "approve")).body.code).toBe("not_found");
    expect((await name(head, head)).body.problems[0].code).toBe("no_such_record");
    expect((await name(head, other, 91)).body.problems[0].code).toBe("until_too_far");
    expect((await call(stranger, "request.endDeputy", { id: customer })).body.code).toBe(
      "not_found",
    );
  });
});

describe("of two hands one is first", () => {
  test("two approvers at once: one grant", async () => {
    await ask(guide);
    await world.services.db.query("update request set step_since = step_since - interval '2 days'");
    const replies = await Promise.all([decide(head, "approve"), decide(city, "approve")]);
    expect(replies.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    const { rows } = await world.services.db.query("select 1 from participant");
    expect(rows).toHaveLength(1);
  });

  test("withdrawn while approved: either it is granted or it is not", async () => {
    await ask(guide);
    const [approved, withdrawn] = await Promise.all([
      decide(head, "approve"),
      decide(guide, "withdraw"),
    ]);
    const { rows } = await world.services.db.query("select 1 from participant");
    expect([approved.status, withdrawn.status].toSorted()).not.toEqual([200, 200]);
    expect(rows).toHaveLength(approved.status === 200 ? 1 : 0);
    expect((await latest()).state).toBe(approved.status === 200 ? "approved" : "withdrawn");
  });

  test("a version that was not looked at decides nothing", async () => {
    await ask(guide);
    const { id } = await latest();
    expect((await call(head, "request.approve", { id, version: 0 })).body.code).toBe(
      "request_moved",
    );
  });
});

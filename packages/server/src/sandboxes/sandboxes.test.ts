/** Rights for a time, over HTTP (R58–R62, R154): what they give, that two people give them, and that they end by themselves. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { SandboxesReply, SandboxInput, SandboxMeta, SandboxPreset } from "../http/contract.ts";
import { createCallers, type Callers, type Reply } from "../testing/callers.ts";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { inTime } from "../testing/in-time.ts";
import { tellEnds } from "../policies/sandboxes/end-notices.ts";
import {
  fillSandboxWorld,
  mayDoAt,
  SANDBOX_ROLES,
  sandboxOf,
  type SandboxWorld,
} from "../testing/sandbox-world.ts";
import { roleIdOf } from "../policies/templates/registry.ts";

let world: Enterprise;
let callers: Callers;
let presets: readonly SandboxPreset[];
let units: SandboxWorld["units"];
let people: SandboxWorld["people"];
let records: SandboxWorld["records"];

const call = (person: string, name: string, payload?: object): Promise<Reply> =>
  callers.call(people[person]!, name, payload);
const read = async (person: string): Promise<SandboxesReply> =>
  (await call(person, "sandboxes")).body;
const latest = async (person = "maker"): Promise<SandboxMeta> => (await read(person)).sandboxes[0]!;
const ids = async (person: string, object: string): Promise<readonly string[]> =>
  (await call(person, `${object}.list`, {})).body.rows.map(({ id }: { id: string }) => id);

const later = (milliseconds: number): string => new Date(Date.now() + milliseconds).toISOString();
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const draft = (kind: string, more: Partial<SandboxInput> = {}): SandboxInput =>
  sandboxOf({ presets, units, people }, kind, more);

const initiate = (input: object, person = "maker"): Promise<Reply> =>
  call(person, "sandbox.initiate", input);

async function approve(person = "approver", kind = "sandbox"): Promise<Reply> {
  const { requests } = (await call(person, "requests?which=decide")).body;
  const one = requests.find((request: { kind: string }) => request.kind === kind);
  return call(person, "request.approve", { id: one?.id, version: one?.version });
}

async function open(input: object): Promise<SandboxMeta> {
  expect(await initiate(input)).toMatchObject({ status: 200 });
  expect(await approve()).toMatchObject({ status: 200 });
  return latest();
}

const problemsOf = async (input: object): Promise<Record<string, string>> => {
  const { status, body } = await initiate(input);
  expect(status).toBe(400);
  return Object.fromEntries(
    body.problems.map(({ path, code }: { path: string; code: string }) => [path, code]),
  );
};

const mayAt = (person: string, object: string, action: string, at: Date): Promise<boolean> =>
  mayDoAt(world, people[person]!, { object, action, at });

beforeAll(async () => {
  world = await createEnterprise({ templates: SANDBOX_ROLES });
  ({ units, people, records } = await fillSandboxWorld(world));
  callers = await createCallers(world.services);
  for (const person of Object.values(people)) await callers.signIn(person);
  ({ presets } = await read("maker"));
});
afterEach(async () => {
  const { db } = world.services;
  await db.query("update sandbox set ended_at = statement_timestamp() where ended_at is null");
  await db.query(
    "update assignment set deleted_at = statement_timestamp() where sandbox is not null",
  );
  await db.query("update subject_version set n = n + 1 where $1", [true]);
  await db.query("delete from request where $1", [true]);
});
afterAll(async () => {
  await callers.close();
  await world.close();
});

describe("R58: a task force", () => {
  test("R58: it has its rights between its start and its end, by the clock, and not a moment longer", async () => {
    const from = new Date(Date.now() + DAY);
    const until = new Date(from.getTime() + 10 * DAY);
    await open(
      draft("taskForce", {
        people: [people["specialist"]!, people["guide"]!],
        from: from.toISOString(),
        until: until.toISOString(),
      }),
    );
    for (const person of ["specialist", "guide"])
      for (const [object, action] of [
        ["competitorNote", "view"],
        ["campaign", "send"],
      ] as const) {
        const may = (at: number) => mayAt(person, object, action, new Date(at));
        expect(await may(from.getTime() - 1)).toBe(false);
        expect(await may(from.getTime())).toBe(true);
        expect(await may(until.getTime() - 1)).toBe(true);
        expect(await may(until.getTime())).toBe(false);
      }
    expect((await latest()).state).toBe("coming");
  });

  test("R58: nothing is anybody's before the second person has approved it", async () => {
    await initiate(draft("taskForce"));
    expect(await latest()).toMatchObject({ state: "waiting", approvedAt: null });
    expect(await ids("specialist", "competitorNote")).toEqual([]);
    await approve();
    expect(await latest()).toMatchObject({ state: "running" });
    expect(await ids("specialist", "competitorNote")).toEqual([records["note"]]);
    const { sandboxes, until } = (await call("specialist", "me")).body;
    expect(sandboxes).toMatchObject([{ name: "taskForce" }]);
    expect(until).toBe(sandboxes[0].until);
  });
});

describe("R59: a whitelist", () => {
  test("R59: named stores' visit records and no others, in no longer than the campaign", async () => {
    await open(draft("whitelist"));
    expect(await ids("specialist", "storeVisit")).toEqual([records["visit"]]);
    expect(await ids("specialist", "customer")).toEqual([]);
  });

  test("R59: export and core edits are blocked there, whatever another role allows, and nowhere else", async () => {
    await world.assign(people["guide"]!, "visits", units["region"]!);
    const may = async (visit: string) =>
      (await call("guide", "storeVisit.get", { id: records[visit] })).body.record.can;
    const free = { view: true, edit: true, export: true };
    expect(await may("visit")).toMatchObject(free);
    await open(draft("whitelist", { people: [people["guide"]!] }));
    expect(await may("visit")).toMatchObject({ view: true, edit: false, export: false });
    expect(await may("otherVisit")).toMatchObject(free);
    const id = records["visit"];
    const { body } = await call("guide", "storeVisit.explain", { id, action: "export" });
    expect(body.allow).toBe(false);
  });
});

describe("R60: it cannot be saved without", () => {
  test.each([
    ["an end", { until: undefined }, { until: "required" }],
    ["a reason", { reason: " " }, { reason: "required" }],
    ["an approver", { approver: undefined }, { approver: "required" }],
    ["a start", { from: "" }, { from: "required" }],
    ["people", { people: [] }, { people: "no_people" }],
    ["a place", { places: [] }, { places: "no_place" }],
    ["anything it gives", { grants: {} }, { grants: "nothing_given" }],
  ])("R60: %s", async (_what, without, problems) => {
    expect(await problemsOf({ ...draft("whitelist"), ...without })).toEqual(problems);
    expect((await read("maker")).sandboxes.filter(({ state }) => state === "waiting")).toEqual([]);
  });

  test("R60: it lasts at most 90 days of the calendar, to the minute", async () => {
    const from = "2036-03-01T09:00";
    const save = (until: string) => initiate({ ...draft("whitelist"), from, until });
    expect(await problemsOf({ ...draft("whitelist"), from, until: "2036-05-30T09:01" })).toEqual({
      until: "window_too_long",
    });
    expect((await save("2036-05-30T09:00")).status).toBe(200);
    expect(await latest()).toMatchObject({
      from: "2036-03-01T01:00:00.000Z",
      until: "2036-05-30T01:00:00.000Z",
    });
  });

  test.each(["edit", "export", "reveal", "operate"] as const)(
    "R60: it is looking only unless `%s` is added by itself",
    async (added) => {
      const wide = {
        "customer.view": "subtree",
        "customer.edit": "subtree",
        "customer.export": "subtree",
        "customer.assign": "subtree",
      } as const;
      const right = {
        edit: "customer.edit",
        export: "customer.export",
        reveal: "customer.export",
        operate: "customer.assign",
      }[added];
      const grants = { "customer.view": "subtree", [right]: "subtree" } as const;
      const classes = { basic: presets[0]!.content.classes.basic! };
      expect(await problemsOf(draft("other", { grants: wide, classes }))).toEqual({
        "grants.customer.edit": "not_added",
        "grants.customer.export": "not_added",
        "grants.customer.assign": "not_added",
      });
      await open(draft("other", { grants, classes, adds: [added] }));
      const may = async (action: string) => mayAt("specialist", "customer", action, new Date());
      expect(await may("view")).toBe(true);
      const acts = { edit: "edit", export: "export", reveal: "reveal", operate: "assign" };
      for (const [act, action] of Object.entries(acts))
        expect([act, await may(action)]).toEqual([act, act === added]);
    },
  );
});

describe("R61, R62: data for a while", () => {
  test("R61: service looks up shipments for returns; who receives them is masked", async () => {
    expect(await ids("specialist", "shipment")).toEqual([]);
    await open(draft("returns"));
    const { body } = await call("specialist", "shipment.get", { id: records["shipment"] });
    expect(body.record.values.number).toBe("SF1");
    expect(body.record.masked).toEqual(expect.arrayContaining(["receiver", "address"]));
    expect(body.record.can).toMatchObject({ edit: false, export: false, delete: false });
  });

  test("R62: guides get what customers like, and no other field", async () => {
    await open(draft("promotion"));
    const { body } = await call("specialist", "customer.get", { id: records["customer"] });
    const told = Object.keys(body.record.values);
    expect(["taste", "sugarLevel", "iceLevel", "preferredChannel"]).toEqual(
      expect.arrayContaining(told),
    );
    expect(body.record.hidden).toEqual(expect.arrayContaining(["name", "phone"]));
  });
});

describe("R154: a holiday deputy", () => {
  test("R154: stands in for the role, but for what was not added", async () => {
    await open(draft("deputy", { roles: [roleIdOf("storeHead")] }));
    const { body } = await call("specialist", "customer.get", { id: records["customer"] });
    expect(body.record.can).toMatchObject({ edit: true, export: false });
    const { body: explained } = await call("specialist", "customer.explain", {
      id: records["customer"],
      action: "edit",
    });
    expect(JSON.stringify(explained)).toContain("时限沙箱");
    await open(draft("deputy", { roles: [roleIdOf("visits")] }));
    const visit = await call("specialist", "storeVisit.get", { id: records["visit"] });
    expect(visit.body.record.can).toMatchObject({ edit: true, export: false });
  });
});

describe("R58: it ends", () => {
  test("R148: ended early it is over with that act, and its assignments are nobody else's to change", async () => {
    const { id, version, may } = await open(draft("whitelist"));
    expect(may).toEqual({ extend: true, end: true });
    const { rows } = (
      await call("maker", "assignment.list", { filter: { field: "sandbox", op: "is", value: id } })
    ).body;
    expect(rows).toHaveLength(1);
    const given = { id: rows[0].id, version: rows[0].version };
    const kept = { status: 409, body: { code: "kept_by_sandbox" } };
    const values = { until: later(300 * DAY) };
    expect(await call("maker", "assignment.update", { ...given, values })).toMatchObject(kept);
    expect(await call("maker", "assignment.delete", given)).toMatchObject(kept);
    expect(await ids("specialist", "storeVisit")).toEqual([records["visit"]]);
    expect((await call("maker", "sandbox.end", { id, version })).status).toBe(200);
    expect(await ids("specialist", "storeVisit")).toEqual([]);
    expect(await latest()).toMatchObject({ state: "ended", endedBy: { id: people["maker"] } });
    expect((await call("maker", "sandbox.end", { id, version: version + 1 })).status).toBe(409);
  });

  test("R148: one of its people is taken out with that act; the others stay, and the last goes by ending it", async () => {
    const both = [people["specialist"]!, people["guide"]!];
    const { id, version } = await open(draft("whitelist", { people: both }));
    const drop = (key: string, at: number, by = "maker") =>
      call(by, "sandbox.drop", { id, version: at, person: people[key] });
    expect(await drop("guide", version, "head")).toMatchObject({ status: 404 });
    expect((await drop("head", version)).body.problems).toMatchObject([
      { path: "person", code: "no_such_record" },
    ]);
    expect(await drop("specialist", version)).toMatchObject({ status: 200 });
    expect(await ids("specialist", "storeVisit")).toEqual([]);
    expect(await ids("guide", "storeVisit")).toContain(records["visit"]);
    expect((await latest()).people).toMatchObject([{ id: people["guide"] }]);
    expect((await drop("guide", version + 1)).body.problems).toMatchObject([
      { path: "person", code: "last_of_sandbox" },
    ]);
  });

  test("what it is that ended is told by the trail, and that nothing was allowed after", async () => {
    const trace = async () => (await call("maker", `sandboxes/${(await latest()).id}/trace`)).body;
    const done = await inTime(async (end) => {
      await open(draft("whitelist", { until: end }));
      return [await ids("specialist", "storeVisit"), (await trace()).end];
    });
    expect(done).toEqual([[records["visit"]], null]);
    expect([await ids("specialist", "storeVisit"), (await latest()).state]).toEqual([[], "ended"]);
    const one = { person: { id: people["specialist"] }, reads: 1 };
    expect(await trace()).toMatchObject({ people: [one], end: { allowedAfter: 0 } });
  });

  test.each([
    ["a day before", 19.5 * DAY, 0.5 * DAY, true],
    ["a tenth of its length before", 10 * HOUR, HOUR, true],
    ["and not earlier", HOUR, HOUR, false],
    ["and no more than a day before", 19 * DAY, 1.1 * DAY, false],
  ])("R58: its people, its maker and its approver are told of its end: %s", async (...given) => {
    const [, before, left, isTold] = given;
    const window = { from: later(-before), until: later(left) };
    const { id, version } = await open(draft("whitelist", window));
    const told = async (person: string) =>
      (await call(person, "inbox")).body.lines.filter(
        (line: { kind: string }) => line.kind === "sandboxEnding",
      );
    for (let again = 0; again < 2; again++) await tellEnds(world.services.db);
    for (const person of ["specialist", "maker", "approver"])
      expect([person, await told(person)]).toMatchObject([
        person,
        isTold ? [{ sentence: { zh: expect.stringContaining("时限沙箱“whitelist”将于") } }] : [],
      ]);
    expect(await told("guide")).toEqual([]);
    expect((await call("maker", "sandbox.end", { id, version })).status).toBe(200);
    expect(await told("specialist")).toEqual([]);
  });

  test("an extension is approved again, and ends no later than 90 days from then", async () => {
    const { id, version, until } = await open(draft("whitelist"));
    const ask = (end: string, reason = "活动延长") =>
      call("maker", "sandbox.extend", { id, version, until: end, reason });
    expect((await ask(later(91 * DAY))).body.problems[0].code).toBe("window_too_long");
    expect((await ask(later(HOUR))).body.problems[0].code).toBe("window_reversed");
    expect((await ask(later(2 * DAY), "")).body.problems[0]).toMatchObject({ path: "reason" });
    const end = later(2 * DAY);
    expect((await ask(end)).status).toBe(200);
    expect(await latest()).toMatchObject({ until, extension: { until: end } });
    expect((await call("specialist", "me")).body.until).toBe(until);
    expect((await approve("approver", "sandboxExtension")).status).toBe(200);
    expect(await latest()).toMatchObject({ until: end, extension: null });
    expect((await call("specialist", "me")).body.until).toBe(end);
  });
});

describe("R58: by two people, who could both give it", () => {
  test("nobody is in what they initiate or approve, nor approves their own", async () => {
    expect(await problemsOf(draft("whitelist", { people: [people["maker"]!] }))).toEqual({
      people: "own_sandbox",
    });
    expect(await problemsOf(draft("whitelist", { people: [people["approver"]!] }))).toEqual({
      people: "own_sandbox",
    });
    expect(await problemsOf(draft("whitelist", { approver: people["maker"]! }))).toEqual({
      approver: "own_approval",
    });
    expect(await problemsOf(draft("whitelist", { approver: people["head"]! }))).toEqual({
      approver: "cannot_approve",
    });
  });

  test("whoever is in it does not approve it in somebody's place either", async () => {
    const until = later(DAY);
    const deputy = people["specialist"]!;
    expect(await call("approver", "request.nameDeputy", { deputy, until })).toMatchObject({
      status: 200,
    });
    await initiate(draft("taskForce"));
    expect((await call("specialist", "requests?which=decide")).body.requests).toEqual([]);
    const { requests } = (await call("approver", "requests?which=decide")).body;
    const { id, version } = requests[0];
    const tried = await call("specialist", "request.approve", { id, version });
    expect(tried.body.code).toBe("not_found");
    expect(await approve()).toMatchObject({ status: 200 });
    await world.services.db.query("delete from deputy");
  });

  test("who administers nothing sees no sandbox, initiates none and ends none", async () => {
    const { id, version } = await open(draft("whitelist", { people: [people["guide"]!] }));
    expect((await read("specialist")).sandboxes).toEqual([]);
    expect(await initiate(draft("whitelist"), "specialist")).toMatchObject({ status: 403 });
    expect(await call("specialist", "sandbox.end", { id, version })).toMatchObject({ status: 404 });
    expect(await call("guide", `sandboxes/${id}/trace`)).toMatchObject({ status: 404 });
    expect(await call("guide", "sandbox.get", { id })).toMatchObject({ status: 404 });
  });

  test("no other door leads to one, not even for who set it up", async () => {
    const { id, version } = await open(draft("whitelist"));
    const write = async (verb: string, body: object) =>
      (await call("maker", `sandbox.${verb}`, body)).body;
    expect(await write("create", { values: {} })).toMatchObject({ code: "forbidden" });
    expect(await write("delete", { id, version })).toMatchObject({ code: "forbidden" });
    const values = { until: later(300 * DAY) };
    expect(await write("update", { id, version, values })).toMatchObject({
      problems: [{ path: "until", code: "read_only" }],
    });
    const role = await call("maker", "assignment.create", {
      values: { person: people["guide"], role: id, atUnit: units["store"], reason: "沙箱" },
    });
    expect(role.body.problems).toMatchObject([{ path: "role", code: "no_such_record" }]);
    const { roles } = (await call("maker", "roles")).body;
    expect(JSON.stringify(roles)).not.toContain(id);
  });

  test("who set it up must still be able to give it when it is approved", async () => {
    people["leaver"] = await world.person("leaver", null, world.root);
    const given = await world.assign(people["leaver"], "administrator", world.root);
    await callers.signIn(people["leaver"]);
    expect((await initiate(draft("whitelist"), "leaver")).status).toBe(200);
    await world.unassign(given, people["leaver"]);
    expect(await approve()).toMatchObject({ body: { code: "asker_may_not" } });
    expect(await ids("specialist", "storeVisit")).toEqual([]);
  });

  test("who set it up is not in it by the time it is approved either, by a group that they joined since", async () => {
    const unit = world.root;
    const [group] = await world.insert("group", [{ name: "专项组", owner: people["head"], unit }]);
    expect((await initiate(draft("whitelist", { groups: [group!] }))).status).toBe(200);
    await world.insert("groupMember", [
      { group, person: people["maker"], owner: people["head"], unit },
    ]);
    expect(await approve()).toMatchObject({ body: { code: "asker_may_not" } });
  });

  test("R154: a region's administrator gives what they may grant in their region, and nothing beyond it", async () => {
    people["regional"] ??= await world.person("regional", "staff", units["region"]!);
    people["second"] ??= await world.person("second", "staff", units["region"]!);
    for (const one of ["regional", "second"]) {
      await world.assign(people[one]!, "regionalAdministrator", units["region"]!);
      await callers.signIn(people[one]!);
    }
    const { body: words } = await call("regional", "policy/vocabulary");
    expect([words.objects.length > 10, words.approvers, words.tiers]).toEqual([true, [], []]);
    const mine = (more: Partial<SandboxInput>) =>
      initiate(draft("whitelist", { approver: people["second"]!, ...more }), "regional");
    expect(await mine({ places: [units["elsewhere"]!] })).toMatchObject({ status: 403 });
    expect(await mine({ grants: { "storeVisit:view": "all" } })).toMatchObject({ status: 403 });
    expect(await mine({ places: [units["store"]!, units["other"]!] })).toMatchObject({
      status: 200,
    });
    expect((await approve("second")).status).toBe(200);
    expect((await ids("specialist", "storeVisit")).toSorted()).toEqual(
      [records["visit"], records["otherVisit"]].toSorted(),
    );
  });
});

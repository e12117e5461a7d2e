/** A draft is rehearsed (R106, R172), over HTTP: on copies, under its rules, by the people who will live with it. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { MyRehearsals, RehearsalsReply } from "../../http/contract.ts";
import type { Callers } from "../../testing/callers.ts";
import { draftOf } from "../../testing/policy.ts";
import { createPolicyWorld, FULL, words, type PolicyWorld } from "../../testing/policy-world.ts";
import { OBJECTS } from "../../objects/registry.ts";
import { readChanges } from "../draft-store.ts";
import { worldOfDraft } from "../draft-world.ts";
import { createRehearsals } from "./rehearsals.ts";
import { roleIdOf } from "../templates/registry.ts";

let policy: PolicyWorld;
let callers: Callers;
let one: string;
let other: string;
let regional: string;
let guide: string;
let colleague: string;

beforeAll(async () => {
  policy = await createPolicyWorld();
  ({ callers, one, other, regional, guide } = policy);
  const { world } = policy;
  colleague = await world.person("导购乙", "guide", policy.store);
  await callers.signIn(colleague);
  const [kept] = await world.insert("customer", [
    {
      unit: policy.store,
      owner: guide,
      name: "李四",
      stage: "new",
      phone: "+8613911112222",
      note: "旧注",
      taxId: "91440300MA5DA",
    },
  ]);
  await world.insert("followUp", [
    { customer: kept!, unit: policy.store, owner: guide, subject: "首次到店", kind: "visit" },
  ]);
  const elsewhere = await world.unit("福田店");
  await world.insert("customer", [{ unit: elsewhere, owner: other, name: "王五", stage: "new" }]);
});
afterAll(() => policy.close());

const call: PolicyWorld["call"] = (...args) => policy.call(...args);
const rounds = async (): Promise<RehearsalsReply> => (await call(one, "policy/rehearsals")).body;
const mine = async (person: string): Promise<MyRehearsals["rehearsals"]> =>
  (await call(person, "me/rehearsals")).body.rehearsals;

/** As a tab does that is in the rehearsal. */
const on = (person: string, id: string) => (name: string, payload?: object) =>
  callers.call(person, `../rehearsal/${id}/api/${name}`, payload);

/** Guides come to see, and to edit, customers of the whole company. */
async function draftMore(duties = "接待"): Promise<void> {
  const meta = await policy.role("guide");
  const saved = await call(one, "role.save", {
    ...draftOf(meta),
    duties: words(duties),
    grants: { ...meta.grants, "customer:view": "all", "customer:edit": "all" },
    classes: { ...meta.classes, basic: FULL, contact: FULL, commercial: FULL },
    fields: {},
    change: (await policy.draft())?.changes.find(({ role }) => role === meta.id)?.change ?? 0,
  });
  expect(saved).toMatchObject({ status: 200 });
}

const linesOf = async (like: string) => {
  const { services } = policy.world;
  await services.trail.flush();
  const { rows } = await services.db.query<{ person: string; records: string[]; detail: string }>(
    "select person, records, detail from audit_line where action like $1",
    [like],
  );
  return rows;
};

describe("R172: a draft opens as a rehearsal", () => {
  let round: string;

  test("is begun by who may edit it, for people who hold its roles, and every mistake is named", async () => {
    await policy.clear();
    expect((await call(one, "policy/rehearsals")).body).toMatchObject({
      rounds: [],
      mayStart: false,
    });
    await draftMore();
    const { roles, mayStart } = await rounds();
    expect(mayStart).toBe(true);
    expect(roles.map(({ role }) => role)).toEqual([roleIdOf("guide")]);
    expect(roles[0]!.holders).toBe(2);
    expect(roles[0]!.tasks.map(({ expect: what }) => what)).toContain("cannot");
    // Whoever administers a region has no rights over the policy, and is answered as if there were none.
    expect((await call(regional, "policy/rehearsals")).body).toEqual({
      roles: [],
      rounds: [],
      mayStart: false,
    });
    const { version } = (await policy.draft())!;
    const part = { role: roleIdOf("guide"), people: [guide], tasks: [task("删除", "cannot")] };
    const begin = (person: string, body: object) =>
      call(person, "rehearsal.start", { version, days: 7, parts: [part], ...body });
    expect((await begin(regional, {})).body.code).toBe("forbidden");
    expect((await begin(guide, {})).body.code).toBe("forbidden");
    expect((await begin(one, { version: version + 1 })).body.code).toBe("draft_moved");
    const wrong = await begin(one, {
      days: 0,
      parts: [{ role: "x", people: [], tasks: [{ text: "", expect: "may" }] }],
    });
    expect(wrong.status).toBe(400);
    expect(wrong.body.problems.map(({ path }: { path: string }) => path)).toEqual([
      "days",
      "parts.0.people",
      "parts.0.role",
      "parts.0.tasks.0.expect",
      "parts.0.tasks.0.text",
      "parts.0.tasks.0.text",
    ]);
    const stranger = await begin(one, { parts: [{ ...part, people: [other] }] });
    expect(stranger.body.problems).toMatchObject([
      { path: "parts.0.people.0", code: "not_holder" },
    ]);
    const begun = await begin(one, {
      parts: [{ ...part, tasks: [task("修改别人的客户", "can"), task("删除客户", "cannot")] }],
    });
    expect(begun).toMatchObject({ status: 200 });
    round = begun.body.id;
    expect((await call(guide, "me")).body.rehearsals).toBe(1);
    expect((await call(colleague, "me")).body.rehearsals).toBe(0);
  });

  test("its representative works on copies of what they see today, under the draft's rules", async () => {
    const stage = on(guide, round);
    expect(await stage("me")).toMatchObject({ status: 200, body: { person: { id: guide } } });
    const { rows } = (await stage("customer.list", {})).body;
    const named = (name: string) => rows.find(({ values }: Row) => values["name"] === name);
    // What the draft opens shows itself on invented records: what they do not see today is not there.
    expect(rows.map(({ values }: Row) => values["name"]).toSorted()).toEqual(
      ["张三", "李四", "演练样例 1", "演练样例 2"].toSorted(),
    );
    expect(named("李四")).toMatchObject({ values: { phone: "+8613911112222" } });
    // It opens a cell they do not read today; its true value is not told.
    expect(named("李四").values).toMatchObject({ taxId: "演练样例 1", spend: null });
    expect(named("演练样例 2").can).toMatchObject({ edit: true, delete: false });
    const { services } = policy.world;
    const changes = await readChanges(services.db, (await policy.draft())!.id);
    const drafted = worldOfDraft(await services.subjects.world(), changes).policy.roles;
    const stages = services.rehearsals.enter({ person: guide, source: null }, round);
    const staged = (await (await stages).subjects.world()).policy.roles;
    expect(byId(staged)).toEqual(byId(drafted));
  });

  test("what they do there is done there, and stands in the trail as a rehearsal's", async () => {
    const stage = on(guide, round);
    const before = await call(guide, "customer.list", {});
    const tallied = await call(guide, "customer.count", {});
    const found = (await stage("customer.list", {})).body.rows as Row[];
    const kept = found.find(({ values }) => values["name"] === "李四")!;
    const changed = await stage("customer.update", {
      id: kept.id,
      version: kept.version,
      values: { name: "李四改" },
    });
    expect(changed).toMatchObject({
      status: 200,
      body: { record: { values: { name: "李四改" } } },
    });
    const made = await stage("customer.create", {
      values: { name: "演练新客", kind: "person", stage: "new", phone: "13700001111" },
    });
    expect(made.status).toBe(200);
    expect((await stage("customer.count", {})).body.count).toBe(5);
    expect((await stage("search", { words: "演练新客" })).body.groups).toHaveLength(1);
    const refused = await stage("customer.delete", { id: kept.id, version: kept.version + 1 });
    expect(refused).toMatchObject({ status: 403, body: { code: "forbidden" } });
    expect((await call(guide, "customer.list", {})).body).toEqual(before.body);
    expect((await call(guide, "customer.count", {})).body).toEqual(tallied.body);
    expect((await call(guide, "search", { words: "演练新客" })).body.groups).toEqual([]);
    expect((await call(guide, "customer.get", { id: made.body.record.id })).status).toBe(404);
    expect((await call(guide, "workbench/recent")).body.records).toEqual([]);
    const lines = await linesOf("rehearsal.customer.%");
    expect(lines.length).toBeGreaterThan(3);
    for (const { person, records, detail } of lines) {
      expect(person).toBe(guide);
      expect(records).toEqual([]);
      expect(JSON.parse(detail)).toMatchObject({ rehearsal: round, object: "customer" });
    }
    expect(await linesOf("customer.create")).toEqual([]);
  });

  test("nobody else gets in, and what reaches beyond it is not there", async () => {
    const missing = await on(guide, "00000000-0000-4000-8000-000000000000")("me");
    for (const person of [one, other, regional, colleague])
      expect(await on(person, round)("me")).toEqual(missing);
    expect(missing).toMatchObject({ status: 404, body: { code: "not_found" } });
    expect((await on(guide, "x")("me")).body.code).toBe("not_found");
    const stage = on(guide, round);
    const closed =
      "customer.export customer.files customer.removeFile request.create setup sandbox.initiate role.save policyDraft.publish person.invite unit.move rehearsal.start viewing/start auth/sign-in/email auth/sign-out imports".split(
        " ",
      );
    for (const name of closed)
      expect([name, (await stage(name, {})).body.code]).toEqual([name, "rehearsal_not_here"]);
    for (const name of ["policy/draft", "policy/rehearsals", "requests", "setup", "customFields"])
      expect([name, (await stage(name)).body.code]).toEqual([name, "rehearsal_not_here"]);
    // Through the address of a rehearsal nobody comes to the true ones.
    expect((await stage("../../api/customer.list", {})).status).not.toBe(200);
  });

  test("R106: verdicts and remarks of every round, and what changed after it, stay with the draft", async () => {
    const [running] = await mine(guide);
    expect(running!.tasks.map(({ text }) => text.zh)).toEqual(["修改别人的客户", "删除客户"]);
    const [edit, remove] = running!.tasks;
    const judge = (person: string, body: object) =>
      call(person, "rehearsal.judge", {
        id: round,
        task: edit!.id,
        verdict: "asExpected",
        ...body,
      });
    expect((await judge(colleague, {})).body.code).toBe("not_found");
    expect((await judge(one, {})).body.code).toBe("not_found");
    expect((await judge(guide, { task: round })).body.code).toBe("not_found");
    expect((await judge(guide, { verdict: "fine" })).status).toBe(400);
    expect((await judge(guide, {})).status).toBe(200);
    const against = { task: remove!.id, verdict: "didNot", remark: "店里需要删除重复客户" };
    expect((await judge(guide, against)).status).toBe(200);
    expect((await mine(guide))[0]!.tasks[1]).toMatchObject({ verdict: "didNot" });
    const codes = (await policy.draft())!.warnings.map(({ code }) => code);
    expect(codes).toContain("rehearsal_against");

    await draftMore("接待与清理");
    const place = { object: "customer", label: words("昵称"), name: "nickname", type: "text" };
    await call(one, "customField.add", { ...place, sensitivity: "basic" });
    const moved = { object: "customer", field: "nickname", from: "basic", sensitivity: "contact" };
    expect((await call(one, "policyDraft.setClass", moved)).status).toBe(200);
    const second = await call(one, "rehearsal.start", {
      version: (await policy.draft())!.version,
      days: 1,
      parts: [{ role: roleIdOf("guide"), people: [colleague], tasks: [task("看客户", "can")] }],
    });
    expect(second.status).toBe(200);
    const [latest, first] = (await rounds()).rounds;
    expect(latest).toMatchObject({ round: 2, endedAt: null, followed: [], followedClasses: [] });
    expect(first!.followedClasses).toMatchObject([
      { sentence: { zh: "字段“客户·昵称”的敏感级别从“基本信息”改为“联系方式”" } },
    ]);
    expect(first).toMatchObject({ round: 1, followed: [{ role: roleIdOf("guide") }] });
    expect(first!.endedAt).not.toBeNull();
    expect(first!.followed[0]!.lines.map(({ sentence }) => sentence.zh).join()).toContain("职责");
    expect(first!.parts[0]!.tasks[1]!.verdicts).toMatchObject([
      { person: { id: guide, title: "导购" }, verdict: "didNot", remark: against.remark },
    ]);
    // The round before ended with it: for its people, for their words and for their stages.
    expect((await on(guide, round)("me")).body.code).toBe("rehearsal_over");
    expect((await judge(guide, {})).body.code).toBe("rehearsal_over");
    expect((await on(colleague, second.body.id)("me")).status).toBe(200);
    await policy.world.services.rehearsals.strike();
    expect(await stagesLeft()).toBe(1);
    round = second.body.id;
  });

  test("ends by the clock on every node, and with its draft", async () => {
    const { services } = policy.world;
    const node = createRehearsals({
      db: services.db,
      subjects: services.subjects,
      trail: services.trail,
      declarations: Object.values(OBJECTS),
      onError: (error) => {
        throw error;
      },
    });
    const caller = { person: colleague, source: null };
    const elsewhere = await node.enter(caller, round);
    expect((await elsewhere.gate.count(caller, "customer", {})).count).toBe(4);
    await services.db.query("update rehearsal set until = statement_timestamp() where id = $1", [
      round,
    ]);
    await expect(node.enter(caller, round)).rejects.toMatchObject({ code: "rehearsal_over" });
    expect((await on(colleague, round)("me")).body.code).toBe("rehearsal_over");
    await node.strike();
    expect(await stagesLeft()).toBe(0);
    await node.close();
    const { number } = (await policy.draft())!;
    await policy.clear();
    expect(await rounds()).toEqual({ roles: [], rounds: [], mayStart: false });
    const kept = (await call(other, `policy/rehearsals?draft=${number}`)).body;
    expect(kept.rounds).toHaveLength(2);
    expect(kept.mayStart).toBe(false);
  });
});

type Row = { id: string; version: number; values: Record<string, unknown>; hidden: string[] };

const task = (text: string, what: "can" | "cannot") => ({ text: words(text), expect: what });

const byId = (roles: readonly { readonly id: string }[]) =>
  roles.toSorted((a, b) => (a.id < b.id ? -1 : 1));

async function stagesLeft(): Promise<number> {
  const { rows } = await policy.world.services.db.query(
    "select 1 from pg_namespace where nspname like 'rehearsal\\_%'",
  );
  return rows.length;
}

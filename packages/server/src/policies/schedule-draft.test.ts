/** An approved draft that is published at a moment (R144), over HTTP, with a clock of the test's own. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { InboxLine, PolicyDraft, PolicyTestsReply } from "../http/contract.ts";
import { draftOf, openDraft } from "../testing/policy.ts";
import { createPolicyWorld, words, type PolicyWorld } from "../testing/policy-world.ts";
import { publishDue } from "./schedule-draft.ts";
import { roleIdOf } from "./templates/registry.ts";

let policy: PolicyWorld;
let one: string;
let other: string;

beforeAll(async () => {
  policy = await createPolicyWorld();
  ({ one, other } = policy);
});
beforeEach(() => policy.clear());
afterAll(() => policy.close());

const call: PolicyWorld["call"] = (...args) => policy.call(...args);
const draft = async (): Promise<PolicyDraft> => (await openDraft(policy.callers, one))!;
const MINUTE = 60_000;
const inMinutes = (minutes: number) =>
  new Date(Math.ceil(Date.now() / MINUTE + minutes) * MINUTE).toISOString();
const latest = async () => (await call(one, "policy/versions")).body.versions[0];
/** What the person was told last of drafts. */
const told = async (person: string): Promise<InboxLine | undefined> =>
  (await call(person, "inbox")).body.lines.find(
    ({ object }: InboxLine) => object === "policyDraft",
  );

/** One edits the duties of the guide, the other approves it for that moment. */
async function scheduled(at: string, zh: string): Promise<PolicyDraft> {
  const meta = await policy.role("guide");
  const saved = await call(one, "role.save", { ...draftOf(meta), duties: words(zh) });
  expect(saved.status).toBe(200);
  const submitted = await call(one, "policyDraft.submit", { version: (await draft()).version });
  expect(submitted.status).toBe(200);
  const { version } = await draft();
  expect((await call(other, "policyDraft.schedule", { version, at })).status).toBe(200);
  return draft();
}

const publishAt = (at: string, late = 0) =>
  publishDue(policy.world.services, new Date(Date.parse(at) + late));

describe("R144: publishing at a moment", () => {
  test("happens once, not before it, and says what it was to be", async () => {
    const at = inMinutes(30);
    const waiting = await scheduled(at, "定时发布");
    expect(waiting).toMatchObject({ state: "scheduled", schedule: { at, by: { id: other } } });
    expect((await told(one))!.kind).toBe("draftScheduled");
    const before = await latest();
    expect(await publishAt(at, -1)).toBe(0);
    expect(await latest()).toEqual(before);
    expect(await publishAt(at, 90 * MINUTE)).toBe(1);
    expect(await publishAt(at, 90 * MINUTE)).toBe(0);
    expect(await latest()).toMatchObject({
      number: before.number + 1,
      scheduledFor: at,
      publishedBy: { id: other },
      submittedBy: { id: one },
    });
    expect((await policy.role("guide")).duties.zh).toBe("定时发布");
    expect(await openDraft(policy.callers, one)).toBeNull();
    expect((await told(one))!.kind).toBe("draftPublished");
  });

  test("a moment that is past, too far or none is refused, and so is what could not be published now", async () => {
    const meta = await policy.role("guide");
    await call(one, "role.save", { ...draftOf(meta), duties: words("说不清时间") });
    const { version } = await draft();
    const codes = async (at: unknown) =>
      (await call(other, "policyDraft.schedule", { version, at })).body.problems?.map(
        ({ path, code }: { path: string; code: string }) => `${path} ${code}`,
      );
    expect(await codes(inMinutes(-5))).toEqual(["at moment_over"]);
    expect(await codes(inMinutes(91 * 24 * 60))).toEqual(["at moment_too_far"]);
    expect(await codes("morgen")).toEqual(["at not_time"]);
    expect(await codes(7)).toEqual(["at required"]);
    const alone = await call(one, "policyDraft.schedule", { version, at: inMinutes(5) });
    expect(alone.body.code).toBe("four_eyes");
    expect(await draft()).toMatchObject({ state: "open", version, schedule: null });
  });

  test("whoever changes the draft, or may publish it, ends the schedule, and both are told", async () => {
    const at = inMinutes(30);
    const waiting = await scheduled(at, "还会变");
    const { role, change, after } = waiting.changes[0]!;
    const edited = { ...draftOf(after!), change, duties: words("变了") };
    expect((await call(one, "role.save", edited)).status).toBe(200);
    expect(await draft()).toMatchObject({ state: "open", schedule: null, submittedBy: null });
    for (const person of [one, other]) expect((await told(person))!.kind).toBe("draftUnscheduled");
    expect(await publishAt(at, MINUTE)).toBe(0);
    await call(one, "policyDraft.drop", { role, change: (await draft()).changes[0]!.change });
    await policy.clear();

    const again = await scheduled(at, "还会取消");
    const { version } = again;
    expect((await call(policy.regional, "policyDraft.unschedule", { version })).body.code).toBe(
      "forbidden",
    );
    expect((await call(one, "policyDraft.unschedule", { version })).status).toBe(200);
    const submitted = await draft();
    expect(submitted).toMatchObject({ state: "submitted", schedule: null });
    expect(submitted.submittedBy!.id).toBe(one);
    expect(await publishAt(at, MINUTE)).toBe(0);
    const twice = { version: submitted.version };
    expect((await call(one, "policyDraft.unschedule", twice)).body.code).toBe("wrong_state");
  });

  test("R145: what a test speaks against at that moment is held back, and both are told why", async () => {
    const at = inMinutes(30);
    await scheduled(at, "会被测试拦下");
    const before = await latest();
    const content = {
      who: { kind: "role", role: roleIdOf("guide"), unit: policy.store },
      expect: "cannot",
      action: "view",
      object: "customer",
      field: null,
      record: { kind: "sample", of: "self", unit: null, takesPart: null, values: {} },
      at: null,
    };
    const saved = await call(one, "policyTest.save", { content });
    expect(saved).toMatchObject({ status: 200 });
    expect((await draft()).state).toBe("scheduled");
    expect(await publishAt(at, MINUTE)).toBe(1);
    const held = await draft();
    expect(held).toMatchObject({ state: "submitted", schedule: null });
    expect(held.held!.zh).toContain("1 项权限测试未通过");
    expect(await latest()).toEqual(before);
    for (const person of [one, other]) {
      const line = (await told(person))!;
      expect(line).toMatchObject({ kind: "draftHeld", sentence: held.held });
    }
    expect(await publishAt(at, MINUTE)).toBe(0);
    const { tests } = (await call(one, "policy/tests")).body as PolicyTestsReply;
    const { id, version } = tests.find((test) => test.id === saved.body.id)!;
    expect((await call(one, "policyTest.archive", { id, version })).status).toBe(200);
    expect((await call(other, "policyDraft.publish", { version: held.version })).status).toBe(200);
    expect(await latest()).toMatchObject({ number: before.number + 1, scheduledFor: null });
  });

  test("R148: who may not publish any more has not approved it", async () => {
    const at = inMinutes(30);
    const third = await policy.world.person("管理员丙", null, policy.world.root);
    const held = await policy.world.assign(third, "administrator", policy.world.root);
    await policy.callers.signIn(third);
    const waiting = await scheduled(at, "审批人会离开");
    const moved = { version: waiting.version, at: inMinutes(60) };
    expect((await call(third, "policyDraft.schedule", moved)).status).toBe(200);
    expect(await publishAt(at, MINUTE)).toBe(0);
    const before = await latest();
    await policy.world.unassign(held, third);
    expect(await publishAt(moved.at, MINUTE)).toBe(1);
    expect(await latest()).toEqual(before);
    expect((await draft()).held!.zh).toContain("审批人已不能发布");
    expect((await told(one))!.kind).toBe("draftHeld");
  });

  test("going back while something is scheduled: what waits is put aside first, and comes back as a draft", async () => {
    const at = inMinutes(30);
    const waiting = await scheduled(at, "要让路");
    const { number } = await latest();
    const back = () => call(one, "policyDraft.rollBack", { number: number - 1 });
    expect((await back()).body.code).toBe("draft_in_the_way");
    expect((await call(one, "policyDraft.discard", { version: waiting.version })).status).toBe(200);
    expect((await told(other))!.kind).toBe("draftUnscheduled");
    expect((await back()).status).toBe(200);
    expect(await publishAt(at, MINUTE)).toBe(0);
    await call(one, "policyDraft.discard", { version: (await draft()).version });
    expect((await call(one, "policyDraft.reopen", { id: waiting.id })).status).toBe(200);
    expect(await draft()).toMatchObject({ id: waiting.id, state: "open", schedule: null });
  });
});

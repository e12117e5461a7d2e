/** A draft of the policy collects changes, and a second person publishes them (R144), over HTTP. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { PolicyDraftReply } from "../http/contract.ts";
import type { Callers } from "../testing/callers.ts";
import { draftOf, publishDraft, saveAndPublish } from "../testing/policy.ts";
import { createPolicyWorld, FULL, words, type PolicyWorld } from "../testing/policy-world.ts";
import { roleIdOf } from "./templates/registry.ts";

let policy: PolicyWorld;
let callers: Callers;
let one: string;
let other: string;
let regional: string;
let guide: string;

beforeAll(async () => {
  policy = await createPolicyWorld();
  ({ callers, one, other, regional, guide } = policy);
});
beforeEach(() => policy.clear());
afterAll(() => policy.close());

const call: PolicyWorld["call"] = (...args) => policy.call(...args);
const draft: PolicyWorld["draft"] = (person) => policy.draft(person);
const roles: PolicyWorld["roles"] = () => policy.roles();
const role: PolicyWorld["role"] = (template) => policy.role(template);
const customersOf = async (person: string): Promise<number> =>
  (await call(person, "customer.list", {})).body.rows.length;
const version = async (): Promise<string> =>
  (await policy.world.services.db.query<{ n: string }>("select n from policy_state")).rows[0]!.n;
const without = async (template: string, bundle: string) => {
  const meta = await role(template);
  return { ...draftOf(meta), grants: { ...meta.grants, [bundle]: "none" as const } };
};

describe("R144: a draft", () => {
  test("collects changes and changes nothing, until it is published, all of it at once", async () => {
    const before = await version();
    expect(await customersOf(guide)).toBe(1);
    const saved = await call(one, "role.save", await without("guide", "customer:view"));
    expect(saved).toMatchObject({ status: 200, body: { id: roleIdOf("guide") } });
    expect(saved.body.change).toBeGreaterThan(0);
    const made = await call(one, "role.save", {
      name: words("前台"),
      duties: words("接待"),
      grants: { "customer.view": "unit" },
      classes: { basic: FULL },
    });
    expect(made.status).toBe(200);
    expect(await version()).toBe(before);
    expect(await customersOf(guide)).toBe(1);
    expect((await roles()).some(({ id }) => id === made.body.id)).toBe(false);
    const open = await draft(other);
    expect(open!.changes.map(({ kind }) => kind)).toEqual(["changed", "created"]);
    expect((await publishDraft(callers, one, other)).status).toBe(200);
    expect(await customersOf(guide)).toBe(0);
    expect((await roles()).some(({ id }) => id === made.body.id)).toBe(true);
    expect(await draft()).toBeNull();
    const back = await role("guide");
    const restored = {
      ...draftOf(back),
      grants: { ...back.grants, "customer:view": "unit" },
    } as const;
    expect((await saveAndPublish(callers, one, restored, other)).status).toBe(200);
    expect(await customersOf(guide)).toBe(1);
  });

  test("says what changes in plain language, in both", async () => {
    const meta = await role("guide");
    await call(one, "role.save", {
      ...draftOf(meta),
      name: { zh: "导购员", en: "Guide" },
      grants: { ...meta.grants, "customer.export": "unit", "customer:view": "none" },
      classes: { ...meta.classes, contact: { own: "masked", beyond: "absent", write: false } },
    });
    const [change] = (await draft())!.changes;
    const said = change!.lines.map(
      ({ kind, sentence }) => `${kind} ${sentence.zh} | ${sentence.en}`,
    );
    expect(said).toContain(
      "changed 名称从“店员/导购”改为“导购员” | is called Guide instead of Clerk / guide",
    );
    expect(said.some((line) => line.startsWith("added 可以“客户资源·导出与查看完整信息"))).toBe(
      true,
    );
    expect(said.some((line) => line.startsWith("taken 不再可以“"))).toBe(true);
    for (const { sentence } of change!.lines)
      expect(sentence.zh.length * sentence.en.length).toBeGreaterThan(0);
    expect(said.filter((line) => /^(narrowed|taken).*联系方式/.test(line)).length).toBeGreaterThan(
      0,
    );
  });

  test("of two administrators: other roles are merged, the same role is a clear conflict", async () => {
    const [mine, theirs] = [await role("guide"), await role("guide")];
    expect((await call(one, "role.save", { ...draftOf(mine), duties: words("甲") })).status).toBe(
      200,
    );
    const seller = await role("seller");
    expect(
      (await call(other, "role.save", { ...draftOf(seller), duties: words("乙") })).status,
    ).toBe(200);
    expect((await draft())!.changes).toHaveLength(2);
    const lost = await call(other, "role.save", { ...draftOf(theirs), duties: words("乙") });
    expect(lost).toMatchObject({ status: 409, body: { code: "stale" } });
    expect((await draft())!.changes.find(({ role: id }) => id === mine.id)!.after!.duties.zh).toBe(
      "甲",
    );
    const seen = (await draft(other))!.changes.find(({ role: id }) => id === mine.id)!;
    const again = { ...draftOf(seen.after!), change: seen.change, duties: words("乙") };
    expect(await call(other, "role.save", again)).toMatchObject({
      status: 200,
      body: { id: mine.id },
    });
    expect((await call(one, "role.save", { ...again, duties: words("丙") })).body.code).toBe(
      "stale",
    );
    expect(
      (await call(one, "policyDraft.drop", { role: mine.id, change: seen.change })).body.code,
    ).toBe("stale");
  });

  test("a change that is dropped, undone or taken back by hand is none", async () => {
    const meta = await role("guide");
    const edited = { ...draftOf(meta), duties: words("改过") };
    const { change } = (await call(one, "role.save", edited)).body;
    expect((await call(one, "policyDraft.drop", { role: meta.id, change })).status).toBe(200);
    expect((await draft())!.changes).toEqual([]);
    expect((await call(one, "role.save", edited)).status).toBe(200);
    const again = (await draft())!.changes[0]!.change;
    const undone = await call(one, "role.save", { ...draftOf(meta), change: again });
    expect(undone).toMatchObject({ status: 200, body: { change: 0 } });
    expect((await draft())!.changes).toEqual([]);
    expect((await publishDraft(callers, one)).body.code).toBe("draft_empty");
  });

  test("what was looked at before it was dropped, or its draft discarded, is not taken for what stands there now", async () => {
    const meta = await role("guide");
    const edit = async (zh: string, change: number) =>
      call(one, "role.save", { ...draftOf(meta), duties: words(zh), change });
    const first = (await edit("先", 0)).body.change;
    await call(one, "policyDraft.drop", { role: meta.id, change: first });
    const second = (await edit("后", 0)).body.change;
    expect((await edit("旧", first)).body.code).toBe("stale");
    await policy.clear();
    expect((await edit("新", 0)).status).toBe(200);
    expect((await edit("旧", second)).body.code).toBe("stale");
    expect((await draft())!.changes[0]!.after!.duties.zh).toBe("新");
  });

  test("an archived role comes back by saving it again", async () => {
    const spare = await role("classTeacher");
    await call(one, "role.archive", { id: spare.id, version: spare.version });
    expect((await publishDraft(callers, one, other)).status).toBe(200);
    const back = { ...draftOf(spare), version: spare.version + 1 };
    expect((await call(one, "role.save", back)).status).toBe(200);
    expect((await draft())!.changes[0]).toMatchObject({ kind: "created", before: null });
    expect((await publishDraft(callers, one, other)).status).toBe(200);
    const { version: _was, ...before } = spare;
    const { version: _is, ...after } = await role("classTeacher");
    expect(after).toEqual(before);
  });

  test("that is discarded comes back whole, unless another has begun", async () => {
    await call(one, "role.save", { ...draftOf(await role("guide")), duties: words("改过") });
    const open = (await draft())!;
    expect((await call(one, "policyDraft.discard", { version: open.version + 1 })).body.code).toBe(
      "draft_moved",
    );
    expect((await call(one, "policyDraft.discard", { version: open.version })).status).toBe(200);
    expect(await draft()).toBeNull();
    expect((await call(one, "policyDraft.reopen", { id: open.id })).status).toBe(200);
    const back = (await draft())!;
    expect(back.changes[0]!.after!.duties.zh).toBe("改过");
    await call(one, "policyDraft.discard", { version: back.version });
    await call(one, "role.save", { ...draftOf(await role("seller")), duties: words("别的") });
    expect((await call(one, "policyDraft.reopen", { id: open.id })).body.code).toBe(
      "draft_in_the_way",
    );
  });

  test("a role that was published anew since refuses the publishing by name, and can be edited again", async () => {
    await call(one, "role.save", { ...draftOf(await role("guide")), duties: words("先") });
    const first = (await draft())!;
    await call(one, "policyDraft.discard", { version: first.version });
    const done = await saveAndPublish(
      callers,
      one,
      { ...draftOf(await role("guide")), duties: words("后") },
      other,
    );
    expect(done.status).toBe(200);
    await call(one, "policyDraft.reopen", { id: first.id });
    expect((await draft())!.changes[0]!.isOutdated).toBe(true);
    const refused = await publishDraft(callers, one, other);
    expect(refused).toMatchObject({ status: 409, body: { code: "stale" } });
    expect(refused.body.problems[0].message.zh).toContain("店员/导购");
    const { after, change } = (await draft())!.changes[0]!;
    expect((await call(one, "role.save", { ...draftOf(after!), change })).status).toBe(200);
    expect((await publishDraft(callers, one, other)).status).toBe(200);
    expect((await role("guide")).duties.zh).toBe("先");
  });

  test("a role is archived by it too; one that somebody holds is not", async () => {
    const held = await role("guide");
    expect(
      (await call(one, "role.archive", { id: held.id, version: held.version })).body.code,
    ).toBe("role_in_use");
    const spare = await role("intern");
    expect((await call(one, "role.archive", { id: spare.id, version: spare.version })).status).toBe(
      200,
    );
    expect((await draft())!.changes[0]).toMatchObject({ kind: "archived", after: null });
    expect((await publishDraft(callers, one, other)).status).toBe(200);
    expect((await roles()).some(({ id }) => id === spare.id)).toBe(false);
  });

  test("is the only door: no verb of records changes a role", async () => {
    const { id, version: at } = await role("guide");
    const tries = [
      await call(one, "role.create", { values: { name: "后门" } }),
      await call(one, "role.update", { id, version: at, values: { duties: "改" } }),
      await call(one, "role.delete", { id: roleIdOf("seller"), version: 1 }),
    ];
    for (const { status, body } of tries)
      expect({ status, code: body.code }).toEqual({ status: 409, code: "roles_by_draft" });
    const bulk = await call(one, "role.bulk", {
      ids: [id],
      action: "update",
      values: { duties: "改" },
    });
    expect(JSON.stringify(bulk.body)).toContain("roles_by_draft");
    expect((await role("guide")).version).toBe(at);
    const outsider = await call(guide, "role.update", {
      id,
      version: at,
      values: { duties: "改" },
    });
    expect(outsider).toMatchObject({ status: 403, body: { code: "forbidden" } });
  });
});

describe("R144: four eyes", () => {
  const change = async () =>
    call(one, "role.save", {
      ...draftOf(await role("guide")),
      duties: words(`第 ${Math.random()} 版`),
    });

  test("who submitted cannot approve; a second person sees it and publishes, and both are named", async () => {
    await change();
    const reply: PolicyDraftReply = (await call(one, "policy/draft")).body;
    expect(reply.fourEyes).toEqual({ rule: "auto", isNeeded: true, others: 1 });
    const at = (await draft())!.version;
    expect(await call(one, "policyDraft.publish", { version: at })).toMatchObject({
      status: 403,
      body: { code: "four_eyes" },
    });
    expect((await call(one, "policyDraft.submit", { version: at, note: "春季调整" })).status).toBe(
      200,
    );
    const submitted = (await draft(other))!;
    expect(submitted).toMatchObject({
      state: "submitted",
      note: "春季调整",
      submittedBy: { title: "管理员甲" },
    });
    expect((await call(one, "policyDraft.publish", { version: submitted.version })).body.code).toBe(
      "four_eyes",
    );
    const told = (await call(other, "inbox")).body.lines;
    expect(told[0]).toMatchObject({
      kind: "draftSubmitted",
      object: "policyDraft",
      by: { title: "管理员甲" },
    });
    expect((await call(other, "policyDraft.publish", { version: submitted.version })).status).toBe(
      200,
    );
    const [latest] = (await call(one, "policy/versions")).body.versions;
    expect(latest).toMatchObject({
      note: "春季调整",
      draft: submitted.number,
      publishedBy: { title: "管理员乙" },
      submittedBy: { title: "管理员甲" },
    });
    expect((await call(one, "inbox")).body.lines[0].kind).toBe("draftPublished");
  });

  test("a change after the submission withdraws it, and what was looked at is what is published", async () => {
    await change();
    await call(one, "policyDraft.submit", { version: (await draft())!.version });
    const seen = (await draft(other))!;
    const { after, change: at } = seen.changes[0]!;
    await call(one, "role.save", { ...draftOf(after!), change: at, duties: words("偷偷改的") });
    expect((await draft())!.state).toBe("open");
    expect((await call(other, "policyDraft.publish", { version: seen.version })).body.code).toBe(
      "draft_moved",
    );
    const now = (await draft(other))!;
    expect((await call(other, "policyDraft.publish", { version: now.version })).body.code).toBe(
      "four_eyes",
    );
    await call(one, "role.save", { ...draftOf(await role("seller")), duties: words("另一处") });
    await call(one, "policyDraft.submit", { version: (await draft())!.version });
    const { role: dropped, change: last } = (await draft(other))!.changes[0]!;
    await call(one, "policyDraft.drop", { role: dropped, change: last });
    expect(await draft()).toMatchObject({ state: "open", submittedBy: null });
  });

  test("it is returned with a remark", async () => {
    await change();
    await call(one, "policyDraft.submit", { version: (await draft())!.version });
    const { version: at } = (await draft(other))!;
    expect(
      (await call(other, "policyDraft.return", { version: at, remark: "范围太大" })).status,
    ).toBe(200);
    expect(await draft()).toMatchObject({ state: "open", remark: "范围太大", submittedBy: null });
    expect((await call(one, "inbox")).body.lines[0].kind).toBe("draftReturned");
  });

  test("nobody takes the second pair of eyes off alone", async () => {
    expect((await call(one, "policyDraft.setFourEyes", { fourEyes: "sometimes" })).status).toBe(
      400,
    );
    expect((await call(one, "policyDraft.setFourEyes", { fourEyes: "never" })).status).toBe(200);
    expect((await draft())!.fourEyes).toBe("never");
    expect((await publishDraft(callers, one)).body.code).toBe("four_eyes");
    expect((await publishDraft(callers, one, other)).status).toBe(200);
    await change();
    expect((await publishDraft(callers, one)).status).toBe(200);
    await call(one, "policyDraft.setFourEyes", { fourEyes: "auto" });
    expect((await publishDraft(callers, one)).status).toBe(200);
    expect((await call(one, "policy/draft")).body.fourEyes.isNeeded).toBe(true);
  });

  test("whoever has no rights over the whole policy is answered as if there were none", async () => {
    await change();
    const { version: at, id } = (await draft())!;
    for (const person of [regional, guide]) {
      expect((await call(person, "policy/draft")).body).toEqual({
        draft: null,
        policy: null,
        fourEyes: { rule: "auto", isNeeded: false, others: 0 },
        may: { edit: false, submit: false, publish: false },
      });
      expect((await call(person, "policy/versions")).body.versions).toEqual([]);
      expect((await call(person, "policy/versions/1")).body.code).toBe("not_found");
      expect((await call(person, "policyDraft.get", { id })).body.code).toBe("not_found");
      const tries = [
        await call(person, "role.save", {
          name: words("后门"),
          duties: words(""),
          grants: {},
          classes: {},
        }),
        await call(person, "role.archive", { id: roleIdOf("seller"), version: 1 }),
        await call(person, "policyDraft.discard", { version: at }),
        await call(person, "policyDraft.submit", { version: at }),
        await call(person, "policyDraft.return", { version: at }),
        await call(person, "policyDraft.publish", { version: at }),
        await call(person, "policyDraft.rollBack", { number: 1 }),
        await call(person, "policyDraft.setFourEyes", { fourEyes: "never" }),
      ];
      for (const { status, body } of tries)
        expect({ status, code: body.code }).toEqual({ status: 403, code: "forbidden" });
    }
    expect((await draft())!.version).toBe(at);
  });
});

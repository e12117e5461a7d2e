/** What rules rest on, and the review of exactly those that cite what has changed (R56). */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { InboxReply, RegulationsReply, Rule } from "../../http/contract.ts";
import { draftOf, publishDraft } from "../../testing/policy.ts";
import { createPolicyWorld, type PolicyWorld } from "../../testing/policy-world.ts";
import { tellOverdue } from "./review-notices.ts";

let policy: PolicyWorld;

const LAW = "个人信息保护法 §28";
const INTERNAL = "客户资料管理办法 第六条";

beforeAll(async () => {
  policy = await createPolicyWorld();
});
afterAll(() => policy.close());

const reply = async (person = policy.one): Promise<RegulationsReply> =>
  (await policy.call(person, "policy/regulations")).body;
const call = (name: string, body: object, person = policy.one) =>
  policy.call(person, `regulation.${name}`, body);
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();
const inbox = async (person: string): Promise<InboxReply> =>
  (await policy.call(person, "inbox")).body;

const rule = (id: string, cites?: readonly string[]): Rule => ({
  id,
  effect: "forbid",
  actions: ["customer.export"],
  scope: "own",
  everywhere: true,
  ...(cites ? { cites } : {}),
});

/** The rules beside the matrix of a role, put into the draft. */
async function write(template: string, change: (rules: readonly Rule[]) => readonly Rule[]) {
  const meta = await policy.role(template);
  return policy.call(policy.one, "role.save", {
    ...draftOf(meta),
    rules: change(meta.rules ?? []),
  });
}

async function publish(): Promise<void> {
  const { status } = await publishDraft(policy.callers, policy.one, policy.other);
  expect(status).toBe(200);
}

const states = async () =>
  (await reply()).reviews[0]!.items.map(({ rule: id, state }) => `${id} ${state}`);

test("R56: a regulation is registered once, under a name that rules cite, and what is wrong is named", async () => {
  const law = { code: LAW, kind: "law", title: "敏感个人信息的处理" };
  expect((await call("save", law)).body).toEqual({ code: LAW });
  await call("save", { code: INTERNAL, kind: "internal", title: "导出须有依据" });
  expect((await call("save", law)).body.problems).toMatchObject([{ path: "code", code: "taken" }]);
  const bad = await call("save", { code: " ", kind: "rumour", title: "x".repeat(201) });
  expect(bad.body.problems.map(({ path }: { path: string }) => path)).toEqual([
    "code",
    "title",
    "kind",
  ]);
  expect((await call("save", { ...law, version: 7 })).body.code).toBe("stale");
  expect((await call("save", { ...law, title: "敏感信息", version: 1 })).status).toBe(200);
  expect((await reply()).regulations).toMatchObject([
    { code: LAW, kind: "law", title: "敏感信息", version: 2, citing: [] },
    { code: INTERNAL, kind: "internal", citing: [] },
  ]);
});

test("R56: a rule cites what is registered and nothing else; it says so in its sentence, and is no other right for it", async () => {
  const unknown = await write("guide", (rules) => [...rules, rule("cited", [LAW, "民间传说"])]);
  expect(unknown.body.problems).toMatchObject([
    { code: "unknown_regulation", message: { zh: expect.stringContaining("民间传说") } },
  ]);
  await write("guide", (rules) => [...rules, rule("cited", [LAW]), rule("free")]);
  await write("storeHead", (rules) => [...rules, rule("both", [LAW, INTERNAL])]);
  await publish();
  const [law, internal] = (await reply()).regulations;
  expect(law!.citing.map((one) => one.rule).toSorted()).toEqual(["both", "cited"]);
  expect(internal!.citing).toMatchObject([
    {
      rule: "both",
      sentence: {
        zh: expect.stringContaining(`（依据：${LAW}、${INTERNAL}）`),
        en: expect.stringContaining(`(resting on ${LAW}, ${INTERNAL})`),
      },
    },
  ]);
  // Whose rule only cites something more is not told of other rights.
  await write("guide", (rules) =>
    rules.map((one) => (one.id === "free" ? rule("free", [INTERNAL]) : one)),
  );
  const before = (await inbox(policy.guide)).lines.length;
  await publish();
  expect((await inbox(policy.guide)).lines.length).toBe(before);
  await write("guide", (rules) => rules.map((one) => (one.id === "free" ? rule("free") : one)));
  await publish();
});

test("R56: marking one as changed opens a review of exactly the rules that cite it, with owner and date", async () => {
  const asked = { code: LAW, change: "新增单独同意的要求", owner: policy.other, due: tomorrow() };
  const refused = await call("review", { ...asked, owner: policy.guide });
  expect(refused.body.problems).toMatchObject([{ path: "owner", code: "owner_edits_nothing" }]);
  const past = new Date(Date.now() - 1_000).toISOString();
  const empty = await call("review", { code: LAW, change: "", owner: "x", due: past });
  expect(empty.body.problems.map(({ path }: { path: string }) => path)).toEqual([
    "change",
    "owner",
    "due",
  ]);
  await call("save", { code: "无人引用", kind: "article", title: "没有规则" });
  expect((await call("review", { ...asked, code: "无人引用" })).body.code).toBe("nothing_cites");
  expect((await call("review", asked)).status).toBe(200);
  const [review] = (await reply()).reviews;
  expect(review).toMatchObject({
    regulation: LAW,
    change: "新增单独同意的要求",
    owner: { id: policy.other, title: "管理员乙" },
    due: asked.due,
    isClosed: false,
    isOverdue: false,
  });
  expect((await states()).toSorted()).toEqual(["both open", "cited open"]);
  expect((await inbox(policy.other)).lines).toContainEqual(
    expect.objectContaining({
      kind: "reviewOpened",
      object: "regulationReview",
      sentence: expect.objectContaining({ zh: `${LAW}：新增单独同意的要求` }),
    }),
  );
});

test("R56: a review is closed rule by rule, with a remark or a change; a change that is put aside or rolled back opens it again", async () => {
  const [{ id, items }] = (await reply()).reviews as [RegulationsReply["reviews"][number]];
  const of = (name: string) => ({
    review: id,
    role: items.find((one) => one.rule === name)!.role,
    rule: name,
  });
  const settle = (name: string, outcome: string, remark?: string) =>
    call("settle", { ...of(name), outcome, ...(remark ? { remark } : {}) }, policy.other);
  expect((await settle("both", "kept")).body.problems).toMatchObject([
    { path: "remark", code: "required" },
  ]);
  expect((await settle("both", "kept", "已符合新要求")).status).toBe(200);
  expect((await settle("cited", "changed")).body.code).toBe("not_changed");
  await write("guide", (rules) =>
    rules.map((one) => (one.id === "cited" ? { ...one, scope: "subtree" } : one)),
  );
  expect((await settle("cited", "changed")).status).toBe(200);
  expect((await states()).toSorted()).toEqual(["both kept", "cited drafted"]);
  await policy.clear();
  expect((await states()).toSorted()).toEqual(["both kept", "cited open"]);
  await write("guide", (rules) =>
    rules.map((one) => (one.id === "cited" ? { ...one, scope: "subtree" } : one)),
  );
  expect((await reply()).reviews[0]!.isClosed).toBe(false);
  await publish();
  expect((await reply()).reviews[0]).toMatchObject({ isClosed: true });
  expect((await states()).toSorted()).toEqual(["both kept", "cited changed"]);
  expect((await reply()).reviews[0]!.items.find((one) => one.rule === "both")).toMatchObject({
    remark: "已符合新要求",
    by: { id: policy.other },
  });
  const nobody = { ...of("both"), rule: "nobody", outcome: "kept", remark: "?" };
  expect((await call("settle", nobody)).status).toBe(404);
});

test("R56: who answers for a review is told once that it is late, and of one that is closed nobody is", async () => {
  const { db } = policy.world.services;
  await call("review", { code: INTERNAL, change: "改版", owner: policy.other, due: tomorrow() });
  await db.query("update regulation_review set due = statement_timestamp() - interval '1 minute'");
  const told = async (person: string) =>
    (await inbox(person)).lines.filter(({ kind }) => kind === "reviewOverdue").length;
  await tellOverdue(db);
  await tellOverdue(db);
  expect([await told(policy.one), await told(policy.other)]).toEqual([1, 1]);
  expect((await reply()).reviews.map((one) => [one.regulation, one.isOverdue])).toEqual([
    [INTERNAL, true],
    [LAW, false],
  ]);
});

test("R56: the matrix of a role is cited as a whole, by what it opens and no rule says, and is reviewed like a rule", async () => {
  const code = "门店手册 第三章";
  await call("save", { code, kind: "internal", title: "店员可以做什么" });
  const save = async (more: object) =>
    policy.call(policy.one, "role.save", { ...draftOf(await policy.role("guide")), ...more });
  const unknown = await save({ cites: [code, "没有登记"] });
  expect(unknown.body.problems).toMatchObject([{ path: "cites.1", code: "unknown_regulation" }]);
  expect((await save({ cites: code })).body.problems).toMatchObject([{ path: "cites" }]);
  expect((await save({ cites: [code, code] })).status).toBe(200);
  const [change] = (await policy.draft())!.changes;
  expect(change!.lines).toMatchObject([
    { kind: "added", sentence: { zh: `权限矩阵依据：${code}` } },
  ]);
  await publish();
  expect((await policy.role("guide")).cites).toEqual([code]);
  // Whoever says nothing of it leaves it as it is, and what has nothing to do with it opens nothing again.
  const cited = (await reply()).regulations.find((one) => one.code === code)!;
  expect(cited.citing.map(({ rule: id, sentence }) => [id, sentence.zh])).toEqual([
    ["@matrix", "权限矩阵，以及各级别和字段怎样可见"],
  ]);
  expect((await call("remove", { code, version: cited.version })).body.code).toBe(
    "regulation_cited",
  );
  const asked = { code, change: "新增一节", owner: policy.other, due: tomorrow() };
  const { id } = (await call("review", asked)).body;
  const state = async () => {
    const { items, isClosed } = (await reply()).reviews.find((one) => one.id === id)!;
    return [...items.map((item) => `${item.rule} ${item.state}`), isClosed];
  };
  expect(await state()).toEqual(["@matrix open", false]);
  expect((await save({ duties: { zh: "另说", en: "" } })).status).toBe(200);
  await publish();
  expect(await state()).toEqual(["@matrix open", false]);
  const { id: role, grants } = await policy.role("guide");
  const settle = () => call("settle", { review: id, role, rule: "@matrix", outcome: "changed" });
  expect((await settle()).body.code).toBe("not_changed");
  const other = grants["customer.view"] === "own" ? "unit" : "own";
  expect((await save({ grants: { ...grants, "customer.view": other } })).status).toBe(200);
  expect((await settle()).status).toBe(200);
  expect(await state()).toEqual(["@matrix drafted", false]);
  await publish();
  expect(await state()).toEqual(["@matrix changed", true]);
});

test("R56: what rules rest on is not removed under them, nor what was reviewed; the rest is", async () => {
  const { body } = await call("remove", { code: LAW, version: 2 });
  expect(body.code).toBe("regulation_cited");
  expect(body.problems).toHaveLength(2);
  await write("guide", (rules) => rules.filter(({ id }) => id !== "cited"));
  await write("storeHead", (rules) => rules.filter(({ id }) => id !== "both"));
  expect((await call("remove", { code: LAW, version: 2 })).body.code).toBe("regulation_cited");
  await publish();
  expect((await call("remove", { code: LAW, version: 2 })).body.code).toBe("regulation_reviewed");
  expect((await call("remove", { code: "无人引用", version: 1 })).status).toBe(200);
});

test("R56: without rights over the whole policy there are none: whoever administers a region sees nothing and does nothing", async () => {
  for (const person of [policy.regional, policy.guide]) {
    expect(await reply(person)).toEqual({ regulations: [], reviews: [], mayEdit: false });
    const [{ id, items }] = (await reply()).reviews as [RegulationsReply["reviews"][number]];
    const item = { review: id, role: items[0]!.role, rule: items[0]!.rule };
    for (const [name, body] of [
      ["save", { code: "X", kind: "law", title: "X" }],
      ["remove", { code: LAW, version: 2 }],
      ["review", { code: LAW, change: "x", owner: person, due: tomorrow() }],
      ["settle", { ...item, outcome: "kept", remark: "x" }],
    ] as const)
      expect((await call(name, body, person)).status).toBe(403);
  }
  const { db } = policy.world.services;
  const [{ id }] = (await reply()).reviews as [RegulationsReply["reviews"][number]];
  await db.query(
    "insert into notice (id, person, kind, object, record) values (gen_random_uuid(), $1, 'reviewOverdue', 'regulationReview', $2)",
    [policy.regional, id],
  );
  expect(await inbox(policy.regional)).toMatchObject({ lines: [], unread: 0 });
});

/** R144: the class of a field that people use is a part of the policy, and changes as roles do. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type {
  CustomFieldMeta,
  ImpactFound,
  ImpactReply,
  InboxReply,
  PolicyDraft,
  ShadowReply,
  SimulationReply,
} from "../http/contract.ts";
import { publishDraft } from "../testing/policy.ts";
import { createPolicyWorld, FULL, words, type PolicyWorld } from "../testing/policy-world.ts";
import { NO_CHANGES, readChanges } from "./draft-store.ts";
import { worldOfDraft } from "./draft-world.ts";

let policy: PolicyWorld;
let head: string;
let both: string;
let field: CustomFieldMeta;
let record: string;

const PLACE = { object: "customer", field: "nickname" };

beforeAll(async () => {
  policy = await createPolicyWorld();
  const { world, store, callers, guide } = policy;
  head = await world.person("店长", "storeHead", store);
  both = await world.person("兼任", "administrator", world.root);
  await world.assign(both, "guide", store);
  for (const person of [head, both]) await callers.signIn(person);
  // What sets a field apart opens the others one by one.
  await world.role({
    id: "apart",
    name: words("单独设置"),
    duties: words("单独设置"),
    grants: { "customer.view": "unit" },
    classes: { basic: { own: "plain", beyond: "masked", write: false } },
    fields: { customer: { phone: FULL } },
  });
  await world.assign(head, "apart", store);
  // A new field is there at once, in the class that its maker chose.
  const added = await policy.call(policy.one, "customField.add", {
    object: "customer",
    label: words("昵称"),
    name: "nickname",
    type: "phone",
    sensitivity: "basic",
  });
  field = added.body;
  const made = await policy.call(guide, "customer.create", {
    values: { name: "李四", nickname: "13900001234" },
  });
  record = made.body.record.id;
});
afterAll(() => policy.close());

const set = (person: string, sensitivity: unknown, more: object = {}) =>
  policy.call(person, "policyDraft.setClass", { ...PLACE, from: "basic", sensitivity, ...more });

const publish = () => publishDraft(policy.callers, policy.one, policy.other);

async function levelFor(person: string): Promise<"plain" | "masked" | "absent"> {
  const { body } = await policy.call(person, "customer.get", { id: record });
  const { values, masked } = body.record;
  return masked.includes("nickname") ? "masked" : "nickname" in values ? "plain" : "absent";
}

const draft = async (): Promise<PolicyDraft> => (await policy.draft())!;

async function impact(): Promise<ImpactFound> {
  for (;;) {
    const reply = (await policy.call(policy.one, "policy/impact")).body as ImpactReply;
    if (reply.state === "done") return reply.found;
    if (reply.state !== "counting") throw new Error(JSON.stringify(reply));
  }
}

test("not at once, not by who may not, and not over what somebody else has done", async () => {
  const { one, other, regional, guide, call } = policy;
  const { object, name, version } = field;
  const direct = await call(one, "customField.change", {
    object,
    name,
    version,
    sensitivity: "contact",
  });
  expect(direct.body.problems).toMatchObject([{ path: "sensitivity", code: "class_in_draft" }]);
  const same = { object, name, version, sensitivity: "basic" };
  expect((await call(one, "customField.change", same)).status).toBe(200);
  for (const person of [regional, guide, head])
    expect(await set(person, "contact")).toMatchObject({ status: 403 });
  for (const more of [{ field: "phone" }, { field: "nothing" }, { object: "nothing" }])
    expect((await set(one, "contact", more)).status).toBe(404);
  for (const odd of ["secret", null, 7, "__proto__"])
    expect((await set(one, odd)).body.problems).toMatchObject([{ path: "sensitivity" }]);
  expect((await set(one, "contact", { from: "contact" })).status).toBe(409);
  expect((await set(one, "contact", { change: 1 })).status).toBe(409);
  expect(await policy.draft()).toBeNull();
  const { change } = (await set(one, "contact")).body;
  expect(change).toBeGreaterThan(0);
  // A colleague who did not look at that loses nothing of it.
  expect((await set(other, "strategic")).status).toBe(409);
  expect((await set(other, "strategic", { change })).status).toBe(200);
  const mine = (await draft()).classes[0]!;
  expect(mine).toMatchObject({ ...PLACE, from: "basic", sensitivity: "strategic" });
  // As it is published: nothing is left of the change.
  expect((await set(one, "basic", { change: mine.change })).body).toEqual({ change: 0 });
  expect((await draft()).classes).toEqual([]);
  expect(await levelFor(head)).toBe("plain");
});

test("what waits is told in words, and what publishing will do is foreseen exactly: impact, shadow, simulator, world", async () => {
  const { one, other, guide, call, world } = policy;
  const { db, subjects, shadow } = world.services;
  await set(one, "contact");
  const waiting = await draft();
  expect(waiting.classes).toMatchObject([
    {
      line: {
        kind: "narrowed",
        sentence: { zh: "字段“客户·昵称”的敏感级别从“基本信息”改为“联系方式”" },
      },
      isOutdated: false,
    },
  ]);
  expect(waiting.people.count).toBeGreaterThan(0);
  expect(waiting.warnings).toEqual([]);
  const before = await subjects.loadWorld(db);
  const changes = await readChanges(db, waiting.id);
  const foreseen = worldOfDraft(before, changes);
  expect(worldOfDraft(before, NO_CHANGES)).toEqual(before);
  const staff = [guide, head, both];
  const was = await Promise.all(staff.map(levelFor));
  expect(was).toEqual(["plain", "plain", "plain"]);
  const { objects } = await impact();
  expect(objects.map(({ object, rows }) => [object, rows.length])).toEqual([["customer", 1]]);
  const [read] = objects[0]!.rows;
  expect(read!.change).toEqual({ kind: "read", name: "nickname", from: "plain", to: "masked" });
  // The head and who is a guide beside, on both customers of the store, which are the guide's own.
  expect(read).toMatchObject({ people: 2, pairs: 4, records: 2, isGain: false });
  const asked = new URLSearchParams({ object: "customer", ...read!.change }).toString();
  const { people } = (await call(one, `policy/impact/people?${asked}`)).body;
  expect(new Set(people.map(({ person }: { person: { id: string } }) => person.id))).toEqual(
    new Set([head, both]),
  );
  const drill = `policy/impact/records?person=${head}&${asked}`;
  expect((await call(one, drill)).body).toMatchObject({ unseen: 2 });
  const question = {
    who: { kind: "person", person: head },
    object: "customer",
    action: "view",
    field: "nickname",
    record: { kind: "sample", of: "colleague", unit: policy.store, takesPart: null, values: {} },
    at: null,
  };
  const said = (await call(one, "policy/simulate", question)).body as SimulationReply;
  expect(said.published.explanation?.field).not.toEqual(said.draft?.explanation?.field);
  const { version } = waiting;
  expect((await call(one, "policyDraft.startShadow", { version, hours: 1 })).status).toBe(200);
  await levelFor(head);
  await shadow.drain();
  const shadowed = (await call(one, "policy/shadow")).body as ShadowReply;
  expect(shadowed).toMatchObject({
    objects: [{ object: "customer", rows: [{ change: read!.change }] }],
  });

  const alone = await call(one, "policyDraft.publish", { version: (await draft()).version });
  expect(alone.body.code).toBe("four_eyes");
  expect((await publishDraft(policy.callers, one, other)).status).toBe(200);
  expect(await Promise.all(staff.map(levelFor))).toEqual(["plain", "masked", "masked"]);
  // Whoever holds a role that reaches the field otherwise is told, but for who published it.
  const { lines } = (await call(head, "inbox")).body as InboxReply;
  expect(lines.map(({ kind, sentence }) => [kind, sentence?.zh])).toContainEqual([
    "rights",
    expect.stringContaining("店长"),
  ]);
  const told = await db.query<{ person: string }>(
    "select person from notice where kind = 'rights' and object = 'role'",
  );
  const reached = told.rows.map(({ person }) => person);
  expect(reached).toContain(both);
  expect(reached).not.toContain(other);
  const after = await subjects.loadWorld(db);
  expect(foreseen.model.schema).toEqual(after.model.schema);
  expect(new Map(foreseen.policy.roles.map((role) => [role.id, role]))).toEqual(
    new Map(after.policy.roles.map((role) => [role.id, role])),
  );
  expect(foreseen.policy).not.toEqual(before.policy);
});

test("a version keeps the classes, and going back to it brings them back, with a warning for whom that opens them", async () => {
  const { one, call } = policy;
  const { policy: number } = (await call(one, "policy/draft")).body;
  const { classes } = (await call(one, `policy/versions/${number}`)).body;
  expect(classes.back).toEqual([]);
  expect(classes.since).toMatchObject([{ kind: "narrowed" }]);
  expect((await call(one, "policyDraft.rollBack", { number: number - 1 })).status).toBe(200);
  // The role of this test is younger than that version, and stays.
  for (const { role, change } of (await draft()).changes)
    await call(one, "policyDraft.drop", { role, change });
  const back = await draft();
  expect(back.classes).toMatchObject([
    { from: "contact", sensitivity: "basic", line: { kind: "widened" } },
  ]);
  expect(back.warnings).toMatchObject([
    { code: "field_opens", parameters: { ...PLACE, people: 3 } },
  ]);
  expect(back.warnings[0]!.sentence.zh).toContain("店长");
  // A field that is archived meanwhile changes nothing, and is named.
  const meta: CustomFieldMeta = (await call(one, "customFields")).body.objects
    .flatMap(({ fields }: { fields: CustomFieldMeta[] }) => fields)
    .find(({ name }: CustomFieldMeta) => name === "nickname");
  const { object, name, version } = meta;
  expect((await call(one, "customField.archive", { object, name, version })).status).toBe(200);
  expect((await draft()).classes).toMatchObject([{ isOutdated: true }]);
  const refused = await publish();
  expect(refused).toMatchObject({ status: 409, body: { code: "stale" } });
  expect(refused.body.problems[0].path).toBe("fieldClasses.customer.nickname");
  const again = { object, name, version: version + 1 };
  expect((await call(one, "customField.restore", again)).status).toBe(200);
  expect(await levelFor(head)).toBe("masked");
  const whole = { version: (await draft()).version };
  expect((await call(policy.other, "policyDraft.publish", whole)).status).toBe(200);
  expect(await levelFor(head)).toBe("plain");
});

test("the policy's file says them, and takes them into the draft; what is wrong is named with its place", async () => {
  const { one, call } = policy;
  const text: string = await policy.callers.text(one, "policy/file?of=published");
  expect(text).toContain("fieldClasses:\n  customer:\n    nickname: basic\n");
  const small = "format: latchkey/policy/1\nfieldClasses:\n  customer:\n    nickname: financial\n";
  const compared = (await call(one, "policyFile.compare", { text: small })).body;
  expect(compared).toMatchObject({ roles: [], classes: [{ kind: "narrowed" }] });
  expect((await call(one, "policyFile.import", { text: small })).body.classes).toBe(1);
  const drafted: string = await policy.callers.text(one, "policy/file?of=draft");
  expect(drafted).toBe(text.replace("nickname: basic", "nickname: financial"));
  const wrong = `${small}    phone: basic\n    odd: basic\n  order: 5\n  nothing: {}\n`.replace(
    "financial",
    "secret",
  );
  const { problems } = (await call(one, "policyFile.compare", { text: wrong })).body;
  expect(
    problems.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`),
  ).toEqual([
    "fieldClasses.customer.nickname not_choice",
    "fieldClasses.customer.phone unknown_field",
    "fieldClasses.customer.odd unknown_field",
    "fieldClasses.order not_object",
    "fieldClasses.nothing unknown_field",
  ]);
  expect(problems[0].message.zh).toContain("第 4 行第 ");
  await policy.clear();
});

test("R56: what rules rest on stands in the file, and comes with it before a rule that cites it", async () => {
  const { one, call } = policy;
  const law = { code: "个保法 §28", kind: "law", title: "敏感信息须单独同意" };
  expect((await call(one, "regulation.save", law)).status).toBe(200);
  const text: string = await policy.callers.text(one, "policy/file?of=published");
  const said = `regulations:\n  - code: ${law.code}\n    kind: law\n    title: ${law.title}\n`;
  expect(text).toContain(said);
  expect((await call(one, "policyFile.compare", { text })).body.regulations).toBe(0);
  const renamed = text.replace(law.title, "须单独书面同意");
  const more = renamed.replace(
    "regulations:\n",
    "regulations:\n  - code: 制度 7\n    kind: internal\n    title: 导出须登记\n",
  );
  const citing = more.replace(
    "        effect: permit\n",
    "        cites: [制度 7]\n        effect: permit\n",
  );
  const uncited = citing.replace(/ {2}- code: 制度 7\n.*\n.*\n/, "");
  expect((await call(one, "policyFile.compare", { text: uncited })).body.problems).toMatchObject([
    { code: "unknown_regulation" },
  ]);
  expect((await call(one, "policyFile.import", { text: citing })).body).toMatchObject({
    roles: 1,
    regulations: 2,
  });
  const { regulations } = (await call(one, "policy/regulations")).body;
  expect(regulations).toMatchObject([{ title: "须单独书面同意" }, { code: "制度 7" }]);
  const wrong = "format: latchkey/policy/1\nregulations:\n  - code: x\n    kind: rumour\n  - 5\n";
  const { problems } = (await call(one, "policyFile.compare", { text: wrong })).body;
  expect(
    problems.map(({ path, code }: { path: string; code: string }) => `${path} ${code}`),
  ).toEqual([
    "regulations.0.title required",
    "regulations.0.kind not_choice",
    "regulations.1 not_object",
    "regulations.1.code required",
    "regulations.1.title required",
    "regulations.1.kind not_choice",
  ]);
  await policy.clear();
});

test("nobody moves a field into a class that opens it to themselves, nor lets a colleague's draft do it with their approval", async () => {
  const { one, call, callers } = policy;
  expect((await set(one, "strategic")).status).toBe(200);
  expect((await publish()).status).toBe(200);
  const open = { from: "strategic" };
  expect((await set(both, "basic", open)).body.code).toBe("opens_to_self");
  expect((await set(one, "basic", open)).status).toBe(200);
  const approved = await publishDraft(callers, one, both);
  expect(approved.body).toMatchObject({ code: "opens_to_self" });
  expect(approved.body.problems[0].message.zh).toContain("客户·昵称");
  expect(await levelFor(policy.guide)).toBe("absent");
  const { version } = await draft();
  expect((await call(policy.other, "policyDraft.publish", { version })).status).toBe(200);
  expect(await levelFor(policy.guide)).toBe("plain");
});

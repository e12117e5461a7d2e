import { decide } from "@latchkey/policy";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { objectNamed } from "../derive/model.ts";
import type { Explanation } from "../http/contract.ts";
import { VERBS } from "../http/verbs.ts";
import { as, createEnterprise, roleOfRules, type Enterprise } from "../testing/enterprise.ts";
import { bumpSubjects } from "./guard.ts";
import { myRights } from "../policies/my-rights.ts";
import { findRecord } from "./list.ts";
import { scopeOf } from "./scope.ts";

let world: Enterprise;
let store: string;
let seller: string;
let head: string;
let intern: string;
let admin: string;
let mine: string;
let others: string;
let elsewhere: string;
let draft: string;
let filed: string;

const NOBODY = "01a00000-0000-7000-8000-000000000000";

beforeAll(async () => {
  world = await createEnterprise();
  store = await world.unit("南山店");
  const other = await world.unit("福田店");
  seller = await world.person("销售甲", "seller", store);
  head = await world.person("店长乙", "storeHead", store);
  intern = await world.person("实习生丙", "intern", store);
  admin = await world.person("管理员丁", "administrator", world.root);
  const base = { stage: "new", phone: "+8613900001234", riskNote: "机密风险" };
  [mine, others, elsewhere] = (await world.insert("customer", [
    { ...base, unit: store, owner: seller, name: "张三" },
    { ...base, unit: store, owner: head, name: "李四" },
    { ...base, unit: other, owner: null, name: "王五密名" },
  ])) as [string, string, string];
  const note = {
    customer: mine,
    unit: store,
    owner: seller,
    kind: "note",
    at: "2026-11-01T00:00:00.000Z",
  };
  [draft, filed] = (await world.insert("followUp", [
    { ...note, createdBy: seller, subject: "草稿", state: "draft" },
    { ...note, createdBy: seller, subject: "已归档", state: "filed" },
  ])) as [string, string];
});

afterAll(() => world.close());

const ask = (person: string, object: string, body: object): Promise<Explanation> =>
  VERBS["explain"]!(world.services, as(person), object, body as never) as Promise<Explanation>;

describe("an explanation", () => {
  test("R142: says in one sentence which role allows", async () => {
    const reply = await ask(seller, "customer", { id: mine, action: "edit" });
    expect(reply.allow).toBe(true);
    expect(reply.sentence.zh).toMatch(/^您可以.*编辑.*销售代表.*允许。$/);
    expect(reply.steps[0]).toMatchObject({
      applied: true,
      effect: "permit",
      assignment: { unit: "南山店", because: { zh: "test" } },
    });
  });

  test("R142: names the forbid that refuses, and its condition by field and choice", async () => {
    const reply = await ask(seller, "followUp", { id: filed, action: "edit" });
    expect(reply.allow).toBe(false);
    expect(reply.sentence.zh).toContain("状态不是“未归档”");
    expect(reply.flip.map(({ zh }) => zh).join()).toContain("状态为“未归档”");
    expect((await ask(seller, "followUp", { id: draft, action: "edit" })).allow).toBe(true);
  });

  test("R24: says that no role held includes the action", async () => {
    const reply = await ask(seller, "customer", { id: mine, action: "delete" });
    expect(reply.sentence).toEqual({
      zh: "您不能对此客户进行“删除”：所持角色都不含“删除”。",
      en: "You may not do “Delete” on this customer: no role held includes “Delete”.",
    });
    expect(reply.flip[0]!.zh).toBe("需要一个包含“删除”的角色");
  });

  test("R43: what may be seen and not changed says how far changing reaches", async () => {
    const guide = await world.person("导购", "guide", store);
    const reply = await ask(guide, "customer", { id: others, action: "edit" });
    expect(reply.allow).toBe(false);
    expect(reply.sentence.zh).toContain("客户不由您负责");
    expect(reply.flip.map(({ zh }) => zh)).toContain("如果客户由您负责");
  });

  test("R29: a field of a record that may not be edited is explained by the act", async () => {
    const guide = await world.person("导购二", "guide", store);
    const reply = await ask(guide, "customer", { id: others, action: "edit", field: "note" });
    expect(reply.field).toEqual({ name: "note", level: "plain" });
    expect(reply.sentence.zh).toContain("客户不由您负责");
  });

  test("R142: a field with an act of its own is explained by that act, which editing is not", async () => {
    const guide = await world.person("导购三", "guide", store);
    const [own] = await world.insert("customer", [
      { stage: "new", unit: store, owner: guide, name: "赵六" },
    ]);
    const named = { id: own, action: "edit" } as const;
    expect((await ask(guide, "customer", { ...named, field: "note" })).allow).toBe(true);
    const level = await ask(guide, "customer", { ...named, field: "level" });
    expect([level.allow, level.action]).toEqual([false, "setLevel"]);
    expect(level.sentence.zh).toContain("所持角色都不含“调整会员等级”");
    expect((await ask(head, "customer", { ...named, field: "level" })).allow).toBe(true);
  });

  test("R134: a mask says which role masks, an absent cell which roles would open it", async () => {
    const masked = await ask(head, "customer", { id: mine, action: "view", field: "phone" });
    expect(masked.field).toEqual({ name: "phone", level: "masked" });
    expect(masked.sentence.zh).toMatch(
      /^您看到的.*是打码的：店长对“南山店”的客户只开放打码的手机。$/,
    );
    const absent = await ask(head, "customer", { id: mine, action: "view", field: "receivable" });
    expect(absent.field!.level).toBe("absent");
    expect(absent.sentence.zh).toContain("财务信息");
    expect(absent.flip[0]!.zh).toContain("老板");
  });

  test("hidden and missing explain alike", async () => {
    const refused = { code: "not_found" };
    await expect(ask(seller, "customer", { id: others, action: "view" })).rejects.toMatchObject(
      refused,
    );
    await expect(ask(seller, "customer", { id: NOBODY, action: "view" })).rejects.toMatchObject(
      refused,
    );
    await expect(ask(seller, "customer", { id: "nonsense", action: "view" })).rejects.toMatchObject(
      refused,
    );
  });

  test("nobody but those who may view a person's assignments asks about that person", async () => {
    const refused = { code: "not_found" };
    await expect(
      ask(head, "customer", { id: mine, action: "view", person: seller }),
    ).rejects.toMatchObject(refused);
    await expect(
      ask(head, "customer", { id: mine, action: "view", person: NOBODY }),
    ).rejects.toMatchObject(refused);
  });

  test("an administrator gets the verdict about a record they cannot see, and nothing of it", async () => {
    const yes = await ask(admin, "customer", { id: mine, action: "edit", person: seller });
    expect(yes).toMatchObject({ allow: true, steps: [], flip: [] });
    const hidden = await ask(admin, "customer", { id: elsewhere, action: "view", person: seller });
    const missing = await ask(admin, "customer", { id: NOBODY, action: "view", person: seller });
    expect(hidden).toEqual(missing);
    expect(JSON.stringify([yes, hidden])).not.toMatch(/王五密名|张三|福田店/);
    const never = await ask(admin, "customer", { id: mine, action: "delete", person: seller });
    expect(never.sentence.zh).toBe("销售甲的角色都不含“删除”。");
  });

  test("an administrator explains rights over records they do see, for somebody else", async () => {
    const reply = await ask(admin, "unit", { id: store, action: "edit", person: seller });
    expect(reply.allow).toBe(false);
    expect(reply.sentence.zh).toMatch(/^销售甲不能/);
  });
});

test("R142: a forbid that demands is told beside the role that allows, and never as a refusal", async () => {
  const isMine = {
    kind: "compare",
    op: "eq",
    left: { path: "record.owner" },
    right: { path: "subject.id" },
  } as const;
  const isRisky = {
    kind: "compare",
    op: "eq",
    left: { path: "record.riskNote" },
    right: { value: "机密风险" },
  } as const;
  const role = await world.role({
    id: "asked",
    name: { zh: "留痕", en: "Accountable" },
    duties: { zh: "测试", en: "for a test" },
    grants: { "customer:view": "unit", "customer:edit": "unit" },
    classes: { basic: { own: "plain", beyond: "plain", write: true } },
    rules: [
      {
        id: "not-mine",
        effect: "forbid",
        actions: ["customer.edit"],
        scope: "all",
        when: { kind: "not", of: isMine },
        obligations: [{ kind: "reason" }, { kind: "step-up", withinMinutes: 5 }],
      },
      {
        id: "risky",
        effect: "forbid",
        actions: ["customer.edit"],
        scope: "all",
        when: isRisky,
        obligations: [{ kind: "approval", by: "风控" }],
      },
    ],
  });
  const person = await world.person("留痕员", null, store);
  await world.insert("assignment", [
    { person, owner: person, role, unit: store, atUnit: store, reason: "test" },
  ]);
  const reply = await ask(person, "customer", { id: others, action: "edit" });
  expect(reply.allow).toBe(false);
  expect(reply.sentence).toEqual({
    zh:
      "您不能对此客户进行“编辑”：留痕允许；" +
      "留痕规定负责人不是您时，在编辑客户时，必须先填写原因，并在最近 5 分钟内输入过登录密码；" +
      "这样的要求目前还无法满足。",
    en:
      "You may not do “Edit” on this customer: Accountable allows it; the role Accountable says one may edit any " +
      "customers only with a reason and the password entered in the last 5 min, when owner is not you; " +
      "nobody can give that here yet.",
  });
  const demands = reply.steps.filter(({ effect }) => effect === "demand");
  expect(demands.map(({ rule, applied }) => [rule, applied])).toEqual([["not-mine", true]]);
  expect(reply.steps.some(({ effect }) => effect === "forbid")).toBe(false);
  expect(JSON.stringify(reply)).not.toMatch(/风控|风险/);
  const [own] = await world.insert("customer", [
    { unit: store, owner: person, stage: "new", phone: "+8613900004321", name: "赵六" },
  ]);
  const spared = await ask(person, "customer", { id: own, action: "edit" });
  // Whether it is risky is unknown, so approval is demanded; the reader may not learn of it.
  expect(spared.sentence.zh).toBe("您不能对此客户进行“编辑”：留痕允许；但另有您无权查看的要求。");
  expect(spared.steps.find(({ rule }) => rule === "not-mine")).toMatchObject({
    effect: "demand",
    applied: false,
    failed: { en: "owner is you" },
  });
});

describe("what the reader may not read", () => {
  test("a rule that looks at a hidden field keeps its condition to itself", async () => {
    const role = await world.role({
      id: "careful",
      name: { zh: "谨慎", en: "Careful" },
      duties: { zh: "测试", en: "for a test" },
      grants: { "customer.view": "unit" },
      classes: { basic: { own: "plain", beyond: "plain", write: true } },
      rules: [
        {
          id: "edit-when-calm",
          effect: "permit",
          actions: ["customer.edit"],
          scope: "all",
          when: {
            kind: "compare",
            op: "eq",
            left: { path: "record.riskNote" },
            right: { value: "机密风险二" },
          },
        },
      ],
    });
    const person = await world.person("谨慎者", null, store);
    await world.insert("assignment", [
      { person, owner: person, role, unit: store, atUnit: store, reason: "test" },
    ]);
    const reply = await ask(person, "customer", { id: mine, action: "edit" });
    expect(reply.allow).toBe(false);
    const said = JSON.stringify(reply);
    expect(said).toContain("您无权查看的信息");
    expect(said).not.toMatch(/机密风险|风险|南山店/);
  });
});

test("R161: a secret field is named in no sentence, wherever a rule looks at it or opens it", async () => {
  const secret = { path: "record.screeningNote" };
  const isMine = {
    kind: "compare",
    op: "eq",
    left: { path: "record.owner" },
    right: { path: "subject.id" },
  } as const;
  const isScreened = {
    kind: "compare",
    op: "eq",
    left: secret,
    right: { value: "黑名单" },
  } as const;
  const customer = {
    kind: "related",
    relation: "customer",
    where: { kind: "and", of: [isMine, isScreened] },
  } as const;
  const role = await world.role({
    id: "screened",
    name: { zh: "筛查", en: "Screened" },
    duties: { zh: "测试", en: "for a test" },
    grants: { "customer.view": "unit", "followUp:view": "unit" },
    classes: { basic: { own: "plain", beyond: "plain", write: true } },
    rules: [
      {
        id: "follow-up",
        effect: "permit",
        actions: ["followUp.edit"],
        scope: "all",
        when: customer,
      },
      {
        id: "customers",
        effect: "permit",
        actions: ["customer.view"],
        scope: "all",
        when: isScreened,
        fields: { read: ["screeningNote"] },
      },
    ],
  });
  const person = await world.person("筛查员", null, store);
  await world.insert("assignment", [
    { person, owner: person, role, unit: store, atUnit: store, reason: "test" },
  ]);
  const { db, subjects } = world.services;
  const said = JSON.stringify([
    await ask(person, "followUp", { id: filed, action: "edit" }),
    await ask(person, "customer", { id: mine, action: "view" }),
    await scopeOf(db, await subjects.reload(person), "customer"),
    await myRights(db, await subjects.reload(person)),
  ]);
  expect(said).toContain("隐藏字段");
  expect(said).not.toMatch(/黑名单|合规审查|screening/i);
});

test("R142: explain's verdict is decide's, for every person, record and action", async () => {
  const { db, subjects } = world.services;
  for (const person of [seller, head, intern]) {
    const subject = await subjects.reload(person);
    for (const [name, ids] of Object.entries({
      customer: [mine, others, elsewhere],
      followUp: [draft, filed],
    })) {
      const object = objectNamed(subject.world.model, name);
      for (const id of ids) {
        const record = await findRecord(db, subject, { object: name }, id);
        for (const action of Object.keys(object.declaration.actions)) {
          if (!record) {
            await expect(ask(person, name, { id, action })).rejects.toMatchObject({
              code: "not_found",
            });
            continue;
          }
          const { allow } = decide(subject.compiled, name, action, record.facts, record.context);
          expect(
            (await ask(person, name, { id, action })).allow,
            `${person} ${name} ${action}`,
          ).toBe(allow);
        }
      }
    }
  }
});

test("R142: what is said to turn a verdict around does so, once it is done", async () => {
  const guide = await world.person("导购三", "guide", store);
  const [id] = (await world.insert("customer", [
    { unit: store, owner: head, name: "赵六", stage: "new" },
  ])) as [string];
  const flipOf = async (action: string) => {
    const { allow, flip } = await ask(guide, "customer", { id, action });
    return { allow, flip: flip.map(({ zh }) => zh) };
  };
  expect(await flipOf("edit")).toEqual({ allow: false, flip: ["如果客户由您负责"] });
  const missing = await flipOf("merge");
  expect(missing.flip).toEqual([expect.stringMatching(/^需要一个包含“.+”的角色$/)]);

  await world.services.db.query("update customer set owner = $1 where id = $2", [guide, id]);
  expect((await flipOf("edit")).allow).toBe(true);
  const role = await world.role({
    ...roleOfRules("merger", [
      { id: "merge", effect: "permit", actions: ["customer.merge"], scope: "all" },
    ]),
  });
  await world.insert("assignment", [{ person: guide, role, atUnit: store, reason: "合并重复" }]);
  await bumpSubjects(world.services.db, [guide]);
  const merging = await flipOf("merge");
  expect(merging.allow).toBe(true);
  // And the other way: taking the role back ends it.
  expect(merging.flip.join()).toContain("收回角色");
  await world.services.db.query("update assignment set deleted_at = now() where role = $1", [role]);
  await bumpSubjects(world.services.db, [guide]);
  expect((await flipOf("merge")).allow).toBe(false);
});

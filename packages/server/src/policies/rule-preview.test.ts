/** Rules of their own for a role, put together without code (R57), over HTTP. */
import type { Rule } from "@latchkey/policy";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { SCOPES } from "../derive/scopes.ts";
import type { RuleForm, RuleNode, RuleVocabulary } from "../http/contract.ts";
import type { Callers, Reply } from "../testing/callers.ts";
import { inTime } from "../testing/in-time.ts";
import { draftOf, publishDraft, saveAndPublish } from "../testing/policy.ts";
import { createPolicyWorld, FULL, words, type PolicyWorld } from "../testing/policy-world.ts";

let policy: PolicyWorld;
let callers: Callers;
let one: string;
let other: string;
let guide: string;
let store: string;
/** Administers everything and sees every record. */
let seer: string;

beforeAll(async () => {
  policy = await createPolicyWorld();
  ({ callers, one, other, guide, store } = policy);
  const { world } = policy;
  seer = await world.person("总经理", "administrator", world.root);
  await world.assign(seer, "boss", world.root);
  await callers.signIn(seer);
  await world.insert("customer", [
    { unit: store, owner: guide, name: "李四", stage: "signed", level: "vip" },
    { unit: store, owner: null, name: "王五", stage: "new", level: "vip" },
    { unit: store, owner: null, name: "赵六", stage: "new" },
  ]);
});
beforeEach(() => policy.clear());
afterAll(() => policy.close());

const call: PolicyWorld["call"] = (...args) => policy.call(...args);
const FORM: RuleForm = {
  id: "vip-pool",
  effect: "forbid",
  actions: ["customer.export"],
  scope: "pool",
  where: { field: "level", op: "is", value: "vip" } as RuleNode,
  hours: null,
  days: null,
  from: null,
  until: null,
  everywhere: true,
};
const preview = async (form: Partial<RuleForm>, person = seer): Promise<Reply> =>
  call(person, "policyRule.preview", {
    role: draftOf(await policy.role("guide")),
    form: { ...FORM, ...form },
  });

describe("R57: while a rule is put together", () => {
  test("it is said, in both languages, and counted on what its writer sees", async () => {
    const { status, body } = await preview({});
    expect(status).toBe(200);
    expect(body.sentence).toEqual({
      zh: "会员等级为“VIP”时，不能导出授权单元公海中的客户",
      en: "may not export customers in the pool of the unit of the assignment, when member level is “VIP”",
    });
    expect(body.matches).toEqual([
      { object: "customer", count: 1, isMore: false, isUpTo: true, isPartial: false, unknown: 1 },
    ]);
    const all = await preview({ scope: "all" });
    expect(all.body.matches).toEqual([
      { object: "customer", count: 2, isMore: false, isUpTo: false, isPartial: false, unknown: 2 },
    ]);
  });

  test("R53: moments are told by the clock of the organisation, as its days and hours are", async () => {
    const { body } = await preview({ until: "2026-11-11T16:00:00.000Z", where: null });
    expect(body.sentence.zh).toContain("2026-11-12 00:00 Asia/Shanghai");
    expect(body.form.until).toBe("2026-11-11T16:00:00.000Z");
  });

  test("whoever sees no customers is told no number of them", async () => {
    const { body } = await preview({}, one);
    expect(body.matches).toEqual([
      { object: "customer", count: null, isMore: false, isUpTo: true, isPartial: true, unknown: 0 },
    ]);
  });

  test("a cell that is masked or absent for its writer finds nothing by a condition", async () => {
    const { world } = policy;
    const masked = await world.person("看不全", "administrator", world.root);
    await world.assign(masked, "areaManager", store);
    await callers.signIn(masked);
    const where = { field: "phone", op: "isNotEmpty" } as const;
    const open = await preview({ where: { field: "name", op: "isNotEmpty" } }, masked);
    const closed = await preview({ where }, masked);
    expect(open.body.matches[0].count).toBeGreaterThan(0);
    expect(closed.body.matches[0]).toMatchObject({ count: 0, isPartial: true });
  });

  test("what can never match, what another rule swallows and what nobody can fulfil is said at once", async () => {
    const codes = async (form: Partial<RuleForm>) =>
      (await preview(form)).body.warnings.map(({ code }: { code: string }) => code);
    const never: RuleNode = {
      and: [
        { field: "level", op: "is", value: "vip" },
        { field: "level", op: "isEmpty" },
      ],
    };
    const { everywhere: _, ...permit } = { ...FORM, effect: "permit" as const };
    expect(await codes({})).toEqual([]);
    expect(await codes({ ...permit, where: never, everywhere: undefined as never })).toContain(
      "rule_never_matches",
    );
    expect(await codes({ obligations: [{ kind: "reason" }] })).toEqual([]);
    const looking = { actions: ["customer.view"], obligations: [{ kind: "reason" }] } as const;
    expect(await codes(looking)).toEqual(["rule_unmet"]);
    expect(
      await codes({
        effect: "permit",
        everywhere: undefined as never,
        actions: ["customer.view"],
        scope: "own",
      }),
    ).toEqual(["rule_swallowed"]);
    expect(
      await codes({
        effect: "permit",
        everywhere: undefined as never,
        actions: ["assignment.create"],
        scope: "all",
        where: null,
      }),
    ).toEqual(["becomes_administrator"]);
  });

  test("what is no rule is refused with every mistake and its place; who has no rights over the policy is refused whole", async () => {
    const { status, body } = await preview({
      scope: "nowhere",
      where: { and: [{ field: "level", op: "is", value: "upset" }] },
      fields: { read: ["@basic"] },
      obligations: [{ kind: "reason" }],
    });
    expect(status).toBe(400);
    expect(body.problems.map(({ path }: { path: string }) => path)).toEqual([
      "where.and.0.value",
      "scope",
      "obligations",
    ]);
    expect((await preview({}, guide)).status).toBe(403);
    expect((await call(guide, "policy/vocabulary")).body).toEqual({
      objects: [],
      scopes: [],
      approvers: [],
      zone: "UTC",
      regulations: [],
      tiers: [],
    });
    const { scopes } = (await call(one, "policy/vocabulary")).body as RuleVocabulary;
    expect(scopes.map(({ name }) => name)).toEqual(Object.keys(SCOPES));
    for (const { label } of scopes) expect(label.zh).not.toContain("范围“");
    for (const odd of [null, [], 7, "x"])
      expect((await call(one, "policyRule.preview", { form: odd, role: odd })).status).toBe(400);
  });
});

describe("R57: a role with a rule of its own", () => {
  const forbid = async (rules: readonly Rule[]) => ({
    ...draftOf(await policy.role("guide")),
    rules,
  });

  test("waits in the draft, is told as a sentence, and decides once a second person has published it", async () => {
    const before = (await policy.role("guide")).rules!;
    const rule = (await preview({ actions: ["customer.view"], scope: "own", where: FORM.where }))
      .body.rule as Rule;
    const seen = async () => (await call(guide, "customer.list", {})).body.rows.length;
    const count = await seen();
    expect((await call(one, "role.save", await forbid([...before, rule]))).status).toBe(200);
    const [change] = (await policy.draft())!.changes;
    expect(change!.lines).toEqual([
      {
        kind: "taken",
        sentence: {
          zh: "会员等级为“VIP”时，不能查看本人负责的客户",
          en: "may not view customers owned by oneself, when member level is “VIP”",
        },
      },
    ]);
    expect(await seen()).toBe(count);
    expect((await publishDraft(callers, one, other)).status).toBe(200);
    // A forbid holds unless it is false: who has no tier is not seen either.
    expect(await seen()).toBeLessThan(count);
    expect((await saveAndPublish(callers, one, await forbid(before), other)).status).toBe(200);
    expect(await seen()).toBe(count);
  });

  test("is data for who has rights over the whole policy, and a sentence for the others", async () => {
    const roles = (await call(guide, "roles")).body.roles;
    expect(roles.some((role: object) => "rules" in role)).toBe(false);
    expect((await policy.role("guide")).rules!.length).toBeGreaterThan(0);
  });

  test("a malformed rule is refused with its place, counted among the role's own", async () => {
    const before = (await policy.role("guide")).rules!;
    const bad = { ...before[0]!, id: "bad", scope: "nowhere", actions: ["customer.fly"] };
    const { status, body } = await call(one, "role.save", await forbid([...before, bad]));
    expect(status).toBe(400);
    expect(body.problems.map(({ path }: { path: string }) => path)).toEqual([
      `rules.${before.length}.actions.0`,
    ]);
    const twice = await call(one, "role.save", await forbid([before[0]!, before[0]!]));
    expect(twice.body.problems[0]).toMatchObject({ path: "rules.1.id", code: "duplicate-id" });
  });

  test("nobody locks everybody out", async () => {
    const everything: Rule = {
      id: "nothing",
      effect: "forbid",
      actions: ["*"],
      scope: "all",
      everywhere: true,
    };
    const staff = await policy.role("staff");
    const rules = [...staff.rules!, everything];
    expect((await call(one, "role.save", { ...draftOf(staff), rules })).status).toBe(200);
    expect((await publishDraft(callers, one, other)).body.code).toBe("last_administrator");
  });

  test("R10: what is a VIP is near nobody: who administers a region cannot grant every VIP there is", async () => {
    const permit = (id: string, where: RuleNode, scope: string): Partial<RuleForm> => ({
      id,
      effect: "permit",
      everywhere: undefined as never,
      actions: ["customer.view"],
      scope,
      where,
      fields: { read: ["@basic"] },
    });
    const role = async (name: string, form: Partial<RuleForm>) => {
      const { rule } = (await preview(form)).body;
      const content = {
        name: words(name),
        duties: words(""),
        grants: {},
        classes: { basic: FULL },
      };
      return (await saveAndPublish(callers, one, { ...content, rules: [rule] }, other)).body.id;
    };
    const vip: RuleNode = { field: "level", op: "is", value: "vip" };
    const everywhere = await role("全国大客户", permit("a", vip, "all"));
    const near = await role("本区大客户", permit("b", vip, "subtree"));
    const mine = await role("我的", permit("c", { field: "createdBy", op: "isMe" }, "all"));
    const grant = async (id: string) =>
      (
        await call(policy.regional, "assignment.create", {
          values: { person: guide, role: id, atUnit: store, reason: "试" },
        })
      ).status;
    expect(await grant(near)).toBe(200);
    expect(await grant(mine)).toBe(200);
    expect(await grant(everywhere)).toBe(403);
  });

  test("a rule that ends is over on the moment, though nobody's plan was made anew", async () => {
    const { world } = policy;
    const before = (await policy.role("guide")).rules!;
    const seen = async () => (await call(guide, "customer.list", {})).body.rows;
    const [mine] = (
      await world.services.db.query<{ id: string }>(
        "select id from customer where owner = $1 and stage = 'new' limit 1",
        [guide],
      )
    ).rows;
    const open = async () => (await call(guide, "customer.get", { id: mine!.id })).status;
    const form = { id: "ends", actions: ["customer.view"], scope: "own", where: null } as const;
    const done = await inTime(async (end) => {
      await policy.clear();
      const { rule } = (await preview({ ...form, until: end })).body;
      const saved = await saveAndPublish(callers, one, await forbid([...before, rule]), other);
      return [saved.status, await open(), (await seen()).length];
    });
    expect(done).toEqual([200, 404, 0]);
    expect(await open()).toBe(200);
    expect((await seen()).length).toBeGreaterThan(0);
    expect((await saveAndPublish(callers, one, await forbid(before), other)).status).toBe(200);
  });
});

describe("what a published rule uses", () => {
  const ruleOf = async (where: RuleNode): Promise<Rule> =>
    (await preview({ id: "uses", actions: ["customer.export"], scope: "all", where })).body.rule;

  /** With the rule published, whatever the work; without it afterwards. */
  async function withRule(rule: Rule, work: () => Promise<void>): Promise<void> {
    const guide = await policy.role("guide");
    const rules = [...guide.rules!, rule];
    const saved = await saveAndPublish(callers, one, { ...draftOf(guide), rules }, other);
    expect(saved.status).toBe(200);
    await work();
    const now = await policy.role("guide");
    await saveAndPublish(callers, one, { ...draftOf(now), rules: guide.rules! }, other);
  }

  test("a tag can be archived and not removed, and the refusal names the role and what its rule says", async () => {
    const { world } = policy;
    const [tag] = await world.insert("tag", [{ unit: world.root, name: "黑名单", group: "risk" }]);
    const remove = () => call(one, "tag.delete", { id: tag, version: 1 });
    await withRule(await ruleOf({ field: "tags", op: "anyOf", value: [tag] }), async () => {
      const { status, body } = await remove();
      expect([status, body.code]).toEqual([400, "used_by_rules"]);
      expect(body.message.zh).toContain("店员/导购");
      expect(body.problems[0].message.zh).toContain("标签含有");
      const archived = { id: tag, version: 1, values: { archived: true } };
      expect((await call(one, "tag.update", archived)).status).toBe(200);
    });
    expect((await call(one, "tag.delete", { id: tag, version: 2 })).status).toBe(200);
  });

  test("so can a unit not", async () => {
    const { world } = policy;
    const unit = await world.unit("将撤店", world.root);
    const where: RuleNode = { field: "unit", op: "within", value: unit };
    await withRule(await ruleOf(where), async () => {
      const { body } = await call(one, "unit.delete", { id: unit, version: 1 });
      expect(body.code).toBe("used_by_rules");
    });
    expect((await call(one, "unit.delete", { id: unit, version: 1 })).status).toBe(200);
  });

  test("a field that only a condition asks for stays, and the refusal names the rule", async () => {
    const added = await call(one, "customField.add", {
      object: "customer",
      type: "text",
      label: words("风险级别"),
      sensitivity: "basic",
    });
    expect(added.status).toBe(200);
    const { name, version } = added.body;
    const archive = () => call(one, "customField.archive", { object: "customer", name, version });
    await withRule(await ruleOf({ field: name, op: "isNotEmpty" }), async () => {
      const { status, body } = await archive();
      expect(status).toBe(400);
      expect(body.problems.map(({ code }: { code: string }) => code)).toEqual([
        "field_in_roles",
        "used_by_rule",
      ]);
      expect(body.problems[1].message.zh).toContain("风险级别不为空");
    });
    expect((await archive()).status).toBe(200);
  });
});

describe("R17: the four tiers", () => {
  test("R8: a tier and a reach are two choices, and make what is set by hand", async () => {
    const { tiers } = (await call(one, "policy/vocabulary")).body as RuleVocabulary;
    expect(tiers.map(({ label }) => label.zh)).toEqual(["基础层", "操作层", "管理层", "决策层"]);
    const operate = tiers[1]!;
    const begun = {
      grants: Object.fromEntries(operate.units.map((unit) => [unit, "unit"])),
      classes: operate.classes,
    };
    expect(begun).toEqual({
      grants: {
        "customer.view": "unit",
        "communication.view": "unit",
        "customer.create": "unit",
        "customer.edit": "unit",
        "communication.write": "unit",
      },
      classes: { basic: FULL, contact: { own: "plain", beyond: "masked", write: true } },
    });
  });

  test("base sees customers, operating edits follow-ups, managing exports reports, deciding configures marketing", async () => {
    const { tiers } = (await call(one, "policy/vocabulary")).body as RuleVocabulary;
    const acts = ["customer:view", "followUp:edit", "customer:exportTotals", "campaign:edit"];
    for (const [index, { name, units, classes }] of tiers.entries()) {
      const role = {
        name: words(name),
        duties: words(""),
        grants: Object.fromEntries(units.map((unit) => [unit, "unit" as const])),
        classes,
      };
      const { id } = (await saveAndPublish(callers, one, role, other)).body;
      const person = await policy.world.person(name, null, store);
      await callers.signIn(person);
      const granted = await call(one, "assignment.create", {
        values: { person, role: id, atUnit: store, reason: "试" },
      });
      expect(granted.status).toBe(200);
      const may: readonly string[] = (await call(person, "me")).body.may;
      expect(acts.filter((act) => may.includes(act))).toEqual(acts.slice(0, index + 1));
    }
  });
});

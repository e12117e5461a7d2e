/** R57: a rule is put together from choices, and taken apart into the same. */
import type { Rule } from "@latchkey/policy";
import { describe, expect, test } from "vitest";
import { buildModel, objectNamed } from "../derive/model.ts";
import type { Problem } from "../errors.ts";
import type { RuleForm, RuleNode } from "../http/contract.ts";
import { OBJECTS } from "../objects/registry.ts";
import { parseRules } from "./parse-rules.ts";
import { ruleObjects } from "./rule-vocabulary.ts";
import { formOfRule, ruleOfForm } from "./rule-form.ts";
import { isOpenRule, speechOf } from "./rule-parts.ts";
import { ruleSentence } from "./sentences.ts";
import { ROLE_TEMPLATES } from "./templates/registry.ts";
import { sampleFacts, sampleTree } from "./tests/sample-record.ts";

const model = buildModel(Object.values(OBJECTS));
const speech = speechOf(model);
const TAG = "11111111-1111-4111-8111-111111111111";

function made(form: unknown): { readonly rule: Rule | undefined; readonly problems: Problem[] } {
  const problems: Problem[] = [];
  const [rule] = parseRules([ruleOfForm(form, model, problems)], model, problems);
  return { rule, problems };
}

const shipped = Object.values(ROLE_TEMPLATES).flatMap(({ id, rules = [] }) =>
  rules.map((rule) => [`${id} ${rule.id}`, rule] as const),
);

test.each(shipped)("what is taken apart is put together to the same rule: %s", (_, rule) => {
  expect(made(formOfRule(rule, speech))).toEqual({ rule, problems: [] });
});

const hasFixed = (node: RuleNode | null): boolean =>
  node !== null &&
  ("fixed" in node ||
    ("and" in node && node.and.some(hasFixed)) ||
    ("or" in node && node.or.some(hasFixed)));

test("most shipped rules are made of choices alone", () => {
  const whole = shipped.filter(([, rule]) => !hasFixed(formOfRule(rule, speech).where));
  expect(whole.length / shipped.length).toBeGreaterThan(0.7);
});

const FORM: RuleForm = {
  id: "r",
  effect: "permit",
  actions: ["customer.view"],
  scope: "subtree",
  where: null,
  hours: null,
  days: null,
  from: null,
  until: null,
};

/** Every operator of every type, with a value of its own. */
const CHOICES: readonly (readonly [string, string, unknown?])[] = [
  ["stage", "is", "new"],
  ["stage", "isNot", "new"],
  ["stage", "anyOf", ["new", "signed"]],
  ["stage", "noneOf", ["lost"]],
  ["stage", "isEmpty"],
  ["stage", "isNotEmpty"],
  ["name", "is", "张三"],
  ["tags", "anyOf", [TAG]],
  ["tags", "noneOf", [TAG]],
  ["tags", "isEmpty"],
  ["tags.group", "is", "value"],
  ["tasks.kind", "anyOf", ["visit"]],
  ["owner", "isMe"],
  ["owner", "isNotMe"],
  ["owner", "anyOf", [TAG]],
  ["unit", "within", TAG],
  ["unit", "withinMine"],
  ["unit", "noneOf", [TAG]],
  ["spend", "atLeast", { amount: "100000", currency: "CNY" }],
  ["orderCount", "atMost", 3],
  ["orderCount", "is", 0],
  ["birthday", "after", "2026-03-31"],
  ["birthday", "before", "2026-03-31"],
  ["lastOrderAt", "after", "2026-03-31T08:00:00.000Z"],
  ["lastOrderAt", "before", "2026-03-31T08:00:00.000Z"],
];

test.each(CHOICES)(
  "%s %s %j is a condition, and the condition is that choice",
  (field, op, value) => {
    const where = { field, op, ...(value === undefined ? {} : { value }) } as RuleNode;
    const { rule, problems } = made({ ...FORM, where });
    expect(problems).toEqual([]);
    expect(formOfRule(rule!, speech).where).toEqual(where);
  },
);

test("groups and a window go with them", () => {
  const where: RuleNode = {
    and: [
      { field: "tags.group", op: "is", value: "value" },
      {
        or: [
          { field: "stage", op: "is", value: "signed" },
          { field: "tasks.kind", op: "is", value: "visit" },
        ],
      },
    ],
  };
  const form = {
    ...FORM,
    where,
    from: "2026-02-01T00:00:00.000Z",
    until: "2026-03-01T00:00:00.000Z",
  };
  const { rule } = made(form);
  expect(formOfRule(rule!, speech)).toEqual(form);
  expect(ruleSentence(rule!, speech)).toEqual({
    en: "may view customers in the unit of the assignment and below, when it has tags where group is “Value” and (stage is “Signed” or it has tasks where kind is “Return visit”) and now is not before 2026-02-01 00:00 UTC and now is before 2026-03-01 00:00 UTC",
    zh: "有标签组为“价值”的标签，且（客户阶段为“已签约”，或有类型为“回访”的任务），且当前时间不早于2026-02-01 00:00 UTC，且当前时间早于2026-03-01 00:00 UTC时，可以查看授权单元及其下级的客户",
  });
});

test("R53: hours of the day and days of the week are chosen, taken apart again, and said in a sentence", () => {
  const night = { ...FORM, hours: { from: "21:30", until: "08:00" }, days: [1, 2, 7] };
  for (const form of [
    night,
    { ...FORM, hours: { from: "09:00", until: "18:00" } },
    { ...FORM, days: [3] },
    { ...night, where: { field: "stage", op: "is", value: "new" } as RuleNode },
    { ...night, hours: { from: "18:00", until: "00:00" }, until: "2026-03-01T00:00:00.000Z" },
  ]) {
    const { rule, problems } = made(form);
    expect(problems).toEqual([]);
    expect(formOfRule(rule!, speech)).toEqual(form);
  }
  expect(ruleSentence(made(night).rule!, speech)).toEqual({
    zh: "时刻在 21:30 到 08:00 之间，且星期为周一、周二或周日时，可以查看授权单元及其下级的客户",
    en: "may view customers in the unit of the assignment and below, when the time is between 21:30 and 08:00 and the day of the week is Monday, Tuesday or Sunday",
  });
  const { problems } = made({
    ...FORM,
    hours: { from: "24:00", until: "9" },
    days: [1, 1],
  });
  expect(problems.map(({ path }) => path)).toEqual(["hours.from", "hours.until", "days"]);
  const never = made({ ...FORM, hours: { from: "09:00", until: "09:00" } });
  expect(never.problems).toMatchObject([{ path: "hours.until", code: "no_hours" }]);
});

test("whatever is wrong is named with its place", () => {
  const { problems } = made({
    ...FORM,
    scope: "nowhere",
    where: {
      and: [
        { field: "stage", op: "is", value: "upset" },
        { field: "screeningNote", op: "isEmpty" },
        { field: "owner", op: "contains", value: "x" },
      ],
    },
    until: "soon",
  });
  expect(problems.map(({ path }) => path)).toEqual([
    "where.and.0.value",
    "where.and.1.field",
    "where.and.2.op",
    "until",
    "rules.0.scope",
  ]);
  for (const { message } of problems)
    expect(message.zh.length * message.en.length).toBeGreaterThan(0);
});

test("a rule that names a secret field is none to be edited", () => {
  const rule = made(FORM).rule!;
  const secret = { kind: "isEmpty", of: { path: "record.screeningNote" } } as const;
  expect(isOpenRule(rule, model)).toBe(true);
  expect(isOpenRule({ ...rule, when: { kind: "not", of: secret } }, model)).toBe(false);
  expect(isOpenRule({ ...rule, fields: { read: ["screeningNote"] } }, model)).toBe(false);
});

test("a sample that wears no tags has none of a group", () => {
  const facts = sampleFacts(
    { kind: "sample", of: "self", unit: null, takesPart: null, values: {} },
    {
      model,
      object: objectNamed(model, "customer"),
      person: TAG,
      own: TAG,
      tree: sampleTree({ isWithin: () => null }, TAG),
      context: { now: 0 },
    },
  );
  const { rule } = made({ ...FORM, where: { field: "tags.group", op: "is", value: "risk" } });
  expect(facts.related(rule!.when as never)).toBe(false);
});

test("R63: what a permit demands is said with it, and from how many records on", () => {
  const rule: Rule = {
    id: "export",
    effect: "permit",
    actions: ["customer.export"],
    scope: "unit",
    fields: { read: ["@basic"] },
    obligations: [{ kind: "approval", by: "head", over: 200 }],
  };
  const { zh, en } = ruleSentence(rule, speech);
  expect(zh).toMatch(/，可见基本信息，必须一次超过 200 条时先经上级负责人批准$/);
  expect(en).toMatch(
    /, reading basic fields, only with the approval, for more than 200 records at once, of the head of the unit$/,
  );
});

describe("R57: what a rule for customers is put together from", () => {
  const customer = ruleObjects(model).find(({ name }) => name === "customer")!;

  test("each dimension can be asked for: tag group, follow-up stage, task type, tier, region", () => {
    const asked = customer.asked.map(({ name }) => name);
    for (const name of ["tags.group", "stage", "tasks.kind", "tier", "level", "unit"])
      expect(asked).toContain(name);
  });

  test("a duty is offered where somebody can meet it, and nowhere else", () => {
    const dutiesOf = (action: string) =>
      customer.actions.find(({ name }) => name === action)!.duties;
    const brought = ["reason", "step-up", "approval", "quota"];
    expect(dutiesOf("view")).toEqual(["watermark"]);
    expect(dutiesOf("export")).toEqual(["watermark", ...brought]);
    for (const action of ["edit", "delete", "reveal"]) expect(dutiesOf(action)).toEqual(brought);
    // Nobody waits for an approval of these: who may decide on them decides when they are done.
    for (const action of ["create", "restore", "share", "assign", "transfer"])
      expect(dutiesOf(action)).toEqual(["reason", "step-up", "quota"]);
    // A look, a total and a job of many acts bring nothing.
    for (const action of ["history", "aggregate", "import", "probe", "lookUp"])
      expect(dutiesOf(action)).toEqual([]);
  });

  test("a rule with every duty comes apart, together again, and is said in both languages", () => {
    const rule = {
      id: "with-duties",
      effect: "forbid",
      actions: ["customer.export"],
      scope: "all",
      obligations: [
        { kind: "reason" },
        { kind: "step-up", withinMinutes: 5 },
        { kind: "approval", by: "head", over: 100 },
        { kind: "quota", counter: "day", limit: 20 },
        { kind: "watermark" },
      ],
    } as const;
    expect(made(formOfRule(rule, speech))).toEqual({ rule, problems: [] });
    expect(ruleSentence(rule, speech)).toEqual({
      zh: "在导出客户时，必须先填写原因，并在最近 5 分钟内输入过登录密码，并一次超过 100 条时先经上级负责人批准，并在 24 小时内不超过 20 次，并带水印",
      en: "may export any customers only with a reason, the password entered in the last 5 min, the approval, for more than 100 records at once, of the head of the unit, no more than 20 of it in 24 h and a watermark",
    });
  });
});

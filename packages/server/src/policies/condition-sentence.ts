/** Conditions as plain sentences: fields by label, choices by label, units and people by the name the reader may know. */
import type {
  CompareOperator,
  Condition,
  ConditionKind,
  Operand,
  Text,
  Value,
} from "@latchkey/policy";
import { objectNamed, type FieldModel, type Model, type ObjectModel } from "../derive/model.ts";
import { MINUTE_OF_DAY, WEEKDAY } from "../gate/day-time.ts";
import { toWall } from "../fields/wall-clock.ts";
import { inline, listed, plainText, text } from "./phrases.ts";
import { clockOf, hoursIn } from "./rule-when.ts";

export interface Speech {
  readonly model: Model;
  /** The person the sentence is about. */
  readonly who: Text;
  readonly whoId: string | null;
  /** The unit of the assignment that brings the rule; null where the rule is spoken of by itself. */
  readonly unit: Text | null;
  /** The name behind an id (unit, person) if the reader may know it. */
  name(id: string): string | null;
  /** The same of roles, which have names in both languages. */
  role?(id: string): Text | null;
  /** IANA zone that moments are told in; UTC unless said. */
  readonly zone?: string;
}

/** Says that the condition holds, or (`holds` false) that it does not. */
export function conditionSentence(
  condition: Condition,
  object: ObjectModel,
  speech: Speech,
  holds = true,
): Text {
  if (looksAtSecret(condition, object)) return text("取决于隐藏字段", "a hidden field decides");
  const say = SAYINGS[condition.kind] as Saying<Condition>;
  return say(condition, { object, speech, holds });
}

/** A secret field is named to nobody in passing: whoever hears a rule need not be one who knows the field. */
const looksAtSecret = (condition: Condition, object: ObjectModel): boolean =>
  Object.values(condition).some(
    (part: unknown) =>
      typeof part === "object" &&
      part !== null &&
      "path" in part &&
      typeof part.path === "string" &&
      object.fields.get(part.path.replace(/^record\./, ""))?.declaration.secret === true,
  );

/** The path of the clock. */
const NOW = "context.now";

interface Scene {
  readonly object: ObjectModel;
  readonly speech: Speech;
  readonly holds: boolean;
  /** What numbers are. */
  readonly clock?: Clock | undefined;
}

type Clock = "moment" | "minute" | "weekday";

const CLOCKS: Readonly<Record<string, Clock>> = {
  [NOW]: "moment",
  [MINUTE_OF_DAY]: "minute",
  [WEEKDAY]: "weekday",
};

const clockAmong = (...operands: readonly Operand[]): Clock | undefined =>
  operands.map((one) => ("path" in one ? CLOCKS[one.path] : undefined)).find((one) => one);

type Saying<C> = (condition: C, scene: Scene) => Text;

const SAYINGS: { [K in ConditionKind]: Saying<Extract<Condition, { kind: K }>> } = {
  true: (_, { holds }) => (holds ? text("任何情况", "in any case") : text("从不", "never")),
  and: (condition, scene) => hoursWords(condition, scene) ?? joined(condition.of, scene, "and"),
  or: (condition, scene) => hoursWords(condition, scene) ?? joined(condition.of, scene, "or"),
  not: ({ of }, { object, speech, holds }) => conditionSentence(of, object, speech, !holds),
  compare: ({ op, left, right }, around) => {
    const field = fieldOf(left, around) ?? fieldOf(right, around);
    const clock = clockAmong(left, right);
    const isTime = clock !== undefined || field?.module.kind === "time";
    const [zh, en] = verbOf(around.holds ? op : OPPOSITES[op], isTime);
    const scene = { ...around, clock };
    const [a, b] = [operandWords(left, field, scene), operandWords(right, field, scene)];
    return text(`${a.zh}${zh}${b.zh}`, `${a.en} ${en} ${b.en}`);
  },
  in: ({ item, list }, around) => {
    const scene = { ...around, clock: clockAmong(item) };
    const field = fieldOf(item, scene);
    const [a, b] = [operandWords(item, field, scene), operandWords(list, field, scene)];
    return scene.holds
      ? text(`${a.zh}为${b.zh}`, `${a.en} is ${b.en}`)
      : text(`${a.zh}不是${b.zh}`, `${a.en} is not ${b.en}`);
  },
  overlaps: ({ left, right }, scene) => {
    const field = fieldOf(left, scene) ?? fieldOf(right, scene);
    const [a, b] = [operandWords(left, field, scene), operandWords(right, field, scene)];
    return scene.holds
      ? text(`${a.zh}含有${b.zh}`, `${a.en} has ${b.en}`)
      : text(`${a.zh}不含${b.zh}`, `${a.en} lacks ${b.en}`);
  },
  within: ({ unit, root }, scene) => {
    const [a, b] = [
      operandWords(unit, fieldOf(unit, scene), scene),
      operandWords(root, null, scene),
    ];
    return scene.holds
      ? text(`${a.zh}在${b.zh}及其下级之内`, `${a.en} is ${b.en} or below`)
      : text(`${a.zh}不在${b.zh}及其下级之内`, `${a.en} is not ${b.en} or below`);
  },
  related: (condition, scene) => relatedSentence(condition, scene),
  isEmpty: ({ of }, scene) => {
    const words = operandWords(of, fieldOf(of, scene), scene);
    return scene.holds
      ? text(`${words.zh}为空`, `${words.en} is empty`)
      : text(`${words.zh}不为空`, `${words.en} is not empty`);
  },
};

/** Hours of the day are said as such. */
function hoursWords(condition: Condition, { holds }: Scene): Text | null {
  const hours = hoursIn(condition);
  if (!hours) return null;
  const { from, until } = hours;
  return holds
    ? text(`时刻在 ${from} 到 ${until} 之间`, `the time is between ${from} and ${until}`)
    : text(`时刻不在 ${from} 到 ${until} 之间`, `the time is not between ${from} and ${until}`);
}

function joined(
  of: readonly Condition[],
  { object, speech, holds }: Scene,
  kind: "and" | "or",
): Text {
  const link = (kind === "and") === holds ? "and" : "or";
  const parts = of.map((one) => {
    const said = conditionSentence(one, object, speech, holds);
    const isGroup = (one.kind === "and" || one.kind === "or") && one.of.length > 1 && !hoursIn(one);
    return isGroup && one.kind !== kind ? text(`（${said.zh}）`, `(${said.en})`) : said;
  });
  const [zh, en] = link === "and" ? ["，且", " and "] : ["，或", " or "];
  return text(parts.map((part) => part.zh).join(zh), parts.map((part) => part.en).join(en));
}

function relatedSentence(
  { relation, where }: Extract<Condition, { kind: "related" }>,
  { object, speech, holds }: Scene,
): Text {
  const found = object.relations.get(relation);
  if (relation === "participants" || !found) {
    const { who } = speech;
    return holds
      ? text(`${who.zh}参与其中`, `${who.en} takes part in it`)
      : text(`${who.zh}没有参与其中`, `${who.en} takes no part in it`);
  }
  const target = objectNamed(speech.model, found.target);
  const inner = conditionSentence(where, target, speech, true);
  const reference = object.fields.get(relation);
  if (reference && reference.module.kind !== "ids") {
    const said = conditionSentence(where, target, speech, holds);
    const label = inline(reference.declaration.label);
    const hasRelation = where.kind === "related";
    return hasRelation
      ? text(`${label.zh}${said.zh}`, `the ${label.en} ${said.en.replace(/^it /, "")}`)
      : text(`${label.zh}的${said.zh}`, `the ${label.en}'s ${said.en}`);
  }
  const plural = inline(target.declaration.plural);
  return holds
    ? text(`有${inner.zh}的${plural.zh}`, `it has ${plural.en} where ${inner.en}`)
    : text(`没有${inner.zh}的${plural.zh}`, `it has no ${plural.en} where ${inner.en}`);
}

const OPPOSITES: Readonly<Record<CompareOperator, CompareOperator>> = {
  eq: "ne",
  ne: "eq",
  lt: "ge",
  le: "gt",
  gt: "le",
  ge: "lt",
};

const VERBS: Readonly<
  Record<
    CompareOperator,
    readonly [number: readonly [string, string], time: readonly [string, string]]
  >
> = {
  eq: [
    ["为", "is"],
    ["为", "is"],
  ],
  ne: [
    ["不是", "is not"],
    ["不是", "is not"],
  ],
  lt: [
    ["小于", "is below"],
    ["早于", "is before"],
  ],
  le: [
    ["不超过", "is at most"],
    ["不晚于", "is not after"],
  ],
  gt: [
    ["大于", "is above"],
    ["晚于", "is after"],
  ],
  ge: [
    ["不少于", "is at least"],
    ["不早于", "is not before"],
  ],
};

const verbOf = (op: CompareOperator, isTime: boolean): readonly [string, string] =>
  VERBS[op][isTime ? 1 : 0];

function fieldOf(operand: Operand, { object }: Scene): FieldModel | null {
  if (!("path" in operand) || !operand.path.startsWith("record.")) return null;
  return object.fields.get(operand.path.slice("record.".length)) ?? null;
}

const PATHS: Readonly<Record<string, Text>> = {
  "record.id": text("编号", "the id"),
  "subject.units": text("所在单元", "one's units"),
  "subject.groups": text("所在人员组", "one's groups"),
  "subject.principals": text("本人、所在单元或人员组", "oneself, one's units or groups"),
  "assignment.role": text("本授权的角色", "the role of this assignment"),
  [NOW]: text("当前时间", "now"),
  [MINUTE_OF_DAY]: text("时刻", "the time"),
  [WEEKDAY]: text("星期", "the day of the week"),
};

function operandWords(operand: Operand, field: FieldModel | null, scene: Scene): Text {
  if ("value" in operand) return valueWords(operand.value, field, scene);
  const { speech, object } = scene;
  if (operand.path === "subject.id") return speech.who;
  if (operand.path === "assignment.unit") return unitWords(speech);
  const own = object.fields.get(operand.path.replace(/^record\./, ""));
  return PATHS[operand.path] ?? (own ? inline(own.declaration.label) : plainText(operand.path));
}

export const unitWords = ({ unit }: Speech): Text =>
  unit ? text(`“${unit.zh}”`, unit.en) : text("授权单元", "the unit of the assignment");

function valueWords(value: Value, field: FieldModel | null, scene: Scene): Text {
  if (Array.isArray(value))
    return listed(
      value.map((one) => valueWords(one, field, scene)),
      "or",
    );
  if (value === null) return text("空", "nothing");
  if (typeof value === "boolean") return value ? text("是", "yes") : text("否", "no");
  if (typeof value === "number")
    return scene.clock
      ? CLOCK_WORDS[scene.clock](value, scene.speech)
      : plainText(numberWords(value, field));
  const words = String(value);
  if (words === scene.speech.whoId) return scene.speech.who;
  const choice = field?.declaration.choices?.find((one) => one.value === words);
  if (choice) return text(`“${choice.label.zh}”`, `“${choice.label.en}”`);
  const kind = field?.module.kind;
  if (field && kind !== "id" && kind !== "ids" && kind !== "unit") return plainText(`“${words}”`);
  const name = scene.speech.name(words);
  return name === null
    ? text("您无权查看的对象", "something you may not see")
    : plainText(`“${name}”`);
}

const DAY_NAMES: readonly Text[] = [
  text("周一", "Monday"),
  text("周二", "Tuesday"),
  text("周三", "Wednesday"),
  text("周四", "Thursday"),
  text("周五", "Friday"),
  text("周六", "Saturday"),
  text("周日", "Sunday"),
];

const CLOCK_WORDS: Readonly<Record<Clock, (value: number, speech: Speech) => Text>> = {
  moment: (value, { zone = "UTC" }) =>
    plainText(`${toWall(new Date(value).toISOString(), zone).slice(0, 16)} ${zone}`),
  minute: (value) => plainText(clockOf(value)),
  weekday: (value) => DAY_NAMES[value - 1] ?? plainText(String(value)),
};

function numberWords(value: number, field: FieldModel | null): string {
  if (field?.module.kind === "time") return new Date(value).toISOString().slice(0, 10);
  return field?.declaration.type === "money"
    ? (value / 100).toLocaleString("en-US")
    : value.toLocaleString("en-US");
}

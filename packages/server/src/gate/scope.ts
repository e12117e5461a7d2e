/** The line over every list: what the reader is looking at, how many there are, and which fields are masked or hidden. */
import type { CompiledSubject, Level, Rule, Text } from "@latchkey/policy";
import type { Executor } from "../db/database.ts";
import { objectNamed, type FieldModel, type ObjectModel } from "../derive/model.ts";
import type { CountReply, ScopeReply } from "../http/contract.ts";
import { SENSITIVITIES } from "../objects/declaration.ts";
import { conditionSentence, type Speech } from "../policies/condition-sentence.ts";
import { inline, listedUpTo, plainText, text } from "../policies/phrases.ts";
import { CLASS_WORDS, scopeWords } from "../policies/sentences.ts";
import { countRecords } from "./count.ts";
import type { Subject } from "./subject.ts";
import { readTitles } from "./titles.ts";
import { viewOf, type View } from "./view.ts";

type HeldRule = CompiledSubject["held"][number];
type Part = ScopeReply["parts"][number];
type Names = ReadonlyMap<string, string | null>;

export async function scopeOf(
  executor: Executor,
  reader: Subject,
  name: string,
): Promise<ScopeReply> {
  const object = objectNamed(reader.world.model, name);
  const view = viewOf(reader, name);
  const counted = await countRecords(executor, reader, { view, filter: null, search: undefined });
  const permits = viewPermits(reader, object);
  const units = permits.map(({ assignment }) => assignment.unit).filter((unit) => unit !== null);
  const names = await readTitles(executor, reader, "unit", [...new Set(units)]);
  return {
    sentence: sentenceOf({ reader, object, view, permits, names, counted }),
    ...counted,
    parts: partsOf(reader, object, permits, names),
  };
}

/** Permits of view that live assignments bring, the widest first. */
function viewPermits({ compiled }: Subject, { name }: ObjectModel): readonly HeldRule[] {
  const actions = ["*", `${name}.*`, `${name}.view`];
  const named = compiled.held.filter(
    ({ rule }) => rule.effect === "permit" && rule.actions.some((one) => actions.includes(one)),
  );
  return named.toSorted((a, b) => width(a.rule) - width(b.rule));
}

const WIDTHS = ["all", "subtree", "unit"];

const width = ({ scope, when }: Rule): number => {
  const found = WIDTHS.indexOf(scope);
  return (found < 0 ? WIDTHS.length : found) + (when ? 10 : 0);
};

interface Line {
  readonly reader: Subject;
  readonly object: ObjectModel;
  readonly view: View;
  readonly permits: readonly HeldRule[];
  readonly names: Names;
  readonly counted: CountReply;
}

function sentenceOf(line: Line): Text {
  const parts = [reachWords(line), countWords(line), ...levelWords(line)];
  return text(parts.map(({ zh }) => zh).join(" · "), parts.map(({ en }) => en).join(" · "));
}

/** The units whose records are reached as a whole; records reached one by one are said to be so. */
function reachWords({ reader, permits, names }: Line): Text {
  const { tree, organisation } = reader.world;
  if (permits.length === 0) return text("没有可看的范围", "Nothing in your reach");
  const whole = permits.filter(({ rule }) => !rule.when);
  if (whole.some(({ rule }) => rule.scope === "all"))
    return text(`${organisation.name}全部`, `All of ${organisation.name}`);
  const covered = whole.flatMap(({ rule: { scope }, assignment: { unit } }) =>
    unit === null ? [] : scope === "subtree" ? tree.below(unit) : scope === "unit" ? [unit] : [],
  );
  const units = new Set(covered);
  const first = whole.find(
    ({ rule, assignment }) =>
      rule.scope !== "pool" && assignment.unit !== null && units.has(assignment.unit),
  )?.assignment.unit;
  if (!first) {
    const isNear = whole.some(({ rule }) => rule.scope !== "pool");
    return isNear
      ? text("我负责、参与或共享给我的", "Yours: owned, taken part in or shared")
      : text("按条件可见的", "What conditions open to you");
  }
  const name = names.get(first) ?? "…";
  const others = units.size - 1;
  return others === 0
    ? plainText(name)
    : text(
        `${name}及另外 ${others} 家`,
        `${name} and ${others} more ${others === 1 ? "unit" : "units"}`,
      );
}

/** What is not counted in 条; people are counted politely. */
const MEASURES: ReadonlyMap<string, string> = new Map([
  ...["customer", "contact", "person", "groupMember"].map((name) => [name, "位"] as const),
  ...["unit", "group", "customerGroup", "role", "post", "product", "tag", "task", "campaign"].map(
    (name) => [name, "个"] as const,
  ),
  ...["contract", "contractTemplate", "messageTemplate"].map((name) => [name, "份"] as const),
  ["coupon", "张"],
]);

/** Plurals that head a list but cannot be counted. */
const COUNTED: ReadonlyMap<string, readonly [one: string, many: string]> = new Map([
  ["auditLine", ["audit line", "audit lines"]],
  ["deliveryProgress", ["delivery report", "delivery reports"]],
  ["feedback", ["piece of feedback", "pieces of feedback"]],
]);

function countWords({ object, counted: { count, isMore } }: Line): Text {
  const number = count.toLocaleString("en-US");
  const { label, plural } = object.declaration;
  const [one, many] = COUNTED.get(object.name) ?? [inline(label).en, inline(plural).en];
  // The label, for a plural may be a heading: 组织架构.
  return text(
    `${isMore ? "超过 " : ""}${number} ${MEASURES.get(object.name) ?? "条"}${label.zh}`,
    `${number}${isMore ? "+" : ""} ${count === 1 ? one : many}`,
  );
}

/** A field is hidden or masked here if it is so on every record of the view. */
function levelWords({ object, view }: Line): readonly Text[] {
  if (view.arms.length === 0) return [];
  const best = (field: FieldModel): Level => {
    const levels = view.arms.map((arm) => arm.level(field));
    return levels.includes("plain") ? "plain" : levels.includes("masked") ? "masked" : "absent";
  };
  const masked = fieldList(object, (field) => best(field) === "masked");
  const hidden = fieldList(object, (field) => best(field) === "absent");
  return [
    ...(masked.length > 0 ? [joined(masked, "打码", "masked")] : []),
    ...(hidden.length > 0 ? [joined(hidden, "隐藏", "hidden")] : []),
  ];
}

function joined(parts: readonly Text[], zh: string, en: string): Text {
  const words = listedUpTo(parts, 3);
  return text(`${words.zh}${zh}`, `${words.en} ${en}`);
}

/** Whole classes by their name, the rest field by field. Secret fields are no news. */
function fieldList(object: ObjectModel, test: (field: FieldModel) => boolean): readonly Text[] {
  const fields = [...object.fields.values()].filter(({ declaration }) => !declaration.secret);
  return SENSITIVITIES.flatMap((name) => {
    const members = fields.filter(({ declaration }) => declaration.sensitivity === name);
    const found = members.filter(test);
    if (members.length > 1 && found.length === members.length) return [CLASS_WORDS[name]];
    return found.map(({ declaration }) => inline(declaration.label));
  });
}

/** One line for each assignment and reach; rules of one reach that open different fields are one line with the best of each. */
function partsOf(
  reader: Subject,
  object: ObjectModel,
  permits: readonly HeldRule[],
  names: Names,
): readonly Part[] {
  const lines = Map.groupBy(permits, ({ assignment, rule }) =>
    JSON.stringify([assignment.id, rule.scope, rule.when]),
  );
  const roles = new Map(reader.world.policy.roles.map((role) => [role.id, role.name]));
  const fields = [...object.fields.values()].filter(({ declaration }) => !declaration.secret);
  return [...lines.values()].map((held) => {
    const { assignment, rule } = held[0]!;
    const unit = assignment.unit === null ? null : (names.get(assignment.unit) ?? null);
    const speech: Speech = {
      model: reader.world.model,
      who: text("您", "you"),
      whoId: reader.person,
      name: () => null,
      unit: unit === null ? null : plainText(unit),
    };
    const scope = scopeWords(rule.scope, speech);
    const plural = inline(object.declaration.plural);
    const when = rule.when ? conditionSentence(rule.when, object, speech) : null;
    const level = (field: FieldModel): Level =>
      levelOf(
        held.map((one) => one.rule),
        field,
      );
    return {
      sentence: text(
        `${scope.zh}${plural.zh}${when ? `，条件是${when.zh}` : ""}`,
        `${plural.en} ${scope.en}${when ? `, when ${when.en}` : ""}`,
      ),
      role: roles.get(assignment.role)!,
      unit,
      masked: fields.filter((field) => level(field) === "masked").map(({ name }) => name),
      hidden: fields.filter((field) => level(field) === "absent").map(({ name }) => name),
    };
  });
}

function levelOf(rules: readonly Rule[], { name, declaration }: FieldModel): Level {
  const selectors = [name, "*", `@${declaration.sensitivity}`];
  const opens = (key: "read" | "mask") =>
    rules.some(({ fields }) => fields?.[key]?.some((one) => selectors.includes(one)));
  return opens("read") ? "plain" : opens("mask") ? "masked" : "absent";
}

/** What a rule's data name: ids to be called by name, and fields that not everybody knows. */
import type { Condition, Operand, Policy, Rule } from "@latchkey/policy";
import type { Executor } from "../db/database.ts";
import type { Model } from "../derive/model.ts";
import { UUID } from "../fields/shared.ts";
import { MINUTE_OF_DAY, WEEKDAY } from "../gate/day-time.ts";
import type { Subject, World } from "../gate/subject.ts";
import { readTitles } from "../gate/titles.ts";
import type { Speech } from "./condition-sentence.ts";
import { text } from "./phrases.ts";
import type { Definition } from "./role-content.ts";

/** A rule spoken of by itself; `name` says what ids are called. */
export const speechOf = (
  model: Model,
  name: Speech["name"] = () => null,
  role: NonNullable<Speech["role"]> = () => null,
): Speech => ({
  model,
  who: text("本人", "oneself"),
  whoId: null,
  unit: null,
  name,
  role,
});

/** What a role of the world is called. */
export const roleNamesOf = ({ policy }: Pick<World, "policy">): NonNullable<Speech["role"]> => {
  const names = new Map(policy.roles.map(({ id, name }) => [id, name]));
  return (id) => names.get(id) ?? null;
};

/** With the names of the tags, units and people that the rules name, as the reader may know them. */
export async function readSpeech(
  executor: Executor,
  reader: Subject,
  rules: readonly Pick<Rule, "when">[],
): Promise<Speech> {
  const ids = [
    ...new Set(rules.flatMap(({ when }) => (when ? operandsOf(when) : [])).flatMap(idsIn)),
  ];
  const names = new Map<string, string>();
  if (ids.length > 0)
    for (const target of ["tag", "unit", "person"])
      for (const [id, title] of await readTitles(executor, reader, target, ids))
        if (title !== null) names.set(id, title);
  const { model, organisation } = reader.world;
  const speech = speechOf(model, (id) => names.get(id) ?? null, roleNamesOf(reader.world));
  // The days and hours of rules are of the same clock.
  return { ...speech, zone: organisation.zone };
}

export const idsIn = (operand: Operand): readonly string[] =>
  "value" in operand
    ? [operand.value]
        .flat()
        .filter((one) => UUID.test(String(one)))
        .map(String)
    : [];

/** Everything that conditions compare, however deep. */
export const operandsOf = (condition: Condition): readonly Operand[] =>
  comparisonsIn(condition).flat();

/** What is compared with what. */
function comparisonsIn(condition: Condition): readonly (readonly Operand[])[] {
  switch (condition.kind) {
    case "true":
      return [];
    case "and":
    case "or":
      return condition.of.flatMap(comparisonsIn);
    case "not":
      return comparisonsIn(condition.of);
    case "related":
      return comparisonsIn(condition.where);
    case "compare":
    case "overlaps":
      return [[condition.left, condition.right]];
    case "in":
      return [[condition.item, condition.list]];
    case "within":
      return [[condition.unit, condition.root]];
    case "isEmpty":
      return [[condition.of]];
  }
}

/** Moments that conditions compare the present with. */
export function edgesOf({ roles }: Policy): readonly number[] {
  const conditions = roles.flatMap(({ rules }) => rules.flatMap(({ when }) => when ?? []));
  return [...new Set(conditions.flatMap(edgesIn))];
}

function edgesIn(condition: Condition): readonly number[] {
  const isClock = (one: Operand): boolean => "path" in one && one.path === "context.now";
  return comparisonsIn(condition).flatMap((sides) =>
    sides.some(isClock)
      ? sides.flatMap((one) => ("value" in one && typeof one.value === "number" ? [one.value] : []))
      : [],
  );
}

/** Minutes of the day at which a comparison with the clock on the wall turns. */
export function marksOf({ roles }: Policy): readonly number[] {
  const conditions = roles.flatMap(({ rules }) => rules.flatMap(({ when }) => when ?? []));
  return [...new Set(conditions.flatMap(comparisonsIn).flatMap(marksIn))];
}

const EVERY_MINUTE: readonly number[] = [...Array(1_440).keys()];

function marksIn(sides: readonly Operand[]): readonly number[] {
  const paths = sides.flatMap((one) => ("path" in one ? [one.path] : []));
  if (!paths.includes(MINUTE_OF_DAY)) return paths.includes(WEEKDAY) ? [0] : [];
  // Compared with what is no constant, it may turn whenever it moves.
  if (paths.length > 1) return EVERY_MINUTE;
  const constants = sides.flatMap((one) => ("value" in one ? [one.value].flat() : []));
  const minutes = constants.flatMap((value) =>
    typeof value === "number" ? [Math.floor(value), Math.floor(value) + 1] : [],
  );
  return [0, ...minutes.filter((mark) => mark > 0 && mark < 1_440)];
}

/** Whether it names no secret field: such a rule is told as a sentence, and stays as it is where rules are edited. */
export function isOpenRule({ when, fields = {} }: Rule, model: Model): boolean {
  const secrets = new Set(
    [...model.objects.values()].flatMap(({ fields: all }) =>
      [...all.values()].filter(({ declaration }) => declaration.secret).map(({ name }) => name),
    ),
  );
  const paths = (when ? operandsOf(when) : []).flatMap((one) => ("path" in one ? [one.path] : []));
  const named = [
    ...Object.values(fields).flat(),
    ...paths.map((path) => path.replace(/^record\./, "")),
  ];
  return !named.some((name) => secrets.has(name));
}

export const openRules = ({ rules = [] }: Definition, model: Model): readonly Rule[] =>
  rules.filter((rule) => isOpenRule(rule, model));

/** The edited rules with those between them that their editor does not know. */
export function withKept(
  known: readonly Rule[],
  edited: readonly Rule[],
  model: Model,
): readonly Rule[] {
  const waiting = [...edited];
  const laid = known.flatMap((rule) => (isOpenRule(rule, model) ? waiting.splice(0, 1) : [rule]));
  return [...laid, ...waiting];
}

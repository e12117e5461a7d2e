/**
 * Why a reader may or may not do an act of which there is no record yet (creating), or which is done to many (exporting):
 * what their own roles say of it (R142). No record is looked at, so nothing is told of any.
 */
import { isRefusing, type CompiledSubject, type Text } from "@latchkey/policy";
import type { Executor } from "../db/database.ts";
import { objectNamed, type ObjectModel } from "../derive/model.ts";
import type { Explanation } from "../http/contract.ts";
import type { Speech } from "../policies/condition-sentence.ts";
import { actionLabel, notOpened } from "../policies/explanation-words.ts";
import { inline, plainText, text } from "../policies/phrases.ts";
import { ruleSentence } from "../policies/sentences.ts";
import { looksAt, namesIn, requireKnown, type ExplainInput } from "./explain.ts";
import type { Subject } from "./subject.ts";
import { knownFields, viewOf } from "./view.ts";

type HeldRule = CompiledSubject["held"][number];
type ActInput = Omit<ExplainInput, "id" | "person">;

export async function explainAct(
  executor: Executor,
  asker: Subject,
  input: ActInput,
): Promise<Explanation> {
  const object = objectNamed(asker.world.model, input.object);
  requireKnown(asker, object, input);
  const { action, field } = input;
  const rules = rulesOf(asker, object, action);
  const names = await namesIn(
    executor,
    asker,
    rules.map(({ rule, assignment }) => [rule.when, assignment.unit]),
  );
  const isOpen = viewOf(asker, object.name, action).arms.length > 0;
  const isNamed = rules.some(({ rule }) => rule.effect === "permit");
  const label = actionLabel(object, action);
  return {
    allow: isOpen && field === undefined,
    action,
    ...(field === undefined ? {} : { field: { name: field, level: "absent" } }),
    sentence:
      field === undefined ? actSentence(object, label, isOpen, isNamed) : closed(object, field),
    steps: rules.map((held) => stepOf(asker, object, action, held, names)),
    flip: isNamed
      ? []
      : [text(`需要一个包含“${label.zh}”的角色`, `a role that includes “${label.en}” is needed`)],
  };
}

/** Those that name the act and look at nothing that the reader may not know of; a permit is told without that. */
function rulesOf(asker: Subject, object: ObjectModel, action: string): readonly HeldRule[] {
  const named = ["*", `${object.name}.*`, `${object.name}.${action}`];
  return asker.compiled.held.filter(
    ({ rule }) =>
      rule.actions.some((one) => named.includes(one)) &&
      (rule.effect === "permit" || (isRefusing(rule) && isToldWhole(asker, object, { rule }))),
  );
}

function isToldWhole(asker: Subject, { name }: ObjectModel, { rule }: Pick<HeldRule, "rule">) {
  if (!rule.when) return true;
  const known = new Set(knownFields(viewOf(asker, name)).map((field) => field.name));
  const { paths, related } = looksAt(rule.when);
  return (
    paths.every((path) => path === "id" || known.has(path)) &&
    related.every(({ relation }) => relation === "participants")
  );
}

function actSentence(object: ObjectModel, label: Text, isOpen: boolean, isNamed: boolean): Text {
  const what = inline(object.declaration.plural);
  if (isOpen)
    return text(
      `“${label.zh}”${what.zh}：您的角色只对下列范围开放。`,
      `“${label.en}” for ${what.en}: your roles open it as far as said below, and no further.`,
    );
  return isNamed
    ? text(
        `您现在不能“${label.zh}”任何${what.zh}：角色的规则如下。`,
        `You may not do “${label.en}” on any ${what.en} now; the rules of your roles say so.`,
      )
    : text(
        `您不能“${label.zh}”${what.zh}：您的角色都不含此项。`,
        `You may not do “${label.en}” on ${what.en}: no role of yours includes it.`,
      );
}

function closed(object: ObjectModel, field: string): Text {
  const { label, sensitivity } = object.fields.get(field)!.declaration;
  const words = notOpened(label, sensitivity, true);
  return text(`${words.zh}。`, `${words.en}.`);
}

function stepOf(
  asker: Subject,
  object: ObjectModel,
  action: string,
  held: HeldRule,
  names: ReadonlyMap<string, string>,
): Explanation["steps"][number] {
  const { assignment, rule } = held;
  const unit = assignment.unit === null ? null : (names.get(assignment.unit) ?? null);
  const speech: Speech = {
    model: asker.world.model,
    who: text("您", "you"),
    whoId: asker.person,
    unit: unit === null ? null : plainText(unit),
    name: (id) => names.get(id) ?? null,
  };
  const role = asker.world.policy.roles.find(({ id }) => id === assignment.role)!;
  return {
    assignment: {
      role: role.name,
      unit,
      because: assignment.because,
      until: assignment.until === null ? null : new Date(assignment.until).toISOString(),
    },
    rule: rule.id,
    effect: rule.effect,
    applied: true,
    sentence: ruleSentence(rule, speech, {
      only: { object: object.name, actions: [action] },
      withoutCondition: !isToldWhole(asker, object, held),
      withoutFields: true,
    }),
  };
}

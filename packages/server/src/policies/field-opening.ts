/** Nobody moves a field to a class in which they themselves see or write more of it than before. */
import type { Rule } from "@latchkey/policy";
import { objectNamed, type Model } from "../derive/model.ts";
import { Refusal } from "../errors.ts";
import type { Subject } from "../gate/subject.ts";
import { actionsNamed } from "./rights-actions.ts";

interface FieldPlace {
  readonly object: string;
  readonly name: string;
}

/** The same person under the classes as they were and as they are about to be. */
export function refuseOwnOpening(before: Subject, after: Subject, place: FieldPlace): void {
  const old = reachesOf(before, place);
  const isWider = [...reachesOf(after, place)].some(([key, reach]) =>
    opensMore(reach, old.get(key) ?? null),
  );
  if (isWider) throw new Refusal("opens_to_self");
}

/** What a rule says of one field. */
interface Reach {
  readonly effect: Rule["effect"];
  readonly read: boolean;
  readonly mask: boolean;
  readonly write: boolean;
}

const NOTHING: Reach = { effect: "permit", read: false, mask: false, write: false };

/** Of each rule the subject holds; a change of classes leaves rules and assignments what they are. */
function reachesOf({ compiled, world }: Subject, place: FieldPlace): ReadonlyMap<string, Reach> {
  return new Map(
    compiled.held.flatMap(({ assignment, role, rule }) => {
      const reach = reachOf(rule, world.model, place);
      return reach ? [[`${assignment.id} ${role.id} ${rule.id}`, reach] as const] : [];
    }),
  );
}

/** Null: the rule is not of this object. */
export function reachOf(rule: Rule, model: Model, { object, name }: FieldPlace): Reach | null {
  if (!actionsNamed(rule, model).some((one) => one.object === object)) return null;
  const { declaration } = objectNamed(model, object).fields.get(name)!;
  const names = [name, "*", `@${declaration.sensitivity}`];
  const selects = (selectors: readonly string[] = []) =>
    selectors.some((one) => names.includes(one));
  return {
    effect: rule.effect,
    read: selects(rule.fields?.read),
    mask: selects(rule.fields?.mask),
    write: selects(rule.fields?.write),
  };
}

/** Of a permit: it opens what it did not. Of a forbid: it no longer closes what it closed. `old` null: there was none. */
export function opensMore(now: Reach, old: Reach | null): boolean {
  const was = old ?? NOTHING;
  if (now.effect === "forbid") return opensMore({ ...was, effect: "permit" }, now);
  return (
    (now.read && !was.read) || (now.mask && !was.mask && !was.read) || (now.write && !was.write)
  );
}

/** Nobody moves a field to a class in which they themselves see or write more of it than before. */
import type { Rule } from "@latchkey/policy";
import { objectNamed } from "../derive/model.ts";
import { Refusal } from "../errors.ts";
import type { Subject } from "../gate/subject.ts";
import { actionsNamed } from "./rights-actions.ts";

interface FieldPlace {
  readonly object: string;
  readonly name: string;
}

/** The same person under the fields as they were and as they are about to be. */
export function refuseOwnOpening(before: Subject, after: Subject, place: FieldPlace): void {
  const old = reachesOf(before, place);
  const isWider = [...reachesOf(after, place)].some(([key, reach]) =>
    opensMore(reach, old.get(key) ?? NOTHING),
  );
  if (isWider) throw new Refusal("opens_to_self");
}

interface Reach {
  readonly effect: Rule["effect"];
  readonly read: boolean;
  readonly mask: boolean;
  readonly write: boolean;
}

const NOTHING: Reach = { effect: "permit", read: false, mask: false, write: false };

/** What each rule the subject holds says of the field; a change of fields leaves rules and assignments what they are. */
function reachesOf({ compiled, world }: Subject, place: FieldPlace): ReadonlyMap<string, Reach> {
  const field = objectNamed(world.model, place.object).fields.get(place.name)!;
  const names = [place.name, "*", `@${field.declaration.sensitivity}`];
  const selects = (selectors: readonly string[] = []) =>
    selectors.some((one) => names.includes(one));
  return new Map(
    compiled.held
      .filter(({ rule }) =>
        actionsNamed(rule, world.model).some(({ object }) => object === place.object),
      )
      .map(({ assignment, role, rule }) => [
        `${assignment.id} ${role.id} ${rule.id}`,
        {
          effect: rule.effect,
          read: selects(rule.fields?.read),
          mask: selects(rule.fields?.mask),
          write: selects(rule.fields?.write),
        },
      ]),
  );
}

/** Of a permit: it opens what it did not. Of a forbid: it no longer closes what it closed. */
function opensMore(now: Reach, old: Reach): boolean {
  if (now.effect === "forbid") return opensMore({ ...old, effect: "permit" }, now);
  return (
    (now.read && !old.read) || (now.mask && !old.mask && !old.read) || (now.write && !old.write)
  );
}

/** What becomes of the class of a field, in plain language, and who comes to read or write more of it. */
import type { Text } from "@latchkey/policy";
import type { Model } from "../derive/model.ts";
import type { World } from "../gate/subject.ts";
import type { PolicyLine, PolicyWarning } from "../http/contract.ts";
import { SENSITIVITIES, type Sensitivity } from "../objects/declaration.ts";
import { worldOfDraft, type ClassChange } from "./draft-world.ts";
import { opensMore, reachOf } from "./field-opening.ts";
import { rulesOfRole } from "./grant-width.ts";
import { listedUpTo, text } from "./phrases.ts";
import type { Holdings } from "./policy-warnings.ts";
import { CLASS_WORDS } from "./sentences.ts";

type Place = Pick<ClassChange, "object" | "field">;

/** A field that is archived by now has no name any more. */
export function fieldName(model: Model, { object, field }: Place): Text {
  const of = model.objects.get(object);
  const label = of?.fields.get(field)?.declaration.label ?? text("（已归档）", "(archived)");
  const noun = of?.declaration.label ?? text(object, object);
  return text(`${noun.zh}·${label.zh}`, `${noun.en} · ${label.en}`);
}

interface Move extends Place {
  readonly from: Sensitivity;
  readonly to: Sensitivity;
}

/** Into a less sensitive class is wider; for whom it is, the warning says. */
export function classLine(model: Model, { from, to, ...place }: Move): PolicyLine {
  const name = fieldName(model, place);
  const [was, is] = [CLASS_WORDS[from], CLASS_WORDS[to]];
  const isWider = SENSITIVITIES.indexOf(to) < SENSITIVITIES.indexOf(from);
  return {
    kind: isWider ? "widened" : "narrowed",
    sentence: text(
      `字段“${name.zh}”的敏感级别从“${was.zh}”改为“${is.zh}”`,
      `the field ${name.en} is one of the ${is.en} instead of the ${was.en}`,
    ),
  };
}

const MAX_NAMED = 4;

/** One for each field that becomes wider for a role that somebody holds, whatever else the draft does to the role. */
export function classWarnings(
  present: World,
  classes: readonly ClassChange[],
  holdings: Holdings,
): readonly PolicyWarning[] {
  return classes.flatMap((change): readonly PolicyWarning[] => {
    const roles = rolesOpened(present, change);
    const opened = new Set(roles.map(({ id }) => id));
    const held = [...holdings.values()].filter((of) => [...of].some((role) => opened.has(role)));
    if (held.length === 0) return [];
    const isHeld = (id: string): boolean => held.some((of) => of.has(id));
    const names = roles.filter(({ id }) => isHeld(id)).map(({ name }) => name);
    const field = fieldName(present.model, change);
    const listed = listedUpTo(names, MAX_NAMED);
    const people = held.length;
    return [
      {
        code: "field_opens",
        role: null,
        parameters: { object: change.object, field: change.field, people },
        sentence: text(
          `字段“${field.zh}”将对 ${people} 人更开放（查看或修改）：${listed.zh}`,
          `the field ${field.en} opens further to ${people} ${people === 1 ? "person" : "people"}, to read or to write: ${listed.en}`,
        ),
      },
    ];
  });
}

const rolesOpened = (present: World, change: ClassChange): World["policy"]["roles"] =>
  rolesMoved(present, change, opensMore);

/** The roles for whose holders the field is another than before: more or less of it is seen, or can be written. */
export const rolesReached = (present: World, change: ClassChange): World["policy"]["roles"] =>
  rolesMoved(
    present,
    change,
    (now, was) => opensMore(now, was) || (was !== null && opensMore(was, now)),
  );

function rolesMoved(
  present: World,
  change: ClassChange,
  isMoved: typeof opensMore,
): World["policy"]["roles"] {
  const { object, field: name } = change;
  if (!present.model.objects.get(object)?.fields.has(name)) return [];
  const next = worldOfDraft(present, { roles: [], classes: [change] });
  return next.policy.roles.filter(({ id }) => {
    const old = new Map(rulesOfRole({ world: present }, id).map((rule) => [rule.id, rule]));
    return rulesOfRole({ world: next }, id).some((rule) => {
      const before = old.get(rule.id);
      const was = before ? reachOf(before, present.model, { object, name }) : null;
      const now = reachOf(rule, next.model, { object, name });
      return now !== null && isMoved(now, was);
    });
  });
}

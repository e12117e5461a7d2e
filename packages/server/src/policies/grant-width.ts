/**
 * What somebody may grant is not what they may do: an administrator sees no customers and grants roles that do. The
 * measure is how far their right to grant reaches.
 *
 * - A role's relative scopes must lie where the grantor may grant.
 * - What a role does everywhere needs a grantor who grants everywhere, or who may do the same everywhere. Approved
 *   material of the whole chain (marketing) is no secret of one region and needs neither.
 * - Changing rights is only granted by those who have it themselves, as far as it is granted.
 */
import type { Condition, Operand, Role, Rule } from "@latchkey/policy";
import { Refusal } from "../errors.ts";
import type { Subject } from "../gate/subject.ts";
import { isSameJson } from "./role-content.ts";
import { actionsNamed, changesRights, isNear, type NamedAction } from "./rights-actions.ts";

/** Rules of a role with those of all it includes. */
export const rulesOfRole = (around: Around, id: string): Role["rules"] =>
  withIncluded(around, id).flatMap(({ rules }) => rules);

interface Around {
  readonly world: Pick<Subject["world"], "policy">;
}

/** The role and all it includes, each once. */
export function withIncluded({ world }: Around, id: string): readonly Role[] {
  const seen = new Set<string>();
  const collect = (one: string): readonly Role[] => {
    const role = world.policy.roles.find((candidate) => candidate.id === one);
    if (!role || seen.has(one)) return [];
    seen.add(one);
    return [role, ...(role.includes ?? []).flatMap(collect)];
  };
  return collect(id);
}

export interface Place {
  /** The right by which it is granted. */
  readonly by: readonly NamedAction[];
  /** Where; null where the role is only written, not given to anybody. */
  readonly unit: string | null | "anywhere";
}

export function demandGrantable(subject: Subject, rules: Role["rules"], place: Place): void {
  if (!canGrant(subject, rules, place)) throw new Refusal("grant_too_wide");
}

/** At several units. Who can grant it where there is no unit can grant it at every unit: only `all` reaches there. */
export function demandGrantableAt(
  subject: Subject,
  rules: Role["rules"],
  by: Place["by"],
  units: readonly (string | null)[],
): void {
  if (canGrant(subject, rules, { by, unit: null })) return;
  for (const unit of units) demandGrantable(subject, rules, { by, unit });
}

const canGrant = (subject: Subject, rules: Role["rules"], place: Place): boolean =>
  rules
    .filter((rule) => rule.effect === "permit" && !isNear(rule))
    .every((rule) => isGrantable(subject, rule, place));

/** Only what changes rights: whether the subject has as much of it as the role gives. */
export function demandRights(subject: Subject, rules: Role["rules"], unit: string | null): void {
  const { model } = subject.world;
  const permits = rules.filter((rule) => rule.effect === "permit" && !isNear(rule));
  const hasAll = permits.every((rule) =>
    actionsNamed(rule, model).every(
      (named) => !changesRights(named, model) || reaches(subject, named, rule.scope, unit),
    ),
  );
  if (!hasAll) throw new Refusal("grant_too_wide");
}

function isGrantable(subject: Subject, rule: Rule, { by, unit }: Place): boolean {
  const { model } = subject.world;
  const mayGrant = (scope: string): boolean =>
    by.some((action) => reaches(subject, action, scope, unit));
  const isRelative = rule.scope !== "all" || (rule.when !== undefined && isTied(rule.when));
  return actionsNamed(rule, model).every((named) => {
    if (changesRights(named, model)) return reaches(subject, named, rule.scope, unit);
    if (isRelative)
      return unit === "anywhere" || mayGrant(rule.scope === "all" ? "subtree" : rule.scope);
    return mayGrant("all") || reaches(subject, named, "all", unit) || isMarketing(subject, named);
  });
}

/** Whether it holds only of what is near its holder: a ticket of mine, a till of my unit. What is a VIP is near nobody. */
function isTied(condition: Condition): boolean {
  switch (condition.kind) {
    case "and":
      return condition.of.some(isTied);
    case "or":
      return condition.of.every(isTied);
    case "related":
      return isTied(condition.where);
    case "compare":
      return condition.op === "eq" && ties(condition.left, condition.right);
    case "in":
      return ties(condition.item, condition.list);
    case "overlaps":
      return ties(condition.left, condition.right);
    case "within":
      return ties(condition.unit, condition.root);
    default:
      return false;
  }
}

/** A cell of the record with something of its holder. */
const ties = (...sides: readonly [Operand, Operand]): boolean =>
  [/^record\./, /^(subject|assignment)\./].every((head) =>
    sides.some((side) => "path" in side && head.test(side.path)),
  );

const isMarketing = ({ world }: Subject, { object, action }: NamedAction): boolean =>
  world.model.objects.get(object)?.declaration.actions[action]?.bundle.startsWith("marketing.") ===
  true;

/** Whether the subject may do this at the scope, relative to the unit. */
export function reaches(
  { compiled, world }: Subject,
  { object, action }: NamedAction,
  scope: string,
  unit: Place["unit"],
): boolean {
  const names = ["*", `${object}.*`, `${object}.${action}`];
  return compiled.held.some(({ rule, assignment }) => {
    if (rule.effect !== "permit" || rule.when || !rule.actions.some((name) => names.includes(name)))
      return false;
    if (rule.scope === "all") return true;
    if (scope === "all" || assignment.unit === null || unit === null) return false;
    if (rule.scope === "subtree")
      return unit === "anywhere" || world.tree.isWithin(unit, assignment.unit) === true;
    return (
      rule.scope === "unit" && scope === "unit" && (unit === "anywhere" || unit === assignment.unit)
    );
  });
}

/** Nobody widens a role that they hold themselves, directly or through another. */
export function refuseOwnWidening(subject: Subject, role: string, rules: Role["rules"]): void {
  const isHeld = subject.compiled.held.some((held) => held.role.id === role);
  if (!isHeld) return;
  const old = subject.world.policy.roles.find(({ id }) => id === role)?.rules ?? [];
  const known = new Set(
    withIncluded(subject, role).flatMap((one) => (one.id === role ? [] : one.rules)),
  );
  const added = rules.filter((rule) => rule.effect === "permit" && !known.has(rule));
  if (!added.every((rule) => isContained(subject, rule, old))) throw new Refusal("grant_too_wide");
}

/** Every action of the rule is allowed by an old one of the same scope that opens as much. */
function isContained({ world: { model } }: Subject, rule: Rule, old: readonly Rule[]): boolean {
  return actionsNamed(rule, model).every(({ object, action }) =>
    old.some(
      (other) =>
        other.effect === "permit" &&
        other.scope === rule.scope &&
        other.actions.includes(`${object}.${action}`) &&
        isSameJson(other.when ?? null, rule.when ?? null) &&
        opensNoMore(rule, other),
    ),
  );
}

function opensNoMore({ fields = {} }: Rule, { fields: old = {} }: Rule): boolean {
  const { read = [], mask = [], write = [] } = old;
  return (
    (fields.read ?? []).every((one) => read.includes(one)) &&
    (fields.mask ?? []).every((one) => mask.includes(one) || read.includes(one)) &&
    (fields.write ?? []).every((one) => write.includes(one))
  );
}

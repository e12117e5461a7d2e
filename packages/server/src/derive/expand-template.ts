/**
 * A role template (matrix of bundles × scope, sensitivity classes, explicit rules) as the one form: rules.
 *
 * A scope of the matrix becomes one rule per elementary scope. Own, taking part and shared records open their classes
 * as `own` says; a wider scope opens them as `beyond` says. The engine adds up what several rules open.
 */
import type { FieldGrant, Role, Rule } from "@latchkey/policy";
import {
  SENSITIVITIES,
  type ActionDeclaration,
  type FieldDeclaration,
  type Sensitivity,
} from "../objects/declaration.ts";
import type { ClassLevel, MatrixScope, RoleTemplate } from "../policies/role-template.ts";
import type { Model, ObjectModel } from "./model.ts";

type Reach = "own" | "beyond";

/** What each near scope carries: a share is to be looked at, a team member works but does not give away or remove. */
const NEAR: Readonly<Record<string, (action: ActionDeclaration) => boolean>> = {
  own: () => true,
  participating: ({ bundle }) => bundle !== "customer.assign" && bundle !== "customer.remove",
  shared: ({ layer }) => layer === "see",
};

/** The elementary scopes of a matrix scope beyond one's own records. */
const FAR: Readonly<Record<MatrixScope, readonly string[]>> = {
  none: [],
  own: [],
  unit: ["unit"],
  subtree: ["subtree"],
  all: ["all"],
};

export function expandTemplate(template: RoleTemplate, model: Model): Role {
  const { id, name, duties, includes, administrator, rules = [] } = template;
  const matrix = [...model.objects.values()].flatMap((object) => objectRules(template, object));
  return {
    id,
    name,
    duties,
    rules: [...matrix, ...rules],
    ...(includes ? { includes } : {}),
    ...(administrator ? { administrator } : {}),
  };
}

function objectRules(template: RoleTemplate, object: ObjectModel): readonly Rule[] {
  const declared: Readonly<Record<string, ActionDeclaration>> = object.declaration.actions;
  const actionsByScope = new Map<MatrixScope, string[]>();
  for (const [action, { bundle }] of Object.entries(declared)) {
    const scope = template.grants[`${object.name}:${action}`] ?? template.grants[bundle] ?? "none";
    if (scope === "none") continue;
    actionsByScope.set(scope, [...(actionsByScope.get(scope) ?? []), `${object.name}.${action}`]);
  }
  return [...actionsByScope].flatMap(([scope, actions]) => [
    ...Object.entries(NEAR).flatMap(([near, carries]) => {
      const carried = actions.filter((action) =>
        carries(declared[action.slice(action.indexOf(".") + 1)]!),
      );
      return carried.length === 0
        ? []
        : [rule(template, object, { scope: near, reach: "own", actions: carried })];
    }),
    ...FAR[scope].map((far) => rule(template, object, { scope: far, reach: "beyond", actions })),
  ]);
}

function rule(
  template: RoleTemplate,
  object: ObjectModel,
  { scope, reach, actions }: { scope: string; reach: Reach; actions: readonly string[] },
): Rule {
  return {
    id: `matrix:${object.name}:${scope}:${actions.map((action) => action.slice(action.indexOf(".") + 1)).join("+")}`,
    effect: "permit",
    actions,
    scope,
    fields: fieldGrant(template, object, reach),
  };
}

/** By class where no field of the object differs from its class, else field by field. */
export function fieldGrant(
  template: Pick<RoleTemplate, "classes" | "fields">,
  object: ObjectModel,
  reach: Reach,
): FieldGrant {
  const exceptions = template.fields?.[object.name];
  if (!exceptions)
    return grantOf(
      SENSITIVITIES.map((name) => [`@${name}`, template.classes[name]]),
      reach,
    );
  const fields = [...object.fields.values()].filter(
    ({ name, declaration }) => !declaration.secret || exceptions[name],
  );
  return grantOf(
    fields.map(({ name, declaration }) => [
      name,
      exceptions[name] ?? classOf(template, declaration),
    ]),
    reach,
  );
}

const classOf = (
  template: Pick<RoleTemplate, "classes">,
  { sensitivity }: FieldDeclaration,
): ClassLevel | undefined => template.classes[sensitivity as Sensitivity];

function grantOf(
  levels: readonly (readonly [string, ClassLevel | undefined])[],
  reach: Reach,
): FieldGrant {
  const names = (test: (level: ClassLevel) => boolean): readonly string[] =>
    levels.filter(([, level]) => level && test(level)).map(([name]) => name);
  return {
    read: names((level) => level[reach] === "plain"),
    mask: names((level) => level[reach] === "masked"),
    write: names((level) => level.write),
  };
}

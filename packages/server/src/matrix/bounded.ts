/**
 * What functions in teams leave of what taking part brings, read off their definitions slowly and obviously: of each rule,
 * object and function one rule of its own, and one for the functions that bound nothing.
 */
import type { FieldGrant, Policy, Rule } from "@latchkey/policy";
import type { FieldModel, Model, ObjectModel } from "../derive/model.ts";
import { objectNamed } from "../derive/model.ts";
import { takesPartAs } from "../derive/scopes.ts";
import type { World } from "../gate/subject.ts";
import type { TeamFunction } from "../policies/team-functions.ts";

interface Known {
  readonly whole: Policy;
  readonly about: Map<string, Policy>;
}

const known = new WeakMap<World, Known>();

/** The published roles as they stand, bounded here; those of sandboxes come after them. Once for all readers of a world. */
export function boundedPolicy(world: World): Policy {
  return knownOf(world).whole;
}

/**
 * The same without the rules that name neither the act nor looking: they say nothing of either, and the reference would
 * read them for each record again.
 */
export function policyAbout(world: World, object: string, action: string): Policy {
  const { whole, about } = knownOf(world);
  const names = ["*", `${object}.*`, `${object}.${action}`, `${object}.view`];
  const isAbout = ({ actions }: Rule): boolean => actions.some((name) => names.includes(name));
  const key = `${object}.${action}`;
  const found = about.get(key) ?? {
    ...whole,
    roles: whole.roles.map((role) => ({ ...role, rules: role.rules.filter(isAbout) })),
  };
  about.set(key, found);
  return found;
}

function knownOf(world: World): Known {
  const found = known.get(world) ?? { whole: bounded(world), about: new Map<string, Policy>() };
  known.set(world, found);
  return found;
}

function bounded({ policy, published, functions, model }: World): Policy {
  const sandboxes = policy.roles.slice(published.length);
  const roles = published.map((role) => ({
    ...role,
    rules: role.rules.flatMap((rule) => bound(rule, functions, model)),
  }));
  return { ...policy, roles: [...roles, ...sandboxes] };
}

function bound(rule: Rule, functions: readonly TeamFunction[], model: Model): readonly Rule[] {
  if (rule.scope !== "participating" || rule.effect === "forbid" || functions.length === 0)
    return [rule];
  const { choices = [] } = objectNamed(model, "participant").fields.get("function")!.declaration;
  // Who has it shared, or in hand by a look-up, takes no part.
  const others = ["shared", "lookedUp", ...functions.map(({ name }) => name)];
  const free = choices.map(({ value }) => value).filter((name) => !others.includes(name));
  return [...model.objects.values()].flatMap((object) => {
    const actions = Object.keys(object.declaration.actions).filter((action) =>
      rule.actions.some((name) =>
        ["*", `${object.name}.*`, `${object.name}.${action}`].includes(name),
      ),
    );
    const left = functions.map((one) => ({
      names: [one.name],
      actions: actions.filter((action) => isLeft(one, object, action)),
      fields: lowest(one, object, rule.fields),
    }));
    return [...left, { names: free, actions, fields: rule.fields }].map((way, index) => ({
      ...rule,
      id: `${rule.id} ${object.name} ${index}`,
      actions: way.actions.map((action) => `${object.name}.${action}`),
      ...(way.fields ? { fields: way.fields } : {}),
      when: { kind: "and", of: [...(rule.when ? [rule.when] : []), takesPartAs(way.names)] },
    }));
  });
}

function isLeft({ definition }: TeamFunction, object: ObjectModel, action: string): boolean {
  const { grants = {} } = definition;
  const { bundle } = object.declaration.actions[action]!;
  const scope = grants[`${object.name}:${action}`] ?? grants[bundle];
  return scope !== undefined && scope !== "none";
}

const HEIGHTS = ["absent", "masked", "plain"] as const;

function lowest(
  { definition }: TeamFunction,
  object: ObjectModel,
  opened: FieldGrant = {},
): FieldGrant {
  const { classes = {}, fields: single = {} } = definition;
  const named = ({ name, declaration }: FieldModel, selectors: readonly string[] = []): boolean =>
    selectors.includes(name) ||
    (!declaration.secret &&
      (selectors.includes("*") || selectors.includes(`@${declaration.sensitivity}`)));
  const levels = [...object.fields.values()].map((field) => {
    const { secret, sensitivity } = field.declaration;
    const level = single[object.name]?.[field.name] ?? (secret ? undefined : classes[sensitivity]);
    const first = named(field, opened.read) ? 2 : named(field, opened.mask) ? 1 : 0;
    return {
      name: field.name,
      height: Math.min(first, HEIGHTS.indexOf(level?.own ?? "absent")),
      isWritten: named(field, opened.write) && level?.write === true,
    };
  });
  const at = (height: number) =>
    levels.filter((one) => one.height === height).map(({ name }) => name);
  const write = levels.filter(({ isWritten }) => isWritten).map(({ name }) => name);
  return { read: at(2), mask: at(1), write };
}

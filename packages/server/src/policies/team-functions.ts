/**
 * What somebody is in the team of a record bounds what taking part brings them there: a class teacher who may edit what
 * is theirs edits no contact data of a record they take part in as class teacher. A function is a role that nobody is
 * given; of every rule that rests on taking part, those who do so in the function have what the function has as well.
 */
import {
  mayEver,
  type FieldGrant,
  type Level,
  type Role,
  type Rule,
  type Text,
} from "@latchkey/policy";
import { fieldGrant } from "../derive/expand-template.ts";
import { objectNamed, type Model, type ObjectModel } from "../derive/model.ts";
import { takesPartAs } from "../derive/scopes.ts";
import type { Subject } from "../gate/subject.ts";
import type { TeamFunctionsReply } from "../http/contract.ts";
import { choices } from "../objects/vocabulary.ts";
import type { ObjectDeclaration } from "../objects/declaration.ts";
import { TEAM_FUNCTIONS } from "../objects/participant.ts";
import { actionsNamed } from "./rights-actions.ts";
import type { Definition, RoleContent } from "./role-content.ts";
import type { ClassLevel } from "./role-template.ts";

/** As it stands in a participant: one of the shipped ones, or the id of the role that it is. */
export interface TeamFunction {
  readonly name: string;
  /** Id of the role that it is. */
  readonly role: string;
  readonly label: Text;
  readonly duties: Text;
  readonly definition: Definition;
}

const PARTICIPATING = "participating";

/** In the order of the contents. */
export const functionsOf = (contents: readonly RoleContent[]): readonly TeamFunction[] =>
  contents.flatMap(({ id: role, name: zh, nameEnglish, duties, dutiesEnglish, definition }) => {
    if (definition.function === undefined) return [];
    const label = { zh, en: nameEnglish ?? zh };
    const words = { zh: duties ?? "", en: dutiesEnglish ?? duties ?? "" };
    return [{ name: definition.function, role, label, duties: words, definition }];
  });

/** An organisation's own functions can be chosen like the shipped ones, and all are called what it calls them. */
export function withFunctions(
  declarations: readonly ObjectDeclaration[],
  functions: readonly TeamFunction[],
): readonly ObjectDeclaration[] {
  if (functions.length === 0) return declarations;
  const own = choices(functions.map(({ name, label }) => [name, label.zh, label.en, "geekblue"]));
  const named = new Set(own.map(({ value }) => value));
  return declarations.map((declaration) => {
    if (declaration.name !== "participant") return declaration;
    const field = declaration.fields["function"]!;
    const shipped = (field.choices ?? []).filter(({ value }) => !named.has(value));
    const chosen = { ...field, choices: [...shipped, ...own] };
    return { ...declaration, fields: { ...declaration.fields, function: chosen } };
  });
}

/** Whether it carries no work: then lending it is sharing. */
export const isForLooking = ({ definition }: TeamFunction, model: Model): boolean =>
  [...model.objects.values()].every((object) =>
    Object.entries(object.declaration.actions).every(
      ([action, { layer }]) => layer === "see" || !hasAction(definition, object, action),
    ),
  );

function hasAction({ grants = {} }: Definition, object: ObjectModel, action: string): boolean {
  const { bundle } = object.declaration.actions[action]!;
  return (grants[`${object.name}:${action}`] ?? grants[bundle] ?? "none") !== "none";
}

/** What somebody can be made in a team by this person, the one that only looks first. */
export function functionsReply({ compiled, world }: Subject): TeamFunctionsReply {
  const { model, functions } = world;
  const mayDo = (action: string): boolean =>
    [...model.objects.keys()].some((object) => mayEver(compiled, object, action));
  const [looks, works] = [mayDo("share"), mayDo("assign")];
  const { choices: all = [] } = objectNamed(model, "participant").fields.get(
    "function",
  )!.declaration;
  const offered = all.flatMap(({ value: name, label }) => {
    const own = functions.find((one) => one.name === name);
    const isLooking = name === SHARED || (own !== undefined && isForLooking(own, model));
    const isOffered = name !== LOOKED_UP && (isLooking ? looks : works);
    const [duties, opens] = own ? [own.duties, opensOf(own, compiled, model)] : [null, null];
    return isOffered ? [{ name, label, duties, opens, isLooking }] : [];
  });
  return { functions: offered.toSorted((a, b) => Number(b.isLooking) - Number(a.isLooking)) };
}

type Opens = NonNullable<TeamFunctionsReply["functions"][number]["opens"]>;

/** Of objects that the reader may see; secret fields are named to nobody in passing. */
function opensOf(
  { definition: { classes = {}, fields = {} } }: TeamFunction,
  compiled: Subject["compiled"],
  model: Model,
): Opens {
  const own = (levels: Readonly<Record<string, ClassLevel>>): Record<string, Level> =>
    Object.fromEntries(Object.entries(levels).map(([name, level]) => [name, level.own]));
  const seen = Object.entries(fields).filter(
    ([object]) => model.objects.has(object) && mayEver(compiled, object, "view"),
  );
  const open = seen.map(([object, levels]) => {
    const known = Object.entries(levels).filter(
      ([name]) => !model.objects.get(object)?.fields.get(name)?.declaration.secret,
    );
    return [object, own(Object.fromEntries(known))] as const;
  });
  return { classes: own(classes), fields: Object.fromEntries(open) };
}

const SHARED = "shared";
const LOOKED_UP = "lookedUp";

/** Bounded roles are the same objects for as long as their functions are. */
const bounded = new WeakMap<readonly TeamFunction[], WeakMap<Role, Role>>();

export function boundByFunctions(
  roles: readonly Role[],
  functions: readonly TeamFunction[],
  model: Model,
): readonly Role[] {
  if (functions.length === 0) return roles;
  const known = bounded.get(functions) ?? new WeakMap<Role, Role>();
  bounded.set(functions, known);
  return roles.map((role) => {
    const found = known.get(role) ?? {
      ...role,
      rules: role.rules.flatMap((rule) => boundRule(rule, functions, model)),
    };
    known.set(role, found);
    return found;
  });
}

/** What all functions leave of it stands under taking part at all; what some leave beyond that, under those. */
function boundRule(rule: Rule, functions: readonly TeamFunction[], model: Model): readonly Rule[] {
  if (rule.effect === "forbid" || rule.scope !== PARTICIPATING) return [rule];
  const free = TEAM_FUNCTIONS.filter((name) => !functions.some((one) => one.name === name));
  return byObject(rule, model).flatMap(({ object, rule: whole }) => {
    const left = functions.map((one) => ({ name: one.name, rule: boundBy(whole, one, object) }));
    const common = functions.reduce((part, one) => boundBy(part, one, object), whole);
    const ways = [...left, ...free.map((name) => ({ name, rule: whole }))];
    const beyond = Map.groupBy(ways, (way) => keyOf(way.rule));
    beyond.delete(keyOf(common));
    return [
      common,
      ...[...beyond.values()].map((same): Rule => {
        const names = same.map(({ name }) => name);
        const { id, when, ...rest } = same[0]!.rule;
        return {
          ...rest,
          id: `${id}:${names.join("+")}`,
          when: when ? { kind: "and", of: [when, takesPartAs(names)] } : takesPartAs(names),
        };
      }),
    ].filter(({ actions }) => actions.length > 0);
  });
}

const keyOf = ({ actions, fields }: Rule): string => JSON.stringify([actions, fields]);

interface OfObject {
  readonly object: ObjectModel;
  readonly rule: Rule;
}

/** A rule of one object alone, that all its fields can be named. */
function byObject(rule: Rule, model: Model): readonly OfObject[] {
  const objects = Map.groupBy(actionsNamed(rule, model), ({ object }) => object);
  const isOne = objects.size === 1;
  return [...objects].map(([name, named]) => ({
    object: objectNamed(model, name),
    rule: {
      ...rule,
      id: isOne ? rule.id : `${rule.id}:${name}`,
      actions: named.map(({ action }) => `${name}.${action}`),
    },
  }));
}

function boundBy(rule: Rule, { definition }: TeamFunction, object: ObjectModel): Rule {
  const { classes = {}, fields: exceptions } = definition;
  const template = { classes, ...(exceptions ? { fields: exceptions } : {}) };
  const prefix = `${object.name}.`;
  const { fields } = rule;
  return {
    ...rule,
    actions: rule.actions.filter((name) =>
      hasAction(definition, object, name.slice(prefix.length)),
    ),
    ...(fields ? { fields: lower(fields, fieldGrant(template, object, "own"), object) } : {}),
  };
}

/** Field by field the lower of both; by class where both name nothing but classes. */
function lower(one: FieldGrant, other: FieldGrant, object: ObjectModel): FieldGrant {
  const isByClass = [one, other]
    .flatMap(({ read = [], mask = [], write = [] }) => [...read, ...mask, ...write])
    .every((selector) => selector.startsWith("@"));
  const opened = (selectors: readonly string[] = []): ReadonlySet<string> =>
    new Set(isByClass ? selectors : fieldsNamed(selectors, object));
  const sides = [one, other].map(({ read, mask, write }) => {
    const plain = opened(read);
    return { plain, seen: new Set([...plain, ...opened(mask)]), written: opened(write) };
  });
  const [left, right] = [sides[0]!, sides[1]!];
  const read = [...left.plain].filter((name) => right.plain.has(name));
  const seen = [...left.seen].filter((name) => right.seen.has(name));
  return {
    read,
    mask: seen.filter((name) => !read.includes(name)),
    write: [...left.written].filter((name) => right.written.has(name)),
  };
}

/** A secret field opens by its own name only. */
const fieldsNamed = (selectors: readonly string[], { fields }: ObjectModel): readonly string[] =>
  [...fields.values()].flatMap(({ name, declaration: { secret, sensitivity } }) => {
    const isNamed =
      selectors.includes(name) ||
      (!secret && (selectors.includes("*") || selectors.includes(`@${sensitivity}`)));
    return isNamed ? [name] : [];
  });

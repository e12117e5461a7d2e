import { allOf, printCondition } from "./print-condition.ts";
import type { Assignment, Condition, ObjectType, Role, Rule, Subject } from "../../model.ts";
import type { World } from "../world.ts";
import type { Scope } from "./print-condition.ts";

/**
 * What somebody's rules say of one object as Cedar policies, one for each rule and assignment. A field at a level is an
 * action of its own, so that what opens and closes fields is Cedar's business too:
 *
 * - `folder.edit` the act itself; view is asked about separately
 * - `folder see phone masked` at least that much of the cell is opened to view
 * - `folder.edit use phone plain` at least that much is named by permits of the act
 * - `folder.edit write phone`
 */
export function printPolicies(world: World, holderId: string, objectName: string): Policies {
  const holder = [world.subject, ...(world.others ?? [])].find(({ id }) => id === holderId)!;
  const rules = holder.assignments.flatMap((assignment) =>
    [...rolesReached(world, assignment.role)].flatMap((role) =>
      role.rules.flatMap((rule) =>
        printRule({ world, holder, assignment, role, rule, objectName }),
      ),
    ),
  );
  return Object.fromEntries(rules);
}

/** Texts by name: `assignment|role|rule`. */
export type Policies = Readonly<Record<string, string>>;

export const actOf = (objectName: string, action: string): string => `${objectName}.${action}`;
export const seeOf = (objectName: string, field: string, level: string): string =>
  `${objectName} see ${field} ${level}`;
export const useOf = (act: string, field: string, level: string): string =>
  `${act} use ${field} ${level}`;
export const writeOf = (act: string, field: string): string => `${act} write ${field}`;

interface Held {
  readonly world: World;
  readonly holder: Subject;
  readonly assignment: Assignment;
  readonly role: Role;
  readonly rule: Rule;
  readonly objectName: string;
}

type Policy = readonly [id: string, text: string];

function printRule(held: Held): readonly Policy[] {
  const { world, holder, assignment, role, rule, objectName } = held;
  const type = world.schema.objects[objectName]!;
  const condition: Condition | undefined =
    rule.scope === "all" ? { kind: "true" } : type.scopes[rule.scope];
  if (!condition) return [];
  const acts = type.actions.filter((action) => doesName(rule.actions, objectName, action));
  const actions = rule.effect === "permit" ? permitted(held, acts) : forbidden(held, acts);
  if (actions.length === 0) return [];
  const parts = [condition, ...(rule.when ? [rule.when] : []), ...reachOf(held, type)];
  const { as = holder.id, unit, id, from, until, bound } = assignment;
  const scope: Scope = {
    world,
    objectName,
    record: "resource",
    subject: as === holder.id ? "principal" : `Subject::${JSON.stringify(as)}`,
    assignment: { id, unit, role: assignment.role },
  };
  const when = [
    ...(from === null ? [] : [`context.now >= ${from}`]),
    ...(until === null ? [] : [`context.now < ${until}`]),
    ...(bound && rule.effect === "permit"
      ? [`context.within.contains(${JSON.stringify(JSON.stringify(bound))})`]
      : []),
    // A permit applies if TRUE, a forbid unless FALSE.
    ...parts.map((part) =>
      rule.effect === "permit"
        ? printCondition(part, true, scope)
        : `!${allOf([printCondition(part, false, scope)])}`,
    ),
  ];
  const name = [id, role.id, rule.id].join("|");
  return [[name, printPolicy(rule.effect, actions, allOf(when))]];
}

function printPolicy(effect: Rule["effect"], actions: readonly string[], when: string): string {
  const names = actions.map((action) => `Action::${JSON.stringify(action)}`).join(", ");
  return `${effect}(principal, action in [${names}], resource) when { ${when} };`;
}

const LEVELS = ["masked", "plain"];

function permitted({ world, rule, objectName }: Held, acts: readonly string[]): readonly string[] {
  const { fields: grant } = rule;
  const opens = (selectors: readonly string[] | undefined, field: string) => {
    const { secret } = world.schema.objects[objectName]!.fields[field]!;
    return secret
      ? selectors?.includes(field) === true
      : reaches(world, objectName, selectors, field);
  };
  const levels = (field: string) =>
    opens(grant?.read, field) ? LEVELS : opens(grant?.mask, field) ? ["masked"] : [];
  const rides = !grant?.read?.length && !grant?.mask?.length;
  return Object.keys(world.schema.objects[objectName]!.fields).reduce(
    (actions, field) => [
      ...actions,
      ...(acts.includes("view")
        ? levels(field).map((level) => seeOf(objectName, field, level))
        : []),
      ...acts.flatMap((action) => {
        const act = actOf(objectName, action);
        const used = rides ? LEVELS : levels(field);
        const written = opens(grant?.write, field) ? [writeOf(act, field)] : [];
        return [...used.map((level) => useOf(act, field, level)), ...written];
      }),
    ],
    acts.map((action) => actOf(objectName, action)),
  );
}

function forbidden({ world, rule, objectName }: Held, acts: readonly string[]): readonly string[] {
  const { fields: grant } = rule;
  // Cedar knows no demands; a forbid that does nothing else has nothing to say there.
  if (rule.obligations?.length) return [];
  if (!grant) return acts.map((action) => actOf(objectName, action));
  const closes = (selectors: readonly string[] | undefined, field: string) =>
    reaches(world, objectName, selectors, field);
  return Object.keys(world.schema.objects[objectName]!.fields).flatMap((field) => {
    const levels = closes(grant.read, field) ? LEVELS : closes(grant.mask, field) ? ["plain"] : [];
    return [
      ...(acts.includes("view") ? levels.map((level) => seeOf(objectName, field, level)) : []),
      ...acts.flatMap((action) => {
        const act = actOf(objectName, action);
        const written = closes(grant.write, field) ? [writeOf(act, field)] : [];
        return [...levels.map((level) => useOf(act, field, level)), ...written];
      }),
    ];
  });
}

function reaches(
  { schema }: World,
  objectName: string,
  selectors: readonly string[] = [],
  field: string,
): boolean {
  const { sensitivity } = schema.objects[objectName]!.fields[field]!;
  return ["*", field, `@${sensitivity}`].some((one) => selectors.includes(one));
}

/** A forbid that is not everywhere is confined to the subtree of its assignment, where objects have units. */
function reachOf({ rule, assignment }: Held, type: ObjectType): readonly Condition[] {
  const field = type.unitField ?? "unit";
  if (rule.effect === "permit" || rule.everywhere) return [];
  if (assignment.unit === null || !(field in type.fields)) return [];
  const unit = { path: `record.${field}` };
  return [{ kind: "within", unit, root: { path: "assignment.unit" } }];
}

function doesName(actions: readonly string[], objectName: string, action: string): boolean {
  return ["*", `${objectName}.*`, `${objectName}.${action}`].some((one) => actions.includes(one));
}

function rolesReached(world: World, id: string, reached = new Set<Role>()): ReadonlySet<Role> {
  const role = world.policy.roles.find((one) => one.id === id)!;
  reached.add(role);
  for (const included of role.includes ?? []) rolesReached(world, included, reached);
  return reached;
}

/** A list of actions allows them with every field. */
export function printList(
  { schema }: World,
  actions: readonly string[],
  objectName: string,
): Policies {
  const type = schema.objects[objectName]!;
  const acts = type.actions.filter((action) => doesName(actions, objectName, action));
  const fields = Object.keys(type.fields);
  const seen = fields.flatMap((field) => LEVELS.map((level) => seeOf(objectName, field, level)));
  const done = acts.flatMap((action) => {
    const act = actOf(objectName, action);
    const used = fields.flatMap((field) => LEVELS.map((level) => useOf(act, field, level)));
    return [act, ...used, ...fields.map((field) => writeOf(act, field))];
  });
  const all = acts.includes("view") ? [...seen, ...done] : done;
  return all.length === 0 ? {} : { list: printPolicy("permit", all, "true") };
}

/**
 * The world of the draft: what everything would be decided by if it were published now. Exact and pure, so that warnings,
 * tests, impact and rehearsals all mean the same by it.
 */
import type { Policy, Role } from "@latchkey/policy";
import { reclassed } from "../derive/model.ts";
import type { World } from "../gate/subject.ts";
import type { Sensitivity } from "../objects/declaration.ts";
import { overOneSchema } from "./one-schema.ts";
import { edgesOf, marksOf } from "./rule-parts.ts";
import { roleOfContent, type RoleContent } from "./role-content.ts";
import { withSandboxes } from "./sandboxes/sandbox-role.ts";
import { boundByFunctions, functionsOf, type TeamFunction } from "./team-functions.ts";

/** What becomes of one role; `content` null: it is archived. */
export interface RoleChange {
  readonly role: string;
  readonly content: RoleContent | null;
}

/** What becomes of the class of a field that the organisation added. */
export interface ClassChange {
  readonly object: string;
  readonly field: string;
  readonly sensitivity: Sensitivity;
}

export interface PolicyChanges {
  readonly roles: readonly RoleChange[];
  readonly classes: readonly ClassChange[];
}

/** What everything is decided by: the roles, as far as functions of teams leave them, and those of sandboxes. */
export const policyOf = ({
  published,
  functions,
  sandboxes,
  model,
}: Pick<World, "published" | "functions" | "sandboxes" | "model">): Policy => ({
  roles: withSandboxes(boundByFunctions(published, functions, model), sandboxes, model),
});

/** Roles that mean what they meant stay the same objects; a role that is new comes last. */
export function worldOfDraft(world: World, { roles: changes, classes }: PolicyChanges): World {
  const model = reclassed(world.model, classes);
  const changed = new Map(changes.map(({ role, content }) => [role, content]));
  const known = new Set(world.contents.map(({ id }) => id));
  const added = changes.filter(({ role }) => !known.has(role));
  const contents = [
    ...world.contents.map((content) =>
      changed.has(content.id) ? changed.get(content.id)! : content,
    ),
    ...added.map(({ content }) => content),
  ].filter((content) => content !== null);
  const before = new Map(world.contents.map((content, at) => [content, world.published[at]!]));
  const roleOf = (content: RoleContent): Role =>
    (namesFields(content, classes) ? undefined : before.get(content)) ??
    roleOfContent(content, model);
  const own = {
    ...world,
    model,
    contents,
    published: contents.map(roleOf),
    functions: functionsIn(world.functions, changes),
  };
  const policy = policyOf(own);
  return { ...own, policy, edges: edgesOf(policy), marks: marksOf(policy) };
}

/** A role that sets fields of an object apart opens the others by name, each as its class is opened. */
const namesFields = ({ definition }: RoleContent, classes: readonly ClassChange[]): boolean =>
  classes.some(({ object }) => definition.fields?.[object] !== undefined);

/** The same list where no change is of a function. */
function functionsIn(
  functions: readonly TeamFunction[],
  changes: readonly RoleChange[],
): readonly TeamFunction[] {
  const changed = new Set(changes.map(({ role }) => role));
  const kept = functions.filter(({ role }) => !changed.has(role));
  const now = functionsOf(changes.flatMap(({ content }) => content ?? []));
  const isSame = kept.length === functions.length && now.length === 0;
  return isSame ? functions : [...kept, ...now];
}

/** Roles whose rights change: what they give by themselves, or by a role they include. */
export function rolesTouched(present: World, draft: World): ReadonlySet<string> {
  const [before, after] = overOneSchema(present, draft).map(byId) as [RolesById, RolesById];
  const ids = [...new Set([...before.keys(), ...after.keys()])];
  // What no change names is the same object, and needs no second look.
  const changed = ids.filter((id) => {
    const [was, is] = [before.get(id), after.get(id)];
    return was !== is && rightsOf(was) !== rightsOf(is);
  });
  const isTouched = (roles: ReadonlyMap<string, Role>, id: string, seen: Set<string>): boolean => {
    if (changed.includes(id)) return true;
    if (seen.has(id)) return false;
    seen.add(id);
    return (roles.get(id)?.includes ?? []).some((one) => isTouched(roles, one, seen));
  };
  return new Set(
    ids.filter((id) => isTouched(before, id, new Set()) || isTouched(after, id, new Set())),
  );
}

type RolesById = ReadonlyMap<string, Role>;

const byId = ({ policy }: World): RolesById => new Map(policy.roles.map((role) => [role.id, role]));

/** What a rule rests on is no right. */
const rightsOf = (role: Role | undefined): string =>
  JSON.stringify([role?.rules, role?.includes], (key, value: unknown) =>
    key === "cites" ? undefined : value,
  );

/**
 * The world of the draft: what everything would be decided by if it were published now. Exact and pure, so that warnings,
 * tests, impact and rehearsals all mean the same by it.
 */
import type { World } from "../gate/subject.ts";
import { roleOfContent, type RoleContent } from "./role-content.ts";

/** What becomes of one role; `content` null: it is archived. */
export interface RoleChange {
  readonly role: string;
  readonly content: RoleContent | null;
}

/** Roles that no change names stay as they are, the same objects; a role that is new comes last. */
export function worldOfDraft(world: World, changes: readonly RoleChange[]): World {
  const changed = new Map(changes.map(({ role, content }) => [role, content]));
  const kept = world.policy.roles.flatMap((role) => {
    const content = changed.get(role.id);
    if (content === undefined) return [role];
    return content === null ? [] : [roleOfContent(content, world.model)];
  });
  const known = new Set(world.policy.roles.map(({ id }) => id));
  const added = changes.flatMap(({ role, content }) =>
    known.has(role) || content === null ? [] : [roleOfContent(content, world.model)],
  );
  return { ...world, policy: { roles: [...kept, ...added] } };
}

/**
 * Duties that no one person has together (R153). A role names those it is kept apart from; that holds both ways, and for
 * every role that includes one of the two. What is given for a time, with a second person's approval (a sandbox), is the
 * one exception there is, and it is listed.
 */
import type { Executor } from "../db/database.ts";
import type { Definition } from "./role-content.ts";
import { includedRole } from "./templates/registry.ts";

/** What keeps a role apart: whom it names, and what it brings of other roles. */
export interface DutyRole {
  readonly id: string;
  readonly definition: Pick<Definition, "apart" | "includes">;
}

export interface Duties {
  /** Whether there is anything to be kept apart at all. */
  readonly isEmpty: boolean;
  /** Whether one person may not hold both. */
  areApart(one: string, other: string): boolean;
}

/** `sandboxes`: the roles that each of them gives. */
export function dutiesOf(
  roles: readonly DutyRole[],
  sandboxes: ReadonlyMap<string, readonly string[]> = new Map(),
): Duties {
  const byId = new Map(roles.map((role) => [role.id, role.definition]));
  const named = new Set(
    roles.flatMap(({ id, definition: { apart = [] } }) => apart.map((other) => `${id} ${other}`)),
  );
  const brought = new Map<string, readonly string[]>();
  const bringsOf = (id: string): readonly string[] => {
    const known = brought.get(id) ?? [...collect(id, new Set())];
    brought.set(id, known);
    return known;
  };
  function collect(id: string, seen: Set<string>): ReadonlySet<string> {
    if (seen.has(id)) return seen;
    seen.add(id);
    for (const preset of byId.get(id)?.includes ?? []) collect(includedRole(preset), seen);
    for (const given of sandboxes.get(id) ?? []) collect(given, seen);
    return seen;
  }
  return {
    isEmpty: named.size === 0,
    areApart: (one, other) =>
      one !== other &&
      bringsOf(one).some((mine) =>
        bringsOf(other).some(
          (theirs) => named.has(`${mine} ${theirs}`) || named.has(`${theirs} ${mine}`),
        ),
      ),
  };
}

/** As published, with the sandboxes there are. */
export async function readDuties(executor: Executor): Promise<Duties> {
  const roles = await executor.query<DutyRole>(
    `select id, jsonb_build_object('apart', coalesce(definition -> 'apart', '[]'), 'includes', coalesce(definition -> 'includes', '[]'))
       as definition from role where deleted_at is null`,
  );
  const sandboxes = await executor.query<{ id: string; roles: readonly string[] }>(
    `select id, content -> 'roles' as roles from sandbox where approved_at is not null and content is not null
       and ended_at is null and until > statement_timestamp()`,
  );
  return dutiesOf(roles.rows, new Map(sandboxes.rows.map((one) => [one.id, one.roles])));
}

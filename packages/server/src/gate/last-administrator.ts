/**
 * Somebody who can grant anything to anybody stays, whoever leaves, and however many leave in the same moment.
 *
 * Only the last look takes turns, and it comes at the very end of a write: whoever waits for a turn then sees what the
 * one before has committed, and nobody holds it while at work. What was true before the work needs no turn: those whom
 * a write concerns are locked before it (`rights-effects.ts`), so nobody else makes one of them an administrator meanwhile.
 */
import type { Executor } from "../db/database.ts";
import { Refusal } from "../errors.ts";
import type { RoleTemplate } from "../policies/role-template.ts";
import { includedRole } from "../policies/templates/registry.ts";
import type { Act } from "./mutate.ts";
import { isPublishing, READING } from "./rights-effects.ts";

/** What can end somebody's rights: a unit's by the rules of groups. */
const ENDING: ReadonlySet<string> = new Set([
  "assignment",
  "post",
  "groupMember",
  "group",
  "person",
  "unit",
]);

const TURN = "select pg_advisory_xact_lock(73, 0)";

/** Call it before the work of an act, and what it returns as the last thing that can refuse it. */
export async function keepAdministrator(tx: Executor, act: Act): Promise<() => Promise<void>> {
  const mayEnd = isPublishing(act) || (ENDING.has(act.object) && !READING.has(act.action));
  if (!mayEnd || !(await hasAdministrator(tx))) return async () => {};
  return async () => {
    await tx.query(TURN);
    if (!(await hasAdministrator(tx))) throw new Refusal("last_administrator");
  };
}

const LIVE = "deleted_at is null";
const OTHER = "p.status = 'active' and p.id <> all($2::uuid[])";
const ENDLESS = (alias: string): string =>
  `(${alias}."from" is null or ${alias}."from" <= statement_timestamp()) and ${alias}.until is null`;

/** Whether anybody administers everything; `except`: anybody else than these. */
export async function hasAdministrator(
  tx: Executor,
  except: readonly string[] = [],
): Promise<boolean> {
  const { rows } = await tx.query<RoleRow>(
    `select id, jsonb_build_object('grants', coalesce(definition -> 'grants', '{}'), 'includes', coalesce(definition -> 'includes', '[]'))
       as definition from role where ${LIVE}`,
  );
  return isAdministered(tx, rows, except);
}

/**
 * Whether anybody can sign in and, without an end in sight, grant anything to anybody, were these all the roles there
 * are; `except`: and is none of these. From the few holders to the person.
 */
export async function isAdministered(
  tx: Executor,
  roles: readonly RoleRow[],
  except: readonly string[] = [],
): Promise<boolean> {
  const { rows } = await tx.query<{ found: boolean }>(
    `select exists (
       select 1 from assignment a join person p on p.id = a.person and p.${LIVE} and ${OTHER}
         where a.role = any($1::uuid[]) and a.${LIVE} and ${ENDLESS("a")}
     ) or exists (
       select 1 from post o join person p on p.id = o.person and p.${LIVE} and ${OTHER}
         where o.role = any($1::uuid[]) and o.${LIVE} and ${ENDLESS("o")}
     ) or exists (
       select 1 from assignment a join "group" g on g.id = a."group" and g.${LIVE}
         join group_member m on m."group" = g.id and m.${LIVE} and ${ENDLESS("m")}
         join person p on p.id = m.person and p.${LIVE} and ${OTHER}
         where a.role = any($1::uuid[]) and a.${LIVE} and ${ENDLESS("a")}
     ) as found`,
    [administeringRoles(roles), except],
  );
  return rows[0]!.found;
}

interface RoleRow {
  readonly id: string;
  readonly definition: Pick<Partial<RoleTemplate>, "grants" | "includes">;
}

/** What an administrator of everything can do, all of it everywhere. */
const WHOLE = ["role:edit", "assignment:create", "policyDraft:publish"] as const;

/** Roles that administer everything, by themselves or through what they include. */
function administeringRoles(roles: readonly RoleRow[]): readonly string[] {
  const byId = new Map(roles.map((role) => [role.id, role.definition]));
  const isWhole = (id: string, seen: ReadonlySet<string>): boolean => {
    const definition = byId.get(id);
    if (!definition || seen.has(id)) return false;
    const { grants = {}, includes = [] } = definition;
    const within = new Set([...seen, id]);
    return (
      WHOLE.every((action) => (grants[action] ?? grants.administration) === "all") ||
      includes.some((preset) => isWhole(includedRole(preset), within))
    );
  };
  return roles.map(({ id }) => id).filter((id) => isWhole(id, new Set()));
}

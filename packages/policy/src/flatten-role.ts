import { PolicyError } from "./errors.ts";
import type { Policy, Role, Rule } from "./model.ts";

/** A rule and the role that declares it. */
export interface OwnedRule {
  readonly role: Role;
  readonly rule: Rule;
}

/**
 * All rules that come with a role: its own and those of the roles it includes, each once however many ways lead to
 * it. Throws `unknown-role` or `include-cycle`: a rule that is silently missing may be a forbid.
 */
export function flattenRole(policy: Policy, id: string): readonly OwnedRule[] {
  const roles = new Map(policy.roles.map((role) => [role.id, role]));
  const found = new Set<Role>();
  collect(roles, id, [], found);
  return [...found].flatMap((role) => role.rules.map((rule) => ({ role, rule })));
}

function collect(
  roles: ReadonlyMap<string, Role>,
  id: string,
  trail: readonly string[],
  found: Set<Role>,
): void {
  if (trail.includes(id)) {
    throw new PolicyError("include-cycle", `role \`${id}\` includes itself`);
  }
  const role = roles.get(id);
  if (!role) throw new PolicyError("unknown-role", `unknown role \`${id}\``);
  if (found.has(role)) return;
  for (const included of role.includes ?? []) collect(roles, included, [...trail, id], found);
  found.add(role);
}

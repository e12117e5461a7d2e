import type { Policy, Role } from "@latchkey/policy";

/** Both with all roles of either: one that is only in the other gives nothing. */
export function padded(before: Policy, after: Policy): readonly [Policy, Policy] {
  return [
    { roles: [...before.roles, ...lacking(before, after)] },
    { roles: [...after.roles, ...lacking(after, before)] },
  ];
}

function lacking({ roles }: Policy, other: Policy): readonly Role[] {
  const known = new Set(roles.map(({ id }) => id));
  const missing = other.roles.filter(({ id }) => !known.has(id));
  return missing.map(({ includes: _includes, ...role }) => ({ ...role, rules: [] }));
}

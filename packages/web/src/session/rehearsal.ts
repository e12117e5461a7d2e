/**
 * Where a tab works: in the true product, or on the stage of a rehearsal, whose address it then carries (R172). So two tabs
 * side by side never mistake one for the other.
 */
const found = /^\/rehearsal\/([0-9a-f-]{36})(?=\/|$)/.exec(globalThis.location?.pathname ?? "");

/** The round that this tab is in; null: the true product. */
export const rehearsal: string | null = found?.[1] ?? null;

/** What every address of this tab begins with. */
export const base = found?.[0] ?? "";

/** Who somebody is, and what they say of the rehearsal itself, is the true product's also here. */
const TRUE = ["/api/auth/", "/api/health", "/api/me/rehearsals", "/api/rehearsal.", "/api/setup"];

export const addressOf = (path: string): string =>
  TRUE.some((one) => path.startsWith(one)) ? path : base + path;

/** Which rules cite what, and how those that are being reviewed stand now (R56). */
import type { Rule } from "@latchkey/policy";
import type { Executor } from "../../db/database.ts";
import { problem, type Problem } from "../../errors.ts";
import type { ReviewState } from "../../http/contract.ts";
import { NO_CHANGES, readChanges, readOpenDraft } from "../draft-store.ts";
import { isSameJson, type Definition, type RoleContent } from "../role-content.ts";
import { readRoles } from "../role-rows.ts";
import { readRegulations, type StoredItem } from "./regulation-store.ts";

export type Roles = ReadonlyMap<string, RoleContent>;

/** The roles as published, and as they will be by the open draft. */
export interface Standing {
  readonly published: Roles;
  readonly drafted: Roles;
}

export async function readStanding(executor: Executor): Promise<Standing> {
  const stored = [...(await readRoles(executor, null))];
  const published = new Map(
    stored.flatMap(([id, { content, isGone }]) => (isGone ? [] : [[id, content] as const])),
  );
  const draft = await readOpenDraft(executor);
  const drafted = new Map(published);
  const { roles } = draft ? await readChanges(executor, draft.id) : NO_CHANGES;
  for (const { role, content } of roles) {
    if (content === null) drafted.delete(role);
    else drafted.set(role, content);
  }
  return { published, drafted };
}

/** A rule, or the matrix of a role, which is cited as a whole: units, classes and fields. */
export type Cited =
  | Rule
  | ({ readonly id: typeof MATRIX; readonly cites: readonly string[] } & Pick<
      Definition,
      "grants" | "classes" | "fields"
    >);

/** No rule is called so: the engine knows no such name. */
const MATRIX = "@matrix";

export const isRule = (one: Cited): one is Rule => one.id !== MATRIX;

export interface Citing {
  readonly role: RoleContent;
  readonly rule: Cited;
}

function citedIn({
  grants,
  classes,
  fields,
  cites = [],
  rules = [],
}: Definition): readonly Cited[] {
  if (cites.length === 0) return rules;
  const matrix = {
    id: MATRIX,
    cites,
    ...(grants ? { grants } : {}),
    ...(classes ? { classes } : {}),
    ...(fields ? { fields } : {}),
  } as const;
  return [matrix, ...rules];
}

export const citing = (roles: Roles, code: string): readonly Citing[] =>
  [...roles.values()].flatMap((role) =>
    citedIn(role.definition)
      .filter(({ cites = [] }) => cites.includes(code))
      .map((rule) => ({ role, rule })),
  );

/** A change that was put aside or rolled back settles nothing: the rule is open again. */
export function stateOf(item: StoredItem, { published, drafted }: Standing): ReviewState {
  if (item.outcome === "kept") return "kept";
  if (item.outcome === null) return "open";
  if (stands(item, published)) return stands(item, drafted) ? "open" : "drafted";
  return "changed";
}

/** Whether the rule is there as it was. */
export function stands({ role, rule, content }: Omit<StoredItem, "at">, roles: Roles): boolean {
  const now = citedIn(roles.get(role)?.definition ?? {}).find(({ id }) => id === rule);
  return now !== undefined && isSameJson(now, content);
}

/** What a role cites and nobody has written down, nor is about to; paths are those of the role. */
export async function unknownCitations(
  executor: Executor,
  { rules = [], cites: rested = [] }: Pick<Definition, "rules" | "cites">,
  coming: readonly { readonly code: string }[] = [],
): Promise<readonly Problem[]> {
  if (rested.length === 0 && rules.every(({ cites }) => cites === undefined)) return [];
  const known = new Set([...(await readRegulations(executor)), ...coming].map(({ code }) => code));
  const unknownIn = (cites: readonly string[], path: string): readonly Problem[] =>
    cites.flatMap((code, at) =>
      known.has(code) ? [] : [problem(`${path}.${at}`, "unknown_regulation", { code })],
    );
  return [
    ...unknownIn(rested, "cites"),
    ...rules.flatMap(({ cites = [] }, index) => unknownIn(cites, `rules.${index}.cites`)),
  ];
}

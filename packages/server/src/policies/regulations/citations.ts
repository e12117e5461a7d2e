/** Which rules cite what, and how those that are being reviewed stand now (R56). */
import type { Rule } from "@latchkey/policy";
import type { Executor } from "../../db/database.ts";
import { problem, type Problem } from "../../errors.ts";
import type { ReviewState } from "../../http/contract.ts";
import { NO_CHANGES, readChanges, readOpenDraft } from "../draft-store.ts";
import { isSameJson, type RoleContent } from "../role-content.ts";
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

export interface Citing {
  readonly role: RoleContent;
  readonly rule: Rule;
}

export const citing = (roles: Roles, code: string): readonly Citing[] =>
  [...roles.values()].flatMap((role) =>
    (role.definition.rules ?? [])
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
  const now = roles.get(role)?.definition.rules?.find(({ id }) => id === rule);
  return now !== undefined && isSameJson(now, content);
}

/** What the rules cite and nobody has written down, nor is about to; paths begin with `rules`. */
export async function unknownCitations(
  executor: Executor,
  rules: readonly Rule[],
  coming: readonly { readonly code: string }[] = [],
): Promise<readonly Problem[]> {
  if (rules.every(({ cites }) => cites === undefined)) return [];
  const known = new Set([...(await readRegulations(executor)), ...coming].map(({ code }) => code));
  return rules.flatMap(({ cites = [] }, index) =>
    cites.flatMap((code, at) =>
      known.has(code)
        ? []
        : [problem(`rules.${index}.cites.${at}`, "unknown_regulation", { code })],
    ),
  );
}

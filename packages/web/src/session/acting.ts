/**
 * Whose page this is, and through whose eyes it looks. Whoever signs in on a browser takes over the cookie of every tab, so
 * each request says for whom it was made: nothing that one person typed is ever sent in the name of another.
 */
import { rehearsal } from "./rehearsal.ts";
import type { Me } from "@latchkey/server/contract";

interface Acting {
  readonly person: string;
  /** Another's, where somebody looks as they do. */
  readonly eyes: string | null;
}

let acting: Acting | null = null;

/** The first one stays until the page is left. */
export function actAs({ person, viewing }: Pick<Me, "person" | "viewing">): void {
  acting ??= viewing
    ? { person: viewing.by.id, eyes: person.id }
    : { person: person.id, eyes: null };
}

export const actingEyes = (): string | null => acting?.eyes ?? null;

/** What lies on this device is of one person at their own desk; at another's, or on a stage, they find and leave nothing. */
export const actingDesk = (): string | null => {
  if (acting === null) return null;
  const desk = acting.eyes === null ? acting.person : `${acting.person}@${acting.eyes}`;
  return rehearsal === null ? desk : `${desk}~${rehearsal}`;
};

/** Whose headers a request carries. */
export function actingHeaders(): Readonly<Record<string, string>> {
  if (acting === null) return {};
  const { person, eyes } = acting;
  return {
    "x-latchkey-person": person,
    ...(eyes === null ? {} : { "x-latchkey-views-as": eyes }),
  };
}

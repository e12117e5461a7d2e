/** What has been chosen so far. It survives a reload, all but the password, which is kept nowhere. */
import type { IndustryMeta, SetupRequest, Text } from "@latchkey/server/contract";
import { useEffect, useState } from "react";
import { browserZone, guessCurrency } from "./guess.ts";
import { linesOf, toPlanned, type UnitLine } from "./unit-lines.ts";

export interface OrganisationDraft {
  readonly organisation: string;
  readonly zone: string;
  readonly currency: string;
  readonly name: string;
  readonly email: string;
}

/** Of one industry; another one that is looked at does not lose it. */
export interface Choices {
  /** Null: as the template has them, in the language of the page. */
  readonly units: readonly UnitLine[] | null;
  /** Ids of posts and fields that are not taken. */
  readonly leftOut: readonly string[];
  readonly tags: boolean;
  readonly otherRoles: boolean;
}

export interface SetupDraft {
  readonly organisation: OrganisationDraft;
  readonly industry: string | null;
  readonly choices: Readonly<Record<string, Choices>>;
}

/** Chosen instead of an industry: head office, the administrator and the shipped roles. */
export const BLANK = "blank";

const UNTOUCHED: Choices = { units: null, leftOut: [], tags: true, otherRoles: true };

export const choicesOf = ({ choices, industry }: SetupDraft): Choices =>
  choices[industry ?? ""] ?? UNTOUCHED;

export function withChoices(draft: SetupDraft, change: Partial<Choices>): SetupDraft {
  const choices = { ...draft.choices, [draft.industry ?? ""]: { ...choicesOf(draft), ...change } };
  return { ...draft, choices };
}

export const unitsOf = (
  draft: SetupDraft,
  industry: IndustryMeta,
  text: (text: Text) => string,
): readonly UnitLine[] => choicesOf(draft).units ?? linesOf(industry.units, text);

export function isOrganisationFilled({ organisation }: SetupDraft): boolean {
  return Object.values(organisation).every((value) => value.trim() !== "");
}

interface RequestParts {
  readonly draft: SetupDraft;
  readonly industry: IndustryMeta | null;
  readonly password: string;
  readonly locale: "zh" | "en";
  text(text: Text): string;
}

export function toRequest({ draft, industry, password, locale, text }: RequestParts): SetupRequest {
  const request = { ...draft.organisation, password, locale };
  if (!industry) return request;
  const { leftOut, tags, otherRoles } = choicesOf(draft);
  const taken = (items: readonly { readonly id: string }[]): readonly string[] =>
    items.map(({ id }) => id).filter((id) => !leftOut.includes(id));
  return {
    ...request,
    plan: {
      industry: industry.id,
      units: toPlanned(unitsOf(draft, industry, text)),
      posts: taken(industry.posts),
      fields: taken(industry.fields),
      tags,
      otherRoles,
    },
  };
}

const KEY = "latchkey.setup";

export function useSetupDraft() {
  const [draft, setDraft] = useState(readDraft);
  useEffect(() => {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(draft));
    } catch {
      // Then a reload forgets; going on is still possible.
    }
  }, [draft]);
  return [draft, setDraft] as const;
}

export function forgetDraft(): void {
  sessionStorage.removeItem(KEY);
}

function readDraft(): SetupDraft {
  const zone = browserZone();
  const currency = guessCurrency(zone, navigator.language);
  const fresh: SetupDraft = {
    organisation: { organisation: "", zone, currency, name: "", email: "" },
    industry: null,
    choices: {},
  };
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEY) ?? "{}") as Partial<SetupDraft>;
    return { ...fresh, ...kept };
  } catch {
    return fresh;
  }
}

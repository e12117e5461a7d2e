import { readPreference, writePreference } from "../../preferences.ts";

export interface GuideState {
  readonly isOpen: boolean;
  /** Indices of the things that were followed. */
  readonly tried: readonly number[];
}

export const guideKey = (email: string): string => `guide.${email}`;

/** Whoever walks in for the first time is shown around; who has folded it away is left alone. */
export function openGuideOnce(email: string): void {
  const key = guideKey(email);
  if (readPreference<GuideState | null>(key, null) === null)
    writePreference(key, { isOpen: true, tried: [] } satisfies GuideState);
}

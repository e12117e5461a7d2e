/**
 * What somebody began to write about a record and has not sent. It stays on this device, under their name, until they send
 * it or leave.
 */
import { forgetPreferences, preferencesFrom, usePreference } from "../preferences.ts";
import { actingDesk } from "../session/acting.ts";

const ownDrafts = (): string => `draft.${actingDesk()}.`;

/** The text, and what sets it; undefined where nothing is to stay. */
export const useDraft = (record: string) => usePreference<string>(ownDrafts() + record, "");

export const countDrafts = (): number => preferencesFrom(ownDrafts()).length;

/** Of everybody who writes on this device. */
export const countDraftsHere = (): number => preferencesFrom("draft.").length;

/** When their writer leaves this device. */
export const forgetDrafts = (): void => forgetPreferences(ownDrafts());

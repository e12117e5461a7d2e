import type { SavedClass, Sensitivity } from "@latchkey/server/contract";
import { call } from "../../api.ts";

interface ClassSet {
  readonly object: string;
  readonly field: string;
  /** As published. */
  readonly from: Sensitivity;
  readonly sensitivity: Sensitivity;
  /** The draft's change of it that was looked at; 0: there is none. */
  readonly change: number;
}

/** Into the draft; back to what is published takes it out again. */
export const setClass = ({ object, field, from, sensitivity, change }: ClassSet) =>
  call<SavedClass>("policyDraft", "setClass", { object, field, from, sensitivity, change });

/**
 * One record an action. Toolbar, menu and keyboard read the same registry, so an action cannot be offered in one
 * place under rules that another does not know.
 */
import type { ObjectMeta, Row } from "@latchkey/server/contract";
import type { ComponentType } from "react";
import type { MessageKey } from "../i18n/index.ts";

export interface RecordContext {
  readonly object: ObjectMeta;
  readonly row: Row;
  readonly desk: RecordDesk;
}

/** What the page around the record can do; actions only say which. */
export interface RecordDesk {
  edit(): void;
  open(dialog: RecordDialog): void;
  remove(): void;
  copyLink(): void;
  print(): void;
}

export const RECORD_DIALOGS = ["share", "history", "assign", "transfer", "whoCanSee"] as const;
export type RecordDialog = (typeof RECORD_DIALOGS)[number];

export interface UiAction<Context> {
  readonly name: string;
  readonly label: MessageKey;
  readonly icon: ComponentType;
  /** The ability it needs; without one it is a matter of the screen only. */
  readonly needs?: string;
  /** Whether it makes sense here at all, rights aside. */
  readonly applies?: (context: Context) => boolean;
  readonly shortcut?: string;
  readonly place: "button" | "menu";
  readonly danger?: boolean;
  readonly perform: (context: Context) => void;
}

export type Standing = "absent" | "refused" | "allowed";

/**
 * Refused is shown disabled with its reason, because the reader could ask for it; what they may never do on such
 * objects is not shown at all.
 */
export function standing(action: UiAction<RecordContext>, context: RecordContext): Standing {
  if (action.applies && !action.applies(context)) return "absent";
  if (!action.needs) return "allowed";
  if (context.row.can[action.needs] === true) return "allowed";
  return context.object.actions.some(({ name }) => name === action.needs) ? "refused" : "absent";
}

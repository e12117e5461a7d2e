/** One word for one thing: the matrix, the classes and "my rights" name them alike. */
import type { Level, MatrixScope, MyRights } from "@latchkey/server/contract";
import type { MessageKey } from "../i18n/index.ts";

export const SCOPE_WORDS: Readonly<Record<MatrixScope, MessageKey>> = {
  none: "scopeName.none",
  own: "scopeName.own",
  unit: "scopeName.unit",
  subtree: "scopeName.subtree",
  all: "scopeName.all",
};

export const LEVEL_WORDS: Readonly<Record<Level, MessageKey>> = {
  absent: "level.absent",
  masked: "level.masked",
  plain: "level.plain",
};

export type WindowState = MyRights["assignments"][number]["state"];

export const WINDOW_WORDS: Readonly<Record<WindowState, MessageKey>> = {
  live: "window.live",
  future: "window.future",
  ended: "window.ended",
};

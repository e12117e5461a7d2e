import type { SandboxAct, SandboxState } from "@latchkey/server/contract";
import type { MessageKey } from "../../i18n/index.ts";

export const ACT_WORDS: Readonly<Record<SandboxAct, MessageKey>> = {
  edit: "sandboxes.actEdit",
  export: "sandboxes.actExport",
  reveal: "sandboxes.actReveal",
  operate: "sandboxes.actOperate",
};

export const STATE_WORDS: Readonly<Record<SandboxState, MessageKey>> = {
  waiting: "sandboxes.waiting",
  refused: "sandboxes.refused",
  coming: "sandboxes.coming",
  running: "sandboxes.running",
  ended: "sandboxes.ended",
};

export const STATE_COLORS: Readonly<Record<SandboxState, string>> = {
  waiting: "gold",
  refused: "red",
  coming: "blue",
  running: "green",
  ended: "default",
};

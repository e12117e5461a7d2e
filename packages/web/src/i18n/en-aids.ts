import type { zhAids } from "./zh-aids.ts";

export const enAids: Readonly<Record<keyof typeof zhAids, string>> = {
  "filter.how": "How {{field}} compares",
  "inbox.which": "Which notices",
  "list.columnUp": "Move “{{column}}” up",
  "list.columnDown": "Move “{{column}}” down",
  "list.columnWider": "Widen “{{column}}”",
  "list.columnNarrower": "Narrow “{{column}}”",
  "shell.letterKeysOff": "Turn single-key shortcuts off (E, A, S …)",
  "shell.letterKeysOn": "Turn single-key shortcuts on (E, A, S …)",
  "units.path": "Units above",
};

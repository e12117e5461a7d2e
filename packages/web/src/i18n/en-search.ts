/** Words of the search that is also a command palette. */
export const enSearch = {
  "shell.search": "Search customers, orders, screens, actions",
  "palette.placeholder": "Name, pinyin, phone, number, action",
  "palette.keys": "↑↓ choose · Tab next group · Enter open · Esc close",
  "palette.recent": "Recent",
  "palette.actions": "Actions",
  "palette.closed": "Not among your rights",
  "palette.screens": "Screens",
  "palette.import": "Import {{objects}}",
  "palette.all": "See all matching {{objects}}",
  "palette.untitled": "Name not shown to you",
  "palette.looking": "Looking…",
  "palette.none": "Nothing found for “{{words}}”.",
  "palette.searched":
    "Looked through the {{objects}} that you can see, and through screens and actions. Masked numbers are found by the digits they show.",
  "palette.comma": ", ",
} as const;

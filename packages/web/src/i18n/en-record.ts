export const enRecord = {
  "twins.same": "There is a {{object}} with the same {{field}} already:",
  "twins.alike": "{{object}} of a like name:",
  "twins.unseen":
    "There is another {{object}} with the same {{field}}, which is not yours to see. Ask your supervisor before you make one more.",
  "twins.anyway": "If it is somebody else, save all the same.",
  "twins.limited":
    "You have checked for duplicates as often as is allowed for now; only each {{object}} of your own lists is told. You can save all the same.",
  "twins.heard": "This {{object}} may be there already; see the note below the field.",
  "twins.newTab": "Opens in a new tab",
  "bulk.deleted": "{{count}} records deleted.",
  "bulk.deleted_one": "One record deleted.",
  "bulk.restored": "{{count}} records brought back",
  "bulk.restored_one": "One record brought back",
  "undo.keys": "Undo (Ctrl+Z)",
  "bulk.undo": "Undo deleting",
  "action.print": "Print",
  "print.by": "{{person}} · {{organisation}} · printed {{at}}",
  "print.reading": "Getting ready to print…",
  "print.nothing": "There are no {{objects}} to print.",
  "print.search": "Search: {{words}}",
  "print.whole": "{{count}} in all.",
  "print.first": "The first {{count}} of {{total}}; export a file if you need more.",
  "print.withheld": "{{count}} more that you may look at but not take out are not printed.",
  "print.timelineGoesOn": "What is older in the timeline is not printed.",
  "print.byMenu":
    "To print a list use Print in the menu at its top right, or press Ctrl+P in the list.",
  "print.notYours":
    "Printing a list takes data out of the system and needs the right to export. Your post does not have it, so no records are listed here.",
  "composer.missing": "Please also fill in: {{fields}}",
} as const;

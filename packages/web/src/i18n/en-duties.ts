/** Words of duties that no one person has together (R153). */
export const enDuties = {
  "duties.title": "Conflicting duties",
  "duties.help":
    "Nobody holds this role together with these. Who holds both already keeps them and is listed for you to mend; for an exception, use a sandbox.",
  "duties.noneNamed": "None set",
  "duties.namedBy": "Other roles say that they conflict with this one: {{roles}}",
  "duties.conflicts": "Conflicts of duties",
  "duties.intro":
    "People who hold conflicting roles, or will. You see those whose grants you see on both sides. Take one of them away and the conflict is gone.",
  "duties.some": "{{count}} conflicts of duties",
  "duties.some_one": "{{count}} conflict of duties",
  "duties.show": "Show",
  "duties.none":
    "There is no conflict of duties. Which roles nobody may hold together is set on a role's page.",
  "duties.conflict": "Conflict",
  "duties.exception": "Exception: approved, ends by itself",
  "duties.until": "until {{when}}",
  "duties.more": "There are more; mend these first.",
} as const;

/** Explaining, simulating, and looking as somebody else does. */
export const enWhy = {
  "why.notFound":
    "It may not exist, may have been deleted, or may lie outside your rights. So that nothing is given away of what you may not see, these look exactly alike. If you need it, tell the colleague who gave you the link.",
  "why.byRights": "There is no record to tell of: the roles you hold decide this.",
  "why.flipAway": "What would end it",
  "nav.simulator": "Simulator",
  "simulator.intro":
    "Pick a person, an action, a record and a moment, and see the verdict, the rules behind it and what would change it. Only facts that you may read are used.",
  "simulator.question": "The question",
  "simulator.field": "Which field (may be left out)",
  "simulator.ask": "Give the verdict",
  "simulator.empty": "Fill in the question; the verdict is shown here.",
  "simulator.published": "By the policy in force",
  "simulator.draft": "By the draft",
  "simulator.differs": "Publishing the draft changes this verdict.",
  "simulator.ofPerson": "Simulate",
  "who.count": "{{count}} people can see it",
  "who.count_one": "{{count}} person can see it",
  "who.next": "Show more ({{count}} shown)",
  "viewing.start": "View as",
  "viewing.startTitle": "View as {{name}}?",
  "viewing.startBody":
    "You get the screens of {{name}}, with only the records and fields that you both may see. You can look and change nothing; everything you read is in the audit under your own name. It ends by itself after half an hour.",
  "viewing.label": "Viewing as somebody else",
  "viewing.as": "Viewing as {{name}}",
  "viewing.both": "Read only: what {{name}} and you both may see. Ends by itself at {{until}}",
  "viewing.empty": "There are no {{objects}} that {{name}} and you both may see",
  "viewing.end": "End",
  "simulator.same": "The draft does not change this verdict.",
};

/** Words of what a change of the organisation would mean, and of letting many people in at once. */
import type { zhOrganisation } from "./zh-organisation.ts";

export const enOrganisation: Readonly<Record<keyof typeof zhOrganisation, string>> &
  Readonly<Partial<Record<`${keyof typeof zhOrganisation}_one`, string>>> = {
  "units.dragHint": "Drag a unit onto its new parent, or choose it and press M.",
  "units.sameParent": "It stands below this one already.",
  "units.rootStays": "The topmost unit stays where it is.",
  "units.movedBack": "“{{name}}” is back where it was",
  "units.impactLead": "“{{name}}” goes below “{{target}}”. What that changes:",
  "units.impactUnits": "Units",
  "units.impactCustomers": "Customers",
  "units.impactPeople": "Customers in sight change for {{count}} people",
  "units.impactNobody": "Nobody sees more or fewer customers because of it.",
  "units.impactTable": "Changes of sight",
  "units.impactUnseen":
    "Your post sees no customers, so units are told and numbers of customers are not.",
  "units.impactTooMany": "Too many customers to count for each person; units are told instead.",
  "units.impactMore": "And {{count}} more people.",
  "units.gained": "{{count}} gained",
  "units.lost": "{{count}} lost",
  "import.template": "Download a template",
  "import.templateHelp":
    "With all headings; those with * must be filled. Fill it in and drop it here.",
  "import.templateName": "{{objects}} import template",
  "invite.many": "Issue passwords",
  "invite.manyTitle": "Issue passwords to {{count}} people?",
  "invite.manyTitle_one": "Issue a password to {{count}} person?",
  "invite.manyBody":
    "Each gets a new first password; their open sessions end and old passwords no longer work. The passwords stand only in the file you download: hand them over in person, to be changed after signing in, and delete the file.",
  "invite.self": "You yourself are left out.",
  "invite.start": "Issue",
  "invite.progress": "{{done}} of {{count}} done",
  "invite.done": "{{done}} can sign in now",
  "invite.failed": "{{count}} were left out:",
  "invite.file": "Download the passwords",
  "invite.fileName": "passwords",
  "invite.stop": "Stop",
  "invite.unsaved":
    "The passwords are not downloaded yet and cannot be shown again. Close all the same?",
  "invite.discard": "Close without them",
  "invite.address": "Sign in at",
};

import type { FourEyes, PolicyDraft, PolicyLine, RoleDifference } from "@latchkey/server/contract";
import type { Format } from "../../format/use-format.ts";
import type { MessageKey, Translate } from "../../i18n/index.ts";

export const LINE_WORDS: Readonly<Record<PolicyLine["kind"], MessageKey>> = {
  added: "policy.added",
  taken: "policy.taken",
  widened: "policy.widened",
  narrowed: "policy.narrowed",
  changed: "policy.changed",
};

/** More is what wants a second look; less is quiet. */
export const LINE_COLORS: Readonly<Record<PolicyLine["kind"], string>> = {
  added: "orange",
  widened: "orange",
  taken: "blue",
  narrowed: "blue",
  changed: "default",
};

export const KIND_WORDS: Readonly<Record<RoleDifference["kind"], MessageKey>> = {
  created: "policy.roleCreated",
  changed: "policy.roleChanged",
  archived: "policy.roleArchived",
};

/** Of what was published: it waits no longer. */
export const DONE_WORDS: Readonly<Record<RoleDifference["kind"], MessageKey>> = {
  created: "policy.roleCreated",
  changed: "policy.changed",
  archived: "policy.wasArchived",
};

export const FOUR_EYES_WORDS: Readonly<Record<FourEyes, MessageKey>> = {
  auto: "policy.eyesAuto",
  always: "policy.eyesAlways",
  never: "policy.eyesNever",
};

export const STATE_WORDS: Readonly<Record<PolicyDraft["state"], MessageKey>> = {
  open: "policy.notInForce",
  submitted: "policy.isSubmitted",
  scheduled: "schedule.is",
};

export const STATE_COLORS: Readonly<Record<PolicyDraft["state"], string>> = {
  open: "blue",
  submitted: "gold",
  scheduled: "purple",
};

/** Whether it decides anything otherwise; who approves is none of that. */
export const movesRights = ({ changes, classes }: PolicyDraft): boolean =>
  changes.length + classes.length > 0;

export const countOf = ({ changes, classes, fourEyes }: PolicyDraft): number =>
  changes.length + classes.length + (fourEyes === null ? 0 : 1);

/** Whom the draft touches, as exactly as it is known. */
export function peopleWords(
  { count, counted }: PolicyDraft["people"],
  t: Translate,
  format: Format,
): string {
  const said = { count, number: format.number(count) };
  if (!counted) return t("policy.peopleAtMost", said);
  return counted.isOutdated
    ? t("policy.peopleThen", { ...said, time: format.absolute(counted.at) })
    : t("policy.people", said);
}

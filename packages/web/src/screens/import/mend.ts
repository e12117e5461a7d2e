import type { MessageKey } from "../../i18n/index.ts";

/** What helps against each kind of problem of a file. */
const MENDS: Readonly<Record<string, MessageKey>> = {
  required: "mend.required",
  not_phone: "mend.phone",
  not_email: "mend.email",
  not_date: "mend.date",
  not_time: "mend.time",
  not_number: "mend.number",
  not_money: "mend.number",
  not_choice: "mend.choice",
  no_such_name: "mend.name",
  no_such_record: "mend.name",
  ambiguous: "mend.ambiguous",
  duplicate: "mend.duplicate",
  taken: "mend.taken",
  forbidden: "mend.forbidden",
  closed_field: "mend.closed",
  too_long: "mend.long",
};

/** Against what an undo left as it is: looking at the record. */
export const mendOf = (code: string, of: "failed" | "undo"): MessageKey =>
  of === "undo" ? "mend.undo" : (MENDS[code] ?? "mend.other");

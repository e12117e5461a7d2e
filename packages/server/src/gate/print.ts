/**
 * A list to be put on paper. That takes records out as a file does, so it asks for the right to export and shows what an
 * export shows; its line in the trail is written before anything leaves.
 */
import { Refusal } from "../errors.ts";
import type { ListRequest, PrintReply } from "../http/contract.ts";
import { countRecords } from "./count.ts";
import { needOfArms, withBrought } from "./demands.ts";
import type { Gate } from "./gate.ts";
import { parseQuestion, readPage } from "./list.ts";
import type { Caller } from "./mutate.ts";
import { presentRecords } from "./present.ts";
import { viewOf } from "./view.ts";

export type PrintInput = Pick<ListRequest, "filter" | "search" | "sort" | "fields">;

/** A pile of paper that somebody still reads; whoever needs more exports a file. */
const MOST_PRINTED = 500;

export function printRecords(
  { gate }: { readonly gate: Pick<Gate, "write"> },
  caller: Caller,
  object: string,
  { filter, search, sort, fields }: PrintInput,
): Promise<PrintReply> {
  const asked = {
    ...(filter === undefined ? {} : { filter }),
    ...(search === undefined ? {} : { search }),
    ...(sort === undefined ? {} : { sort }),
    ...(fields === undefined ? {} : { fields }),
  };
  const act = { object, action: "print", records: [], asked };
  return gate.write(caller, act, async (tx, subject) => {
    const whole = viewOf(withBrought(subject, null), object, "export");
    if (whole.arms.length === 0) throw new Refusal("forbidden");
    const need = needOfArms(whole.arms, subject, { object, action: "export" });
    if (need !== null) throw new Refusal(need);
    const parsed = parseQuestion(subject, { object, action: "export" }, asked);
    const question = { ...parsed, limit: MOST_PRINTED };
    const { records, titles } = await readPage(tx, subject, question);
    const total = await countRecords(tx, subject, question);
    const rows = presentRecords(subject, question.view.object, records, {
      titles,
      fields: question.fields,
      act: "export",
    });
    return { result: { rows, total }, records: rows.map(({ id }) => id) };
  });
}

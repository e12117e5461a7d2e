/** Which records somebody asks to do something to: one by `id`, or many by `ids`. */
import { badRequest, problem, Refusal } from "../errors.ts";
import { textOf, UUID } from "../fields/shared.ts";

/** Done in one transaction, for which others may have to wait. */
const MOST_RECORDS = 200;

export type Chosen = Readonly<Partial<Record<"id" | "ids", unknown>>>;

/** Each once; null: none are named. */
export function idsIn({
  id,
  ids = id === undefined || id === null ? [] : [id],
}: Chosen): readonly string[] | null {
  if (!Array.isArray(ids) || ids.length === 0) return null;
  if (ids.length > MOST_RECORDS)
    throw badRequest([
      problem("ids", "out_of_range", { name: "ids", minimum: 1, maximum: MOST_RECORDS }),
    ]);
  const all = [...new Set(ids.map(textOf))];
  if (!all.every((one) => UUID.test(one))) throw new Refusal("not_found");
  return all;
}

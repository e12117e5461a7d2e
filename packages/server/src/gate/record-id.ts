import { Refusal } from "../errors.ts";
import { UUID } from "../fields/shared.ts";

export const isId = (id: unknown): id is string => typeof id === "string" && UUID.test(id);

/** A malformed id is an id of nothing: the answer is the same as for any id the reader cannot see. */
export function requireId(id: unknown): void {
  if (!isId(id)) throw new Refusal("not_found");
}

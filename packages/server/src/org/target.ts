import { badRequest, problem, Refusal } from "../errors.ts";
import { textOf, UUID } from "../fields/shared.ts";

/** A malformed id is an id of nothing. */
export function requireTarget({
  id,
  version,
}: {
  readonly id: unknown;
  readonly version: unknown;
}): void {
  if (typeof id !== "string" || !UUID.test(id)) throw new Refusal("not_found");
  if (!Number.isInteger(version))
    throw badRequest([problem("version", "not_number", { value: textOf(version).slice(0, 20) })]);
}

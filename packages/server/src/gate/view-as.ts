/**
 * Looking at the product as somebody else sees it (R105): whoever may do so with a person, and may read that person's
 * assignments, sees what both may see, and changes nothing.
 */
import type { Executor } from "../db/database.ts";
import { Refusal } from "../errors.ts";
import { UUID } from "../fields/shared.ts";
import { decide } from "./demands.ts";
import { mayViewAssignmentsOf } from "./explain.ts";
import { findRecord } from "./list.ts";
import type { StoredRecord } from "./record.ts";
import type { Subject } from "./subject.ts";

/** The person to look as. Who is not there, and whose assignments are closed to the asker, are not found alike. */
export async function demandViewAs(
  executor: Executor,
  asker: Subject,
  target: string,
): Promise<StoredRecord> {
  const found = UUID.test(target)
    ? await findRecord(executor, asker, { object: "person" }, target)
    : null;
  if (!found || !mayViewAssignmentsOf(asker, found)) throw new Refusal("not_found");
  const { compiled } = asker;
  const { allow } = decide(compiled, "person", "viewAs", found.facts, found.context);
  const { levels } = decide(compiled, "person", "view", found.facts, found.context);
  if (!allow || levels["name"] !== "plain" || target === asker.person)
    throw new Refusal("forbidden");
  return found;
}

/** Looking at what would be, were somebody granted something: tried and undone, so that it is decided by what decides everything. */
import { compile, type Assignment } from "@latchkey/policy";
import { v7 as uuid } from "uuid";
import type { Executor } from "../db/database.ts";
import type { Target } from "./participation.ts";
import type { Subject } from "./subject.ts";

/** The subject with one more assignment. */
export function supposeAssigned(subject: Subject, assignment: Assignment): Subject {
  const { world, context } = subject;
  const holder = {
    ...subject.holder,
    assignments: [...subject.holder.assignments, assignment],
  };
  const now = Number(context["now"]);
  const { schema } = world.model;
  const compiled = compile({
    schema,
    policy: world.policy,
    tree: world.tree,
    now,
    subject: holder,
  });
  return { ...subject, holder, compiled };
}

/** What `look` finds while the subject has this place in the record. */
export async function supposeTakingPart<Found>(
  tx: Executor,
  { person }: Subject,
  { object, id, place }: Target & { readonly place: string },
  look: () => Promise<Found>,
): Promise<Found> {
  await tx.query("savepoint supposed");
  try {
    await tx.query(
      `insert into participant (id, owner, object, record_id, principal_kind, principal_id, function, "from")
       values ($1, $2, $3, $4, 'person', $2, $5, statement_timestamp())`,
      [uuid(), person, object, id, place],
    );
    return await look();
  } finally {
    await tx.query("rollback to savepoint supposed");
  }
}

/**
 * Some checks judge what a transaction did as a whole: what the guard of rights refuses, what the database finds twice.
 * Which rows they refuse is found by halving, under savepoints; the others stand.
 */
import type { Executor } from "../db/database.ts";
import type { Refusal } from "../errors.ts";
import { toRefusal } from "../gate/mutate.ts";

export interface Attempts<Item, Outcome> {
  /** Writes these; a refusal undoes what it wrote. */
  attempt(items: readonly Item[]): Promise<Outcome>;
  /** What becomes of one that is refused by itself. */
  refuse(item: Item, refusal: Refusal): Outcome;
  /** Nothing more is begun after it, by `performance.now()`; the rest is for another transaction. */
  readonly deadline: number;
}

/** Outcomes in the order of the items, and how many of these they are about: at least one. */
export async function halveRefused<Item, Outcome>(
  tx: Executor,
  items: readonly Item[],
  { attempt, refuse, deadline }: Attempts<Item, Outcome>,
): Promise<{ outcomes: readonly Outcome[]; count: number }> {
  const outcomes: Outcome[] = [];
  let count = 0;
  const waiting = [items];
  while (waiting.length > 0 && (count === 0 || performance.now() < deadline)) {
    const part = waiting.pop()!;
    const done = await tryPart(tx, () => attempt(part));
    if ("refusal" in done && part.length > 1) {
      const middle = part.length >> 1;
      waiting.push(part.slice(middle), part.slice(0, middle));
      continue;
    }
    outcomes.push("refusal" in done ? refuse(part[0]!, done.refusal) : done.outcome);
    count += part.length;
  }
  return { outcomes, count };
}

async function tryPart<Outcome>(
  tx: Executor,
  attempt: () => Promise<Outcome>,
): Promise<{ outcome: Outcome } | { refusal: Refusal }> {
  await tx.query("savepoint part");
  try {
    const outcome = await attempt();
    await tx.query("release savepoint part");
    return { outcome };
  } catch (error) {
    const refusal = toRefusal(error);
    if (refusal === null) throw error;
    await tx.query("rollback to savepoint part");
    return { refusal };
  }
}

/** That a review of rules waits for somebody, or is late (R56). */
import type { Text } from "@latchkey/policy";
import type { Database } from "../../db/database.ts";
import { claim } from "../../db/chores.ts";
import type { Caller } from "../../gate/mutate.ts";
import { writeNotices } from "../../inbox/notices.ts";
import { text } from "../phrases.ts";
import type { Services } from "../../services.ts";
import { mayOverPolicy } from "../over-policy.ts";
import { readStanding } from "./citations.ts";
import { isSettled } from "./regulation-reply.ts";
import { readReviews } from "./regulation-store.ts";

/** Lock space of whoever tells of late reviews. */
const REVIEW_SPACE = 85;

/** A chore: who answers for a review, and who opened it, are told once that it is late. */
export async function tellOverdue(db: Database): Promise<number> {
  const { rows } = await db.query<{ id: string }>(
    "select id from regulation_review where due <= statement_timestamp() and not overdue_noted",
  );
  if (rows.length === 0) return 0;
  return db.transaction(async (tx) => {
    if (!(await claim(tx, REVIEW_SPACE, "regulation_review"))) return 0;
    const late = await tx.query<{ id: string }>(
      "update regulation_review set overdue_noted = true where due <= statement_timestamp() and not overdue_noted returning id",
    );
    const standing = await readStanding(tx);
    const ids = late.rows.map(({ id }) => id);
    const open = (await readReviews(tx, ids)).filter((review) => !isSettled(review, standing));
    await writeNotices(
      tx,
      open.flatMap(({ id, owner, by }) =>
        [...new Set([owner, by])].map((person) => ({
          person,
          kind: "reviewOverdue" as const,
          object: "regulationReview",
          record: id,
        })),
      ),
    );
    return ids.length;
  });
}

/** Those of the reviews that the reader may look at, by what changed. */
export const knownReviews = (
  { gate, db }: Pick<Services, "gate" | "db">,
  caller: Caller,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Text>> =>
  gate.read(caller, { object: "policyDraft", action: "inbox", records: [] }, async (subject) => {
    const reviews = mayOverPolicy(subject, "view") ? await readReviews(db, ids) : [];
    const told = reviews.map(({ id, regulation, change }) => {
      const words = text(`${regulation}：${change}`, `${regulation}: ${change}`);
      return [id, words] as const;
    });
    return { result: new Map(told), records: [] };
  });

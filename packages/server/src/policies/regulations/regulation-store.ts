/** Regulations and reviews as rows. */
import type { Executor } from "../../db/database.ts";
import type { RegulationKind } from "../../http/contract.ts";
import type { Cited } from "./citations.ts";

export interface StoredRegulation {
  readonly code: string;
  readonly version: number;
  readonly kind: RegulationKind;
  readonly title: string;
}

export interface StoredReview {
  readonly id: string;
  readonly regulation: string;
  readonly change: string;
  readonly owner: string;
  readonly due: Date;
  readonly by: string;
  readonly at: Date;
  readonly isLate: boolean;
  readonly items: readonly StoredItem[];
}

export interface StoredItem {
  readonly role: string;
  readonly rule: string;
  /** The rule, or the matrix, as it stood when the review was opened. */
  readonly content: Cited;
  readonly outcome: "kept" | "changed" | null;
  readonly remark: string | null;
  readonly by: string | null;
  readonly at: string | null;
}

/** By what they are cited by. */
export async function readRegulations(executor: Executor): Promise<readonly StoredRegulation[]> {
  const { rows } = await executor.query<StoredRegulation>(
    "select code, version, kind, title from regulation order by code",
  );
  return rows;
}

/** `ids` null: all of them. */
export async function readReviews(
  executor: Executor,
  ids: readonly string[] | null,
): Promise<readonly StoredReview[]> {
  const { rows } = await executor.query<StoredReview>(
    `select r.id, r.regulation, r.change, r.owner, r.due, r."by", r.at, r.due <= statement_timestamp() as "isLate",
       (select json_agg(json_build_object('role', i.role, 'rule', i.rule, 'content', i.content, 'outcome', i.outcome,
         'remark', i.remark, 'by', i."by", 'at', i.at) order by i.position) from regulation_review_item i where i.review = r.id) as items
     from regulation_review r where $1::uuid[] is null or r.id = any($1::uuid[]) order by r.due, r.id`,
    [ids],
  );
  return rows;
}

export interface NewReview extends Pick<
  StoredReview,
  "id" | "regulation" | "change" | "owner" | "due" | "by"
> {
  readonly items: readonly Pick<StoredItem, "role" | "rule" | "content">[];
}

export async function insertReview(tx: Executor, review: NewReview): Promise<void> {
  const { id, regulation, change, owner, due, by, items } = review;
  await tx.query(
    `insert into regulation_review (id, regulation, change, owner, due, "by") values ($1, $2, $3, $4, $5, $6)`,
    [id, regulation, change, owner, due, by],
  );
  await tx.query(
    `insert into regulation_review_item (review, role, rule, content, position)
     select $1::uuid, i.role, i.rule, i.content, i.position
     from json_to_recordset($2::json) as i (role uuid, rule text, content jsonb, position int)`,
    [id, JSON.stringify(items.map((item, position) => ({ ...item, position })))],
  );
}

export async function settleItem(
  tx: Executor,
  review: string,
  { role, rule, outcome, remark, by }: Omit<StoredItem, "content" | "at">,
): Promise<void> {
  await tx.query(
    `update regulation_review_item set outcome = $4, remark = $5, "by" = $6, at = statement_timestamp()
     where review = $1 and role = $2 and rule = $3`,
    [review, role, rule, outcome, remark, by],
  );
}

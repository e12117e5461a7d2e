/** How much of a list its reader may take with them: at once, and with an approval. */
import type { Executor } from "../db/database.ts";
import type { CountReply, ExportCount } from "../http/contract.ts";
import { countRecords } from "./count.ts";
import { mostUnapproved, withApproval } from "./demands.ts";
import type { Question } from "./list.ts";
import type { Subject } from "./subject.ts";
import { viewOf } from "./view.ts";

type Asked = Pick<Question, "filter" | "search">;

/** `size`: of the whole, with what an approval would add. */
export async function countExport(
  executor: Executor,
  subject: Subject,
  object: string,
  asked: Asked,
): Promise<ExportCount> {
  const view = viewOf(subject, object, "export");
  const whole = viewOf(withApproval(subject, { object, action: "export" }), object, "export");
  const now = await countRecords(executor, subject, { view, ...asked });
  const isWider = whole.arms.length > view.arms.length;
  const all = isWider ? await countRecords(executor, subject, { view: whole, ...asked }) : now;
  const arms = view.arms.map(({ arm }) => arm);
  if (exceeds(now, mostUnapproved(arms))) return { count: 0, withApproval: all };
  return isWider && isMore(all, now) ? { ...now, withApproval: all } : now;
}

/** What is not counted to the end is too much. */
export const exceeds = ({ count, isMore: isUncounted }: CountReply, limit: number | null) =>
  limit !== null && (count > limit || isUncounted === true);

const isMore = (all: CountReply, now: CountReply): boolean =>
  all.count > now.count || (all.isMore === true && now.isMore !== true);

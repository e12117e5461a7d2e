/** How much of a list its reader may take with them: at once, and with an approval. */
import type { Executor } from "../db/database.ts";
import type { CountReply, ExportCount } from "../http/contract.ts";
import { countRecords } from "./count.ts";
import { mostUnapproved, withApproval } from "./demands.ts";
import type { Question } from "./list.ts";
import type { Subject } from "./subject.ts";
import { viewOf, type View } from "./view.ts";

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
  const closed = closedIn(subject, view);
  const isWider = whole.arms.length > view.arms.length;
  const all = isWider ? await countRecords(executor, subject, { view: whole, ...asked }) : now;
  const arms = view.arms.map(({ arm }) => arm);
  if (exceeds(now, mostUnapproved(arms))) return { count: 0, withApproval: all, ...closed };
  return isWider && isMore(all, now)
    ? { ...now, withApproval: all, ...closed }
    : { ...now, ...closed };
}

/** Whether any line of a file can hold something in this column. */
export const isTaken = (view: View, field: string): boolean =>
  view.arms.some(
    ({ arm }) => arm.fields.includes(field) && (arm.actLevels[field] ?? "absent") !== "absent",
  );

/** Where nothing at all may be taken, no column is missing. */
function closedIn(subject: Subject, view: View): Pick<ExportCount, "closed"> {
  if (view.arms.length === 0) return {};
  const seen = viewOf(subject, view.object.name);
  const closed = [...view.object.fields.values()]
    .filter((field) => seen.arms.some((arm) => arm.level(field) !== "absent"))
    .map(({ name }) => name)
    .filter((name) => !isTaken(view, name));
  return closed.length === 0 ? {} : { closed };
}

/** What is not counted to the end is too much. */
export const exceeds = ({ count, isMore: isUncounted }: CountReply, limit: number | null) =>
  limit !== null && (count > limit || isUncounted === true);

const isMore = (all: CountReply, now: CountReply): boolean =>
  all.count > now.count || (all.isMore === true && now.isMore !== true);

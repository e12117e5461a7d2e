/** Times an engine's answers, after holding the first of them against what is right. */
import {
  isCannot,
  isMoreThan,
  isOutOfPatience,
  PATIENCE_SECONDS,
  type Answer,
  type ListEngine,
} from "./engine.ts";
import { Failed } from "./over-http.ts";
import type { Persona } from "./personas.ts";
import type { Question } from "./questions.ts";

const ROUNDS = 200;
const LEAST_ROUNDS = 3;
/** Milliseconds. */
const SLOW = 2_000;
/** Milliseconds. */
export interface Times {
  readonly p50: number;
  readonly p99: number;
  readonly rowsRead: number | null;
  /** What the answer leaves open. */
  readonly open?: string;
}

/** A measured cell of the table, or what stands in it instead. */
export type Cell = Times | { readonly says: string };

export const isTimed = (cell: Cell | undefined): cell is Times =>
  cell !== undefined && "p50" in cell;

/** `right`: null where nothing is to be compared. */
export async function measure(
  engine: ListEngine,
  persona: Persona,
  question: Question,
  right: Answer | null,
  seconds: number,
): Promise<Cell> {
  try {
    const asking = await engine.prepare(persona, question);
    if (isCannot(asking)) return { says: asking.cannot };
    const started = performance.now();
    const answer = await asking.answer();
    const first = performance.now() - started;
    const difference = right === null ? null : differenceOf(answer, right);
    if (difference !== null) return { says: difference };
    const open = isMoreThan(answer) ? { open: `${answer.moreThan.toLocaleString("en")}+` } : {};
    // What takes so long needs no second look.
    if (first > SLOW) return { p50: first, p99: first, rowsRead: null, ...open };
    const times = await timesOf(() => asking.answer(), seconds);
    const at = (share: number) => times[Math.floor((times.length - 1) * share)]!;
    return { p50: at(0.5), p99: at(0.99), rowsRead: (await asking.rowsRead?.()) ?? null, ...open };
  } catch (error) {
    return saidOf(error);
  }
}

/** What stands in the table for an answer that was not given; throws whatever is no engine's doing. */
export function saidOf(error: unknown): { readonly says: string } {
  if (error instanceof Failed) return { says: `answered ${error.status}` };
  if (isOutOfPatience(error)) return { says: `> ${PATIENCE_SECONDS} s` };
  throw error;
}

const isIds = (answer: Answer): answer is readonly string[] => Array.isArray(answer);

/** Null if they are the same. */
export function differenceOf(answer: Answer, right: Answer): string | null {
  if (typeof right === "number") {
    if (isMoreThan(answer)) return right > answer.moreThan ? null : `WRONG: not more, but ${right}`;
    return answer === right ? null : `WRONG: ${String(answer)}, not ${right}`;
  }
  if (!isIds(answer) || !isIds(right)) return "WRONG: no list";
  if (JSON.stringify(answer) === JSON.stringify(right)) return null;
  const missing = right.filter((id) => !answer.includes(id)).length;
  const others = answer.filter((id) => !right.includes(id)).length;
  const twice = answer.length - new Set(answer).size;
  return `WRONG: ${missing} missing, ${others} others, ${twice} twice`;
}

/** Sorted, in milliseconds. Not for longer than so many seconds: what takes seconds has fewer rounds. */
async function timesOf(work: () => Promise<unknown>, seconds: number): Promise<readonly number[]> {
  const times: number[] = [];
  const started = performance.now();
  const isTime = () => performance.now() - started < seconds * 1000;
  for (let round = 0; round < ROUNDS && (round < LEAST_ROUNDS || isTime()); round++) {
    const before = performance.now();
    await work();
    times.push(performance.now() - before);
  }
  return times.toSorted((a, b) => a - b);
}

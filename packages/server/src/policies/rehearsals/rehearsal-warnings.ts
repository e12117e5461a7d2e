/** What was tried tells whoever publishes, beside the other warnings of a draft (R106). */
import type { Executor } from "../../db/database.ts";
import type { PolicyWarning } from "../../http/contract.ts";
import { readRounds, readVerdicts } from "./rehearsal-store.ts";

/** What representatives say against the draft is told to whoever publishes it, and decides nothing. */
export async function rehearsalWarnings(
  db: Executor,
  draft: string,
): Promise<readonly PolicyWarning[]> {
  const [latest] = await readRounds(db, draft);
  if (!latest) return [];
  const verdicts = await readVerdicts(db, [latest.id]);
  const against = verdicts.filter(({ verdict }) => verdict !== "asExpected");
  if (against.length === 0) return [];
  const tasks = new Map(latest.tasks.map((task) => [task.id, task]));
  const first = tasks.get(against[0]!.task)!.text;
  const count = against.length;
  return [
    {
      code: "rehearsal_against",
      role: null,
      parameters: { count, round: latest.round },
      sentence: {
        zh: `第 ${latest.round} 轮演练有 ${count} 条结论与预期不符，例如“${first.zh}”`,
        en: `In round ${latest.round} of the rehearsal ${count} ${count === 1 ? "verdict speaks" : "verdicts speak"} against it, such as on “${first.en}”`,
      },
    },
  ];
}

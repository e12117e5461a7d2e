import type { DeviationsReply, RealignReply, RealignResult } from "@latchkey/server/contract";
import { useState } from "react";
import { call, get } from "../../api.ts";
import { useText } from "../../i18n/index.ts";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { invalidateEverything } from "../../queries/query-client.ts";

/** Posts of one request: the server takes a hundred, and a shorter step shows more of how far it is. */
const AT_ONCE = 25;

interface Progress {
  readonly done: number;
  readonly of: number;
}

export interface Realigning {
  readonly progress: Progress | null;
  /** What was done last, until something else is. */
  readonly last: {
    readonly count: number;
    readonly left: number;
    readonly reason: string | null;
  } | null;
  /** None: all of the template. */
  realign(ids: readonly string[]): Promise<void>;
  undo(): void;
}

export function useRealign(template: string | null): Realigning {
  const text = useText();
  const tell = useTellFailure();
  const [progress, setProgress] = useState<Progress | null>(null);
  const [results, setResults] = useState<readonly RealignResult[] | null>(null);

  async function run(work: () => Promise<readonly RealignResult[] | null>): Promise<void> {
    try {
      setResults(await work());
    } catch (problem) {
      tell(problem as Error);
    } finally {
      await invalidateEverything();
      setProgress(null);
    }
  }

  /** In steps, each of which says how far it is. */
  async function inSteps<Item>(
    items: readonly Item[],
    step: (some: readonly Item[]) => Promise<RealignReply>,
  ): Promise<readonly RealignResult[]> {
    const done: RealignResult[] = [];
    for (let at = 0; at < items.length; at += AT_ONCE) {
      setProgress({ done: at, of: items.length });
      done.push(...(await step(items.slice(at, at + AT_ONCE))).results);
    }
    return done;
  }

  const failed = results?.filter(({ ok }) => !ok) ?? [];
  return {
    progress,
    last: results && {
      count: results.length - failed.length,
      left: failed.length,
      reason: failed[0]?.problem ? text(failed[0].problem.message) : null,
    },
    realign: (ids) =>
      run(async () =>
        inSteps(ids.length > 0 ? ids : await allOf(template), (some) =>
          call<RealignReply>("post", "realign", { ids: some }),
        ),
      ),
    undo: () =>
      void run(async () => {
        await inSteps(results ?? [], (some) =>
          call<RealignReply>("post", "undoRealign", {
            done: some.map(({ id, done }) => ({ id, done })),
          }),
        );
        return null;
      }),
  };
}

async function allOf(template: string | null): Promise<readonly string[]> {
  const ids: string[] = [];
  let next: number | null = 0;
  while (next !== null) {
    const filter = template === null ? "" : `&template=${template}`;
    const page: DeviationsReply = await get(`/api/posts/deviations?offset=${next}${filter}`);
    ids.push(...page.posts.map(({ id }) => id));
    next = page.next;
  }
  return ids;
}

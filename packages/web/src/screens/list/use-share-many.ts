/** Sharing rows as they are listed at this moment: a few at a time, so that it is seen how far it is; it can be taken back. */
import type { BulkReply, Row } from "@latchkey/server/contract";
import { useState } from "react";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { useBulk, type BulkRequest } from "../../queries/mutations.ts";
import { askRows } from "../../queries/records.ts";
import { titleOf } from "../../session/session.tsx";
import type { SaidTerms } from "../../sharing/share-terms.tsx";
import { toRequest } from "./list-state.ts";
import type { BulkOutcome } from "./use-bulk-acts.ts";
import type { ListModel } from "./use-list.ts";

/** What the server does at once, and what is asked of it at most; more rows than that are a rule of a role. */
const AT_ONCE = 25;
export const MOST_SHARED = 1_000;
/** The largest page of a list. */
const PAGE = 200;

type Results = BulkReply["results"];

export interface ShareMany {
  /** How many are done and of how many; null: nothing is being done. */
  readonly progress: { readonly done: number; readonly all: number } | null;
  readonly outcome: BulkOutcome | null;
  /** `ended` is called as soon as every row has its result. */
  share(which: Which, terms: SaidTerms, ended: () => void): void;
  close(): void;
}

/** `listed`: all rows that the list holds as it is filtered. */
export type Which = "selected" | "listed";

export function useShareMany(list: ListModel): ShareMany {
  const tell = useTellFailure();
  const bulk = useBulk(list.object.name);
  const [progress, setProgress] = useState<ShareMany["progress"]>(null);
  const [outcome, setOutcome] = useState<BulkOutcome | null>(null);
  const send = async (
    ids: readonly string[],
    requestOf: (part: readonly string[]) => BulkRequest,
  ) => {
    const results: Results[number][] = [];
    for (let at = 0; at < ids.length; at += AT_ONCE) {
      setProgress({ done: at, all: ids.length });
      results.push(...(await bulk.mutateAsync(requestOf(ids.slice(at, at + AT_ONCE)))).results);
    }
    return results;
  };
  const run = (work: () => Promise<BulkOutcome>) =>
    void work()
      .then(setOutcome, (problem: unknown) => tell(problem))
      .finally(() => setProgress(null));
  const takeBack = (shared: Results, titles: BulkOutcome["titles"]) =>
    run(async () => {
      setOutcome(null);
      const places = new Map(shared.map(({ id, participant = "" }) => [id, participant]));
      const results = await send([...places.keys()], (ids) => ({
        ids,
        action: "unshare",
        participants: ids.map((id) => places.get(id)!),
      }));
      return { results, action: "share", titles, undo: null };
    });
  return {
    progress,
    outcome,
    share: (which, terms, ended) =>
      run(async () => {
        const rows = which === "listed" ? await rowsOf(list) : chosenOf(list);
        const titles = new Map(rows.map(({ id, values }) => [id, titleOf(list.object, values)]));
        const results = await send([...titles.keys()], (ids) => ({
          ids,
          action: "share",
          share: terms,
        }));
        const shared = results.filter(({ participant }) => participant !== undefined);
        ended();
        const undo = shared.length > 0 ? () => takeBack(shared, titles) : null;
        return { results, action: "share", share: terms, titles, undo };
      }),
    close: () => {
      setOutcome(null);
      list.select([]);
    },
  };
}

const chosenOf = ({ rows, selected }: ListModel): readonly Row[] =>
  rows.filter(({ id }) => selected.includes(id));

/** Read anew and whole: what has come since the list was drawn is in it, and what has gone is not. */
async function rowsOf({ object, state }: ListModel): Promise<readonly Row[]> {
  const request = { ...toRequest(state), fields: [object.title], limit: PAGE };
  const rows: Row[] = [];
  let cursor: string | null = null;
  do {
    const page = await askRows(object.name, "list", { ...request, ...(cursor ? { cursor } : {}) });
    rows.push(...page.rows);
    cursor = page.next;
  } while (cursor !== null && rows.length < MOST_SHARED);
  return rows.slice(0, MOST_SHARED);
}

/** What is done to all chosen rows at once, and how it ended row by row. It can be taken back. */
import type { BulkReply } from "@latchkey/server/contract";
import { App } from "antd";
import { createElement, useState } from "react";
import { useT } from "../../i18n/index.ts";
import { useTellFailure } from "../../parts/use-tell-failure.tsx";
import { UNDO_SECONDS, UndoLink } from "../../parts/undo-link.tsx";
import { useBulk, type BulkRequest, type RecordValues } from "../../queries/mutations.ts";
import { titleOf, useMay } from "../../session/session.tsx";
import type { SaidTerms } from "../../sharing/share-terms.tsx";
import type { ListModel } from "./use-list.ts";

type Results = BulkReply["results"];

export interface BulkOutcome {
  readonly results: Results;
  /** The action that each row needed. */
  readonly action: string;
  /** Of an update: what was to be changed. */
  readonly values?: RecordValues;
  /** Of sharing: with whom and until when. */
  readonly share?: SaidTerms;
  /** By id, as the list had them: what was deleted is in no list any more. */
  readonly titles: ReadonlyMap<string, string>;
  /** Takes back what was done; null where nothing can be. */
  readonly undo: (() => void) | null;
}

export interface BulkActs {
  readonly isBusy: boolean;
  /** To be shown row by row: not every row could be done, or each changed in its own way. */
  readonly outcome: BulkOutcome | null;
  update(values: RecordValues, done: () => void): void;
  remove(): void;
  close(): void;
}

export function useBulkActs(list: ListModel): BulkActs {
  const t = useT();
  const may = useMay();
  const tell = useTellFailure();
  const { message } = App.useApp();
  const [outcome, setOutcome] = useState<BulkOutcome | null>(null);
  const bulk = useBulk(list.object.name);
  const { selected, select, object } = list;
  // Not told to the mutation's own callbacks: the way back outlives the list that it began in.
  const run = (request: BulkRequest, ended: (results: Results) => void) =>
    void bulk.mutateAsync(request).then(
      ({ results }) => ended(results),
      (problem: unknown) => tell(problem),
    );
  const restore = (gone: Results, titles: BulkOutcome["titles"]) => {
    setOutcome(null);
    message.destroy(TOAST);
    const versions = gone.map(({ version = 0 }) => version);
    run({ ids: gone.map(({ id }) => id), action: "restore", versions }, (results) => {
      if (!results.every(({ ok }) => ok))
        setOutcome({ results, action: "restore", titles, undo: null });
      else void message.success(t("bulk.restored", { count: results.length }));
    });
  };
  const removed = (results: Results, titles: BulkOutcome["titles"]) => {
    const gone = results.filter(({ ok }) => ok);
    const undo =
      gone.length > 0 && may(object.name, "restore") ? () => restore(gone, titles) : null;
    if (gone.length < results.length)
      return setOutcome({ results, action: "delete", titles, undo });
    select([]);
    const words = t("bulk.deleted", { count: gone.length });
    const content = undo ? createElement(UndoLink, { words, undo }) : words;
    void message.success({ key: TOAST, duration: UNDO_SECONDS, content });
  };
  const updated = (results: Results, values: RecordValues, titles: BulkOutcome["titles"]) => {
    const action = actionOf(values);
    const changed = results.filter(isChanged);
    const undo = () => {
      setOutcome(null);
      putBack(bulk.mutateAsync, changed).then(
        (back) =>
          back.every(({ ok }) => ok)
            ? void message.success(t("bulk.putBack", { count: back.length }))
            : setOutcome({ results: back, action, titles, undo: null }),
        (problem: unknown) => tell(problem),
      );
    };
    setOutcome({ results, action, values, titles, undo: changed.length > 0 ? undo : null });
  };
  const titlesNow = () => new Map(list.rows.map((row) => [row.id, titleOf(object, row.values)]));
  return {
    isBusy: bulk.isPending,
    outcome,
    update: (values, done) => {
      const titles = titlesNow();
      run({ ids: selected, action: "update", values }, (results) => {
        done();
        updated(results, values, titles);
      });
    },
    remove: () => {
      const titles = titlesNow();
      run({ ids: selected, action: "delete" }, (results) => removed(results, titles));
    },
    close: () => {
      setOutcome(null);
      select([]);
    },
  };
}

/** Who a record is given to, and where it goes, are rights of their own. */
function actionOf(values: RecordValues): string {
  const names = Object.keys(values);
  if (names.length > 1) return "edit";
  return names[0] === "owner" ? "assign" : names[0] === "unit" ? "transfer" : "edit";
}

/** Row by row to what it was before; what somebody has changed since stays. */
async function putBack(
  send: (request: BulkRequest) => Promise<BulkReply>,
  changed: readonly Changed[],
): Promise<Results> {
  const results: Results[number][] = [];
  for (const rows of Map.groupBy(changed, ({ before }) => JSON.stringify(before)).values()) {
    const reply = await send({
      ids: rows.map(({ id }) => id),
      action: "update",
      values: rows[0]!.before,
      versions: rows.map(({ version }) => version),
    });
    results.push(...reply.results);
  }
  return results;
}

/** A row of which it is known what it was before. */
type Changed = Required<Pick<Results[number], "id" | "version" | "before">>;

const isChanged = (result: Results[number]): result is Results[number] & Changed =>
  result.ok && result.version !== undefined && result.before !== undefined;

const TOAST = "bulk-deleted";

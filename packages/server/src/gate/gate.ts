/**
 * THE ONE DOOR to records. Every call names who asks; every answer is made on that reader's authorised view; every call
 * leaves its audit line.
 */
import type {
  AggregateReply,
  AggregateRequest,
  BulkReply,
  GetReply,
  HistoryReply,
  ListReply,
  CountRequest,
  ExportCount,
  ListRequest,
} from "../http/contract.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import { textOf } from "../fields/shared.ts";
import type { Executor } from "../db/database.ts";
import { objectNamed } from "../derive/model.ts";
import type { Json } from "../fields/module.ts";
import { aggregateRecords } from "./aggregate.ts";
import { countExport } from "./count-export.ts";
import { countRecords } from "./count.ts";
import { demandPlan } from "./guard.ts";
import { bulkRecords, type BulkInput } from "./bulk.ts";
import { isId, requireId } from "./record-id.ts";
import { parseFilter } from "./filter.ts";
import { readHistory } from "./history.ts";
import { findRecord, listRecords, parseQuestion } from "./list.ts";
import {
  denyLine,
  heldBy,
  lineBase,
  mutate,
  type Act,
  type Caller,
  type Done,
  type GateParts,
} from "./mutate.ts";
import type { StoredRecord } from "./record.ts";
import { revealCell } from "./reveal.ts";
import { parseSearch } from "./search.ts";
import { shareRecord, unshareRecord, type ShareInput, type UnshareInput } from "./share.ts";
import { withSubject, type Subject } from "./subject.ts";
import { nextEdgeOf, nextEndOf } from "./participation.ts";
import { presentTitled } from "./titles.ts";
import { viewOf } from "./view.ts";
import {
  createRecord,
  deleteRecord,
  restoreRecord,
  updateRecord,
  type RemovalInput,
  type UpdateInput,
} from "./write.ts";

export interface Gate {
  list(caller: Caller, object: string, request: ListRequest): Promise<ListReply>;
  trash(caller: Caller, object: string, request: ListRequest): Promise<ListReply>;
  count(caller: Caller, object: string, request: CountRequest): Promise<ExportCount>;
  aggregate(caller: Caller, object: string, request: AggregateRequest): Promise<AggregateReply>;
  get(caller: Caller, object: string, id: string): Promise<GetReply>;
  create(caller: Caller, object: string, values: unknown): Promise<GetReply>;
  /** `size`: how many records it is done to at once, here and below. */
  update(caller: Caller, object: string, input: UpdateInput, size?: number): Promise<GetReply>;
  delete(
    caller: Caller,
    object: string,
    input: RemovalInput,
    size?: number,
  ): Promise<{ id: string; version: number }>;
  restore(
    caller: Caller,
    object: string,
    input: RemovalInput,
  ): Promise<{ id: string; version: number }>;
  share(caller: Caller, object: string, input: ShareInput): Promise<{ participant: string }>;
  unshare(caller: Caller, object: string, input: UnshareInput): Promise<{ ok: true }>;
  bulk(caller: Caller, object: string, input: BulkInput): Promise<BulkReply>;
  reveal(caller: Caller, object: string, input: { id: string; field: string }): Promise<Json>;
  history(
    caller: Caller,
    object: string,
    input: { id: string; cursor?: string },
  ): Promise<HistoryReply>;
  /** A read that is noted, for readers built on the gate's parts. */
  read<Result>(
    caller: Caller,
    act: Act,
    work: (subject: Subject) => Promise<ReadDone<Result>>,
  ): Promise<Result>;
  /** A write under the locks, for commands built on the gate's parts. */
  write<Result>(
    caller: Caller,
    act: Act,
    work: (tx: Executor, subject: Subject) => Promise<Done<Result>>,
  ): Promise<Result>;
}

export interface ReadDone<Result> {
  readonly result: Result;
  readonly records: readonly string[];
  /** What else its line says. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

export function createGate(parts: GateParts): Gate {
  const read: Read = (caller, act, work) =>
    withSubject(parts.subjects, caller, async (subject) => {
      try {
        const { result, records, detail } = await work(subject);
        const base = lineBase(caller, subject, act);
        parts.trail.note({
          ...base,
          records,
          verdict: "allowed",
          reason: null,
          detail: { ...heldBy(subject), ...act.detail, ...detail },
        });
        parts.watch?.({ ...act, subject, records });
        return result;
      } catch (error) {
        if (error instanceof Refusal) {
          await demandPlan(parts.db, subject);
          await parts.db.transaction((tx) =>
            parts.trail.write(tx, denyLine(caller, subject, act, error)),
          );
          parts.watch?.({ ...act, subject });
        }
        throw error;
      }
    });
  const write: Write = (caller, act, work) => mutate(parts, caller, act, work);
  const single = {
    ...readingVerbs(parts, read),
    ...writingVerbs(parts, write),
    ...tracedVerbs(parts, read, write),
    ...sharingVerbs(write),
  };
  return {
    read,
    write,
    ...single,
    bulk: (caller, object, input) => bulkRecords(single, caller, object, input),
  };
}

function countedAction({ action = "view" }: { readonly action?: unknown }): string {
  if (action === "view" || action === "export") return action;
  throw badRequest([
    problem("action", "not_choice", { value: textOf(action).slice(0, 20), choices: "export" }),
  ]);
}

type Read = Gate["read"];
type Write = Gate["write"];

/** When an answer changes by itself: where a window of the subject does, or one of a share. */
function nearest(...edges: readonly (Date | null)[]): string | null {
  const [first] = edges.filter((edge) => edge !== null).toSorted((a, b) => Number(a) - Number(b));
  return first?.toISOString() ?? null;
}

function readingVerbs(
  { db }: GateParts,
  read: Read,
): Pick<Gate, "list" | "trash" | "count" | "aggregate" | "get"> {
  function listFrom(
    caller: Caller,
    object: string,
    request: ListRequest,
    trash: boolean,
  ): Promise<ListReply> {
    const asked = { filter: request.filter, search: request.search, sort: request.sort };
    return read(
      caller,
      { object, action: trash ? "trash" : "list", records: [], asked },
      async (subject) => {
        const source = trash ? { object, action: "restore", trash } : { object };
        const question = parseQuestion(subject, source, request);
        const [{ rows, next }, end] = await Promise.all([
          listRecords(db, subject, question),
          nextEndOf(db, subject),
        ]);
        return {
          result: { rows, next, until: nearest(subject.validUntil, end) },
          records: rows.map(({ id }) => id),
        };
      },
    );
  }

  return {
    list: (caller, object, request) => listFrom(caller, object, request, false),
    trash: (caller, object, request) => listFrom(caller, object, request, true),
    count: (caller, object, request) =>
      read(
        caller,
        { object, action: "count", records: [], asked: { ...request } },
        async (subject) => {
          const action = countedAction(request);
          const view = viewOf(subject, object, action);
          const filter = parseFilter(request.filter, view);
          const asked = { filter, search: parseSearch(request.search) };
          const result =
            action === "export"
              ? await countExport(db, subject, object, asked)
              : await countRecords(db, subject, { view, ...asked });
          return { result, records: [] };
        },
      ),
    aggregate: (caller, object, request) =>
      read(
        caller,
        { object, action: "aggregate", records: [], asked: { ...request } },
        async (subject) => ({
          result: await aggregateRecords(db, subject, object, request),
          records: [],
        }),
      ),
    get: (caller, object, id) =>
      read(caller, { object, action: "get", records: idsOf(id) }, async (subject) => {
        requireId(id);
        const record = await findRecord(db, subject, { object }, id);
        if (!record) throw new Refusal("not_found");
        return { result: await presented(db, subject, object, record), records: [id] };
      }),
  };
}

async function presented(
  executor: Executor,
  subject: Subject,
  object: string,
  record: StoredRecord,
): Promise<GetReply> {
  const model = objectNamed(subject.world.model, object);
  const row = await presentTitled(executor, subject, model, record);
  const edge = await nextEdgeOf(executor, subject, { object, id: row.id });
  return { record: row, until: nearest(subject.validUntil, edge) };
}

function writingVerbs(
  { db, subjects }: GateParts,
  write: Write,
): Pick<Gate, "create" | "update" | "delete" | "restore"> {
  /**
   * A write's answer is a fresh read: what the writer may see of the record now, perhaps nothing. Then it says that the
   * write was done, or they would do it again by another way.
   */
  const written = (caller: Caller, object: string, id: string): Promise<GetReply> =>
    withSubject(subjects, caller, async (subject) => {
      const record = await findRecord(db, subject, { object }, id);
      if (!record) throw new Refusal("done_unseen");
      return presented(db, subject, object, record);
    });

  return {
    async create(caller, object, values) {
      const act = { object, action: "create", records: [], ...valuesOf(values), ...REPEATABLE };
      const { id } = await write(caller, act, async (tx, subject) =>
        withoutCells(await createRecord(tx, subject, object, values)),
      );
      return written(caller, object, id);
    },
    async update(caller, object, input, size = 1) {
      const named = { records: idsOf(input.id), size, ...valuesOf(input.values) };
      const act = { object, action: "update", ...named, ...REPEATABLE };
      await write(caller, act, async (tx, subject) => {
        requireTarget(input);
        return withoutCells(await updateRecord(tx, subject, object, input));
      });
      return written(caller, object, input.id);
    },
    async delete(caller, object, input, size = 1) {
      const act = { object, action: "delete", records: idsOf(input.id), size, ...REPEATABLE };
      return write(caller, act, (tx, subject) => {
        requireTarget(input);
        return deleteRecord(tx, subject, object, input);
      });
    },
    async restore(caller, object, input) {
      const act = { object, action: "restore", records: idsOf(input.id), ...REPEATABLE };
      return write(caller, act, (tx, subject) => {
        requireTarget(input);
        return restoreRecord(tx, subject, object, input);
      });
    },
  };
}

const REPEATABLE = { isRepeatable: true } as const;

/** What of a write may be kept for its repetitions. */
const withoutCells = ({ result, ...done }: Done<StoredRecord>): Done<{ id: string }> => ({
  ...done,
  result: { id: result.id },
});

function sharingVerbs(write: Write): Pick<Gate, "share" | "unshare"> {
  const actOn = (object: string, action: string, id: unknown): Act => ({
    object,
    action,
    records: idsOf(id),
    ...REPEATABLE,
  });
  return {
    share: (caller, object, input) =>
      write(caller, actOn(object, "share", input.id), (tx, subject) => {
        requireId(input.id);
        return shareRecord(tx, subject, object, input);
      }),
    unshare: (caller, object, input) =>
      write(caller, actOn(object, "unshare", input.id), (tx, subject) => {
        requireId(input.id);
        return unshareRecord(tx, subject, object, input);
      }),
  };
}

/** Reads that leave their line in the transaction of the read itself. */
function tracedVerbs(
  { db }: GateParts,
  read: Read,
  write: Write,
): Pick<Gate, "reveal" | "history"> {
  return {
    async reveal(caller, object, { id, field }) {
      const detail = { field: textOf(field).slice(0, 60) };
      const act = { object, action: "reveal", records: idsOf(id), detail };
      return write(caller, act, (tx, subject) => {
        requireId(id);
        return revealCell(tx, subject, object, { id, field });
      });
    },
    async history(caller, object, input) {
      const act = { object, action: "history", records: idsOf(input.id) };
      // Whoever looks through another's eyes holds no locks; a right that was taken meanwhile gives nothing out.
      if (caller.viewing)
        return read(caller, act, async (subject) => {
          requireId(input.id);
          const result = await readHistory(db, subject, object, input);
          await demandPlan(db, subject);
          return { result, records: [input.id] };
        });
      return write(caller, act, async (tx, subject) => {
        requireId(input.id);
        return { result: await readHistory(tx, subject, object, input) };
      });
    },
  };
}

const valuesOf = (values: unknown): Pick<Act, "values"> =>
  typeof values === "object" && values !== null
    ? { values: values as Readonly<Record<string, unknown>> }
    : {};

const idsOf = (id: unknown): readonly string[] => (isId(id) ? [id] : []);

/** Called where a refusal leaves its line, as all the gate's refusals do. */
function requireTarget({ id, version }: { readonly id: unknown; readonly version: unknown }): void {
  requireId(id);
  if (!Number.isInteger(version))
    throw badRequest([problem("version", "not_number", { value: textOf(version).slice(0, 20) })]);
}

/**
 * THE ONE DOOR to records. Every call names who asks; every answer is made on that reader's authorised view; every call
 * leaves its audit line.
 */
import type { AggregateReply, AggregateRequest, BulkReply, GetReply, HistoryReply, ListReply, ListRequest, Row } from "../http/contract.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import type { Executor } from "../db/database.ts";
import { objectNamed } from "../derive/model.ts";
import type { Json } from "../fields/module.ts";
import { UUID } from "../fields/shared.ts";
import { aggregateRecords } from "./aggregate.ts";
import { parseFilter } from "./filter.ts";
import { readHistory } from "./history.ts";
import { countRecords, findRecord, listRecords, parseQuestion } from "./list.ts";
import { denyLine, lineBase, mutate, type Act, type Caller, type Done, type GateParts } from "./mutate.ts";
import { presentRecord } from "./present.ts";
import type { StoredRecord } from "./record.ts";
import { revealCell } from "./reveal.ts";
import { withSubject, type Subject } from "./subject.ts";
import { withTitles } from "./titles.ts";
import { viewOf } from "./view.ts";
import { createRecord, deleteRecord, restoreRecord, updateRecord, type RemovalInput, type UpdateInput } from "./write.ts";

/** A bulk act is a request, not a job; more than this belongs to an import. */
export const MAX_BULK = 1_000;

export interface Gate {
  list(caller: Caller, object: string, request: ListRequest): Promise<ListReply>;
  trash(caller: Caller, object: string, request: ListRequest): Promise<ListReply>;
  count(caller: Caller, object: string, request: Pick<ListRequest, "filter" | "search">): Promise<number>;
  aggregate(caller: Caller, object: string, request: AggregateRequest): Promise<AggregateReply>;
  get(caller: Caller, object: string, id: string): Promise<GetReply>;
  create(caller: Caller, object: string, values: unknown): Promise<GetReply>;
  update(caller: Caller, object: string, input: UpdateInput): Promise<GetReply>;
  delete(caller: Caller, object: string, input: RemovalInput): Promise<{ id: string; version: number }>;
  restore(caller: Caller, object: string, input: RemovalInput): Promise<{ id: string; version: number }>;
  bulk(caller: Caller, object: string, input: BulkInput): Promise<BulkReply>;
  reveal(caller: Caller, object: string, input: { id: string; field: string; reason?: string }): Promise<Json>;
  history(caller: Caller, object: string, input: { id: string; cursor?: string }): Promise<HistoryReply>;
  /** A read that is noted, for readers built on the gate's parts. */
  read<Result>(caller: Caller, act: Act, work: (subject: Subject) => Promise<ReadDone<Result>>): Promise<Result>;
  /** A write under the locks, for commands built on the gate's parts. */
  write<Result>(caller: Caller, act: Act, work: (tx: Executor, subject: Subject) => Promise<Done<Result>>): Promise<Result>;
}

export interface BulkInput {
  readonly ids: readonly string[];
  readonly action: "update" | "delete";
  readonly values?: unknown;
}

export interface ReadDone<Result> {
  readonly result: Result;
  readonly records: readonly string[];
}

export function createGate(parts: GateParts): Gate {
  const { db } = parts;

  const read: Gate["read"] = (caller, act, work) =>
    withSubject(parts.subjects, caller.person, async (subject) => {
      try {
        const { result, records } = await work(subject);
        const base = lineBase(caller, subject, act);
        parts.trail.note({ ...base, records, verdict: "allowed", reason: null, detail: act.detail ?? {} });
        return result;
      } catch (error) {
        if (error instanceof Refusal) {
          await db.transaction((tx) => parts.trail.write(tx, denyLine(caller, subject, act, error)));
        }
        throw error;
      }
    });

  const write: Gate["write"] = (caller, act, work) => mutate(parts, caller, act, work);

  const untilOf = (subject: Subject): string | null => subject.validUntil?.toISOString() ?? null;

  function listFrom(caller: Caller, object: string, request: ListRequest, trash: boolean): Promise<ListReply> {
    const detail = { filter: request.filter, search: request.search, sort: request.sort };
    return read(caller, { object, action: trash ? "trash" : "list", records: [], detail }, async (subject) => {
      const source = trash ? { object, action: "restore", trash } : { object };
      const question = parseQuestion(subject, source, request);
      const { rows, next } = await listRecords(db, subject, question);
      const titled = await withTitles(db, subject, question.view.object, rows);
      return { result: { rows: titled, next, until: untilOf(subject) }, records: rows.map(({ id }) => id) };
    });
  }

  async function presented(subject: Subject, object: string, record: StoredRecord): Promise<GetReply> {
    const model = objectNamed(subject.world.model, object);
    const [row] = await withTitles(db, subject, model, [presentRecord(subject, model, record)]);
    return { record: row as Row, until: untilOf(subject) };
  }

  /** A write's answer is a fresh read: what the writer may see of the record now, perhaps nothing. */
  async function written(caller: Caller, object: string, id: string): Promise<GetReply> {
    return withSubject(parts.subjects, caller.person, async (subject) => {
      const record = await findRecord(db, subject, { object }, id);
      if (!record) throw new Refusal("not_found");
      return presented(subject, object, record);
    });
  }

  const gate: Gate = {
    read,
    write,
    list: (caller, object, request) => listFrom(caller, object, request, false),
    trash: (caller, object, request) => listFrom(caller, object, request, true),
    count: (caller, object, request) =>
      read(caller, { object, action: "count", records: [], detail: { ...request } }, async (subject) => {
        const view = viewOf(subject, object);
        const filter = parseFilter(request.filter, view);
        return { result: await countRecords(db, subject, { view, filter, search: request.search }), records: [] };
      }),
    aggregate: (caller, object, request) =>
      read(caller, { object, action: "aggregate", records: [], detail: { ...request } }, async (subject) => ({
        result: await aggregateRecords(db, subject, object, request),
        records: [],
      })),
    get: (caller, object, id) =>
      read(caller, { object, action: "get", records: idsOf(id) }, async (subject) => {
        requireId(id);
        const record = await findRecord(db, subject, { object }, id);
        if (!record) throw new Refusal("not_found");
        return { result: await presented(subject, object, record), records: [id] };
      }),
    async create(caller, object, values) {
      const created = await write(caller, { object, action: "create", records: [], ...valuesOf(values) }, (tx, subject) =>
        createRecord(tx, subject, object, values),
      );
      return written(caller, object, created.id);
    },
    async update(caller, object, input) {
      requireTarget(input);
      await write(caller, { object, action: "update", records: [input.id], ...valuesOf(input.values) }, (tx, subject) =>
        updateRecord(tx, subject, object, input),
      );
      return written(caller, object, input.id);
    },
    async delete(caller, object, input) {
      requireTarget(input);
      return write(caller, { object, action: "delete", records: [input.id] }, (tx, subject) =>
        deleteRecord(tx, subject, object, input),
      );
    },
    async restore(caller, object, input) {
      requireTarget(input);
      return write(caller, { object, action: "restore", records: [input.id] }, (tx, subject) =>
        restoreRecord(tx, subject, object, input),
      );
    },
    async bulk(caller, object, input) {
      const results: BulkReply["results"][number][] = [];
      for (const id of parseBulkIds(input)) results.push(await bulkOne(gate, caller, object, id, input));
      return { results };
    },
    async reveal(caller, object, { id, field, reason }) {
      requireId(id);
      const detail = { field: String(field).slice(0, 60), ...(reason ? { reason: String(reason).slice(0, 400) } : {}) };
      return write(caller, { object, action: "reveal", records: [id], detail }, (tx, subject) =>
        revealCell(tx, subject, object, { id, field }),
      );
    },
    history: (caller, object, input) => {
      requireId(input.id);
      return write(caller, { object, action: "history", records: [input.id] }, async (tx, subject) => ({
        result: await readHistory(tx, subject, object, input),
      }));
    },
  };
  return gate;
}

/** Each record is an act of its own: its own decision, its own line, its own result. */
async function bulkOne(gate: Gate, caller: Caller, object: string, id: string, input: BulkInput): Promise<BulkReply["results"][number]> {
  try {
    const { record } = await gate.get(caller, object, id);
    const { version } = record;
    if (input.action === "delete") await gate.delete(caller, object, { id, version });
    else await gate.update(caller, object, { id, version, values: input.values });
    return { id, ok: true };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { problems } = error.extras;
    return { id, ok: false, error: { code: error.code, message: error.text, ...(problems ? { problems } : {}) } };
  }
}

function parseBulkIds({ ids, action }: BulkInput): readonly string[] {
  if (!Array.isArray(ids) || ids.length > MAX_BULK) {
    throw badRequest([problem("ids", "out_of_range", { name: "ids", minimum: 0, maximum: MAX_BULK })]);
  }
  if (action !== "update" && action !== "delete") throw badRequest([problem("action", "bad_request")]);
  ids.forEach(requireId);
  return ids;
}

const valuesOf = (values: unknown): Pick<Act, "values"> =>
  typeof values === "object" && values !== null ? { values: values as Readonly<Record<string, unknown>> } : {};

const idsOf = (id: unknown): readonly string[] => (isId(id) ? [id] : []);

const isId = (id: unknown): id is string => typeof id === "string" && UUID.test(id);

/** A malformed id is an id of nothing: the answer is the same as for any id the reader cannot see. */
function requireId(id: unknown): void {
  if (!isId(id)) throw new Refusal("not_found");
}

function requireTarget({ id, version }: { readonly id: unknown; readonly version: unknown }): void {
  requireId(id);
  if (!Number.isInteger(version)) throw badRequest([problem("version", "not_number", { value: String(version).slice(0, 20) })]);
}

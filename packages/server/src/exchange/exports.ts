/** Exports as people ask for them: ask, look how far it is, fetch the file. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { v7 as uuid } from "uuid";
import type { Executor } from "../db/database.ts";
import { badRequest, problem, Refusal } from "../errors.ts";
import { textOf } from "../fields/shared.ts";
import { parseFilter } from "../gate/filter.ts";
import { countRecords } from "../gate/count.ts";
import { exceeds } from "../gate/count-export.ts";
import { mostUnapproved, needOfArms, withAll, withBrought } from "../gate/demands.ts";
import type { Caller, Done } from "../gate/mutate.ts";
import { parseSort } from "../gate/sort.ts";
import type { Subject } from "../gate/subject.ts";
import { knownFields, viewOf, type View } from "../gate/view.ts";
import type { ExportJob } from "../http/contract.ts";
import { toWall } from "../fields/wall-clock.ts";
import {
  exporterOf,
  exportOver,
  insertExport,
  planDigest,
  readExport,
  toExportJob,
  type ExportRequest,
} from "./export-store.ts";
import type { JobRunner } from "./job-runner.ts";
import { exportFields, type ExportParts } from "./run-export.ts";

export interface Exports {
  ask(caller: Caller, object: string, request: unknown): Promise<ExportJob>;
  get(caller: Caller, id: string): Promise<ExportJob>;
  /** The file, if the rights it was made under still hold. */
  open(
    caller: Caller,
    id: string,
  ): Promise<{
    fileName: string;
    format: "csv" | "xlsx";
    bytes: number;
    stream: NodeJS.ReadableStream;
  }>;
}

const MAX_COLUMNS = 200;

export function createExports(parts: ExportParts, runner: JobRunner): Exports {
  const { db, gate } = parts;
  return {
    async ask(caller, object, input) {
      const { format, ...asked } = readRequest(input);
      const act = { object, action: "export", records: [], detail: { format }, asked };
      const job = await gate.write(caller, act, (tx, subject) =>
        askExport(tx, subject, { object, input, source: caller.source }),
      );
      runner.wake("export_job");
      return job;
    },
    get: async (caller, id) => toExportJob(await readExport(db, caller.person, id)),
    async open(caller, id) {
      const { object } = await readExport(db, caller.person, id);
      const act = { object, action: "download", records: [], detail: { job: id } };
      const job = await gate.write(caller, act, async (tx, subject) => {
        const row = await readExport(tx, caller.person, id);
        if (row.state !== "done") throw new Refusal("wrong_state");
        if (row.is_over) throw exportOver();
        if (planDigest(subject, viewOf(exporterOf(subject, row), object, "export")) !== row.plan)
          throw new Refusal("rights_changed");
        return { result: row, detail: { rows: row.row_count, digest: row.digest } };
      });
      const path = parts.pathOf(job);
      const found = await stat(path).catch(() => null);
      if (!found) throw new Refusal("not_found");
      return {
        fileName: job.file_name,
        format: job.format,
        bytes: found.size,
        stream: createReadStream(path),
      };
    },
  };
}

export type ExportAsk = Readonly<Record<string, unknown>>;

interface Asking {
  readonly object: string;
  readonly input: unknown;
  readonly source: string | null;
  /** An approval that exporting demands was given. */
  readonly approved?: true;
}

/** The job is there when the transaction is done; whoever asks wakes the runner then. */
export async function askExport(
  tx: Executor,
  subject: Subject,
  { object, input, source, approved }: Asking,
): Promise<Done<ExportJob>> {
  const id = uuid();
  const request = { ...readRequest(input), ...(approved ? { approved } : {}) };
  const { declaration } = subject.world.model.objects.get(object)!;
  if (!declaration.actions["export"]) throw new Refusal("forbidden");
  const act = { object, action: "export" };
  const view = viewOf(subject, object, "export");
  if (view.arms.length === 0) {
    const { arms } = viewOf(withAll(subject, act), object, "export");
    throw new Refusal(needOfArms(arms, subject, act) ?? "forbidden");
  }
  // A file that lacks what a reason or a password would add would pass for the whole.
  const need = needOfArms(viewOf(withBrought(subject, null), object, "export").arms, subject, act);
  if (need !== null) throw new Refusal(need);
  const filter = parseFilter(request.filter, view);
  const most = approved ? null : mostUnapproved(view.arms.map(({ arm }) => arm));
  const counted = most === null ? null : { view, filter, search: request.search };
  if (counted && exceeds(await countRecords(tx, subject, counted), most))
    throw new Refusal("approval_needed");
  parseSort(request.sort, view);
  demandColumns(view, request.columns);
  const day = toWall(new Date().toISOString(), subject.zone).slice(0, 10);
  const fileName = `${declaration.plural[request.locale ?? subject.locale]}-${day}.${request.format}`;
  const plan = planDigest(subject, view);
  await insertExport(tx, subject, { id, object, request, fileName, plan, source });
  return { result: toExportJob(await readExport(tx, subject.person, id)), detail: { job: id } };
}

function readRequest(input: unknown): ExportRequest {
  const {
    filter,
    search,
    sort,
    columns,
    format: wantedFormat = "csv",
    locale: wantedLocale,
  } = (input ?? {}) as Record<string, unknown>;
  const format = oneOf("format", wantedFormat, ["csv", "xlsx"]);
  const locale =
    wantedLocale === undefined ? undefined : oneOf("locale", wantedLocale, ["zh", "en"]);
  const isNames =
    columns === undefined ||
    (Array.isArray(columns) &&
      columns.length <= MAX_COLUMNS &&
      columns.every((name) => typeof name === "string"));
  if (!isNames) throw badRequest([problem("columns", "not_list")]);
  return {
    format,
    ...(locale === undefined ? {} : { locale }),
    ...(filter === undefined || filter === null ? {} : { filter: filter as never }),
    ...(typeof search === "string" ? { search } : {}),
    ...(sort === undefined ? {} : { sort: sort as never }),
    ...(columns === undefined ? {} : { columns: columns as string[] }),
  };
}

function oneOf<Choice extends string>(
  path: string,
  value: unknown,
  choices: readonly Choice[],
): Choice {
  const chosen = choices.find((choice) => choice === value);
  if (chosen !== undefined) return chosen;
  const told = { value: textOf(value).slice(0, 20), choices: choices.join(", ") };
  throw badRequest([problem(path, "not_choice", told)]);
}

function demandColumns(view: View, columns: readonly string[] | undefined): void {
  const known = new Set(knownFields(view).map(({ name }) => name));
  const unknown = (columns ?? []).filter((name) => !known.has(name));
  if (unknown.length > 0)
    throw badRequest(
      unknown.map((name) => problem("columns", "unknown_field", { field: name.slice(0, 60) })),
    );
  if (exportFields(view, columns).length === 0) throw new Refusal("forbidden");
}

/** What the import wizard asks for: upload, how to read it, dry run, run, how far, what was wrong, and taking it back. */
import { createHash } from "node:crypto";
import { mkdir, rename } from "node:fs/promises";
import { dirname } from "node:path";
import type { Database, Executor } from "../db/database.ts";
import type { Caller } from "../gate/mutate.ts";
import type { Subject } from "../gate/subject.ts";
import type { ImportJob, ImportProblemsReply, ImportReading } from "../http/contract.ts";
import { demandRequired, guessFor, importable } from "./destination.ts";
import {
  beginImport,
  insertImport,
  newImportId,
  readImport,
  readProblems,
  rememberedMapping,
  saveUnderstood,
  toImportJob,
  type ImportRow,
  type Understood,
} from "./import-store.ts";
import type { JobRunner } from "./job-runner.ts";
import { parseMapping } from "./parse-mapping.ts";
import { parseReading } from "./parse-reading.ts";
import type { ImportParts } from "./run-import.ts";
import { surveyFile, type Survey } from "./survey.ts";
import { beginUndo, readKept } from "./undo-store.ts";
import { wrongRows, type WrongRows } from "./wrong-rows.ts";

export interface Imports {
  /** `path`: a complete file of ours; it is moved away. */
  upload(
    caller: Caller,
    input: { object: string; fileName: string; path: string },
  ): Promise<ImportJob>;
  /** Reads the file anew, otherwise. */
  read(caller: Caller, id: string, reading: unknown): Promise<ImportJob>;
  check(caller: Caller, id: string, mapping: unknown): Promise<ImportJob>;
  run(caller: Caller, id: string, mapping: unknown): Promise<ImportJob>;
  /** What the import wrote is taken back, as far as the caller may; once that is begun, asking again does nothing. */
  undo(caller: Caller, id: string): Promise<ImportJob>;
  get(caller: Caller, id: string): Promise<ImportJob>;
  problems(caller: Caller, id: string, group: ProblemsAsked): Promise<ImportProblemsReply>;
  /** CSV with the rows that something was wrong with, as they came, and what it was. */
  errors(
    caller: Caller,
    id: string,
    of?: WrongRows,
  ): Promise<{ fileName: string; text: AsyncIterable<string | Buffer> }>;
}

export interface ProblemsAsked {
  readonly of: WrongRows;
  readonly column: string;
  readonly code: string;
  /** The row that the page before ended with. */
  readonly after: number;
}

const PROBLEMS_PAGE = 50;

export function createImports(parts: ImportParts, runner: JobRunner): Imports {
  const { db, pathOf } = parts;

  /** Puts a job into a state in which somebody has to work on it. */
  async function begin(
    caller: Caller,
    job: ImportRow,
    state: "checking" | "running" | "undoing",
    work: (tx: Executor, subject: Subject) => Promise<void>,
  ): Promise<ImportJob> {
    const begun = await prepare(parts, caller, job, { state, work });
    runner.wake("import_job");
    return begun;
  }

  async function beginRows(
    caller: Caller,
    id: string,
    state: "checking" | "running",
    input: unknown,
  ): Promise<ImportJob> {
    const job = await readImport(db, caller.person, id);
    return begin(caller, job, state, async (tx, subject) => {
      const destination = importable(subject, job.object);
      const mapping =
        input === undefined ? job.mapping : parseMapping(input, destination, job.headers);
      demandRequired(subject, destination, mapping);
      await beginImport(tx, job, state, mapping);
    });
  }

  return {
    upload: (caller, file) => upload(parts, caller, file),
    async read(caller, id, input) {
      const job = await readImport(db, caller.person, id);
      const reading = parseReading(input);
      const file = { path: pathOf(id), reading, detail: { job: id, ...reading } };
      const found = await survey(parts, caller, job.object, file);
      return prepare(parts, caller, job, {
        state: "uploaded",
        work: async (tx, subject) =>
          saveUnderstood(tx, id, await understand(tx, subject, job.object, found)),
      });
    },
    check: (caller, id, mapping) => beginRows(caller, id, "checking", mapping),
    run: (caller, id, mapping) => beginRows(caller, id, "running", mapping),
    async undo(caller, id) {
      const job = await readImport(db, caller.person, id);
      if (job.state === "undoing" || job.state === "undone") return toImportJob(db, job);
      return begin(caller, job, "undoing", (tx) => beginUndo(tx, job));
    },
    get: async (caller, id) => toImportJob(db, await readImport(db, caller.person, id)),
    problems: (caller, id, asked) => pageOfProblems(db, caller, id, asked),
    errors: (caller, id, of = "failed") => wrongRows(parts, caller, { id, of }),
  };
}

async function upload(
  parts: ImportParts,
  caller: Caller,
  { object, fileName, path }: { object: string; fileName: string; path: string },
): Promise<ImportJob> {
  const { gate, pathOf } = parts;
  const id = newImportId();
  const detail = { job: id, fileName };
  const found = await survey(parts, caller, object, { path, reading: {}, detail });
  await mkdir(dirname(pathOf(id)), { recursive: true });
  await rename(path, pathOf(id));
  const act = { object, action: "prepareImport", records: [], detail };
  return gate.write(caller, act, async (tx, subject) => {
    const understood = await understand(tx, subject, object, found);
    const { source } = caller;
    await insertImport(tx, subject, {
      id,
      object,
      source,
      understood,
      fileName: fileName.slice(0, 200),
    });
    return { result: await toImportJob(tx, await readImport(tx, caller.person, id)) };
  });
}

/** Says what is about to happen to a job, lets it, and answers with the job. */
function prepare(
  { gate }: ImportParts,
  caller: Caller,
  { id, object }: ImportRow,
  step: { state: string; work: (tx: Executor, subject: Subject) => Promise<void> },
): Promise<ImportJob> {
  const detail = { job: id, state: step.state };
  const act = { object, action: "prepareImport", records: [], detail };
  return gate.write(caller, act, async (tx, subject) => {
    await step.work(tx, subject);
    return { result: await toImportJob(tx, await readImport(tx, caller.person, id)) };
  });
}

/** Who may not import is told so before the file is read. */
function survey(
  { gate }: ImportParts,
  caller: Caller,
  object: string,
  file: { path: string; reading: ImportReading; detail: Record<string, unknown> },
): Promise<Survey> {
  const act = { object, action: "prepareImport", records: [], detail: file.detail };
  return gate.read(caller, act, async (subject) => {
    const destination = importable(subject, object);
    const countKnown = (cells: readonly string[]) =>
      Object.values(guessFor(subject, destination, cells).columns).filter(Boolean).length;
    return { result: await surveyFile(file.path, file.reading, countKnown), records: [] };
  });
}

async function understand(
  tx: Executor,
  subject: Subject,
  object: string,
  found: Survey,
): Promise<Understood> {
  const destination = importable(subject, object);
  const headersKey = createHash("sha256").update(JSON.stringify(found.headers)).digest("hex");
  const remembered = await rememberedMapping(tx, subject.person, object, headersKey);
  const mapping = remembered ?? guessFor(subject, destination, found.headers);
  return { ...found, headersKey, mapping };
}

async function pageOfProblems(
  db: Database,
  caller: Caller,
  id: string,
  { of, column, code, after }: ProblemsAsked,
): Promise<ImportProblemsReply> {
  await readImport(db, caller.person, id);
  const page = { after, limit: PROBLEMS_PAGE };
  const group = { column, code };
  const rows = await (of === "undo" ? readKept : readProblems)(db, id, group, page);
  const last = rows.length === PROBLEMS_PAGE ? rows.at(-1)! : null;
  return { rows, next: last?.row ?? null };
}

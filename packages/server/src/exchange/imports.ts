/** What the import wizard asks for: upload, dry run, run, how far, what was wrong. */
import { createHash } from "node:crypto";
import { mkdir, rename } from "node:fs/promises";
import { dirname } from "node:path";
import { stringify } from "csv-stringify";
import { mayEver } from "@latchkey/policy";
import type { FieldModel, ObjectModel } from "../derive/model.ts";
import { badRequest, problem, Refusal, type Problem } from "../errors.ts";
import type { Caller } from "../gate/mutate.ts";
import type { Subject } from "../gate/subject.ts";
import { fieldsOfNew } from "../gate/writable.ts";
import type { ImportJob } from "../http/contract.ts";
import { companionOf, type Companion } from "./companion.ts";
import { safeText } from "./format-cell.ts";
import { guessMapping, wordsOf, type Guessable } from "./guess-mapping.ts";
import {
  beginImport,
  insertImport,
  newImportId,
  readImport,
  readProblems,
  rememberedMapping,
  toImportJob,
} from "./import-store.ts";
import type { JobRunner } from "./job-runner.ts";
import { mappingOfCompanion, targetsOf, type Mapping } from "./mapping.ts";
import { parseMapping, type Destination } from "./parse-mapping.ts";
import { uniqueHeaders } from "./raw-records.ts";
import { readTable } from "./read-table.ts";
import type { ImportParts } from "./run-import.ts";

export interface Imports {
  /** `path`: a complete file of ours; it is moved away. */
  upload(
    caller: Caller,
    input: { object: string; fileName: string; path: string },
  ): Promise<ImportJob>;
  check(caller: Caller, id: string, mapping: unknown): Promise<ImportJob>;
  run(caller: Caller, id: string, mapping: unknown): Promise<ImportJob>;
  get(caller: Caller, id: string): Promise<ImportJob>;
  /** CSV with the rows that something was wrong with, as they came, and what it was. */
  errors(
    caller: Caller,
    id: string,
  ): Promise<{ fileName: string; text: AsyncIterable<string | Buffer> }>;
}

const SAMPLE_ROWS = 8;

export function createImports(parts: ImportParts, runner: JobRunner): Imports {
  const { db, gate } = parts;

  async function begin(
    caller: Caller,
    id: string,
    state: "checking" | "running",
    input: unknown,
  ): Promise<ImportJob> {
    const job = await readImport(db, caller.person, id);
    const started = await gate.write(
      caller,
      { object: job.object, action: "prepareImport", records: [], detail: { job: id, state } },
      async (tx, subject) => {
        const destination = importable(subject, job.object);
        const mapping =
          input === undefined ? job.mapping : parseMapping(input, destination, job.headers);
        demandRequired(destination, mapping);
        await beginImport(tx, job, state, mapping);
        return { result: await toImportJob(tx, await readImport(tx, caller.person, id)) };
      },
    );
    runner.wake("import_job");
    return started;
  }

  return {
    async upload(caller, { object, fileName, path }) {
      const id = newImportId();
      const act = { object, action: "prepareImport", records: [], detail: { job: id, fileName } };
      // Before the file is read: who may not import is told so at once.
      await gate.read(caller, act, async (subject) => ({
        result: importable(subject, object),
        records: [],
      }));
      const table = await survey(path);
      await mkdir(dirname(parts.pathOf(id)), { recursive: true });
      await rename(path, parts.pathOf(id));
      const headersKey = createHash("sha256").update(JSON.stringify(table.headers)).digest("hex");
      return gate.write(caller, act, async (tx, subject) => {
        const destination = importable(subject, object);
        const remembered = await rememberedMapping(tx, caller.person, object, headersKey);
        const mapping = remembered ?? guessFor(subject, destination, table.headers);
        const { source } = caller;
        await insertImport(tx, subject, {
          id,
          object,
          fileName: fileName.slice(0, 200),
          source,
          headersKey,
          mapping,
          ...table,
        });
        return { result: await toImportJob(tx, await readImport(tx, caller.person, id)) };
      });
    },
    check: (caller, id, mapping) => begin(caller, id, "checking", mapping),
    run: (caller, id, mapping) => begin(caller, id, "running", mapping),
    get: async (caller, id) => toImportJob(db, await readImport(db, caller.person, id)),
    errors: (caller, id) => wrongRows(parts, caller, id),
  };
}

/** The object, if the subject may ever create and import records of it, and what its rows may bring along. */
function importable(subject: Subject, name: string): Destination {
  const { model } = subject.world;
  const object = model.objects.get(name);
  if (!object) throw new Refusal("unknown_endpoint");
  if (!mayImport(subject, object)) throw new Refusal("forbidden");
  const companion = companionOf(model, object);
  return {
    object,
    companion: companion && mayImport(subject, companion.object) ? companion : null,
  };
}

const mayImport = ({ compiled }: Subject, { name, declaration }: ObjectModel): boolean =>
  declaration.actions["import"] !== undefined &&
  ["import", "create"].every((action) => mayEver(compiled, name, action));

function guessFor(
  subject: Subject,
  { object, companion }: Destination,
  headers: readonly string[],
): Mapping {
  const own = fieldsOfNew(subject, object).map((field) => ({ name: field.name, field }));
  return guessMapping(object, headers, [
    ...own,
    ...(companion ? guessable(subject, companion) : []),
  ]);
}

/** Whoever writes `岗位` in a list of people means what the post brings: its role. */
function guessable(subject: Subject, { object, by, needs }: Companion): readonly Guessable[] {
  return fieldsOfNew(subject, object)
    .filter((field) => field !== by)
    .map((field) => ({
      name: `${object.name}.${field.name}`,
      field,
      ...(field === needs ? { also: wordsOf(object.declaration) } : {}),
    }));
}

/** A required field that nothing fills would fail every row. */
function demandRequired({ object, companion }: Destination, mapping: Mapping): void {
  const filled = new Set(targetsOf(mapping, object).map(({ field }) => field));
  const missing = [...object.fields.values()].filter(
    (field) => isDemanded(object, field) && !filled.has(field),
  );
  const brings = companion && mappingOfCompanion(mapping, companion);
  const isIdle =
    brings && !targetsOf(brings, companion.object).some(({ field }) => field === companion.needs);
  const problems = [
    ...missing.map((field) => [field.name, field] as const),
    ...(isIdle
      ? [[`${companion.object.name}.${companion.needs.name}`, companion.needs] as const]
      : []),
  ];
  if (problems.length > 0) throw badRequest(problems.map(([path, field]) => unfilled(path, field)));
}

function unfilled(path: string, { declaration: { label } }: FieldModel): Problem {
  const named = (field: string) => problem(path, "mapping_incomplete", { field });
  return {
    ...named(label.en),
    message: { zh: named(label.zh).message.zh, en: named(label.en).message.en },
  };
}

const isDemanded = (object: ObjectModel, { name, declaration }: FieldModel): boolean =>
  declaration.required === true &&
  !declaration.readOnly &&
  declaration.default === undefined &&
  name !== object.declaration.states?.field;

async function survey(
  path: string,
): Promise<{ headers: readonly string[]; samples: readonly (readonly string[])[]; total: number }> {
  let headers: readonly string[] | null = null;
  const samples: (readonly string[])[] = [];
  let total = 0;
  for await (const row of readTable(path)) {
    if (headers === null) {
      headers = uniqueHeaders(row);
      continue;
    }
    if (samples.length < SAMPLE_ROWS) samples.push(row);
    total++;
  }
  if (headers === null || total === 0) throw new Refusal("bad_file", { reason: "0" });
  return { headers, samples, total };
}

async function wrongRows(
  { db, subjects, pathOf }: ImportParts,
  caller: Caller,
  id: string,
): ReturnType<Imports["errors"]> {
  const job = await readImport(db, caller.person, id);
  const { locale } = await subjects.current(caller.person);
  const problems = await readProblems(db, id, null);
  const words = new Map<number, string[]>();
  for (const { row, column, message } of problems)
    words.set(row, [
      ...(words.get(row) ?? []),
      [column, message[locale]].filter(Boolean).join(": "),
    ]);
  return {
    fileName: `${job.file_name.replace(/\.\w+$/, "")}-errors.csv`,
    text: errorRows(pathOf(id), words, locale),
  };
}

async function* errorRows(
  path: string,
  words: ReadonlyMap<number, readonly string[]>,
  locale: "zh" | "en",
): AsyncGenerator<string | Buffer> {
  const writer = stringify({ bom: true });
  void (async () => {
    let number = 0;
    for await (const row of readTable(path)) {
      number++;
      const wrong = words.get(number);
      if (number === 1)
        writer.write([
          ...row.map(safeText),
          locale === "zh" ? "行号" : "Row",
          locale === "zh" ? "问题" : "What is wrong",
        ]);
      else if (wrong && !writer.write([...row.map(safeText), String(number), wrong.join("; ")]))
        await new Promise((resolve) => writer.once("drain", resolve));
    }
    writer.end();
  })().catch((error: Error) => writer.destroy(error));
  yield* writer;
}

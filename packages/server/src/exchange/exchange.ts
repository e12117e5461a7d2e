/** Files in and out of the system: the jobs, their runner, and where the files lie. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { v7 as uuid } from "uuid";
import type { Database } from "../db/database.ts";
import { demandSpace } from "../disk-space.ts";
import type { Gate } from "../gate/gate.ts";
import type { Caller } from "../gate/mutate.ts";
import type { Subjects } from "../gate/subject.ts";
import { demandImporter } from "./destination.ts";
import { createExports, type Exports } from "./exports.ts";
import { createImports, type Imports } from "./imports.ts";
import { createJobRunner, type JobRunner } from "./job-runner.ts";
import { createSweep } from "./old-files.ts";
import { runExport } from "./run-export.ts";
import { runImport } from "./run-import.ts";

export interface Exchange {
  readonly imports: Imports;
  readonly exports: Exports;
  readonly jobs: JobRunner;
  /**
   * Where an upload may lie until it is an import; a new place each time. Throws where the caller may import nothing, and
   * where the disk has no room for so many bytes.
   */
  newUpload(caller: Caller, bytes: number): Promise<string>;
  /** Returns how many files that nobody can have any more were taken away. */
  sweep(): Promise<number>;
}

export interface ExchangeParts {
  readonly db: Database;
  readonly gate: Gate;
  readonly subjects: Subjects;
  /** Nodes of one deployment share it: a job may go on at another node than it began at. */
  readonly directory: string;
  readonly onError: (error: unknown) => void;
}

export function createExchange({
  db,
  gate,
  subjects,
  directory,
  onError,
}: ExchangeParts): Exchange {
  const importParts = {
    db,
    gate,
    subjects,
    onError,
    pathOf: (job: string) => join(directory, "imports", job),
  };
  const exportParts = {
    db,
    gate,
    onError,
    pathOf: ({ id, format }: { id: string; format: string }) =>
      join(directory, "exports", `${id}.${format}`),
  };
  const jobs = createJobRunner(
    db,
    [
      {
        table: "import_job",
        waiting: ["checking", "running", "undoing"],
        run: (claim) => runImport(importParts, claim),
      },
      {
        table: "export_job",
        waiting: ["queued", "running"],
        run: (claim) => runExport(exportParts, claim),
      },
    ],
    onError,
  );
  return {
    jobs,
    imports: createImports(importParts, jobs),
    exports: createExports(exportParts, jobs),
    sweep: createSweep(directory),
    async newUpload(caller, bytes) {
      const act = { object: "importJob", action: "upload", records: [] };
      await gate.read(caller, act, async (subject) => {
        demandImporter(subject);
        return { result: undefined, records: [] };
      });
      const folder = join(directory, "uploads");
      await mkdir(folder, { recursive: true });
      await demandSpace(folder, bytes);
      return join(folder, uuid());
    },
  };
}

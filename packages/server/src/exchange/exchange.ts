/** Files in and out of the system: the jobs, their runner, and where the files lie. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { v7 as uuid } from "uuid";
import type { Database } from "../db/database.ts";
import type { Gate } from "../gate/gate.ts";
import type { Subjects } from "../gate/subject.ts";
import { createExports, type Exports } from "./exports.ts";
import { createImports, type Imports } from "./imports.ts";
import { createJobRunner, type JobRunner } from "./job-runner.ts";
import { runExport } from "./run-export.ts";
import { runImport } from "./run-import.ts";

export interface Exchange {
  readonly imports: Imports;
  readonly exports: Exports;
  readonly jobs: JobRunner;
  /** Where an upload may lie until it is an import; a new place each time. */
  newUpload(): Promise<string>;
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
    async newUpload() {
      const folder = join(directory, "uploads");
      await mkdir(folder, { recursive: true });
      return join(folder, uuid());
    },
  };
}

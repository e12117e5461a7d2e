/**
 * R157: a public leak test that any CRM can run. A small world, eight readers, the paths that every CRM has: whatever an
 * answer tells beyond what the reader may see is a leak, on whichever path. How to hold another CRM against it: README.md.
 *
 *   node bench/leaks.ts [--no-directus] [--hole] [--all]
 *
 * --hole shows what a CRM without permissions gets; --all prints every finding instead of the first of each path.
 * Exit code 1 if ours leaks, or shows less than it should.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { startNativeServer } from "../packages/server/src/testing/native-server.ts";
import type { Crm } from "./leaks/crm.ts";
import { directus } from "./leaks/directus.ts";
import { checkItself, withoutPermissions } from "./leaks/holes.ts";
import { latchkey } from "./leaks/latchkey.ts";
import { report } from "./leaks/report.ts";
import { examine, type Verdicts } from "./leaks/run.ts";

const { values: options } = parseArgs({
  options: {
    "no-directus": { type: "boolean", default: false },
    hole: { type: "boolean", default: false },
    all: { type: "boolean", default: false },
  },
});

// Said aloud: the hook by which the database's library stops its servers forgets an exit code that is only set.
process.exit(await run().catch(failed));

/** The exit code. */
async function run(): Promise<number> {
  await checkItself();
  const directory = await mkdtemp(join(tmpdir(), "latchkey-leaks-"));
  const verdicts = new Map<string, Verdicts>();
  try {
    for (const [name, open] of Object.entries({ latchkey, directus })) {
      if (name === "directus" && options["no-directus"]) continue;
      const [crm, found] = await examined(open, join(directory, name));
      verdicts.set(crm, found);
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
  if (options.hole) verdicts.set(withoutPermissions.name, await examine(withoutPermissions));
  report(verdicts, options.all);
  const [own] = verdicts.values();
  const isRight = Object.values(own!).every(
    ({ leaks, lacks }) => leaks.length + lacks.length === 0,
  );
  return isRight ? 0 : 1;
}

/** On a database of its own. Returns the CRM's name as well. */
async function examined(
  open: (url: string, directory: string) => Promise<Crm>,
  directory: string,
): Promise<readonly [string, Verdicts]> {
  const server = await startNativeServer();
  try {
    const crm = await open(server.url, directory);
    return [crm.name, await examine(crm).finally(crm.close)];
  } finally {
    await server.stop();
  }
}

function failed(error: unknown): number {
  console.error(error);
  return 1;
}

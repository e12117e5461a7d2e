import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { createDatabase } from "../db/database.ts";
import { openEmbedded } from "../db/embedded-driver.ts";
import { OBJECTS } from "../objects/registry.ts";
import { checkTally } from "./check-tallies.ts";
import { tallyOf } from "./tally.ts";

const CHILD = fileURLToPath(new URL("../testing/write-child.ts", import.meta.url));
const tally = tallyOf(OBJECTS["customer"]!)!;

let home: string;
afterAll(() => rm(home, { recursive: true, force: true }));

/** Kills the child a moment after its first round, somewhere in the middle of a later one. */
function writeUntilKilled(directory: string, milliseconds: number): Promise<void> {
  const child = spawn(process.execPath, [CHILD, directory], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  child.stdout.once("data", () => setTimeout(() => child.kill("SIGKILL"), milliseconds));
  return new Promise((resolve, reject) => {
    child.on("exit", (_, signal) =>
      signal === "SIGKILL" ? resolve() : reject(new Error("the child ended by itself")),
    );
  });
}

test(
  "R150: a server that is killed while it writes and folds leaves true tallies",
  { timeout: 120_000 },
  async () => {
    home = await mkdtemp(join(tmpdir(), "latchkey-tally-"));
    const directory = join(home, "database");
    for (const milliseconds of [35, 110]) await writeUntilKilled(directory, milliseconds);
    const db = createDatabase(await openEmbedded(directory));
    const { rows } = await db.query<{ there: number; folded: number }>(
      `select (select count(*)::int from customer) as there,
        (select sum(rows)::int from customer_tally where grain = 15) as folded`,
    );
    // There is something to be wrong about.
    expect(rows[0]!.there).toBeGreaterThan(0);
    expect(rows[0]!.folded).toBeGreaterThan(0);
    expect(await checkTally(db, tally)).toEqual([]);
    await db.close();
  },
);

/**
 * Are the tallies true? Compares every one with the records, prints what differs and ends with 1 if anything does.
 *   DATABASE_URL=postgres://… node scripts/check-tallies.ts [--rebuild]
 * Without DATABASE_URL it looks at the embedded database in LATCHKEY_DATA, whose server must be stopped.
 */
import { join, resolve } from "node:path";
import { createDatabase } from "../packages/server/src/db/database.ts";
import { lockDirectory } from "../packages/server/src/db/directory-lock.ts";
import { openEmbedded } from "../packages/server/src/db/embedded-driver.ts";
import { migrate } from "../packages/server/src/db/migrate.ts";
import { connectServer } from "../packages/server/src/db/server-driver.ts";
import { OBJECTS } from "../packages/server/src/objects/registry.ts";
import { checkTally } from "../packages/server/src/tally/check-tallies.ts";
import { rebuildTally } from "../packages/server/src/tally/rebuild.ts";
import { talliesOf } from "../packages/server/src/tally/tally.ts";

const { DATABASE_URL, LATCHKEY_DATA = ".latchkey" } = process.env;
const directory = resolve(LATCHKEY_DATA);
const lock = DATABASE_URL ? null : lockDirectory(directory);
if (lock && "heldBy" in lock) {
  console.error("latchkey: the server is running; stop it first");
  process.exit(2);
}
const db = createDatabase(
  DATABASE_URL ? connectServer(DATABASE_URL) : await openEmbedded(join(directory, "database")),
);
await migrate(db);
let wrong = 0;
for (const tally of talliesOf(Object.values(OBJECTS))) {
  if (process.argv.includes("--rebuild")) await rebuildTally(db, tally);
  const differences = await checkTally(db, tally);
  wrong += differences.length;
  for (const one of differences) console.log(JSON.stringify(one));
}
await db.close();
lock?.release();
console.log(
  wrong === 0
    ? "All tallies are true."
    : "Tallies differ from the records; --rebuild makes them anew.",
);
process.exitCode = wrong === 0 ? 0 : 1;

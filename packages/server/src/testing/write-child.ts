/** A process of its own that writes customers into an embedded directory and folds their tallies, to be killed: `node write-child.ts <directory>`. */
import { createDatabase } from "../db/database.ts";
import { openEmbedded } from "../db/embedded-driver.ts";
import { migrate } from "../db/migrate.ts";
import { OBJECTS } from "../objects/registry.ts";
import { foldTally } from "../tally/fold.ts";
import { tallyOf } from "../tally/tally.ts";

const UNIT = "00000000-0000-7000-8000-000000000001";

const db = createDatabase(await openEmbedded(process.argv[2]!));
await migrate(db);
const tally = tallyOf(OBJECTS["customer"]!)!;
for (let round = 0; ; round++) {
  await db.query(
    `insert into customer (id, unit, owner, stage) select uuidv7(), $1, uuidv7(), 'new' from generate_series(1, 200)`,
    [UNIT],
  );
  const folding = foldTally(db, tally);
  await db.query("update customer set stage = 'signed', owner = null where random() < 0.3");
  await folding;
  process.stdout.write(`${round}\n`);
}

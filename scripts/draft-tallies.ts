/**
 * Drafts the tables and triggers of all declared tallies as SQL on standard output:
 *   node scripts/draft-tallies.ts > packages/server/src/db/migrations/0005-tallies.sql
 * A migration is frozen once it has shipped; afterwards a change of declarations is a new file, written by hand.
 */
import { OBJECTS } from "../packages/server/src/objects/registry.ts";
import { talliesOf, tallySql } from "../packages/server/src/tally/tally.ts";

const tallies = talliesOf(Object.values(OBJECTS)).map(tallySql);
process.stdout.write(
  `-- Tallies: how many live records there are of each kind, kept by triggers. Frozen: a change is a new file.\n\n${tallies.join("\n\n")}\n`,
);

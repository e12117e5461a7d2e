/**
 * Drafts the tables of all declared objects as SQL on standard output:
 *   node scripts/draft-migration.ts > packages/server/src/db/migrations/0001-objects.sql
 * A migration is frozen once it has shipped; afterwards a change of declarations is a new file, written by hand.
 */
import { OBJECTS } from "../packages/server/src/objects/registry.ts";
import { tableSql } from "../packages/server/src/derive/table.ts";

const tables = Object.values(OBJECTS).map(tableSql);
process.stdout.write(
  `-- Tables of the declared objects. Frozen: a change is a new file.\n\n${tables.join("\n\n")}\n`,
);

/** A node of its own that begins to publish what is due and is killed over it: `node publish-child.ts <url> <moment>`. */
import { createDatabase } from "../db/database.ts";
import { connectServer } from "../db/server-driver.ts";
import { publishDue } from "../policies/schedule-draft.ts";
import { startServices } from "../services.ts";

const [, , url, moment] = process.argv;

const node = await startServices({
  db: createDatabase(connectServer(url!)),
  baseUrl: "http://127.0.0.1",
});
void publishDue(node, new Date(moment!));
// Whoever started this holds the lock that the publishing waits for in the middle of its transaction.
for (;;) {
  const { rows } = await node.db.query(
    "select from pg_locks where locktype = 'advisory' and classid = 77 and not granted",
  );
  if (rows.length > 0) process.stdout.write("1\n");
}

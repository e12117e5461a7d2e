/** A process of its own that approves whatever waits, to be killed over it: `node approve-child.ts <url> <person>`. */
import { approveRequest } from "../approvals/approvals.ts";
import { createDatabase } from "../db/database.ts";
import { connectServer } from "../db/server-driver.ts";
import { startServices } from "../services.ts";
import { as } from "./enterprise.ts";

const [, , url, person] = process.argv as [string, string, string, string];
const { db, approvals } = await startServices({
  db: createDatabase(connectServer(url)),
  baseUrl: "http://127.0.0.1",
});
const { rows } = await db.query<{ id: string; version: number }>(
  "select id, version from request where state = 'waiting' order by number",
);
for (const [index, request] of rows.entries()) {
  await approveRequest(approvals, as(person), request);
  process.stdout.write(`${index + 1}\n`);
}

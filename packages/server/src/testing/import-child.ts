/** A process of its own that imports a file into an embedded directory, to be killed: `node import-child.ts <directory> <person> <object> <csv>`. */
import { copyFile } from "node:fs/promises";
import { join } from "node:path";
import { createDatabase } from "../db/database.ts";
import { openEmbedded } from "../db/embedded-driver.ts";
import { startServices } from "../services.ts";
import { as } from "./enterprise.ts";

const [directory, person, object, file] = process.argv.slice(2) as [string, string, string, string];
const db = createDatabase(await openEmbedded(join(directory, "database")));
const services = await startServices({
  db,
  baseUrl: "http://127.0.0.1",
  files: join(directory, "files"),
  onError: (error) => process.stderr.write(`${String(error)}\n`),
});
const { imports, jobs } = services.exchange;
const path = await services.exchange.newUpload(as(person), 0);
await copyFile(file, path);
const { id, mapping } = await imports.upload(as(person), {
  object,
  fileName: "a.csv",
  path,
});
await imports.run(as(person), id, mapping);
const timer = setInterval(() => {
  void imports.get(as(person), id).then(({ done }) => process.stdout.write(`${done}\n`));
}, 50);
await jobs.idle();
clearInterval(timer);
process.stdout.write("finished\n");
await services.close();

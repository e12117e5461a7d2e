/** A process of its own that undoes an import in an embedded directory, to be killed: `node undo-child.ts <directory> <person> <job>`. */
import { createDatabase } from "../db/database.ts";
import { openEmbedded } from "../db/embedded-driver.ts";
import { startServices } from "../services.ts";
import { as } from "./enterprise.ts";

const [directory, person, job] = process.argv.slice(2) as [string, string, string];
const db = createDatabase(await openEmbedded(directory));
const services = await startServices({
  db,
  baseUrl: "http://127.0.0.1",
  onError: (error) => process.stderr.write(`${String(error)}\n`),
});
const { imports, jobs } = services.exchange;
await imports.undo(as(person), job);
const timer = setInterval(() => {
  void imports.get(as(person), job).then(({ undo }) => process.stdout.write(`${undo?.done}\n`));
}, 20);
await jobs.idle();
clearInterval(timer);
process.stdout.write("finished\n");
await services.close();

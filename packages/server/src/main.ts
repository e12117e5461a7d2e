/**
 * Starts one node. Settings come from the environment:
 *   DATABASE_URL   postgres://… ; absent: the embedded database in LATCHKEY_DATA
 *   LATCHKEY_DATA  directory of the embedded database and of files (default .latchkey)
 *   HOST, PORT     where to listen (default 127.0.0.1:7423)
 *   LATCHKEY_URL   where browsers reach us, when a proxy stands in front
 *   TRUST_PROXY    addresses of that proxy
 *   S3_BUCKET      where files of records lie instead of LATCHKEY_DATA; with S3_REGION, S3_ENDPOINT (of a service other than
 *                  Amazon's), S3_PREFIX, AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY
 *   MAX_FILE_MB    size of one file of a record, 50 by default
 *   DEMO_SCALE     share of the demo's customers and their records, 1 by default; for tests
 * `--empty`: no demo enterprise; the first page sets the system up.
 */
import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { createDatabase, type Database } from "./db/database.ts";
import { lockDirectory, type DirectoryLock } from "./db/directory-lock.ts";
import { openEmbedded } from "./db/embedded-driver.ts";
import { connectServer } from "./db/server-driver.ts";
import { loadDemo } from "./demo/load-demo.ts";
import { DEMO_PASSWORD, DEMO_PERSONAS } from "./demo/personas.ts";
import { storageFrom } from "./files/storage.ts";
import { buildApp } from "./http/app.ts";
import { setupState } from "./org/setup.ts";
import { startServices, type Services } from "./services.ts";

const WEB = fileURLToPath(new URL("../../web/dist", import.meta.url));

async function main(): Promise<void> {
  const {
    DATABASE_URL,
    LATCHKEY_DATA = ".latchkey",
    HOST = "127.0.0.1",
    PORT = "7423",
    LATCHKEY_URL,
    TRUST_PROXY,
    MAX_FILE_MB,
  } = process.env;
  const directory = resolve(LATCHKEY_DATA);
  const lock = DATABASE_URL ? null : lockOrLeave(directory);
  const started = performance.now();
  const db = await openDatabase(DATABASE_URL, directory);
  const address = `http://${HOST.includes(":") ? `[${HOST}]` : HOST}:${PORT}`;
  const services = await startServices({
    db,
    baseUrl: LATCHKEY_URL ?? address,
    files: join(directory, "files"),
    storage: storageFrom(process.env, join(directory, "files", "records")),
    ...(MAX_FILE_MB ? { maxFileSize: parseMegabytes(MAX_FILE_MB) } : {}),
    onError: (error) => console.error("latchkey:", error),
  });
  const { needed } = await setupState(db);
  if (needed && !process.argv.includes("--empty")) await seed(services);
  const app = await buildApp({
    services,
    web: WEB,
    log: true,
    ...(TRUST_PROXY ? { trustProxy: TRUST_PROXY } : {}),
  });
  await app.listen({ host: HOST, port: Number(PORT) });
  lock?.announce(address);
  await greet(services, LATCHKEY_URL ?? address, performance.now() - started);
  stopCleanly(async () => {
    await app.close();
    await services.close();
    lock?.release();
  });
}

function lockOrLeave(directory: string): DirectoryLock {
  const lock = lockDirectory(directory);
  if (!("heldBy" in lock)) return lock;
  console.log(
    lock.heldBy === ""
      ? "Latchkey is just starting in another window."
      : `Latchkey is already running at ${lock.heldBy}`,
  );
  process.exit(0);
}

async function openDatabase(url: string | undefined, directory: string): Promise<Database> {
  if (url) return createDatabase(connectServer(url));
  return createDatabase(await openEmbedded(join(directory, "database")));
}

function parseMegabytes(text: string): number {
  const megabytes = Number(text);
  if (megabytes > 0) return megabytes;
  throw new Error(`MAX_FILE_MB is \`${text}\`, which is no number of megabytes`);
}

async function seed({ db, subjects, trail }: Services): Promise<void> {
  console.log("An empty database: filling it with a fictional tea-drink chain …");
  const started = performance.now();
  let rows = 0;
  let shown = 0;
  await loadDemo({
    db,
    subjects,
    trail,
    now: new Date(),
    scale: Number(process.env["DEMO_SCALE"] ?? 1),
    onProgress(object, count) {
      rows += count;
      if (rows - shown < 5e4) return;
      shown = rows;
      console.log(`  ${rows.toLocaleString("en")} records (${object})`);
    },
  });
  console.log(
    `  ${rows.toLocaleString("en")} records in ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
}

async function greet({ db }: Services, address: string, milliseconds: number): Promise<void> {
  const { needed, demo } = await setupState(db);
  console.log(`\nLatchkey 智钥 is ready at ${address}  (${(milliseconds / 1000).toFixed(1)} s)`);
  if (needed) console.log("Open it to set up your organisation.");
  if (demo.length === 0) return;
  console.log(`\nDemo sign-ins (password ${DEMO_PASSWORD}):`);
  for (const { email, post, unit } of DEMO_PERSONAS)
    console.log(`  ${email.padEnd(42)} ${post.en}, ${unit}`);
}

/** A clean stop answers what is under way, writes what waits, and closes the database. */
function stopCleanly(stop: () => Promise<void>): void {
  let stopping = false;
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.on(signal, () => {
      if (stopping) return;
      stopping = true;
      stop().then(
        () => process.exit(0),
        (error: unknown) => {
          console.error("latchkey: could not stop cleanly:", error);
          process.exit(1);
        },
      );
    });
  }
}

await main();

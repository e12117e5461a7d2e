/** A server of Directus on a PostgreSQL database, for every benchmark that holds it against ours. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { runChild, startChild, type Child } from "./child.ts";
import { CLI, installDirectus, NODE } from "./directus-install.ts";

/** Of its administrator. */
export const ADMIN_TOKEN = "token-of-the-administrator";

export interface DirectusOptions {
  /** Of the database, with the user it signs in as. */
  readonly url: string;
  /** For the server's files. */
  readonly directory: string;
  /** Beside those that every run has. */
  readonly settings?: Readonly<Record<string, string>>;
  /** What has to be done between making its own tables and starting. */
  arrange?(): Promise<void>;
}

export async function startDirectus(options: DirectusOptions): Promise<Child> {
  await installDirectus();
  for (const folder of ["uploads", "extensions"])
    await mkdir(join(options.directory, folder), { recursive: true });
  const environment = (port: number) => settingsOf(options, port);
  const start = { name: "Directus", command: NODE };
  await runChild({ ...start, arguments: [CLI, "bootstrap"], environment: environment(0) });
  await options.arrange?.();
  return startChild({
    ...start,
    arguments: [CLI, "start"],
    environment,
    health: "/server/ping",
  });
}

function settingsOf(
  { url, directory, settings }: DirectusOptions,
  port: number,
): Record<string, string> {
  const { hostname, port: databasePort, pathname, username, password } = new URL(url);
  return {
    NODE_ENV: "production",
    DB_CLIENT: "pg",
    DB_HOST: hostname,
    DB_PORT: databasePort,
    DB_DATABASE: pathname.slice(1),
    DB_USER: username,
    DB_PASSWORD: password,
    PORT: String(port),
    SECRET: "a secret of the benchmark, long enough",
    ADMIN_EMAIL: "admin@example.com",
    ADMIN_PASSWORD: "a password of the benchmark",
    ADMIN_TOKEN,
    CACHE_ENABLED: "false",
    RATE_LIMITER_ENABLED: "false",
    PRESSURE_LIMITER_ENABLED: "false",
    WEBSOCKETS_ENABLED: "false",
    TELEMETRY: "false",
    LOG_LEVEL: "error",
    STORAGE_LOCAL_ROOT: join(directory, "uploads"),
    EXTENSIONS_PATH: join(directory, "extensions"),
    ...settings,
  };
}

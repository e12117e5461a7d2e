/** One session of each database that we run on, with the tables of random worlds, for suites that argue with both. */
import { createDatabase, type Connection, type Database } from "../db/database.ts";
import { connectServer } from "../db/server-driver.ts";
import { driverInMemory } from "./in-memory.ts";
import { startNativeServer } from "./native-server.ts";
import { createWorldTables } from "./world-tables.ts";

export const DATABASE_NAMES = ["the embedded database", "a PostgreSQL server"] as const;

export interface BothDatabases {
  /** By the database's name: a session's settings hold. */
  readonly sessions: ReadonlyMap<string, Connection>;
  close(): Promise<void>;
}

export async function openBothDatabases(): Promise<BothDatabases> {
  const server = await startNativeServer();
  const databases: Database[] = [];
  const sessions = new Map<string, Connection>();
  for (const [index, driver] of [await driverInMemory(), connectServer(server.url)].entries()) {
    const database = createDatabase(driver);
    databases.push(database);
    const session = await database.acquire();
    sessions.set(DATABASE_NAMES[index]!, session);
    await createWorldTables(session);
  }
  return {
    sessions,
    async close() {
      for (const session of sessions.values()) session.release();
      for (const database of databases) await database.close();
      await server.stop();
    },
  };
}

/** The same sessions for libraries that speak Kysely. */
import { Kysely, PostgresDialect } from "kysely";
import type { Database } from "./database.ts";

export function kyselyOver(database: Database): Kysely<never> {
  return new Kysely<never>({
    dialect: new PostgresDialect({
      pool: {
        async connect() {
          const connection = await database.acquire();
          return {
            async query(text: string, values: readonly unknown[]) {
              const { rows, rowCount } = await connection.query(text, values);
              const command = text.trimStart().split(/\s/, 1)[0]!.toUpperCase();
              return { rows, rowCount, command };
            },
            release: () => connection.release(),
          } as never;
        },
        end: async () => {},
      } as never,
    }),
  });
}

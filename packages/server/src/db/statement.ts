/** Turns composed SQL into text and parameters, and runs it. */
import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type RawBuilder,
} from "kysely";
import type { Executor, QueryReply } from "./database.ts";

const compiler = new Kysely<never>({
  dialect: {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => new DummyDriver(),
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  },
});

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

export function toStatement(fragment: RawBuilder<unknown>): Statement {
  const { sql, parameters } = fragment.compile(compiler);
  return { text: sql, values: parameters };
}

export function run<Row = Record<string, unknown>>(
  executor: Executor,
  fragment: RawBuilder<unknown>,
): Promise<QueryReply<Row>> {
  const { text, values } = toStatement(fragment);
  return executor.query<Row>(text, values);
}

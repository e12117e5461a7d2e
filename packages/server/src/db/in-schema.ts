/**
 * The same database through another schema: every statement finds its tables there and nowhere else. The path is set
 * within each transaction and ends with it, so no session is ever given back that looks into the wrong one.
 */
import type { Database, Executor } from "./database.ts";

/** `schema`: a name of ours, letters, digits and `_`. What is closed is the other database's business. */
export function inSchema(db: Database, schema: string): Database {
  const transaction: Database["transaction"] = (work) =>
    db.transaction(async (tx) => {
      await enterSchema(tx, schema);
      return work(tx);
    });
  return {
    kind: db.kind,
    transaction,
    query: (text, values) => transaction((tx) => tx.query(text, values)),
    copyIn: (copy) => transaction((tx) => tx.copyIn(copy)),
    acquire: () => Promise.reject(new Error("a session of its own would leave the schema")),
    close: () => Promise.resolve(),
  };
}

/** To the end of the transaction. */
export async function enterSchema(tx: Executor, schema: string): Promise<void> {
  await tx.query(`set local search_path to "${schema}"`);
}

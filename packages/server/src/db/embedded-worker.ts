import { openAsBlob } from "node:fs";
import { parentPort, workerData } from "node:worker_threads";
import { PGlite, types } from "@electric-sql/pglite";
import { btree_gist } from "@electric-sql/pglite/contrib/btree_gist";
import { pg_trgm } from "@electric-sql/pglite/contrib/pg_trgm";

type Request = { id: number } & (
  | { kind: "open" }
  | { kind: "query"; text: string; values?: unknown[] }
  | { kind: "copy"; sql: string; bytes: Uint8Array<ArrayBuffer> }
  | { kind: "close" }
);

const EXTENSIONS = { btree_gist, pg_trgm };
const asText = (value: string) => value;
/** `0001-01-01 00:00:00+00` in the one form that every engine reads alike; others take its year for 2001. */
const asMoment = (value: string) => new Date(value.replace(" ", "T").replace(/[+-]\d\d$/, "$&:00"));
let database: PGlite;

const handlers: Record<Request["kind"], (request: never) => Promise<unknown>> = {
  async open() {
    const { directory, copyOf } = workerData as { directory: string | null; copyOf?: string };
    database = await PGlite.create({
      dataDir: directory ?? "memory://",
      extensions: EXTENSIONS,
      ...(copyOf === undefined ? {} : { loadDataDir: await openAsBlob(copyOf) }),
      parsers: { [types.INT8]: asText, [types.DATE]: asText, [types.TIMESTAMPTZ]: asMoment },
    });
  },
  async query({ text, values }: Extract<Request, { kind: "query" }>) {
    // Statements without parameters may be several (migrations); the extended protocol takes one.
    if (values === undefined || values.length === 0) {
      const replies = await database.exec(text);
      const last = replies.at(-1);
      return { rows: last?.rows ?? [], rowCount: last?.affectedRows || last?.rows.length || 0 };
    }
    const reply = await database.query(text, values);
    return { rows: reply.rows, rowCount: reply.affectedRows || reply.rows.length };
  },
  async copy({ sql, bytes }: Extract<Request, { kind: "copy" }>) {
    await database.query(sql, [], { blob: blobOf(bytes.buffer) });
  },
  close: () => database.close(),
};

/** PGlite asks a blob for its bytes and for nothing else; one made of them would copy them twice. */
const blobOf = (bytes: ArrayBuffer): Blob =>
  Object.assign(new Blob([]), { arrayBuffer: () => Promise.resolve(bytes) });

parentPort!.on("message", async (request: Request) => {
  try {
    const reply = await handlers[request.kind](request as never);
    parentPort!.postMessage({ id: request.id, reply });
  } catch (error) {
    const { message, code, detail, constraint, table, column } = error as Record<string, unknown>;
    parentPort!.postMessage({
      id: request.id,
      error: { message, code, detail, constraint, table, column },
    });
  }
});

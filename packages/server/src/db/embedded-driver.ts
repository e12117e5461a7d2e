/**
 * PostgreSQL in-process. It lives in a worker thread so that a slow query does not stall HTTP, and it has exactly one
 * connection, handed out in turn.
 */
import { Worker } from "node:worker_threads";
import { arrayLiteral, copySql } from "./copy.ts";
import type { Connection, Driver, QueryReply } from "./database.ts";

/**
 * `directory`: where the data lies; `null` keeps it in memory (tests). `copyOf`: a dumped data directory that a database
 * in memory begins as, since making an empty one takes seconds.
 */
export async function openEmbedded(directory: string | null, copyOf?: string): Promise<Driver> {
  const worker = new Worker(new URL("./embedded-worker.ts", import.meta.url), {
    workerData: { directory, copyOf },
  });
  const call = createCaller(worker);
  await call({ kind: "open" });

  let tail: Promise<void> = Promise.resolve();
  let closed = false;

  return {
    kind: "embedded",
    async connect(): Promise<Connection> {
      if (closed) throw new Error("the database is closed");
      const turn = tail;
      let done: () => void = () => {};
      tail = new Promise((resolve) => (done = resolve));
      await turn;
      return {
        query: (text, values) =>
          call({ kind: "query", text, values: values?.map(asParameter) }) as Promise<
            QueryReply<never>
          >,
        async copyIn(copy) {
          const bytes = new TextEncoder().encode(copy.text);
          const sql = copySql(copy, "'/dev/blob'");
          await call({ kind: "copy", sql, bytes }, [bytes.buffer]);
        },
        release: () => done(),
      };
    },
    async close() {
      if (closed) return;
      closed = true;
      await tail;
      await call({ kind: "close" });
      await worker.terminate();
    },
  };
}

/** One text is handed to the worker, and written for the database, in half the time of an array of a thousand ids. */
const asParameter = (value: unknown): unknown =>
  Array.isArray(value) && value.every(isScalar) ? arrayLiteral(value) : value;

const isScalar = (item: unknown): boolean =>
  item === null || typeof item === "string" || typeof item === "number";

interface Waiter {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/** `handedOver`: buffers of the request that the worker gets instead of a copy. */
type Call = (request: object, handedOver?: readonly ArrayBuffer[]) => Promise<unknown>;

function createCaller(worker: Worker): Call {
  const waiting = new Map<number, Waiter>();
  let next = 0;
  worker.on("message", ({ id, reply, error }: { id: number; reply?: unknown; error?: object }) => {
    const waiter = waiting.get(id);
    waiting.delete(id);
    if (error) waiter?.reject(Object.assign(new Error(), error));
    else waiter?.resolve(reply);
  });
  worker.on("error", (error: Error) => {
    for (const waiter of waiting.values()) waiter.reject(error);
    waiting.clear();
  });
  return (request, handedOver = []) =>
    new Promise((resolve, reject) => {
      const id = next++;
      waiting.set(id, { resolve, reject });
      worker.postMessage({ id, ...request }, handedOver);
    });
}

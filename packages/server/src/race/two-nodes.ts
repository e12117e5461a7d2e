/** Two nodes of one deployment on a native server, for races between them. */
import { createDatabase } from "../db/database.ts";
import { connectServer } from "../db/server-driver.ts";
import { Refusal } from "../errors.ts";
import type { RoleTemplate } from "../policies/role-template.ts";
import { startServices, type Services } from "../services.ts";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { startNativeServer } from "../testing/native-server.ts";

export interface TwoNodes {
  readonly world: Enterprise;
  readonly nodes: readonly [Services, Services];
  /** Of the database. */
  readonly url: string;
  close(): Promise<void>;
}

/** `LATCHKEY_RACE` makes every race so many times as long. */
export const LENGTH = Number(process.env["LATCHKEY_RACE"] ?? 1);

export async function startTwoNodes(templates: readonly RoleTemplate[] = []): Promise<TwoNodes> {
  const server = await startNativeServer();
  const world = await createEnterprise({ url: server.url, templates });
  const failures: unknown[] = [];
  const second = await startServices({
    db: createDatabase(connectServer(server.url)),
    baseUrl: "http://127.0.0.1",
    onError: (error) => failures.push(error),
  });
  return {
    world,
    url: server.url,
    nodes: [world.services, second],
    async close() {
      await second.close();
      await world.close();
      await server.stop();
      if (failures.length > 0) throw new AggregateError(failures, "the second node had failures");
    },
  };
}

/** The codes a call may be refused with while rights come and go under it. */
const REFUSED: ReadonlySet<string> = new Set([
  "done_unseen",
  "not_found",
  "forbidden",
  "suspended",
  "bad_request",
  "stale",
  "rights_changed",
]);

export async function outcome<Result>(call: Promise<Result>): Promise<Result | Refusal> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof Refusal && REFUSED.has(error.code)) return error;
    throw error;
  }
}

export const pause = (milliseconds: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Does it again and again until it is told to stop; `stop` resolves when the last one is done. */
export function keepDoing(work: () => Promise<unknown>): { stop(): Promise<void> } {
  const state = { isStopped: false };
  const done = (async () => {
    while (!state.isStopped) await work();
  })();
  return {
    stop() {
      state.isStopped = true;
      return done;
    },
  };
}

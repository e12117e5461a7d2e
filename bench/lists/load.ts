/**
 * Requests per second of one request, sent again and again over a few kept connections. undici's pool, since it is the
 * client of Node that takes the least of the two cores that server, database and client share; every server gets the same.
 *
 * Nothing new is sent after the time is up, and what is under way is waited for and counted with the time it took: a
 * server of one request a second is measured as fairly as one of thousands.
 */
import { Pool } from "undici";
import type { HttpRequest } from "./engine.ts";

export const CONNECTIONS = 16;

export interface Load {
  readonly perSecond: number;
  /** Answers other than 200, and those that were never given. */
  readonly failures: number;
}

export async function load(
  origin: string,
  request: HttpRequest,
  seconds: { readonly warm: number; readonly measured: number },
): Promise<Load> {
  const pool = new Pool(origin, {
    connections: CONNECTIONS,
    pipelining: 1,
    headersTimeout: 120_000,
    bodyTimeout: 120_000,
  });
  try {
    await fire(pool, request, seconds.warm);
    return await fire(pool, request, seconds.measured);
  } finally {
    await pool.close();
  }
}

async function fire(pool: Pool, request: HttpRequest, seconds: number): Promise<Load> {
  const started = performance.now();
  const until = started + seconds * 1000;
  let answered = 0;
  let failures = 0;
  const connection = async () => {
    while (performance.now() < until) {
      try {
        const { statusCode, body } = await pool.request(request);
        await body.arrayBuffer();
        if (statusCode === 200) answered++;
        else failures++;
      } catch {
        failures++;
      }
    }
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  return { perSecond: answered / ((performance.now() - started) / 1000), failures };
}

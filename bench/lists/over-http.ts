/** An HTTP engine asked one question at a time, from the first byte sent to the last one read. */
import { Pool } from "undici";
import {
  isCannot,
  PATIENCE_SECONDS,
  type Answer,
  type HttpEngine,
  type HttpRequest,
  type ListEngine,
} from "./engine.ts";
import type { Question } from "./questions.ts";

export function oneByOne(engine: HttpEngine): ListEngine {
  const pool = new Pool(engine.origin, { connections: 1, headersTimeout: 120_000 });
  return {
    name: `${engine.name}, HTTP`,
    async prepare(persona, question) {
      const request = await engine.request(persona, question);
      if (isCannot(request)) return request;
      return { answer: async () => (await askOnce(pool, engine, request, question)).answer };
    },
    close: () => pool.close(),
  };
}

/** The engine answered, and not with what was asked for. */
export class Failed extends Error {
  readonly status: number;

  constructor(name: string, status: number, text: string) {
    super(`${name} answered ${status}: ${text.slice(0, 300)}`);
    this.status = status;
  }
}

async function askOnce(
  pool: Pool,
  engine: HttpEngine,
  request: HttpRequest,
  question: Question,
): Promise<{ answer: Answer; bytes: number }> {
  const started = performance.now();
  const { statusCode, body } = await pool.request(request);
  const text = await body.text();
  // A statement that was cancelled is an unexpected error to some.
  if (statusCode >= 500 && performance.now() - started >= PATIENCE_SECONDS * 1000)
    throw Object.assign(new Error("statement timeout"), { code: "57014" });
  if (statusCode !== 200) throw new Failed(engine.name, statusCode, text);
  return { answer: engine.answerOf(JSON.parse(text), question), bytes: Buffer.byteLength(text) };
}

/** One answer and its size. */
export async function once(
  engine: HttpEngine,
  request: HttpRequest,
  question: Question,
): Promise<{ answer: Answer; bytes: number }> {
  const pool = new Pool(engine.origin, { connections: 1, headersTimeout: 120_000 });
  try {
    return await askOnce(pool, engine, request, question);
  } finally {
    await pool.close();
  }
}

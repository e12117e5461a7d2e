/** A bare server with hand-written SQL, in a process of its own: what HTTP and the database cost without a product. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startChild } from "./child.ts";
import { isCannot, type HttpEngine } from "./engine.ts";
import type { Persona } from "./personas.ts";
import { FIRST_PAGE } from "./questions.ts";
import { toAnswer, type SqlEngine } from "./sql-engine.ts";
import type { Statement } from "./statements.ts";

const SERVER = join(import.meta.dirname, "bare-server.ts");

/** `written`: knows the statement for every persona's first page, which is what is asked over HTTP. */
export async function bare(
  url: string,
  written: SqlEngine,
  personas: readonly Persona[],
  directory: string,
): Promise<HttpEngine> {
  const statements: Record<string, Statement> = {};
  for (const persona of personas) {
    const asking = await written.prepare(persona, FIRST_PAGE);
    if (!isCannot(asking)) statements[persona.person] = asking.statement;
  }
  const file = join(directory, "statements.json");
  await writeFile(file, JSON.stringify(statements));
  const child = await startChild({
    name: "the bare server",
    command: process.execPath,
    arguments: [SERVER, file],
    environment: (port) => ({ NODE_ENV: "production", DATABASE_URL: url, PORT: String(port) }),
    health: "/health",
  });
  return {
    name: "bare Fastify + pg",
    origin: child.origin,
    async request({ person }, question) {
      if (question !== FIRST_PAGE) return { cannot: "only the first page" };
      return { method: "GET", path: `/${person}`, headers: {} };
    },
    answerOf: (body, question) => toAnswer(body as readonly object[], question),
    close: () => child.stop(),
  };
}

/** A bare server with hand-written SQL, in a process of its own: what HTTP and the database cost without a product. */
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startChild } from "./child.ts";
import { isCannot, type HttpEngine } from "./engine.ts";
import type { Persona } from "./personas.ts";
import { QUESTIONS } from "./questions.ts";
import { toAnswer, type SqlEngine } from "./sql-engine.ts";
import type { Statement } from "./statements.ts";

const SERVER = join(import.meta.dirname, "bare-server.ts");

/** `written`: knows the statement for every persona's question. */
export async function bare(
  url: string,
  written: SqlEngine,
  personas: readonly Persona[],
  directory: string,
): Promise<HttpEngine> {
  const statements: Record<string, Statement> = {};
  for (const persona of personas) {
    for (const [index, question] of QUESTIONS.entries()) {
      const asking = await written.prepare(persona, question);
      if (!isCannot(asking)) statements[`${index}/${persona.person}`] = asking.statement;
    }
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
      const key = `${QUESTIONS.indexOf(question)}/${person}`;
      if (!(key in statements)) return { cannot: "no such page" };
      return { method: "GET", path: `/${key}`, headers: {} };
    },
    answerOf: (body, question) => toAnswer(body as readonly object[], question),
    close: () => child.stop(),
  };
}

/**
 * The least that can answer: Fastify, a pool, and the statement that was written by hand for each persona. No session, no
 * audit, no titles, no masks. `node bare-server.ts <statements.json>`; DATABASE_URL and PORT come from the environment.
 */
import { readFile } from "node:fs/promises";
import fastify from "fastify";
import pg from "pg";
import type { Statement } from "./statements.ts";

/** By `<question>/<person>`. */
const statements = JSON.parse(await readFile(process.argv[2]!, "utf8")) as Record<
  string,
  Statement
>;
const pool = new pg.Pool({ connectionString: process.env["DATABASE_URL"]!, max: 16 });
const names = new Map(
  [...new Set(Object.values(statements).map(({ text }) => text))].map((text, k) => [text, `s${k}`]),
);

const app = fastify();
app.get("/health", async () => ({ ok: true }));
app.get<{ Params: { question: string; person: string } }>("/:question/:person", async (request) => {
  const { question, person } = request.params;
  const { text, values } = statements[`${question}/${person}`]!;
  const { rows } = await pool.query({ name: names.get(text)!, text, values: [...values] });
  return rows;
});
process.on("SIGTERM", () => void app.close().then(() => pool.end()));
await app.listen({ host: "127.0.0.1", port: Number(process.env["PORT"]) });

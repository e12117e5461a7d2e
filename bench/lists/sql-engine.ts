/** An engine that is SQL on a session of its own. */
import pg from "pg";
import {
  isOutOfPatience,
  PATIENCE_SECONDS,
  type Answer,
  type Asking,
  type Cannot,
  type ListEngine,
} from "./engine.ts";
import type { Persona } from "./personas.ts";
import { rowsReadBy } from "./plan.ts";
import { PAGE, type Question } from "./questions.ts";
import { FIRST_SLICE, type Slice, type Statement } from "./statements.ts";

export interface Writing {
  readonly name: string;
  /** Ways to write one question; the fastest is kept. */
  write(persona: Persona, question: Question, slice: Slice): readonly Statement[] | Cannot;
  /** What an engine does around each statement, to say who asks. */
  around?<Result>(
    client: pg.Client,
    persona: Persona,
    work: () => Promise<Result>,
  ): Promise<Result>;
  close?(client: pg.Client): Promise<void>;
}

type Prepared = (Asking & { readonly statement: Named }) | Cannot;

export interface SqlEngine extends ListEngine {
  prepare(persona: Persona, question: Question): Promise<Prepared>;
}

/** A session that gives up on a statement when patience ends. */
export const connect = async (url: string): Promise<pg.Client> => {
  const client = new pg.Client({
    connectionString: url,
    statement_timeout: PATIENCE_SECONDS * 1000,
  });
  // When something else has failed the server may end before its sessions.
  client.on("error", () => {});
  await client.connect();
  return client;
};

export async function sqlEngine(url: string, writing: Writing): Promise<SqlEngine> {
  const client = await connect(url);
  const known = new Map<string, Promise<Prepared>>();
  const around = writing.around ?? ((_client, _persona, work) => work());
  let names = 0;

  const ask = <Row extends pg.QueryResultRow>(
    persona: Persona,
    statement: Named,
  ): Promise<readonly Row[]> =>
    around(client, persona, async () => (await client.query<Row>(statement)).rows);

  /** Where the fiftieth page begins; null if there is none. */
  async function sliceOf(persona: Persona, question: Question): Promise<Slice | null> {
    if (question.page === "count" || question.page === 1) return FIRST_SLICE;
    const before = (question.page - 1) * PAGE;
    const [walk] = writing.write(persona, question, {
      limit: before,
      after: null,
    }) as readonly Statement[];
    const rows = await ask<{ id: string; created_at: Date }>(persona, {
      ...walk!,
      values: [...walk!.values],
    });
    const last = rows[before - 1];
    return last
      ? { limit: PAGE, after: { key: last.created_at.toISOString(), id: last.id } }
      : null;
  }

  async function choose(persona: Persona, question: Question): Promise<Prepared> {
    const first = writing.write(persona, question, FIRST_SLICE);
    if ("cannot" in first) return first;
    const slice = await sliceOf(persona, question);
    if (slice === null) return { cannot: "no such page" };
    const written = writing.write(persona, question, slice) as readonly Statement[];
    const named = written.map(({ text, values }) => ({
      name: `bench_${names++}`,
      text,
      values: [...values],
    }));
    const best = named.length === 1 ? named[0]! : await fastest(named, (one) => ask(persona, one));
    return {
      answer: async () => toAnswer(await ask(persona, best), question),
      rowsRead: () => around(client, persona, () => rowsReadBy(client, best)),
      statement: best,
    };
  }

  return {
    name: writing.name,
    prepare(persona, question) {
      const key = `${persona.person} ${question.name}`;
      const prepared = known.get(key) ?? choose(persona, question);
      known.set(key, prepared);
      return prepared;
    },
    async close() {
      await writing.close?.(client);
      await client.end();
    },
  };
}

interface Named {
  readonly name?: string;
  readonly text: string;
  readonly values: unknown[];
}

export const toAnswer = (rows: readonly object[], { page }: Question): Answer =>
  page === "count"
    ? (rows[0] as { count: number }).count
    : (rows as readonly { id: string }[]).map(({ id }) => id);

/** Milliseconds; what takes longer the first time will not be the fastest warm either. */
const HOPELESS = 1_000;

/** By the second of two executions each; all that come to an end must answer the same. */
async function fastest(
  candidates: readonly Named[],
  run: (one: Named) => Promise<readonly object[]>,
): Promise<Named> {
  const times: number[] = [];
  const answers = new Set<string>();
  for (const candidate of candidates) {
    try {
      const started = performance.now();
      answers.add(JSON.stringify(await run(candidate)));
      const first = performance.now() - started;
      const before = performance.now();
      if (first < HOPELESS) await run(candidate);
      times.push(first < HOPELESS ? performance.now() - before : first);
    } catch (error) {
      if (!isOutOfPatience(error)) throw error;
      times.push(Infinity);
    }
  }
  if (answers.size > 1)
    throw new Error(
      `two ways to write it differ:\n${candidates.map(({ text }) => text).join("\n")}`,
    );
  return candidates[times.indexOf(Math.min(...times))]!;
}

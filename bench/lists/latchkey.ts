/** Ours: the whole gate, as a request goes through it; in process, and by its own server over HTTP. */
import { join } from "node:path";
import { createDatabase, type Driver } from "../../packages/server/src/db/database.ts";
import { connectServer } from "../../packages/server/src/db/server-driver.ts";
import type {
  CountReply,
  CountRequest,
  ListReply,
  ListRequest,
} from "../../packages/server/src/http/contract.ts";
import { openAccounts } from "../../packages/server/src/identity/accounts.ts";
import { startServices } from "../../packages/server/src/services.ts";
import { as } from "../../packages/server/src/testing/enterprise.ts";
import { startChild } from "./child.ts";
import { PATIENCE_SECONDS, type Answer, type HttpEngine, type ListEngine } from "./engine.ts";
import type { Persona } from "./personas.ts";
import { rowsReadBy } from "./plan.ts";
import { fieldsOf, PAGE, type Question } from "./questions.ts";
import { connect } from "./sql-engine.ts";

const MAIN = join(import.meta.dirname, "../../packages/server/src/main.ts");

/** Every session gives up on a statement after this long. */
export const withPatience = (url: string): string =>
  `${url}?options=${encodeURIComponent(`-c statement_timeout=${PATIENCE_SECONDS * 1000}`)}`;

const countRequest = ({ search }: Question): CountRequest =>
  search === undefined ? {} : { search };

function listRequest(question: Question, cursor?: string | null): ListRequest {
  const fields = fieldsOf(question);
  return {
    ...countRequest(question),
    limit: PAGE,
    ...(fields ? { fields } : {}),
    ...(cursor ? { cursor } : {}),
  };
}

/** Walks to the page before the one that is asked for; undefined if there are not so many. */
async function cursorBefore(
  { page }: Question,
  list: (cursor?: string) => Promise<ListReply>,
): Promise<string | null | undefined> {
  let cursor: string | null = null;
  const before = page === "count" ? 0 : page - 1;
  for (let walked = 0; walked < before; walked++) {
    cursor = (await list(cursor ?? undefined)).next;
    if (cursor === null) return undefined;
  }
  return cursor;
}

const toCount = ({ count, isMore }: CountReply): Answer => (isMore ? { moreThan: count } : count);

const NO_PAGE = { cannot: "no such page" };

/** Audit, titles and the abilities of every row included. */
export async function latchkey(url: string): Promise<ListEngine> {
  const { driver, record } = recorded(connectServer(withPatience(url)));
  const services = await startServices({ db: createDatabase(driver), baseUrl: "http://127.0.0.1" });
  const explainer = await connect(url);
  const { gate } = services;
  return {
    name: "Latchkey",
    async prepare({ person }, question) {
      const { object } = question;
      const list = (cursor?: string) =>
        gate.list(as(person), object, listRequest(question, cursor));
      const cursor = await cursorBefore(question, list);
      if (cursor === undefined) return NO_PAGE;
      const answer = async () => {
        if (question.page === "count") {
          return toCount(await gate.count(as(person), object, countRequest(question)));
        }
        return (await list(cursor ?? undefined)).rows.map(({ id }) => id);
      };
      return {
        answer,
        async rowsRead() {
          let sum = 0;
          for (const statement of await record(answer))
            sum += await rowsReadBy(explainer, statement);
          return sum;
        },
      };
    },
    async close() {
      await explainer.end();
      await services.close();
    },
  };
}

interface Sent {
  readonly text: string;
  readonly values: readonly unknown[];
}

/** Lets one see which reading statements a piece of work sends. */
function recorded(driver: Driver): {
  driver: Driver;
  record(work: () => Promise<unknown>): Promise<Sent[]>;
} {
  let sent: Sent[] | null = null;
  return {
    driver: {
      ...driver,
      async connect() {
        const session = await driver.connect();
        return {
          ...session,
          query(text, values) {
            if (/^\s*(select|with)\b/i.test(text)) sent?.push({ text, values: values ?? [] });
            return session.query(text, values);
          },
        };
      },
    },
    async record(work) {
      const list: Sent[] = (sent = []);
      await work().finally(() => (sent = null));
      return list;
    },
  };
}

const PASSWORD = "a password of the benchmark";

/** The product's own server in a process of its own; every persona signs in as people do. */
export async function latchkeyOverHttp(
  url: string,
  personas: readonly Persona[],
  directory: string,
): Promise<HttpEngine> {
  const db = createDatabase(connectServer(url, 1));
  await openAccounts(
    db,
    personas.map(({ person, name }) => ({ person, name, email: emailOf(person) })),
    PASSWORD,
  );
  await db.close();
  const child = await startChild({
    name: "Latchkey",
    command: process.execPath,
    arguments: [MAIN, "--empty"],
    environment: (port) => ({
      DATABASE_URL: withPatience(url),
      LATCHKEY_DATA: directory,
      PORT: String(port),
    }),
    health: "/api/health",
  });
  const cookies = new Map<string, string>();
  for (const { person } of personas) cookies.set(person, await signIn(child.origin, person));

  const send = (persona: Persona, verb: string, question: Question, cursor?: string | null) => ({
    method: "POST" as const,
    path: `/api/${question.object}.${verb}`,
    headers: { "content-type": "application/json", cookie: cookies.get(persona.person)! },
    body: JSON.stringify(verb === "count" ? countRequest(question) : listRequest(question, cursor)),
  });
  return {
    name: "Latchkey",
    origin: child.origin,
    async request(persona, question) {
      if (question.page === "count") return send(persona, "count", question);
      const cursor = await cursorBefore(question, async (at) => {
        const { path, ...init } = send(persona, "list", question, at);
        return (await (await fetch(`${child.origin}${path}`, init)).json()) as ListReply;
      });
      return cursor === undefined ? NO_PAGE : send(persona, "list", question, cursor);
    },
    answerOf(body, question) {
      if (question.page === "count") return toCount(body as CountReply);
      return (body as ListReply).rows.map(({ id }) => id);
    },
    close: () => child.stop(),
  };
}

const emailOf = (person: string): string => `${person}@bench.example`;

async function signIn(origin: string, person: string): Promise<string> {
  const reply = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: "POST",
    // As a browser does; without it a client that fetches is taken for a forged one.
    headers: { "content-type": "application/json", origin },
    body: JSON.stringify({ email: emailOf(person), password: PASSWORD }),
  });
  if (!reply.ok) throw new Error(`a persona cannot sign in: ${reply.status} ${await reply.text()}`);
  return reply.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
}

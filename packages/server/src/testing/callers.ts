/** People who are signed in over HTTP, each with a cookie of their own. */
import { hashPassword } from "better-auth/crypto";
import type { FastifyInstance } from "fastify";
import { buildApp } from "../http/app.ts";
import { keepAccounts } from "../identity/accounts.ts";
import type { Services } from "../services.ts";

const PASSWORD = "correct horse battery";
/** Hashing takes a tenth of a second, and everybody has the same. */
let hashed: Promise<string> | undefined;

export interface Reply {
  readonly status: number;
  readonly body: any;
}

export interface Callers {
  /** Gives the person an account and signs them in. */
  signIn(person: string): Promise<void>;
  /** Signs in with a password somebody was told. */
  signInAs(person: string, email: string, password: string): Promise<void>;
  /** GET without a payload, POST with one. */
  call(
    person: string,
    name: string,
    payload?: object,
    headers?: Readonly<Record<string, string>>,
  ): Promise<Reply>;
  /** A GET that is answered with a text. */
  text(person: string, name: string): Promise<string>;
  /** What else the answer to a GET says. */
  headers(person: string, name: string): Promise<Readonly<Record<string, unknown>>>;
  close(): Promise<void>;
}

export async function createCallers(services: Services): Promise<Callers> {
  const app: FastifyInstance = await buildApp({ services, web: null, log: false });
  const cookies = new Map<string, string>();

  async function signInAs(person: string, email: string, password: string): Promise<void> {
    const payload = { email, password };
    const reply = await app.inject({ method: "POST", url: "/api/auth/sign-in/email", payload });
    if (reply.statusCode !== 200) throw new Error(`cannot sign in: ${reply.body}`);
    cookies.set(person, String(reply.headers["set-cookie"]).split(";")[0]!);
  }

  return {
    signInAs,
    async signIn(person) {
      const email = `${person}@test.example`;
      hashed ??= hashPassword(PASSWORD);
      await keepAccounts(services.db, [{ person, name: person, email }], await hashed);
      await signInAs(person, email, PASSWORD);
    },
    async call(person, name, payload, more = {}) {
      const headers = { cookie: cookies.get(person) ?? "", ...more };
      const url = `/api/${name}`;
      const reply =
        payload === undefined
          ? await app.inject({ url, headers })
          : await app.inject({ method: "POST", url, payload, headers });
      return { status: reply.statusCode, body: reply.json() };
    },
    async text(person, name) {
      const headers = { cookie: cookies.get(person) ?? "" };
      return (await app.inject({ url: `/api/${name}`, headers })).body;
    },
    async headers(person, name) {
      const headers = { cookie: cookies.get(person) ?? "" };
      return (await app.inject({ url: `/api/${name}`, headers })).headers;
    },
    close: () => app.close(),
  };
}

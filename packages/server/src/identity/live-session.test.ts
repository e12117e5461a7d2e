import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildApp } from "../http/app.ts";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { endSessions, openAccounts } from "./accounts.ts";
import { liveSession } from "./live-session.ts";

const PASSWORD = "correct horse battery";
const EMAIL = "seller@test.example";

let world: Enterprise;
let app: FastifyInstance;
let seller: string;

beforeAll(async () => {
  world = await createEnterprise();
  seller = await world.person("销售甲", "seller", world.root);
  await openAccounts(
    world.services.db,
    [{ person: seller, name: "销售甲", email: EMAIL }],
    PASSWORD,
  );
  app = await buildApp({ services: world.services, web: null, log: false });
});

afterAll(async () => {
  await app.close();
  await world.close();
});

/** The cookie of a new session, as a browser sends it back. */
async function signIn(): Promise<string> {
  const reply = await app.inject({
    method: "POST",
    url: "/api/auth/sign-in/email",
    payload: { email: EMAIL, password: PASSWORD },
  });
  return String(reply.headers["set-cookie"]).split(";")[0]!;
}

const quick = async (cookie: string | undefined): Promise<string | null> =>
  (await liveSession(world.services, cookie))?.person ?? null;

const thorough = async (cookie: string): Promise<string | null> => {
  const session = await world.services.auth.api.getSession({ headers: new Headers({ cookie }) });
  return session?.user.id ?? null;
};

const statusOf = async (cookie: string): Promise<number> => {
  const call = { method: "POST", url: "/api/customer.list", payload: {}, headers: { cookie } };
  return (await app.inject(call as never)).statusCode;
};

test("what better-auth reads and writes is what our migrations have made", async () => {
  const { explicitSchemaCheck } = await world.services.auth.$context;
  await expect(explicitSchemaCheck!()).resolves.toBeUndefined();
});

test("a live session is its person's, whatever other cookies stand around it", async () => {
  const cookie = await signIn();
  for (const header of [cookie, `a=b; ${cookie}; c=%`, `latchkey.session=x;${cookie}`]) {
    expect(await quick(header)).toBe(seller);
    expect(await statusOf(header)).toBe(200);
  }
});

test("nobody is let in by a cookie that better-auth would not take", async () => {
  const cookie = await signIn();
  const [name, value] = cookie.split("=") as [string, string];
  const signature = decodeURIComponent(value).split(".")[1]!;
  const forged = [
    undefined,
    "",
    `${name}=`,
    `${name}=%`,
    `${name}=.${signature}`,
    `${name}=${decodeURIComponent(value).split(".")[0]}`,
    `${name}=${encodeURIComponent(`x${decodeURIComponent(value)}`)}`,
    `${name}=${encodeURIComponent(`${decodeURIComponent(value)}=`)}`,
    `${name}x=${value}`,
    ...Array.from({ length: 40 }, (_, at) => {
      const text = decodeURIComponent(value);
      const other = text[at] === "A" ? "B" : "A";
      return `${name}=${encodeURIComponent(text.slice(0, at) + other + text.slice(at + 1))}`;
    }),
  ];
  for (const header of forged) {
    expect(await quick(header)).toBeNull();
    expect(await thorough(header ?? "")).toBeNull();
    expect(await statusOf(header ?? "")).toBe(401);
  }
});

test("a session that is signed out, ended by others or run out is over with the next request", async () => {
  const ends: readonly ((cookie: string) => Promise<unknown>)[] = [
    (cookie) =>
      app.inject({ method: "POST", url: "/api/auth/sign-out", payload: {}, headers: { cookie } }),
    () => endSessions(world.services.db, seller),
    () => world.services.db.query(`update auth_session set "expiresAt" = now()`),
  ];
  for (const end of ends) {
    const cookie = await signIn();
    expect(await statusOf(cookie)).toBe(200);
    await end(cookie);
    expect(await quick(cookie)).toBeNull();
    expect(await statusOf(cookie)).toBe(401);
  }
});

test("a session in use is made longer once a day", async () => {
  const { db } = world.services;
  await endSessions(db, seller);
  const cookie = await signIn();
  const days = async () => {
    const { rows } = await db.query<{ days: string }>(
      `select round(extract(epoch from "expiresAt" - now()) / 86400, 1)::text as days from auth_session`,
    );
    return rows.map((row) => Number(row.days));
  };
  await db.query(`update auth_session set "expiresAt" = now() + interval '6 days 1 hour'`);
  expect(await statusOf(cookie)).toBe(200);
  expect(await days()).toEqual([6]);
  await db.query(`update auth_session set "expiresAt" = now() + interval '5 days 23 hours'`);
  expect(await quick(cookie)).toBeNull();
  expect(await statusOf(cookie)).toBe(200);
  expect(await days()).toEqual([7]);
});

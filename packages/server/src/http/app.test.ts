import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openAccounts } from "../identity/accounts.ts";
import { createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { buildApp } from "./app.ts";

const PASSWORD = "correct horse battery";

let world: Enterprise;
let app: FastifyInstance;
let seller: string;

beforeAll(async () => {
  world = await createEnterprise();
  const store = await world.unit("南山店");
  seller = await world.person("销售甲", "seller", store);
  await world.insert("customer", [{ owner: seller, unit: store, name: "张三", stage: "new" }]);
  await openAccounts(
    world.services.db,
    [{ person: seller, name: "销售甲", email: "seller@test.example" }],
    PASSWORD,
  );
  app = await buildApp({ services: world.services, web: null, log: false });
});

afterAll(async () => {
  await app.close();
  await world.close();
});

async function signIn(password: string, email = "seller@test.example") {
  return app.inject({
    method: "POST",
    url: "/api/auth/sign-in/email",
    payload: { email, password },
  });
}

async function cookieOf(): Promise<string> {
  const reply = await signIn(PASSWORD);
  expect(reply.statusCode).toBe(200);
  return String(reply.headers["set-cookie"]).split(";")[0]!;
}

const post = (url: string, payload: object, cookie = "") =>
  app.inject({ method: "POST", url, payload, headers: { cookie } });

test("without a session nothing is told, not even whether an object exists", async () => {
  const reply = await post("/api/customer.list", {});
  expect(reply.statusCode).toBe(401);
  expect((await post("/api/nothing.list", {})).statusCode).toBe(401);
  expect((await app.inject({ url: "/api/meta" })).statusCode).toBe(401);
});

test("R30: a signed-in seller lists own customers over HTTP", async () => {
  const cookie = await cookieOf();
  const reply = await post("/api/customer.list", {}, cookie);
  expect(reply.statusCode).toBe(200);
  expect(reply.json().rows.map((row: { values: { name: string } }) => row.values.name)).toEqual([
    "张三",
  ]);
  const me = await app.inject({ url: "/api/me", headers: { cookie } });
  expect(me.json()).toMatchObject({ person: { id: seller, name: "销售甲" } });
  expect(me.json().may).toContain("customer:view");
});

test("an act from another site's page is refused even with the cookie", async () => {
  const cookie = await cookieOf();
  const reply = await app.inject({
    method: "POST",
    url: "/api/customer.list",
    payload: {},
    headers: { cookie, origin: "https://evil.example" },
  });
  expect(reply.statusCode).toBe(403);
});

test("it is another site's page however the address is written, and its answer is kept nowhere", async () => {
  const cookie = await cookieOf();
  for (const url of ["/%61pi/customer.list", "/api/customer%2Elist", "/%61%70%69/customer.list"]) {
    const call = { method: "POST", url, payload: {} } as const;
    const foreign = { cookie, origin: "https://evil.example" };
    expect((await app.inject({ ...call, headers: foreign })).statusCode, url).toBe(403);
    const own = await app.inject({ ...call, headers: { cookie } });
    expect([own.statusCode, own.headers["cache-control"]], url).toEqual([200, "no-store"]);
  }
});

test("names that every JavaScript object has are no objects and no verbs", async () => {
  const cookie = await cookieOf();
  for (const call of [
    "constructor.list",
    "__proto__.list",
    "customer.constructor",
    "customer.toString",
  ]) {
    expect((await post(`/api/${call}`, {}, cookie)).statusCode, call).toBe(404);
  }
});

test("suspending a person ends what their open session can do at once", async () => {
  const cookie = await cookieOf();
  await world.services.db.query(
    "update subject_version set suspended = true, n = n + 1 where person = $1",
    [seller],
  );
  const reply = await post("/api/customer.list", {}, cookie);
  expect(reply.json().code).toBe("suspended");
  await world.services.db.query(
    "update subject_version set suspended = false, n = n + 1 where person = $1",
    [seller],
  );
  expect((await post("/api/customer.list", {}, cookie)).statusCode).toBe(200);
});

test("wrong passwords are slowed down and leave their trace", async () => {
  const replies = [];
  for (let attempt = 0; attempt < 7; attempt++) replies.push((await signIn("wrong")).statusCode);
  expect(replies.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
  expect(replies.slice(5)).toEqual([429, 429]);
  // The right password waits too: otherwise guessing would only need patience between tries.
  expect((await signIn(PASSWORD)).statusCode).toBe(429);
  const { rows } = await world.services.db.query<{ count: string }>(
    "select count(*) from audit_line where action = 'signIn' and verdict = 'refused'",
  );
  expect(Number(rows[0]!.count)).toBe(8);
});

test("R112: of passwords tried at the same moment no more are looked at than one after the other", async () => {
  const tries = Array.from({ length: 12 }, () => signIn("wrong", "other@test.example"));
  const codes = (await Promise.all(tries)).map(({ statusCode }) => statusCode);
  expect(codes.filter((code) => code === 401)).toHaveLength(5);
  expect(codes.filter((code) => code === 429)).toHaveLength(7);
});

test("R111: the password of a session that was left open is not found out by trying, and each try leaves its line", async () => {
  const { db } = world.services;
  await db.query("delete from sign_in_failure");
  const cookie = await cookieOf();
  // As a browser sends it.
  const headers = { cookie, host: "localhost", origin: "http://localhost" };
  const change = (currentPassword: string) => {
    const payload = { currentPassword, newPassword: PASSWORD };
    return app.inject({ method: "POST", url: "/api/auth/change-password", payload, headers });
  };
  const codes = [];
  for (let attempt = 0; attempt < 6; attempt++) codes.push((await change("wrong")).statusCode);
  expect(codes).toEqual([400, 400, 400, 400, 400, 429]);
  expect((await change(PASSWORD)).statusCode).toBe(429);
  // Whoever signs in anew is somebody else than who sits there.
  expect((await signIn(PASSWORD)).statusCode).toBe(200);
  await db.query("delete from sign_in_failure");
  expect((await change(PASSWORD)).statusCode).toBe(200);
  const { rows } = await db.query(
    "select verdict, reason, count(*)::int as count from audit_line where action = 'changePassword' and person = $1 group by 1, 2 order by 2",
    [seller],
  );
  expect(rows).toEqual([
    { verdict: "refused", reason: "cannot_sign_in", count: 5 },
    { verdict: "refused", reason: "too_many_attempts", count: 2 },
    { verdict: "allowed", reason: null, count: 1 },
  ]);
});

test("every screen's address gives the one page, and a file of an older build is not found", async () => {
  const web = await mkdtemp(join(tmpdir(), "latchkey-web-"));
  await writeFile(join(web, "index.html"), "<title>Latchkey</title>");
  const served = await buildApp({ services: world.services, web, log: false });
  const screen = await served.inject({ method: "GET", url: "/o/customer?q=x" });
  expect(screen.statusCode).toBe(200);
  expect(screen.body).toContain("<title>Latchkey</title>");
  const gone = await served.inject({ method: "GET", url: "/assets/index-old.js" });
  expect(gone.statusCode).toBe(404);
  await served.close();
  await rm(web, { recursive: true });
});

test("answers of some size are compressed for who takes that, small ones are not", async () => {
  const cookie = await cookieOf();
  const ask = (url: string, encoding: string) =>
    app.inject({ url, headers: { cookie, "accept-encoding": encoding } });
  const plain = await ask("/api/meta", "identity");
  const packed = await ask("/api/meta", "gzip, br");
  expect(packed.headers["content-encoding"]).toBe("br");
  expect(packed.rawPayload.length).toBeLessThan(plain.rawPayload.length / 5);
  expect(brotliDecompressSync(packed.rawPayload)).toEqual(plain.rawPayload);
  expect((await ask("/api/me", "gzip, br")).headers["content-encoding"]).toBeUndefined();
});

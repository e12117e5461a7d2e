/**
 * What was acknowledged is there, once, whatever happened since: a process killed under load, on the embedded database and on
 * native PostgreSQL; a clean stop; a second start beside a running one.
 */
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  startNativeServer,
  type NativeServer,
} from "../packages/server/src/testing/native-server.ts";
import { signIn, type Client } from "./http-client.ts";
import {
  killAll,
  makeDirectory,
  removeDirectory,
  runToEnd,
  startServer,
  type ServerProcess,
} from "./server-process.ts";

const OWNER = {
  organisation: "测试公司",
  zone: "Asia/Shanghai",
  currency: "CNY",
  name: "管理员",
  email: "admin@test.example",
  password: "a-long-password",
};

let directory: string;
let native: NativeServer;

beforeAll(async () => {
  directory = await makeDirectory();
  native = await startNativeServer();
});

// A failed test must not leave its server holding the directory.
afterEach(() => killAll());

afterAll(async () => {
  await native.stop();
  await removeDirectory(directory);
});

async function setUp(server: ServerProcess): Promise<Client> {
  const reply = await fetch(`${server.url}/api/setup`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(OWNER),
  });
  expect(reply.status, await reply.text()).toBe(200);
  return signIn(server.url, OWNER.email, OWNER.password);
}

const createTag = (client: Client, name: string) =>
  client.post("/api/tag.create", { values: { name } }, `once-and-only-once-${name}`);

/** Creates tags as fast as they are acknowledged until the server is gone; returns the names that were. */
async function writeUntilGone(
  client: Client,
  prefix: string,
  onAcknowledged: () => void,
): Promise<string[]> {
  const acknowledged: string[] = [];
  for (let index = 0; ; index++) {
    const name = `${prefix}-${index}`;
    try {
      const { status } = await createTag(client, name);
      if (status !== 200) throw new Error(`unexpected ${status}`);
      acknowledged.push(name);
      onAcknowledged();
    } catch (error) {
      if (error instanceof TypeError) return acknowledged;
      throw error;
    }
  }
}

async function countTags(client: Client, prefix: string): Promise<number> {
  const filter = { field: "name", op: "startsWith", value: `${prefix}-` };
  const { body } = await client.post<{ count: number }>("/api/tag.count", { filter });
  return body.count;
}

async function killUnderLoad(environment: Record<string, string>): Promise<void> {
  const options = { directory, arguments: ["--empty"], environment };
  let server = await startServer(options);
  let client = await setUp(server);
  for (let round = 0; round < 2; round++) {
    const busy = new Set<string>();
    const writers = ["a", "b", "c"].map((name) =>
      writeUntilGone(client, `${name}${round}`, () => busy.add(name)),
    );
    while (busy.size < 3) await new Promise((done) => setTimeout(done, 20));
    await new Promise((done) => setTimeout(done, 300 + Math.random() * 500));
    await server.kill();
    const acknowledged = await Promise.all(writers);
    server = await startServer(options);
    client = await signIn(server.url, OWNER.email, OWNER.password);
    for (const [index, name] of ["a", "b", "c"].entries()) {
      const prefix = `${name}${round}`;
      const kept = await countTags(client, prefix);
      const heard = acknowledged[index]!.length;
      expect(heard).toBeGreaterThan(0);
      expect(kept, "an acknowledged write is missing").toBeGreaterThanOrEqual(heard);
      // The one that was under way when the process died may have been committed unheard.
      expect(kept).toBeLessThanOrEqual(heard + 1);
      for (const repeated of [heard - 1, heard, heard])
        expect((await createTag(client, `${prefix}-${repeated}`)).status).toBe(200);
      expect(await countTags(client, prefix), "a repeated write was done twice").toBe(heard + 1);
    }
  }
  expect(await server.stop()).toBe(0);
}

test("kill -9 under load loses no acknowledged write on the embedded database", () =>
  killUnderLoad({}));

test("kill -9 under load loses no acknowledged write on PostgreSQL", () =>
  killUnderLoad({ DATABASE_URL: native.url }));

test("a second start beside a running one prints the address and leaves", async () => {
  const first = await startServer({ directory, arguments: ["--empty"] });
  const second = await runToEnd({ directory, arguments: ["--empty"] });
  expect(second.code).toBe(0);
  expect(second.output).toContain(first.url);
  expect(await first.stop()).toBe(0);
});

test("R107: a clean stop loses no audit line of the last reads", async () => {
  let server = await startServer({ directory, arguments: ["--empty"] });
  const client = await signIn(server.url, OWNER.email, OWNER.password);
  const reads = 25;
  const before = await linesOfLists(client);
  for (let index = 0; index < reads; index++)
    await client.post("/api/tag.list", { search: `trace-${index}` });
  expect(await server.stop()).toBe(0);
  server = await startServer({ directory, arguments: ["--empty"] });
  const again = await signIn(server.url, OWNER.email, OWNER.password);
  expect(await linesOfLists(again)).toBe(before + reads);
  await server.stop();
});

/** Who administers people reads that somebody looked, and not for what. */
async function linesOfLists(client: Client): Promise<number> {
  const filter = { field: "action", op: "is", value: "tag.list" };
  const { body } = await client.post<{ count: number }>("/api/auditLine.count", { filter });
  return body.count;
}

import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withoutPermissions } from "../bench/leaks/holes.ts";
import { latchkey } from "../bench/leaks/latchkey.ts";
import { examine, type Verdicts } from "../bench/leaks/run.ts";
import {
  startNativeServer,
  type NativeServer,
} from "../packages/server/src/testing/native-server.ts";
import { makeDirectory, removeDirectory } from "./server-process.ts";

let database: NativeServer;
let directory: string;
beforeAll(async () => {
  database = await startNativeServer();
  directory = await makeDirectory();
});
afterAll(async () => {
  await database?.stop();
  await removeDirectory(directory);
});

/** What the public leak test found on each path that was offered. */
const found = (verdicts: Verdicts) =>
  Object.fromEntries(
    Object.entries(verdicts)
      .filter(([, { questions }]) => questions > 0)
      .map(([path, { leaks, lacks }]) => [path, { leaks, lacks }]),
  );

test("R157: the public leak test, held against Latchkey as its users reach it, finds nothing", async () => {
  const crm = await latchkey(database.url, join(directory, "latchkey"));
  const verdicts = found(await examine(crm).finally(crm.close));
  expect(Object.keys(verdicts).length).toBeGreaterThanOrEqual(14);
  for (const [path, verdict] of Object.entries(verdicts))
    expect(verdict, path).toEqual({ leaks: [], lacks: [] });
});

test("R157: held against a CRM without permissions, it finds a leak on every path", async () => {
  const verdicts = found(await examine(withoutPermissions));
  for (const [path, { leaks }] of Object.entries(verdicts))
    expect(leaks.length, path).toBeGreaterThan(0);
});

import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startS3Server, type S3Server } from "../testing/s3-server.ts";
import { openStorage, storageFrom, type StorageSettings } from "./storage.ts";

let folder: string;
let s3: S3Server;

beforeAll(async () => {
  process.env["AWS_ACCESS_KEY_ID"] = "test";
  process.env["AWS_SECRET_ACCESS_KEY"] = "test";
  folder = await mkdtemp(join(tmpdir(), "latchkey-storage-"));
  s3 = await startS3Server(join(folder, "bucket"), "attachments");
});

afterAll(async () => {
  await s3.stop();
  await rm(folder, { recursive: true, force: true });
});

const settings: Readonly<Record<string, () => StorageSettings>> = {
  disk: () => storageFrom({}, join(folder, "disk")),
  s3: () =>
    storageFrom(
      { S3_BUCKET: "attachments", S3_ENDPOINT: s3.url, S3_PREFIX: "crm" },
      join(folder, "disk"),
    ),
};

test.each(Object.keys(settings))("%s gives back what it was given, and drops it", async (kind) => {
  const storage = await openStorage(settings[kind]!());
  const [id, path] = [uuid(), join(folder, "file")];
  const content = randomBytes(3_000_000);
  await writeFile(path, content);
  await storage.keep(id, path);
  const stream = await storage.open(id);
  expect((await buffer(stream!)).equals(content)).toBe(true);
  if (kind === "s3") expect(await s3.keys()).toEqual([`crm/${id.slice(-2)}/${id}`]);
  await storage.drop(id);
  expect(await storage.open(id)).toBeNull();
  await storage.drop(id);
  if (kind === "s3") expect(await s3.keys()).toEqual([]);
});

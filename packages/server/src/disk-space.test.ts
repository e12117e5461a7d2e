import { mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { expect, test } from "vitest";
import { demandSpace } from "./disk-space.ts";
import { receive } from "./files/receive.ts";

test("what the disk has no room for is refused before a byte of it is read", async () => {
  const folder = await mkdtemp(join(tmpdir(), "latchkey-space-"));
  await expect(demandSpace(folder, 1)).resolves.toBeUndefined();
  const body = Readable.from([Buffer.from("x")]);
  await expect(
    receive(body, join(folder, "one"), { size: 2 ** 60, limit: 2 ** 61 }),
  ).rejects.toMatchObject({ code: "disk_full" });
  expect(body.readableDidRead).toBe(false);
  expect(await readdir(folder)).toEqual([]);
  await rm(folder, { recursive: true });
});

import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import { afterAll, beforeAll, expect, test } from "vitest";
import { as, createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { startNativeServer, type NativeServer } from "../testing/native-server.ts";

let server: NativeServer;
let world: Enterprise;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "latchkey-files-"));
  server = await startNativeServer();
  world = await createEnterprise({ url: server.url, files: folder });
});

afterAll(async () => {
  await world.close();
  await server.stop();
  await rm(folder, { recursive: true, force: true });
});

test("files that come and go at the same moment are all accounted for", async () => {
  const { files } = world.services;
  const unit = await world.unit("销售一部");
  const seller = as(await world.person("李梅", "seller", unit));
  const [id] = (await world.insert("customer", [
    { unit, owner: seller.person, name: "张三", stage: "new" },
  ])) as [string];
  const place = { id, field: "files" };
  const bring = (name: string) =>
    files.upload(seller, "customer", place, { name, body: Readable.from([Buffer.from(name)]) });
  const first = await Promise.all(Array.from({ length: 8 }, (_, index) => bring(`${index}.txt`)));
  const take = ({ file }: { file: string }) =>
    files.remove(seller, "customer", { ...place, file }).then(
      () => "removed",
      ({ code }: { code: string }) => code,
    );
  const [one] = first;
  // Two take the same file away: one of them finds it gone.
  const outcomes = await Promise.all([take(one!), take(one!), bring("late.txt")]);
  expect(outcomes.slice(0, 2).toSorted()).toEqual(["not_found", "removed"]);
  const { files: listed } = await files.list(seller, "customer", place);
  expect(listed.map(({ name }) => name).toSorted()).toEqual(
    [...first.map((_, index) => `${index}.txt`).slice(1), "late.txt"].toSorted(),
  );
  const { rows } = await world.services.db.query<{ state: string; count: string }>(
    "select state, count(*) from stored_file group by 1 order by 1",
  );
  expect(rows).toEqual([
    { state: "kept", count: "8" },
    { state: "removed", count: "1" },
  ]);
});

import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Readable } from "node:stream";
import type { FastifyInstance } from "fastify";
import { v7 as uuid } from "uuid";
import { afterAll, beforeAll, expect, test } from "vitest";
import { buildApp } from "../http/app.ts";
import type { FilesReply } from "../http/contract.ts";
import { openAccounts } from "../identity/accounts.ts";
import { as, createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { noteArriving } from "./ledger.ts";
import { openStorage } from "./storage.ts";

const PASSWORD = "correct horse battery";
const PDF = Buffer.from("%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer <<>>\n%%EOF\n");
const PNG = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
  "base64",
);

let world: Enterprise;
let app: FastifyInstance;
let folder: string;
let seller: string;
let manager: string;
let stranger: string;
let agent: string;
let guide: string;
let customer: string;
let other: string;
let unit: string;
const cookies = new Map<string, string>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "latchkey-files-"));
  world = await createEnterprise({ files: folder });
  unit = await world.unit("销售一部");
  seller = await world.person("李梅", "seller", unit);
  stranger = await world.person("王强", "seller", unit);
  manager = await world.person("赵磊", "salesManager", unit);
  agent = await world.person("孙倩", "serviceAgent", unit);
  guide = await world.person("周小芽", "guide", unit);
  app = await buildApp({ services: world.services, web: null, log: false });
  for (const person of [seller, stranger, manager, agent, guide]) await signIn(person);
  [customer, other] = (await world.insert("customer", [
    { unit, owner: seller, name: "张三", stage: "new" },
    { unit, owner: seller, name: "李四", stage: "new" },
  ])) as [string, string];
  await app.listen({ host: "127.0.0.1", port: 0 });
});

afterAll(async () => {
  await app.close();
  await world.close();
  await rm(folder, { recursive: true, force: true });
});

async function signIn(person: string): Promise<void> {
  const email = `${person}@test.example`;
  await openAccounts(world.services.db, [{ person, name: person, email }], PASSWORD);
  const payload = { email, password: PASSWORD };
  const reply = await app.inject({ method: "POST", url: "/api/auth/sign-in/email", payload });
  cookies.set(person, String(reply.headers["set-cookie"]).split(";")[0]!);
}

const headersOf = (person: string) => ({ cookie: cookies.get(person)! });
const placeUrl = (id = customer, object = "customer") => `/api/files/${object}/${id}/files`;

function send(person: string, name: string, payload: Buffer, url = placeUrl()) {
  return app.inject({
    method: "POST",
    url: `${url}?name=${encodeURIComponent(name)}`,
    headers: { ...headersOf(person), "content-type": "application/octet-stream" },
    payload,
  });
}

const fetchFile = (person: string, file: string, url = placeUrl()) =>
  app.inject({ url: `${url}/${file}`, headers: headersOf(person) });

async function call(person: string, name: string, payload: object) {
  const url = `/api/${name}`;
  const reply = await app.inject({ method: "POST", url, payload, headers: headersOf(person) });
  return { status: reply.statusCode, body: reply.json() };
}

const listed = async (person: string, id = customer): Promise<FilesReply> =>
  (await call(person, "customer.files", { id, field: "files" })).body;

/** Uploads as the owner and gives the file's id. */
const kept = async (name: string, id = customer): Promise<string> =>
  (await send(seller, name, PDF, placeUrl(id))).json<{ file: string }>().file;

/** Of every file in the storage and of every upload under way. */
const inFolders = async (): Promise<readonly string[]> => {
  const found = await Promise.all(
    ["records", "arriving"].map((name) =>
      readdir(join(folder, name), { recursive: true, withFileTypes: true }).catch(() => []),
    ),
  );
  return found
    .flat()
    .filter((entry) => entry.isFile())
    .map(({ name }) => name);
};

const inLedger = async (file: string): Promise<string | undefined> => {
  const { rows } = await world.services.db.query<{ state: string }>(
    "select state from stored_file where id = $1",
    [file],
  );
  return rows[0]?.state;
};

test("a file comes back as it was sent, to be saved and never shown", async () => {
  const sent = await send(seller, "../身份证 正面'(1).pdf", PDF);
  expect(sent.statusCode).toBe(200);
  const { file } = sent.json<{ file: string }>();
  const { files, mayChange } = await listed(seller);
  expect(mayChange).toBe(true);
  expect(files).toEqual([
    {
      id: file,
      name: "身份证 正面'(1).pdf",
      type: "application/pdf",
      bytes: PDF.length,
      at: expect.stringMatching(/Z$/),
      by: { id: seller, title: "李梅" },
    },
  ]);
  const reply = await fetchFile(seller, file);
  expect(reply.rawPayload.equals(PDF)).toBe(true);
  expect(reply.headers).toMatchObject({
    "content-disposition": `attachment; filename*=UTF-8''%E8%BA%AB%E4%BB%BD%E8%AF%81%20%E6%AD%A3%E9%9D%A2%27%281%29.pdf`,
    "content-type": "application/pdf",
    "x-content-type-options": "nosniff",
    "content-security-policy": "sandbox; default-src 'none'",
    "cache-control": "no-store",
  });
  expect(await inFolders()).toEqual([file]);
});

test("R134: who sees the record masked has no files of it, and who does not see it learns nothing", async () => {
  const file = await kept("名片.pdf");
  const nowhere = uuid();
  expect((await call(guide, "customer.get", { id: customer })).body.record).toMatchObject({
    masked: expect.arrayContaining(["files"]),
    values: { name: "张三", files: null },
  });
  for (const person of [guide, stranger, agent]) {
    const place = { id: customer, field: "files", file };
    const listing = await call(person, "customer.files", place);
    const answers = [
      listing.status,
      (await call(person, "customer.removeFile", place)).status,
      (await call(person, "customer.restoreFile", place)).status,
      (await fetchFile(person, file)).statusCode,
      (await send(person, "x.pdf", PDF)).statusCode,
    ];
    expect(answers).toEqual([404, 404, 404, 404, 404]);
    const missing = await call(person, "customer.files", { id: nowhere, field: "files" });
    expect(missing.body).toEqual(listing.body);
  }
  expect((await fetchFile(seller, file)).statusCode).toBe(200);
});

test("R134: who may reveal the cell opens its files one at a time, and changes nothing", async () => {
  const file = await kept("名片.pdf");
  const place = { id: customer, field: "files", file };
  expect((await call(manager, "customer.files", place)).status).toBe(404);
  const { body } = await call(manager, "customer.reveal", place);
  expect(body.value).toContainEqual(expect.objectContaining({ id: file, name: "名片.pdf" }));
  expect((await fetchFile(manager, file)).rawPayload.equals(PDF)).toBe(true);
  expect((await call(manager, "customer.removeFile", place)).status).toBe(404);
  expect((await send(manager, "x.pdf", PDF)).statusCode).toBe(404);
});

test("a file is nowhere but in its own cell", async () => {
  const file = await kept("报价.pdf");
  for (const url of [placeUrl(other), `/api/files/customer/${customer}/note`])
    expect((await fetchFile(seller, file, url)).statusCode).toBe(404);
  await call(seller, "customer.removeFile", { id: customer, field: "files", file });
  const stolen = await call(seller, "customer.restoreFile", { id: other, field: "files", file });
  expect(stolen.status).toBe(404);
  const written = { id: customer, version: 1, values: { files: [{ id: file }] } };
  expect((await call(seller, "customer.update", written)).body.problems).toEqual([
    expect.objectContaining({ path: "files", code: "read_only" }),
  ]);
});

test("who may look but not write is told why, and a filed follow-up takes no more files", async () => {
  const [ticket] = await world.insert("ticket", [
    { customer, unit, owner: seller, number: "T1", subject: "漏发", status: "open" },
  ]);
  const url = placeUrl(ticket, "ticket");
  const { body } = await call(agent, "ticket.files", { id: ticket, field: "files" });
  expect(body).toMatchObject({ files: [], mayChange: false });
  const refused = await send(agent, "截图.png", PNG, url);
  expect(refused.statusCode).toBe(403);
  expect(refused.json()).toMatchObject({ code: "forbidden", explanation: { allow: false } });
  const [talk] = await world.insert("followUp", [
    {
      customer,
      unit,
      owner: seller,
      createdBy: seller,
      kind: "note",
      subject: "谈价",
      at: "2026-01-01T00:00:00.000Z",
      state: "filed",
    },
  ]);
  expect((await send(seller, "录音.pdf", PDF, placeUrl(talk, "followUp"))).statusCode).toBe(403);
});

test("R141: what was brought and taken away stands in the history, for who reads the cell", async () => {
  const id = (await world.insert("customer", [
    { unit, owner: seller, name: "王五", stage: "new" },
  ])) as [string];
  const file = await kept("体检报告.pdf", id[0]);
  await call(seller, "customer.removeFile", { id: id[0], field: "files", file });
  const changes = async (person: string) =>
    (await call(person, "customer.history", { id: id[0] })).body.versions.map(
      (version: { changes: unknown }) => version.changes,
    );
  const entry = expect.objectContaining({ name: "体检报告.pdf" });
  expect(await changes(seller)).toEqual([
    [{ field: "files", before: [entry], after: null, masked: false }],
    [{ field: "files", before: null, after: [entry], masked: false }],
  ]);
  expect(JSON.stringify(await changes(manager))).not.toContain("体检报告");
});

test("every step leaves its line, which does not say what the file is called", async () => {
  const began = new Date();
  const file = await kept("张三的流水.pdf");
  await listed(seller);
  await fetchFile(seller, file);
  await fetchFile(stranger, file);
  await call(seller, "customer.removeFile", { id: customer, field: "files", file });
  await world.services.trail.flush();
  const { rows } = await world.services.db.query<{ line: string; whole: string }>(
    `select concat_ws(' ', action, verdict, records[1] = $2) as line, a::text as whole from audit_line a
     where at >= $1 order by at, id`,
    [began, customer],
  );
  expect(rows.map(({ line }) => line).toSorted()).toEqual([
    "customer.addFile allowed t",
    "customer.download allowed t",
    "customer.download refused t",
    "customer.files allowed t",
    "customer.removeFile allowed t",
    "customer.upload allowed t",
  ]);
  expect(rows.filter(({ whole }) => whole.includes("流水"))).toEqual([]);
});

test("what is taken away can be put back where it was, until it is swept away", async () => {
  const [first, second] = [await kept("甲.pdf", other), await kept("乙.pdf", other)];
  const place = { id: other, field: "files", file: first };
  await call(seller, "customer.removeFile", place);
  expect((await listed(seller, other)).files.map(({ id }) => id)).toEqual([second]);
  expect((await fetchFile(seller, first, placeUrl(other))).statusCode).toBe(404);
  expect((await call(seller, "customer.restoreFile", place)).status).toBe(200);
  expect((await fetchFile(seller, first, placeUrl(other))).rawPayload.equals(PDF)).toBe(true);
  await call(seller, "customer.removeFile", place);
  await age(first, "31 days");
  expect(await world.services.files.sweep()).toBe(1);
  expect((await call(seller, "customer.restoreFile", place)).status).toBe(404);
  expect(await inFolders()).not.toContain(first);
  expect(await inFolders()).toContain(second);
});

test("bringing files and taking them away in turn fills no disk: fifty of a place can be put back", async () => {
  const { db, files } = world.services;
  const [oldest, last] = [await kept("最早.pdf", other), await kept("最近.pdf", other)];
  const remove = (file: string) =>
    call(seller, "customer.removeFile", { id: other, field: "files", file });
  await remove(oldest);
  await db.query(
    `insert into stored_file (id, object, record, field, state, entry)
     select gen_random_uuid(), 'customer', $1, 'files', 'removed', '{}' from generate_series(1, 49)`,
    [other],
  );
  expect(await files.sweep()).toBe(0);
  await remove(last);
  expect(await files.sweep()).toBe(1);
  expect([await inLedger(oldest), await inLedger(last)]).toEqual([undefined, "removed"]);
  expect(await inFolders()).not.toContain(oldest);
  await db.query("delete from stored_file where entry = '{}'");
});

const age = (file: string, by: string) =>
  world.services.db.query(
    "update stored_file set since = statement_timestamp() - $2::interval where id = $1",
    [file, by],
  );

test("files go into the trash with their record, and come out with it", async () => {
  const words = { zh: "试", en: "test" };
  const grants = {
    "customer.view": "own",
    "customer.edit": "own",
    "customer.remove": "own",
  } as const;
  const full = { own: "plain", beyond: "plain", write: true } as const;
  const classes = { basic: full, contact: full };
  await world.role({ id: "remover", name: words, duties: words, grants, classes });
  const boss = await world.person("店长", "remover", unit);
  const [id] = (await world.insert("customer", [
    { unit, owner: boss, name: "赵六", stage: "new" },
  ])) as [string];
  const place = { id, field: "files" };
  await signIn(boss);
  const { file } = (await send(boss, "合影.png", PNG, placeUrl(id))).json<{ file: string }>();
  const gone = await call(boss, "customer.delete", { id, version: 2 });
  expect(gone.status).toBe(200);
  expect((await call(boss, "customer.files", place)).status).toBe(404);
  expect((await fetchFile(boss, file, placeUrl(id))).statusCode).toBe(404);
  expect((await send(boss, "合影.png", PNG, placeUrl(id))).statusCode).toBe(404);
  await call(boss, "customer.restore", { id, version: gone.body.version });
  expect((await fetchFile(boss, file, placeUrl(id))).rawPayload.equals(PNG)).toBe(true);
});

test.each([
  ["page.html", Buffer.from("<script>alert(1)</script>"), "file_kind"],
  ["fake.pdf", Buffer.from("<html><script>alert(1)</script>"), "file_content"],
  ["empty.pdf", Buffer.alloc(0), "file_empty"],
])("%s is refused and nothing of it is kept", async (name, content, code) => {
  const before = await inFolders();
  expect((await send(seller, name, content)).json()).toMatchObject({ code });
  expect(await inFolders()).toEqual(before);
});

test("what says that it is too large is refused before it is read", async () => {
  const reply = await app.inject({
    method: "POST",
    url: `${placeUrl()}?name=x.pdf`,
    headers: { ...headersOf(seller), "content-length": String(51 * 1024 * 1024) },
    payload: PDF,
  });
  expect(reply.json()).toMatchObject({ code: "too_large" });
});

test("an upload that breaks off leaves nothing", async () => {
  const before = await inFolders();
  const { port } = app.server.address() as { port: number };
  const sending = httpRequest({
    port,
    method: "POST",
    path: `${placeUrl()}?name=half.pdf`,
    headers: { ...headersOf(seller), "content-length": "1000000" },
  });
  sending.on("error", () => {});
  sending.write(PDF);
  await expect.poll(inFolders).not.toEqual(before);
  sending.destroy();
  await expect.poll(inFolders).toEqual(before);
  const { rows } = await world.services.db.query(
    "select from stored_file where state = 'arriving'",
  );
  expect(rows).toEqual([]);
});

test("what a crash left between the bytes and the cell is swept after a day, and nothing else", async () => {
  const before = await inFolders();
  const id = uuid();
  const { db } = world.services;
  await noteArriving(db, id, { object: "customer", record: customer, field: "files" });
  const storage = await openStorage({ kind: "disk", directory: join(folder, "records") });
  await writeFile(join(folder, "half"), PDF);
  await storage.keep(id, join(folder, "half"));
  expect(await world.services.files.sweep()).toBe(0);
  expect(await inFolders()).toContain(id);
  await age(id, "25 hours");
  expect(await world.services.files.sweep()).toBe(1);
  expect(await inFolders()).toEqual(before);
  expect(await inLedger(id)).toBeUndefined();
});

test("one place takes fifty files and no more", async () => {
  const [id] = (await world.insert("customer", [
    {
      unit,
      owner: seller,
      name: "满",
      stage: "new",
      files: Array.from({ length: 50 }, () => ({
        id: uuid(),
        name: "x.pdf",
        type: "application/pdf",
        bytes: 1,
        at: "2026-01-01T00:00:00.000Z",
        by: seller,
      })),
    },
  ])) as [string];
  expect((await send(seller, "x.pdf", PDF, placeUrl(id))).json()).toMatchObject({
    code: "too_many_files",
  });
  // Nothing of it is in the storage.
  const { files } = await listed(seller, id);
  expect((await fetchFile(seller, files[0]!.id, placeUrl(id))).json()).toMatchObject({
    code: "file_lost",
  });
});

test("whoever lost the right while the file was on its way keeps nothing", async () => {
  const before = await inFolders();
  const [id] = (await world.insert("customer", [
    { unit, owner: stranger, name: "交接", stage: "new" },
  ])) as [string];
  async function* body() {
    yield PDF;
    await world.services.db.query("update customer set owner = $2 where id = $1", [id, seller]);
  }
  const incoming = { name: "x.pdf", body: Readable.from(body()) };
  await expect(
    world.services.files.upload(as(stranger), "customer", { id, field: "files" }, incoming),
  ).rejects.toMatchObject({ code: "not_found" });
  expect(await inFolders()).toEqual(before);
});

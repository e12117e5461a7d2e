import type { FastifyInstance } from "fastify";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openAccounts } from "../identity/accounts.ts";
import { as, createEnterprise, type Enterprise } from "../testing/enterprise.ts";
import { buildApp } from "./app.ts";
import type { ExportJob, ImportJob } from "./contract.ts";

const PASSWORD = "correct horse battery";

let world: Enterprise;
let app: FastifyInstance;
let cookie: string;
let manager: string;

beforeAll(async () => {
  world = await createEnterprise();
  const region = await world.unit("华东", world.root, "region");
  manager = await world.person("洪光", "regionalSalesManager", region);
  await openAccounts(
    world.services.db,
    [{ person: manager, name: "洪光", email: "m@test.example" }],
    PASSWORD,
  );
  app = await buildApp({ services: world.services, web: null, log: false });
  const reply = await app.inject({
    method: "POST",
    url: "/api/auth/sign-in/email",
    payload: { email: "m@test.example", password: PASSWORD },
  });
  cookie = String(reply.headers["set-cookie"]).split(";")[0]!;
});

afterAll(async () => {
  await app.close();
  await world.close();
});

const get = (url: string) => app.inject({ url, headers: { cookie } });
const post = (url: string, payload: object) =>
  app.inject({ method: "POST", url, payload, headers: { cookie } });

function upload(object: string, content: string, fileName = "名单.csv", more = "") {
  const edge = "----edge";
  const part = (head: string, body: string) =>
    `--${edge}\r\ncontent-disposition: form-data; ${head}\r\n\r\n${body}\r\n`;
  return app.inject({
    method: "POST",
    url: "/api/imports",
    headers: { cookie, "content-type": `multipart/form-data; boundary=${edge}` },
    payload: `${part(`name="file"; filename="${fileName}"`, content)}${part('name="object"', object)}${more}--${edge}--\r\n`,
  });
}

test("R135: a file goes through the wizard over HTTP, and its wrong rows come back as a file", async () => {
  const uploaded = await upload("customer", "客户名称,手机\n张三,13900001111\n李四,abc");
  expect(uploaded.statusCode).toBe(200);
  const job = uploaded.json<ImportJob>();
  expect(job).toMatchObject({
    state: "uploaded",
    fileName: "名单.csv",
    total: 2,
    mapping: { columns: { 客户名称: "name", 手机: "phone" } },
  });
  const { mapping } = job;
  expect((await post(`/api/imports/${job.id}/check`, { mapping })).json()).toMatchObject({
    id: job.id,
  });
  await world.services.exchange.jobs.idle();
  expect((await get(`/api/imports/${job.id}`)).json()).toMatchObject({
    state: "checked",
    counts: { created: 1, failed: 1 },
  });
  expect((await post(`/api/imports/${job.id}/run`, { mapping })).statusCode).toBe(200);
  await world.services.exchange.jobs.idle();
  expect((await get(`/api/imports/${job.id}`)).json()).toMatchObject({
    state: "done",
    counts: { created: 1, failed: 1 },
  });
  const errors = await get(`/api/imports/${job.id}/errors`);
  expect(errors.headers["content-type"]).toContain("text/csv");
  expect(errors.body).toContain("李四,abc,3,");
  expect((await post(`/api/imports/${job.id}/run`, { mapping })).statusCode).toBe(409);
});

test("an export is asked for, watched and fetched over HTTP", async () => {
  const asked = (
    await post("/api/customer.export", { columns: ["name"], format: "csv" })
  ).json<ExportJob>();
  await world.services.exchange.jobs.idle();
  expect((await get(`/api/exports/${asked.id}`)).json()).toMatchObject({ state: "done", rows: 1 });
  const file = await get(`/api/exports/${asked.id}/file`);
  expect(file.headers["content-disposition"]).toContain("attachment");
  expect(file.body).toContain("张三");
  expect((await app.inject({ url: `/api/exports/${asked.id}/file` })).statusCode).toBe(401);
});

test("a file for an object that may not be imported is refused before it is read", async () => {
  expect((await upload("ticket", "a\n1")).statusCode).toBe(403);
  expect((await upload("assignment", "a\n1")).statusCode).toBe(403);
  expect((await upload("nothing", "a\n1")).statusCode).toBe(404);
});

test("a file's name is shown to others, and so is cleaned of what is not to be seen", async () => {
  const { fileName } = (
    await upload("customer", "客户名称\n王五", "名\u202e\u0000单\u200b.csv")
  ).json<ImportJob>();
  expect(fileName).toBe("名单.csv");
});

test("more parts than a form may have are a mistake of who sends them", async () => {
  const part = '------edge\r\ncontent-disposition: form-data; name="x"\r\n\r\n1\r\n';
  expect((await upload("customer", "客户名称\n赵六", "a.csv", part.repeat(9))).statusCode).toBe(
    400,
  );
});

test("nothing is taken in from somebody who may import nothing", async () => {
  const { exchange } = world.services;
  const clerk = await world.person("李娜", "staff", world.root);
  await expect(exchange.newUpload(as(clerk), 1)).rejects.toMatchObject({ code: "forbidden" });
  await expect(exchange.newUpload(as(manager), 2 ** 60)).rejects.toMatchObject({
    code: "disk_full",
  });
});

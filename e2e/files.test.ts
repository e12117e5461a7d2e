/** Files of records in a real browser: who brings them, and who does not see them. */
import { mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { DEMO_PASSWORD } from "../packages/server/src/demo/personas.ts";
import { openBrowser, signInByForm, visit, type Visit } from "./browser.ts";
import {
  makeDirectory,
  removeDirectory,
  startServer,
  type ServerProcess,
} from "./server-process.ts";

const SHOTS = join(import.meta.dirname, "shots");

let directory: string;
let server: ServerProcess;
let browser: Browser;

beforeAll(async () => {
  directory = await makeDirectory();
  await mkdir(SHOTS, { recursive: true });
  server = await startServer({ directory, environment: { DEMO_SCALE: "0.05" } });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await server?.stop();
  await removeDirectory(directory);
});

async function enter(persona: string): Promise<Visit> {
  const visitor = await visit({ browser, url: server.url });
  await signInByForm(visitor, `${persona}@demo.latchkey.example`, DEMO_PASSWORD);
  return visitor;
}

async function leave(visitor: Visit, name: string): Promise<void> {
  await visitor.page.screenshot({ path: join(SHOTS, `${name}.png`) });
  await visitor.context.close();
  expect(visitor.complaints, "the console must stay silent").toEqual([]);
}

test("R134: a scan of a seller's own customer is theirs to open, and not there for who sees the customer masked", async () => {
  const seller = await enter("seller");
  const { page } = seller;
  const address = await ownCustomer(page);
  await page.goto(address);
  const panel = page
    .locator("section")
    .filter({ has: page.getByRole("heading", { name: /^附件/ }) });
  // Slow enough to be seen.
  const network = await seller.context.newCDPSession(page);
  await network.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 0,
    downloadThroughput: -1,
    uploadThroughput: 400_000,
  });
  const scan = Buffer.concat([Buffer.from("%PDF-1.7\n"), Buffer.alloc(600_000, "x")]);
  const pick = (name: string) =>
    panel
      .locator("input[type=file]")
      .setInputFiles({ name, mimeType: "application/pdf", buffer: scan });
  await pick("身份证.pdf");
  await panel.getByRole("progressbar", { name: "正在上传“身份证.pdf”" }).waitFor();
  await panel.getByRole("link", { name: "身份证.pdf" }).waitFor();
  await pick("传错了.pdf");
  await panel.getByRole("button", { name: "取消上传“传错了.pdf”" }).click();
  await pick("程序.exe");
  await panel.getByText("不支持这类文件").waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    panel.getByRole("link", { name: "身份证.pdf" }).click(),
  ]);
  expect((await readFile(await download.path())).equals(scan)).toBe(true);
  const href = await panel.getByRole("link", { name: "身份证.pdf" }).getAttribute("href");
  await panel.getByRole("button", { name: "删除“身份证.pdf”" }).click();
  await panel.getByRole("link", { name: "身份证.pdf" }).waitFor({ state: "detached" });
  await page.getByRole("button", { name: "撤销" }).click();
  await panel.getByRole("link", { name: "身份证.pdf" }).waitFor();
  expect(await panel.getByRole("link").count()).toBe(1);
  await leave(seller, "seller-files");

  const manager = await enter("sales-manager");
  await manager.page.goto(address);
  await manager.page.getByText("您的岗位看不到这条记录的附件。").waitFor();
  expect(await manager.page.getByText("身份证.pdf").count()).toBe(0);
  expect((await manager.page.request.get(href!)).status()).toBe(404);
  await leave(manager, "sales-manager-files");
});

/** The address of a customer of one's own. */
async function ownCustomer(page: Page): Promise<string> {
  const headers = { origin: server.url };
  const me = await (await page.request.get("/api/me")).json();
  const filter = { field: "owner", op: "is", value: me.person.id };
  const list = await page.request.post("/api/customer.list", {
    headers,
    data: { filter, limit: 1 },
  });
  return `/o/customer/${(await list.json()).rows[0].id}`;
}

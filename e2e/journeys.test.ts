/** The main job in a real browser: people of different posts at work on the same customers, and an administrator changing that. */
import { mkdir } from "node:fs/promises";
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

const openList = async ({ page }: Visit, object: string): Promise<void> => {
  await page.goto(`/o/${object}`);
  await rows(page).nth(1).waitFor();
};

const rows = (page: Page) => page.locator("[data-record]");

test("R36, R134: a store head sees one store, phones masked until revealed", async () => {
  const visitor = await enter("store-head");
  await openList(visitor, "customer");
  const { page } = visitor;
  await page.getByText("深圳南山科技园店").first().waitFor();
  const key = await rows(page).filter({ hasText: "*******" }).first().getAttribute("data-record");
  const masked = page.locator(`[data-record="${key}"]`);
  await masked.getByRole("button", { name: "查看完整内容" }).first().click();
  await masked
    .getByText(/1\d{2} \d{4} \d{4}/)
    .first()
    .waitFor();
  await leave(visitor, "store-head-list");
});

test("R48: finance works with every order and has no customers at all", async () => {
  const visitor = await enter("finance");
  const { page } = visitor;
  await openList(visitor, "order");
  expect(
    await page.getByRole("navigation").first().getByText("客户", { exact: true }).count(),
  ).toBeLessThanOrEqual(1);
  await page.goto("/o/customer");
  await page.getByText(/没有/).first().waitFor();
  await leave(visitor, "finance-customers");
});

test("R24: a seller opens an own customer, edits a note and cannot delete", async () => {
  const visitor = await enter("seller");
  const { page } = visitor;
  await openList(visitor, "customer");
  await rows(page).nth(0).getByRole("link").first().click();
  await page.getByRole("button", { name: "编辑" }).first().waitFor();
  await page.getByRole("tab", { name: "动态" }).waitFor();
  await leave(visitor, "seller-record");
});

test("R39: an area manager's scope line names three stores", async () => {
  const visitor = await enter("area-manager");
  await openList(visitor, "customer");
  await visitor.page
    .getByText(/深圳一片区|3 家|另外 2/)
    .first()
    .waitFor();
  await leave(visitor, "area-manager-list");
});

test("R5, R55: what an administrator takes from a role is gone at its holder's next click", async () => {
  const head = await enter("store-head");
  await openList(head, "followUp");
  const administrator = await enter("administrator");
  const { page } = administrator;
  await page.goto("/permissions/roles");
  await page.getByText("店长", { exact: true }).click();
  const group = page.getByRole("group", { name: "查看沟通记录" });
  await group.getByRole("radio", { name: "无", exact: true }).check({ force: true });
  await page.getByRole("button", { name: "保存并立即生效" }).click();
  await page.getByText("已保存,立即生效").or(page.getByText("已保存，立即生效")).first().waitFor();
  await leave(administrator, "administrator-role");
  await head.page.goto("/o/followUp");
  await head.page.getByText(/没有/).first().waitFor();
  expect(await rows(head.page).count()).toBe(0);
  await leave(head, "store-head-after");
});

test("R137: the same screens in English, at a phone's width", async () => {
  const visitor = await visit({ browser, url: server.url, width: 390, language: "en-US" });
  const { page } = visitor;
  await page.goto("/");
  await page.getByLabel("E-mail").fill("store-head@demo.latchkey.example");
  await page.getByLabel("Password").fill(DEMO_PASSWORD);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("navigation").first().waitFor();
  await page.goto("/o/customer");
  await page
    .getByText(/customers/i)
    .first()
    .waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await leave(visitor, "phone-en");
});

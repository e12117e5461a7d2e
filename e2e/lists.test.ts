/** Lists as people use them all day: views of their own and shared ones, filters with alternatives. */
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

async function enter(persona: string, width: 1440 | 390 = 1440): Promise<Visit> {
  const visitor = await visit({ browser, url: server.url, width });
  await signInByForm(visitor, `${persona}@demo.latchkey.example`, DEMO_PASSWORD);
  return visitor;
}

async function leave(visitor: Visit, name: string): Promise<void> {
  await visitor.page.screenshot({ path: join(SHOTS, `${name}.png`) });
  await visitor.context.close();
  expect(visitor.complaints, "the console must stay silent").toEqual([]);
}

async function openList(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await rows(page).first().waitFor();
}

/** Two busy cores can make a reply slow. */
const eventually = <Value>(read: () => Value | Promise<Value>) =>
  expect.poll(read, { timeout: 30_000 });

const rows = (page: Page) => page.locator("[data-record]");
const dialog = (page: Page) => page.getByRole("dialog");
const views = (page: Page) => page.getByRole("navigation", { name: "视图" });
const view = (page: Page, name: string) => views(page).getByRole("link", { name });
const search = (page: Page) => page.getByLabel("在列表中搜索");

/** How many records the list says it has. */
const counted = async (page: Page): Promise<number> => {
  const words = await page.locator("h1 + span").innerText();
  return Number(words.replaceAll(/[^\d]/g, ""));
};

const filterAddress = (...parts: object[]): string =>
  `/o/customer?f=${encodeURIComponent(JSON.stringify(parts))}`;

const LEVEL = { field: "level", op: "anyOf", value: ["bronze", "gold"] };

async function saveAsView(page: Page, name: string, isShared = false): Promise<void> {
  await page.getByRole("button", { name: "存为视图" }).click();
  await dialog(page).getByLabel("名称").fill(name);
  if (isShared) await dialog(page).getByRole("switch").click();
  await dialog(page).getByRole("button", { name: "保存", exact: true }).click();
  await view(page, name).waitFor();
}

async function menu(page: Page, words: string): Promise<void> {
  await page.getByRole("button", { name: "视图操作" }).click();
  await page.getByRole("menuitem", { name: words }).click();
}

test("R141: a seller saves a view, changes it and shares it; the store head opens it, others do not see it", async () => {
  const guide = await enter("guide");
  const head = await enter("store-head");
  const seller = await enter("seller");
  const { page } = guide;
  await openList(page, filterAddress(LEVEL));
  const narrowed = await counted(page);
  await saveAsView(page, "重点会员");
  await eventually(() => new URL(page.url()).search).toMatch(/^\?v=[0-9a-f-]+$/);
  const address = page.url().slice(server.url.length);
  await view(page, "全部").click();
  await eventually(() => counted(page)).toBeGreaterThan(narrowed);
  await page.goBack();
  await eventually(() => counted(page)).toBe(narrowed);

  // What is changed is marked, can be taken back, and is kept when it is saved.
  await page.getByRole("columnheader", { name: "客户名称" }).getByRole("button").first().click();
  await page.getByText("有未保存的修改").waitFor();
  await page.getByRole("button", { name: "还原" }).click();
  await page.getByText("有未保存的修改").waitFor({ state: "hidden" });
  await page.getByRole("columnheader", { name: "客户名称" }).getByRole("button").first().click();
  await page.screenshot({ path: join(SHOTS, "view-changed.png") });
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await page.getByText("视图已保存").waitFor();
  await page.reload();
  const sorted = page.getByRole("columnheader", { name: "客户名称" });
  await eventually(() => sorted.getAttribute("aria-sort")).toBe("ascending");

  await openList(head.page, "/o/customer");
  expect(await view(head.page, "重点会员").count()).toBe(0);
  await menu(page, "重命名与共享");
  await dialog(page).getByLabel("名称").fill("重点会员（本店）");
  await dialog(page).getByRole("switch").click();
  await page.screenshot({ path: join(SHOTS, "view-share.png") });
  await dialog(page).getByRole("button", { name: "保存", exact: true }).click();
  await view(page, "重点会员（本店）").waitFor();

  await openList(head.page, "/o/customer");
  await view(head.page, "重点会员（本店）").click();
  await eventually(() => counted(head.page)).toBe(narrowed);
  await eventually(() => new URL(head.page.url()).search).toContain("v=");
  await openList(seller.page, "/o/customer");
  expect(await view(seller.page, "重点会员").count()).toBe(0);
  await seller.page.goto(address);
  await seller.page.getByText("这个视图已不存在").waitFor();

  await menu(page, "删除视图");
  await page.getByText("已删除视图").waitFor();
  expect(await view(page, "重点会员").count()).toBe(0);
  await page.getByRole("button", { name: "撤销" }).click();
  await view(page, "重点会员（本店）").waitFor();
  await leave(head, "view-shared");
  await leave(seller, "view-gone");
  await leave(guide, "view-undone");
});

test("R141: a shared view that asks about closed fields opens without them, and says so", async () => {
  const head = await enter("store-head");
  const spend = {
    field: "spend",
    op: "atLeast",
    value: { amount: "100", currency: "CNY" },
  };
  await openList(head.page, filterAddress(LEVEL, spend));
  await saveAsView(head.page, "高消费会员", true);
  const address = head.page.url().slice(server.url.length);
  await leave(head, "view-of-amounts");

  const guide = await enter("guide", 390);
  const { page } = guide;
  await page.goto(address);
  await page.getByText("这个视图有 1 处涉及您不能使用的字段，已略过。").waitFor();
  await page.getByText("会员等级", { exact: false }).first().waitFor();
  expect(await page.locator("body").innerText()).not.toContain("累计消费 大于");
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await leave(guide, "view-left-out-phone");
});

test("conditions of which any is enough: in the address, on the screen and in the count", async () => {
  const head = await enter("store-head");
  const { page } = head;
  const member = { field: "level", op: "is", value: "bronze" };
  const gold = { field: "level", op: "is", value: "gold" };
  await openList(page, filterAddress(member));
  const ofMembers = await counted(page);
  await openList(page, filterAddress(gold));
  const ofGold = await counted(page);
  await openList(page, filterAddress({ any: [member, gold] }));
  expect(await counted(page)).toBe(ofMembers + ofGold);

  await openList(page, filterAddress(member));
  await page.getByRole("button", { name: "会员等级 是" }).click();
  await page.getByRole("button", { name: "或者…" }).click();
  await page.getByPlaceholder("查找字段").fill("备注");
  await page.getByPlaceholder("查找字段").press("Enter");
  const editor = page
    .locator(".ant-popover:visible")
    .filter({ has: page.getByRole("button", { name: "应用" }) });
  await editor.locator("input:not([role=combobox])").fill("不会有人写这句话");
  await page.getByRole("button", { name: "应用" }).click();
  const group = page.getByRole("group", { name: "任一满足" });
  await group.getByText("不会有人写这句话").waitFor();
  await eventually(() => counted(page)).toBe(ofMembers);
  await page.screenshot({ path: join(SHOTS, "filter-group.png") });
  await group.getByRole("button", { name: "移除条件：备注" }).click();
  await group.waitFor({ state: "hidden" });
  expect(await search(page).inputValue()).toBe("");
  await leave(head, "filter-single");
});

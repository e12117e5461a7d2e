/** Lists as people use them all day: views of their own and shared ones, filters with alternatives. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { DEMO_PASSWORD } from "../packages/server/src/demo/personas.ts";
import type { GetReply } from "../packages/server/src/http/contract.ts";
import { emailOf, expectToFit, leave, shoot, startDemo } from "./demo.ts";
import { signIn } from "./http-client.ts";

const demo = startDemo();

async function openList(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await rows(page).first().waitFor();
}

/** Two busy cores can make a reply slow. */
const PATIENT = { timeout: 30_000 };

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
  const guide = await demo.signedIn("guide");
  const head = await demo.signedIn("store-head");
  const seller = await demo.signedIn("seller");
  const { page } = guide;
  await openList(page, filterAddress(LEVEL));
  const narrowed = await counted(page);
  await saveAsView(page, "重点会员");
  await expect.poll(() => new URL(page.url()).search, PATIENT).toMatch(/^\?v=[0-9a-f-]+$/);
  const address = page.url().slice(demo.url().length);
  await view(page, "全部").click();
  await expect.poll(() => counted(page), PATIENT).toBeGreaterThan(narrowed);
  await page.goBack();
  await expect.poll(() => counted(page), PATIENT).toBe(narrowed);

  // What is changed is marked, can be taken back, and is kept when it is saved.
  await page.getByRole("columnheader", { name: "客户名称" }).getByRole("button").first().click();
  await page.getByText("有未保存的修改").waitFor();
  await page.getByRole("button", { name: "还原" }).click();
  await page.getByText("有未保存的修改").waitFor({ state: "hidden" });
  await page.getByRole("columnheader", { name: "客户名称" }).getByRole("button").first().click();
  await shoot(page, "view-changed");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  await page.getByText("视图已保存").waitFor();
  await page.reload();
  const sorted = page.getByRole("columnheader", { name: "客户名称" });
  await expect.poll(() => sorted.getAttribute("aria-sort"), PATIENT).toBe("ascending");

  await openList(head.page, "/o/customer");
  expect(await view(head.page, "重点会员").count()).toBe(0);
  await menu(page, "重命名与共享");
  await dialog(page).getByLabel("名称").fill("重点会员（本店）");
  await dialog(page).getByRole("switch").click();
  await shoot(page, "view-share");
  await dialog(page).getByRole("button", { name: "保存", exact: true }).click();
  await view(page, "重点会员（本店）").waitFor();

  await openList(head.page, "/o/customer");
  await view(head.page, "重点会员（本店）").click();
  await expect.poll(() => counted(head.page), PATIENT).toBe(narrowed);
  await expect.poll(() => new URL(head.page.url()).search, PATIENT).toContain("v=");
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

test("R141: who leads an area says with which view its guides open a list; whoever chose another keeps it", async () => {
  const area = await demo.enter("area-manager");
  await openList(area.page, filterAddress(LEVEL));
  await saveAsView(area.page, "先看会员");
  await menu(area.page, "设为岗位默认…");
  await dialog(area.page).getByRole("combobox").fill("导购");
  await area.page.locator(".ant-select-item-option", { hasText: "店员/导购" }).click();
  await shoot(area.page, "view-of-post");
  await dialog(area.page).getByRole("button", { name: "保存", exact: true }).click();
  await area.page.getByText("岗位默认视图已保存").waitFor();
  await leave(area, "view-of-post-saved");

  const { page, ...guide } = await demo.enter("guide");
  const { count: all } = await demo.ask(page, "customer.count", {});
  await openList(page, "/o/customer");
  await expect.poll(() => new URL(page.url()).search, PATIENT).toMatch(/^\?v=[0-9a-f-]+$/);
  await expect.poll(() => counted(page), PATIENT).toBeLessThan(all);
  await shoot(page, "view-of-post-opened");
  await view(page, "全部").click();
  await expect.poll(() => counted(page), PATIENT).toBe(all);
  await openList(page, "/o/customer");
  await expect.poll(() => new URL(page.url()).search, PATIENT).toBe("?v=all");
  await expect.poll(() => counted(page), PATIENT).toBe(all);
  await leave({ page, ...guide });

  // Whoever stands above takes it back; it stays its owner's.
  const city = await demo.signedIn("city-manager");
  await openList(city.page, "/o/customer");
  await view(city.page, "先看会员").click();
  await menu(city.page, "设为岗位默认…");
  await dialog(city.page).getByRole("combobox").hover();
  await dialog(city.page).locator(".ant-select-clear").click();
  await dialog(city.page).getByRole("button", { name: "保存", exact: true }).click();
  await city.page.getByText("已取消岗位默认").waitFor();
  await view(city.page, "先看会员").waitFor({ state: "detached" });
  city.complaints.splice(0, city.complaints.length, ...city.complaints.filter(isNotGone));
  await leave(city, "view-of-post-taken");
  const owner = await demo.signedIn("area-manager");
  await openList(owner.page, "/o/customer");
  await view(owner.page, "先看会员").click();
  await expect.poll(() => new URL(owner.page.url()).search, PATIENT).toMatch(/^\?v=/);
  await leave(owner);
});

/** The browser itself writes to its console what was done and is not to be seen by its doer. */
const isNotGone = (words: string): boolean => !words.includes("status of 410");

test("R141: a shared view that asks about closed fields opens without them, and says so", async () => {
  const head = await demo.signedIn("store-head");
  const spend = {
    field: "spend",
    op: "atLeast",
    value: { amount: "100", currency: "CNY" },
  };
  await openList(head.page, filterAddress(LEVEL, spend));
  await saveAsView(head.page, "高消费会员", true);
  const address = head.page.url().slice(demo.url().length);
  await leave(head, "view-of-amounts");

  const guide = await demo.signedIn("guide", { width: 390 });
  const { page } = guide;
  await page.goto(address);
  await page.getByText("这个视图有 1 处涉及您不能使用的字段，已略过。").waitFor();
  await page.getByText("会员等级", { exact: false }).first().waitFor();
  expect(await page.locator("body").innerText()).not.toContain("累计消费 大于");
  await expectToFit(page);
  await leave(guide, "view-left-out-phone");
});

test("conditions of which any is enough: in the address, on the screen and in the count", async () => {
  const head = await demo.signedIn("store-head");
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
  await expect.poll(() => counted(page), PATIENT).toBe(ofMembers);
  await shoot(page, "filter-group");
  await group.getByRole("button", { name: "移除条件：备注" }).click();
  await group.waitFor({ state: "hidden" });
  expect(await search(page).inputValue()).toBe("");
  await leave(head, "filter-single");
});

test("a cell is edited where it stands: by hand and by keyboard, refused, taken back, and in conflict", async () => {
  const head = await demo.signedIn("store-head");
  const { page } = head;
  await openList(page, "/o/customer?s=name.asc");
  const key = await rows(page).nth(1).getAttribute("data-record");
  const row = page.locator(`[data-record="${key}"]`);
  const cell = (field: string) => row.locator(`[data-field="${field}"]`);
  const name = (await cell("name").innerText()).trim();
  const editor = page.locator(".ant-popover:visible");

  await cell("name").hover();
  await cell("name").getByRole("button", { name: "编辑客户名称" }).click();
  await editor.getByRole("textbox").fill("");
  await editor.getByRole("textbox").press("Enter");
  // What was refused is given back with its reason.
  await editor.getByRole("alert").waitFor();
  await shoot(page, "cell-refused");
  await editor.getByRole("textbox").fill(`${name}老师`);
  await editor.getByRole("textbox").press("Enter");
  await page.getByText("客户名称已保存。").waitFor();
  await cell("name").getByText(`${name}老师`).waitFor();
  await page.getByRole("button", { name: "撤销" }).click();
  await cell("name").getByText(name, { exact: true }).waitFor();
  await page.getByText("客户名称已保存。").waitFor();
  await page.reload();
  await cell("name").getByText(name, { exact: true }).waitFor();

  // ↓ ↓, → to the level, E opens its choices.
  const columns = await row
    .locator("[data-field]")
    .evaluateAll((cells) => cells.map((one) => one.getAttribute("data-field")));
  const steps = [
    "ArrowDown",
    "ArrowDown",
    ...columns.slice(0, columns.indexOf("level") + 1).map(() => "ArrowRight"),
  ];
  for (const step of steps) await page.keyboard.press(step);
  await page.keyboard.press("e");
  await page.locator(".ant-select-dropdown:visible").getByText("VIP", { exact: true }).click();
  await page.getByText("会员等级已保存。").waitFor();
  await cell("level").getByText("VIP").waitFor();
  await shoot(page, "cell-saved");

  // The level moves by what a post may do; a state moves by its steps, and an amount is nobody's to write.
  expect(await cell("stage").getByRole("button").count()).toBe(0);
  expect(await cell("spend").getByRole("button").count()).toBe(0);

  // Somebody else is faster.
  const other = await demo.signedIn("store-head");
  await openList(other.page, "/o/customer?s=name.asc");
  const theirs = other.page.locator(`[data-record="${key}"] [data-field="name"]`);
  await theirs.hover();
  await theirs.getByRole("button", { name: "编辑客户名称" }).click();
  await cell("name").hover();
  await cell("name").getByRole("button", { name: "编辑客户名称" }).click();
  await other.page.locator(".ant-popover:visible").getByRole("textbox").fill(`${name}甲`);
  await other.page.locator(".ant-popover:visible").getByRole("textbox").press("Enter");
  await other.page.getByText("客户名称已保存。").waitFor();
  await other.context.close();
  await editor.getByRole("textbox").fill(`${name}乙`);
  await editor.getByRole("textbox").press("Enter");
  await dialog(page).getByText(`${name}甲`).waitFor();
  await shoot(page, "cell-conflict");
  await dialog(page).getByRole("button", { name: "保留我的" }).click();
  await cell("name").getByText(`${name}乙`).waitFor();
  // The browser itself writes a refusal to its console.
  const complaints = head.complaints.splice(0);
  expect(complaints.filter((words) => !/status of 4(00|09)/.test(words))).toEqual([]);
  await leave(head, "cell-kept");
});

test("R24: who may not write a cell is offered no way to edit it", async () => {
  const guide = await demo.signedIn("guide");
  const { page } = guide;
  await openList(page, "/o/customer");
  const colleagues = rows(page).filter({ hasText: "*******" }).first();
  expect(await colleagues.getByRole("button", { name: /^编辑/ }).count()).toBe(0);
  const own = rows(page).filter({ hasText: "周小芽" }).first();
  expect(await own.getByRole("button", { name: "编辑客户名称" }).count()).toBe(1);
  expect(await own.getByRole("button", { name: "编辑标签" }).count()).toBe(0);
  await leave(guide, "cell-closed");
});

test("columns are drawn to a width, by hand and by keyboard, and keep it", async () => {
  const head = await demo.signedIn("store-head");
  const { page } = head;
  await openList(page, "/o/customer");
  const heading = page.getByRole("columnheader", { name: /^手机/ });
  const edge = heading.getByRole("separator");
  const width = async () => (await heading.boundingBox())?.width ?? 0;
  const before = await width();
  const box = await edge.boundingBox();
  if (!box) throw new Error("a heading without an edge");
  await page.mouse.move(box.x + 4, box.y + 10);
  await page.mouse.down();
  await page.mouse.move(box.x + 104, box.y + 10, { steps: 4 });
  await page.mouse.up();
  await expect.poll(async () => Math.round((await width()) - before), PATIENT).toBe(100);
  await edge.press("ArrowRight");
  await expect.poll(async () => Math.round((await width()) - before), PATIENT).toBe(116);
  await page.reload();
  await rows(page).first().waitFor();
  await expect.poll(async () => Math.round((await width()) - before), PATIENT).toBe(116);
  await shoot(page, "column-drawn");
  await edge.dblclick();
  await expect.poll(async () => Math.round((await width()) - before), PATIENT).toBe(0);
  await leave(head, "column-usual");
});

test("a long list that was left is found again at its place; what may have changed is asked for before it is drawn", async () => {
  const administrator = await demo.enter("administrator");
  const { page } = administrator;
  const frame = page.getByRole("table").locator("..");
  const scrollTo = (row: number) => frame.evaluate((node, top) => node.scrollTo({ top }), row * 40);
  const row = (index: number) => page.locator(`[aria-rowindex="${index + 2}"][data-record]`);
  let [asked, answered] = [0, 0];
  page.on("request", (request) => {
    if (request.url().endsWith("/api/person.list")) asked += 1;
  });
  page.on("requestfinished", (request) => {
    if (request.url().endsWith("/api/person.list")) answered += 1;
  });
  await openList(page, "/o/person?s=number.asc");
  for (let loaded = 60; loaded <= 420; loaded += 60) {
    await scrollTo(loaded - 20);
    await row(loaded).waitFor();
  }
  expect(asked).toBeGreaterThanOrEqual(8);
  await scrollTo(0);
  const name = (await row(2).locator('[data-field="name"]').innerText()).trim();
  const id = await row(2).getAttribute("data-record");
  await scrollTo(300);
  const left = await row(305).getAttribute("data-record");
  await row(305).getByRole("link").first().click();
  await row(305).waitFor({ state: "detached" });
  const other = await signIn(demo.url(), emailOf("administrator"), DEMO_PASSWORD);
  const { body } = await other.post<GetReply>("/api/person.get", { id });
  const values = { name: `${name}乙` };
  const { version } = body.record;
  expect((await other.post("/api/person.update", { id, version, values })).status).toBe(200);

  // As old as makes the browser ask again.
  await page.waitForTimeout(3_100);
  [asked, answered] = [0, 0];
  await page.goBack();
  await page.locator(`[data-record="${left}"]`).waitFor();
  // What is in sight is drawn at once, and asked for; from the answer on the rest is old.
  await expect.poll(() => asked > 0 && asked === answered, PATIENT).toBe(true);
  expect(asked).toBeLessThanOrEqual(3);
  await page.evaluate((before) => {
    const drawn: string[] = [];
    Object.assign(globalThis, { drawn });
    new MutationObserver(() =>
      document.querySelectorAll('[data-field="name"]').forEach(({ textContent }) => {
        if (textContent === before) drawn.push(before);
      }),
    ).observe(document.body, { childList: true, subtree: true, characterData: true });
  }, name);
  await scrollTo(0);
  await row(2).getByText(`${name}乙`).waitFor();
  expect(await page.evaluate(() => (globalThis as unknown as { drawn: string[] }).drawn)).toEqual(
    [],
  );
  await leave(administrator, "list-found-again");
});

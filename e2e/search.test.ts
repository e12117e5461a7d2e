/** One field for everything: customers however one remembers them, orders by number, screens and actions, by keyboard alone. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { readingsOf } from "../packages/server/src/matrix/read-as.ts";
import { expectToFit, leave, shoot, startDemo } from "./demo.ts";

const demo = startDemo();

const field = (page: Page) => page.getByRole("combobox", { name: /搜索|Search/ });
const group = (page: Page, name: string) => page.getByRole("group", { name, exact: true });
const chosen = (page: Page) => page.locator('[role="option"][aria-selected="true"]');

/** A record whose name is two or three characters. */
const CHINESE = { name: /^[\u4e00-\u9fff]{2,3}$/ };

/** Opens the palette by its key and types. */
async function ask(page: Page, words: string): Promise<void> {
  if (!(await field(page).isVisible())) await page.keyboard.press("Control+k");
  await field(page).fill(words);
}

test("R168: a customer by name, by how it is read, by part of a phone, by name and digits; an order by its number", async () => {
  const visitor = await demo.signedIn("store-head");
  const { page } = visitor;
  await page.goto("/o/customer");
  const first = page
    .locator("[data-record]")
    .filter({ has: page.getByRole("link", CHINESE) })
    .first();
  const name = await first.getByRole("link").first().innerText();
  const digits = (
    await first
      .getByText(/\d{4}$/)
      .first()
      .innerText()
  ).slice(-4);
  await ask(page, name);
  const customers = group(page, "客户");
  await customers.getByRole("option").first().locator("mark", { hasText: name }).waitFor();
  const letters = [...name].map((character) => readingsOf(character)[0]);
  for (const read of [letters.map((one) => one?.[0]).join(""), letters.join("")]) {
    await ask(page, read);
    await customers.locator("mark", { hasText: name }).first().waitFor();
  }
  await ask(page, digits);
  await customers.locator("mark", { hasText: digits }).first().waitFor();
  await ask(page, `${name.slice(0, 1)} ${digits}`);
  const both = customers.getByRole("option", { name: new RegExp(`${name}.*${digits}`) });
  for (const part of [name.slice(0, 1), digits])
    await both.locator("mark", { hasText: new RegExp(`^${part}$`) }).waitFor();
  await shoot(page, "search-name-and-digits");
  // Enter waits for the answer to what was typed last.
  await field(page).fill("");
  await page.keyboard.type(name);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name }).waitFor();
  await leave(visitor, "search-customer");

  const finance = await demo.signedIn("finance");
  await finance.page.goto("/o/order");
  const link = finance.page.locator('[data-record] a[href^="/o/order/"]').first();
  const number = await link.innerText();
  await ask(finance.page, number.toLowerCase());
  await group(finance.page, "订单").locator("mark", { hasText: number }).waitFor();
  expect(await group(finance.page, "客户").count()).toBe(0);
  await finance.page.keyboard.press("Enter");
  await finance.page.getByRole("heading", { level: 1, name: number }).waitFor();
  await leave(finance, "search-order");
});

test("screens and actions by keyboard alone, those used last first; only what one may do", async () => {
  const visitor = await demo.enter("store-head");
  const { page } = visitor;
  await page.locator("#main").press("/");
  await field(page).fill("新建客户");
  await chosen(page).getByText("新建客户").waitFor();
  await page.keyboard.press("Enter");
  const drawer = page.getByRole("dialog", { name: "新建客户" });
  await drawer.getByLabel("客户名称").waitFor();
  await page.keyboard.press("Escape");
  await drawer.waitFor({ state: "hidden" });

  await ask(page, "工单");
  await page.keyboard.press("Enter");
  await page.waitForURL("**/o/ticket");
  await ask(page, "");
  const recent = group(page, "最近使用");
  expect(await recent.getByRole("option").allInnerTexts()).toEqual(
    expect.arrayContaining([expect.stringContaining("工单"), expect.stringContaining("新建客户")]),
  );
  // To the next group, back, down and up again: where one began.
  const began = await chosen(page).innerText();
  for (const key of ["Tab", "Shift+Tab", "ArrowDown", "ArrowUp"]) await page.keyboard.press(key);
  expect(await chosen(page).innerText()).toBe(began);
  await shoot(page, "search-recent");

  await ask(page, "角色");
  await page.getByText("没有找到").or(page.getByRole("option").first()).waitFor();
  await ask(page, "肯定没有这样的名字");
  await page.getByText(/已找过您能看到的.*客户.*订单/).waitFor();
  await ask(page, "切换到深色");
  await page.keyboard.press("Enter");
  await page.locator(':root[data-theme="dark"]').waitFor();
  await ask(page, "Switch");
  await page.keyboard.press("Enter");
  await ask(page, "sign out");
  await page.keyboard.press("Enter");
  await page.getByLabel("Password").waitFor();
  await leave(visitor, "search-signed-out");
});

test("on a phone it is a sheet, and all results are one touch away", async () => {
  const visitor = await demo.enter("boss", { width: 390 });
  const { page } = visitor;
  await page.getByRole("button", { name: "搜索" }).click();
  await field(page).fill("李");
  await group(page, "客户").getByText("查看全部符合的客户").waitFor();
  await expectToFit(page);
  await shoot(page, "search-phone");
  await group(page, "客户").getByText("查看全部符合的客户").click();
  await page.waitForURL(/\/o\/customer\?q=/);
  await page.getByRole("main").getByText(/^李/).first().waitFor();
  await leave(visitor, "search-phone-list");
});

test("R168: who is calling is found by whole name and last digits, in any store, and stays in hand", async () => {
  const head = await demo.signedIn("store-head");
  await head.page.goto("/o/customer");
  const row = head.page.locator("[data-record]").filter({ hasText: /\d{4}/ }).first();
  const name = await row.getByRole("link").first().innerText();
  const digits = (
    await row
      .getByText(/\d{4}$/)
      .first()
      .innerText()
  ).slice(-4);
  await leave(head);

  for (const width of [1440, 390] as const) {
    const agent = await demo.signedIn("service-agent", { width });
    const { page } = agent;
    await page.goto("/");
    const panel = page
      .locator("section")
      .filter({ has: page.getByRole("heading", { name: "精确查找客户" }) });
    await panel.getByLabel("姓名（全名）").fill(name.slice(0, 1));
    await panel.getByLabel("手机号后四位").fill("12");
    await panel.getByRole("button", { name: "查找" }).click();
    await panel.getByText("请输入四位数字。").waitFor();
    await panel.getByLabel("手机号后四位").fill(digits);
    await panel.getByRole("button", { name: "查找" }).click();
    await panel.getByText(/^没有找到/).waitFor();
    await panel.getByLabel("姓名（全名）").fill(name);
    await panel.getByRole("button", { name: "查找" }).click();
    const found = panel.getByRole("link", { name: new RegExp(name) });
    await found.waitFor();
    await panel.getByText(/前可查看/).waitFor();
    await expectToFit(page);
    await shoot(page, `look-up-${width}`);
    await found.click();
    await page.getByRole("heading", { level: 1, name }).waitFor();
    await shoot(page, `look-up-record-${width}`);
    await leave(agent);
  }
});

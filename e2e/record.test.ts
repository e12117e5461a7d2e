/** What is done with a record besides reading it: making it once, taking back, printing, editing it on a phone. */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { DEMO_PASSWORD } from "../packages/server/src/demo/personas.ts";
import type { Look, Visit } from "./browser.ts";
import { emailOf, expectToFit, leave, shoot, startDemo } from "./demo.ts";
import { signIn, type Client } from "./http-client.ts";

const demo = startDemo();

/** There is no printer here, and a dialog of the browser would wait for somebody. */
async function enter(persona: string, look?: Look): Promise<Visit> {
  const visitor = await demo.signedIn(persona, look);
  await visitor.page.addInitScript(() => (window.print = () => {}));
  return visitor;
}

const callerOf = (persona: string): Promise<Client> =>
  signIn(demo.url(), emailOf(persona), DEMO_PASSWORD);

const rows = (page: Page) => page.locator("[data-record]");
const dialog = (page: Page) => page.getByRole("dialog");

interface Customer {
  readonly id: string;
  readonly masked: readonly string[];
  readonly values: { readonly name: string; readonly phone: string | null };
}

async function customersOf(client: Client, request: object = {}): Promise<readonly Customer[]> {
  const filter = { field: "phone", op: "isNotEmpty" };
  const asked = { limit: 100, filter, fields: ["name", "phone"], ...request };
  const { body } = await client.post<{ rows: readonly Customer[] }>("/api/customer.list", asked);
  return body.rows;
}

/** Somebody whom another persona has just made a customer. */
async function strangersOf(persona: string, name: string, phone: string): Promise<Customer> {
  const client = await callerOf(persona);
  const made = { values: { name, phone } };
  const { body } = await client.post<{ record: Customer }>("/api/customer.create", made);
  return body.record;
}

test("R78: while a phone is typed, a twin is a click away, and of others' only that there is one", async () => {
  const seller = await callerOf("seller");
  const mine = (await customersOf(seller)).find(({ masked }) => !masked.includes("phone"))!;
  const theirs = await strangersOf("store-head", "虚构的别人", "13900001111");
  const visitor = await enter("seller");
  const { page, context } = visitor;
  await page.goto("/o/customer");
  await page.getByRole("button", { name: "新建客户" }).click();
  await dialog(page).getByLabel("客户名称").fill("虚构的新客户");
  const phone = dialog(page).getByLabel("手机");
  await phone.fill(mine.values.phone!);
  const twin = dialog(page).getByRole("link", { name: mine.values.name });
  await twin.waitFor();
  await shoot(page, "twin-mine");
  const [opened] = await Promise.all([context.waitForEvent("page"), twin.click()]);
  await opened.getByRole("heading", { name: mine.values.name }).waitFor();
  await opened.close();
  await phone.fill(theirs.values.phone!);
  await dialog(page).getByText("不在您的可见范围内").waitFor();
  await shoot(page, "twin-theirs");
  expect(await dialog(page).getByText(theirs.values.name, { exact: true }).count()).toBe(0);
  expect(await dialog(page).getByRole("link").count()).toBe(0);
  // A hint is no lock.
  await dialog(page).getByRole("button", { name: "创建" }).click();
  await page.getByRole("heading", { name: "虚构的新客户" }).waitFor();
  await leave(visitor, "twin-created");
});

test("several records deleted at once come back by Ctrl+Z", async () => {
  const visitor = await enter("administrator");
  const { page } = visitor;
  await page.goto("/o/tag");
  await rows(page).first().waitFor();
  const counted = () => page.locator("h1 + span").innerText();
  const before = await counted();
  for (const index of [0, 1]) await rows(page).nth(index).getByRole("checkbox").check();
  await page.getByRole("toolbar").getByRole("button", { name: "删除" }).click();
  await dialog(page).getByRole("button", { name: "删除" }).click();
  await page.getByText("已删除 2 条。").waitFor();
  await expect.poll(counted, { timeout: 30_000 }).not.toBe(before);
  await shoot(page, "bulk-deleted");
  await page.keyboard.press("Control+z");
  await page.getByText("已恢复 2 条").waitFor();
  await expect.poll(counted, { timeout: 30_000 }).toBe(before);
  await leave(visitor, "bulk-restored");
});

test("customers assigned at once go back to whose they were", async () => {
  const visitor = await enter("store-head");
  const { page } = visitor;
  await page.goto("/o/customer");
  await rows(page).first().waitFor();
  const owners = () => page.locator('[data-record] [data-field="owner"]').allInnerTexts();
  const before = (await owners()).slice(0, 2);
  for (const index of [0, 1]) await rows(page).nth(index).getByRole("checkbox").check();
  await page.getByRole("toolbar").getByRole("button", { name: "分配" }).click();
  await dialog(page).getByRole("combobox").fill("苏青禾");
  await page.locator(".ant-select-item-option", { hasText: "苏青禾" }).click();
  await dialog(page).getByRole("button", { name: "应用到选中记录" }).click();
  await dialog(page).getByText("2 条全部完成").waitFor();
  const two = async () => (await owners()).slice(0, 2).map((words) => words.includes("苏青禾"));
  await expect.poll(two, { timeout: 30_000 }).toEqual([true, true]);
  await shoot(page, "bulk-assigned");
  await dialog(page).getByRole("button", { name: "撤销" }).click();
  await page.getByText("已恢复 2 条的原值").waitFor();
  await expect.poll(async () => (await owners()).slice(0, 2), { timeout: 30_000 }).toEqual(before);
  await leave(visitor, "bulk-assigned-back");
});

/** What is on the paper, and a picture of it. */
async function paper(page: Page, name: string): Promise<string> {
  await page.emulateMedia({ media: "print" });
  await shoot(page, name);
  const words = await page.locator("body").innerText();
  await page.emulateMedia({ media: "screen" });
  return words;
}

test("a record goes on paper as its reader reads it: who printed it, and every mask", async () => {
  const { id, values } = await strangersOf("store-head", "虚构的会员", "13900002222");
  const visitor = await enter("guide");
  const { page } = visitor;
  await page.goto(`/o/customer/${id}`);
  await page.getByRole("heading", { name: values.name }).first().waitFor();
  await page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  const words = await paper(page, "print-record");
  expect(words).toContain(values.name);
  expect(words).toContain("周小芽");
  expect(words).toContain("*******2222");
  expect(words.replaceAll(/\s/g, "")).not.toContain("0000222");
  // Nothing of the frame around it.
  expect(words).not.toContain("工作台");
  await page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  expect(await page.locator("article").count()).toBe(0);
  await leave(visitor, "print-record-after");
});

test("R100: a list goes on paper for who may export it, and for nobody else", async () => {
  const visitor = await enter("finance");
  const { page } = visitor;
  await page.goto("/o/order");
  await rows(page).first().waitFor();
  await page.keyboard.press("Control+p");
  await page.locator("article table").waitFor({ state: "attached" });
  const words = await paper(page, "print-list");
  expect(words).toMatch(/这里是前 500 条|共 \d+ 条。/);
  // Whoever loads the page again does not ask for paper again.
  await page.reload();
  await rows(page).first().waitFor();
  expect(await page.locator("article").count()).toBe(0);
  await leave(visitor, "print-list-after");

  const guide = await enter("guide");
  await guide.page.goto("/o/customer");
  await rows(guide.page).first().waitFor();
  await guide.page.evaluate(() => window.dispatchEvent(new Event("beforeprint")));
  expect(await paper(guide.page, "print-list-refused")).toContain("需要导出权限");
  await guide.page.evaluate(() => window.dispatchEvent(new Event("afterprint")));
  await leave(guide, "print-list-refused-after");
});

test("on a phone a cell of a card is edited in a sheet", async () => {
  const visitor = await enter("store-head", { width: 390 });
  const { page } = visitor;
  await page.goto("/o/customer");
  const pencil = page.getByRole("button", { name: "编辑会员等级" }).first();
  await pencil.click();
  await dialog(page).waitFor();
  await shoot(page, "phone-sheet");
  await page.getByTitle("银卡会员").last().click();
  await page.getByText("会员等级已保存。").waitFor();
  await leave(visitor, "phone-edited");
});

test("on a phone whoever has saved a record's form stays where it was; what an order came to is in sight", async () => {
  const head = await callerOf("store-head");
  const { body } = await head.post<{
    rows: readonly { readonly values: { readonly customer: { readonly id: string } } }[];
  }>("/api/order.list", { limit: 1 });
  const { id } = body.rows[0]!.values.customer;
  const visitor = await enter("store-head", { width: 390 });
  const { page } = visitor;
  const tab = (name: string) => page.getByRole("tab", { name, exact: true });
  await page.goto(`/o/customer/${id}`);
  await tab("动态").and(page.locator("[aria-selected=true]")).waitFor();
  await page.getByRole("button", { name: "更多操作" }).click();
  await page.getByRole("menuitem", { name: "编辑" }).click();
  await page.getByLabel("备注").fill("虚构的备注");
  await page.getByRole("button", { name: /^保存/ }).click();
  await page.getByText("已保存").first().waitFor();
  await tab("资料").and(page.locator("[aria-selected=true]")).waitFor();
  await page.getByRole("tabpanel", { name: "资料" }).getByText("虚构的备注").waitFor();
  await shoot(page, "phone-form-saved");

  await page.goto(`/o/customer/${id}?tab=order.customer`);
  const total = page.getByRole("cell", { name: /¥/ }).first();
  await total.waitFor();
  const { x, width } = (await total.boundingBox())!;
  expect(x + width).toBeLessThanOrEqual(390);
  await expectToFit(page);
  await leave(visitor, "phone-orders");
});

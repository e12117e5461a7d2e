/** The first page after signing in, for those it is made for: a seller, the head of a store, head office. */
import type { Locator, Page } from "playwright-core";
import { expect, test } from "vitest";
import { ask } from "./ask.ts";
import type { Visit } from "./browser.ts";
import { leave, shoot, startDemo } from "./demo.ts";

const demo = startDemo();

async function enter(persona: string): Promise<Visit> {
  const visitor = await demo.enter(persona);
  await visitor.page.getByRole("heading", { level: 1, name: "工作台" }).waitFor();
  return visitor;
}

const block = (page: Page, title: string): Locator =>
  page.locator("section").filter({ has: page.getByRole("heading", { level: 2, name: title }) });

const numberIn = (text: string): number => Number(text.replaceAll(/[^\d]/g, ""));

/** Follows a figure to its list, and comes back. */
async function countBehind(page: Page, figure: Locator): Promise<number> {
  await figure.click();
  const count = page.locator("header [aria-live=polite]").filter({ hasText: /\d/ });
  await count.waitFor();
  const found = numberIn(await count.innerText());
  await page.goBack();
  await page.getByRole("heading", { level: 1, name: "工作台" }).waitFor();
  return found;
}

test("a seller begins with what is due, finishes it with one click and takes that back", async () => {
  const seller = await enter("seller");
  const { page } = seller;
  const me = await page.evaluate(async () => (await fetch("/api/me")).json());
  const mine = { field: "owner", op: "is", value: me.person.id };
  const { rows } = await ask<{ rows: { id: string }[] }>(page, "customer.list", { filter: mine });
  const due = { dueAt: new Date(Date.now() - 3_600_000).toISOString(), priority: "high" };
  await ask(page, "task.create", {
    values: { subject: "回访到店体验", customer: rows[0]!.id, kind: "visit", ...due },
  });
  await page.reload();
  const task = block(page, "今天要做的").getByRole("link", { name: "回访到店体验" });
  await task.waitFor();
  await shoot(page, "workbench-seller");
  await page.getByRole("button", { name: "完成任务：回访到店体验" }).click();
  await page.getByText("任务已完成。").waitFor();
  await task.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "撤销" }).click();
  await task.waitFor();

  const customers = block(page, "现况").getByRole("link", { name: /^我的客户/ });
  expect(await countBehind(page, customers)).toBe(numberIn(await customers.innerText()));

  await page.goto(`/o/customer/${rows[0]!.id}`);
  const name = await page.getByRole("heading", { level: 1 }).innerText();
  await page.getByRole("navigation").first().getByText("工作台").click();
  await block(page, "最近打开").getByRole("link", { name }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  await leave(seller);
});

test("R36: the figures of a store head are those of the lists behind them, person by person", async () => {
  const head = await enter("store-head");
  const { page } = head;
  const stages = block(page, "客户：按客户阶段").getByRole("link");
  await stages.first().waitFor();
  const team = block(page, "团队").locator("tbody tr");
  await team.first().waitFor();
  const links = [stages.first(), team.first().locator("td a").first()];
  for (const link of links) {
    const shown = numberIn((await link.innerText()).split("\n").at(-1)!);
    expect(shown).toBeGreaterThan(0);
    expect(await countBehind(page, link)).toBe(shown);
  }
  await leave(head);
});

test("R45: head office goes from the enterprise to one person's figures, unit by unit", async () => {
  const boss = await enter("boss");
  const { page } = boss;
  const team = block(page, "团队");
  const rows = team.locator("tbody tr");
  await rows.first().waitFor();
  let depth = 0;
  for (; depth < 8; depth++) {
    const first = rows.first();
    const open = first.locator("th button");
    if ((await open.count()) === 0) break;
    const [name, count] = [await open.innerText(), await first.locator("td").first().innerText()];
    await open.click();
    await team.getByRole("navigation").getByText(name).waitFor();
    await team.locator("tfoot td").first().getByText(count, { exact: true }).waitFor();
  }
  expect(depth).toBeGreaterThan(2);
  await rows.first().locator("th a[href^='/o/person/']").waitFor();
  const cell = rows.first().locator("td a").first();
  const shown = numberIn(await cell.innerText());
  expect(await countBehind(page, cell)).toBe(shown);
  await leave(boss);
});

test.each(["seller", "store-head", "boss"])(
  "R137: the page of %s at both widths and in both languages",
  async (persona) => {
    const visitor = await enter(persona);
    const { page } = visitor;
    for (const [width, language, title] of [
      [390, "zh", "工作台"],
      [390, "en", "Workbench"],
      [1440, "en", "Workbench"],
    ] as const) {
      await page.setViewportSize({ width, height: width === 390 ? 844 : 900 });
      await page.evaluate((chosen) => {
        localStorage.setItem("latchkey.language", JSON.stringify(chosen));
      }, language);
      await page.reload();
      await page.getByRole("heading", { level: 1, name: title }).waitFor();
      await page.waitForLoadState("networkidle");
      expect(await page.locator(".ant-skeleton").count()).toBe(0);
      const wide = await page.evaluate(() => document.querySelector("#main")!.scrollWidth);
      expect(wide).toBeLessThanOrEqual(width);
      await shoot(page, `workbench-${persona}-${width}-${language}`);
    }
    await leave(visitor);
  },
);

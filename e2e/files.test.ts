/** Files of records in a real browser: who brings them, and who does not see them. */
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { leave, startDemo } from "./demo.ts";

const demo = startDemo();

test("R134: a scan of a seller's own customer is theirs to open, and not there for who sees the customer masked", async () => {
  const seller = await demo.signedIn("seller");
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

  const manager = await demo.signedIn("sales-manager");
  await manager.page.goto(address);
  await manager.page.getByRole("button", { name: "查看附件（会留痕）" }).waitFor();
  expect(await manager.page.getByText("身份证.pdf").count()).toBe(0);
  await manager.page.getByRole("button", { name: "查看附件（会留痕）" }).click();
  await manager.page.getByRole("link", { name: "身份证.pdf" }).waitFor();
  await leave(manager, "sales-manager-files");

  const guide = await demo.signedIn("guide");
  expect((await guide.page.request.get(href!)).status()).toBe(404);
  await leave(guide);
});

/** The address of a customer of one's own. */
async function ownCustomer(page: Page): Promise<string> {
  const headers = { origin: demo.url() };
  const me = await (await page.request.get("/api/me")).json();
  const filter = { field: "owner", op: "is", value: me.person.id };
  const list = await page.request.post("/api/customer.list", {
    headers,
    data: { filter, limit: 1 },
  });
  return `/o/customer/${(await list.json()).rows[0].id}`;
}

/** A workbook as people have it, through the whole wizard and back again. */
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { workbook } from "../packages/server/src/testing/workbooks.ts";
import { expectToFit, leave, shoot, startDemo } from "./demo.ts";

const demo = startDemo();

const SHEETS = {
  说明: [],
  名单: [
    ["门店客户名单（演示）", null, null],
    [],
    ["客户名称", "手机", "备注"],
    ["试导甲", "13900007001", "常来"],
    ["试导乙", "abc", null],
    ["试导丙", "13900007003", null],
  ],
};

test("R135: a workbook of two sheets with a title comes in, its wrong row goes out again, and all of it is taken back", async () => {
  const visitor = await demo.signedIn("store-head");
  const { page } = visitor;
  await page.goto("/o/customer/import");
  await page.locator('input[type="file"]').setInputFiles({
    name: "名单.xlsx",
    mimeType: "application/octet-stream",
    buffer: await workbook(SHEETS),
  });
  await page.getByText("工作表“名单” · 第 3 行是列名").waitFor();
  await page.getByRole("button", { name: "把第 4 行作为列名" }).click();
  await page.getByText("第 4 行是列名").waitFor();
  await page.getByRole("button", { name: "把第 3 行作为列名" }).click();
  await page.getByText("第 3 行是列名").waitFor();
  await page.getByRole("button", { name: "先试运行" }).click();
  await page.getByText("还没有写入任何数据。").waitFor();
  await page.getByRole("button", { name: /手机.*1 行/ }).click();
  await page.getByText("第 5 行").waitFor();
  await shoot(page, "import-checked");
  await page.getByRole("button", { name: "导入 2 行" }).click();
  await page.getByRole("heading", { name: "导入完成" }).waitFor();
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("link", { name: "下载问题文件" }).click(),
  ]);
  const errors = await readFile(await download.path(), "utf8");
  expect(errors).toContain("试导乙,abc,,5,");
  expect(errors).not.toContain("试导甲");
  await page.getByRole("button", { name: "撤销导入" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "撤销导入" }).click();
  await page.getByText("这次导入写入的内容都已收回。").waitFor();
  await shoot(page, "import-undone");
  await page.getByRole("link", { name: "导入记录" }).click();
  const past = page.getByRole("listitem").filter({ hasText: "名单.xlsx" });
  await past.getByText("已撤销").waitFor();
  await past.getByRole("link").click();
  await page.getByText("移到回收站").waitFor();
  await page.setViewportSize({ width: 390, height: 844 });
  await expectToFit(page);
  await leave(visitor, "import-past");
});

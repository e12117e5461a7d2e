/** An administrator who is no programmer writes a rule like a sentence, and a colleague publishes it (R57). */
import type { Page } from "playwright-core";
import { test } from "vitest";
import { expectToFit, leave, shoot, startDemo } from "./demo.ts";

const demo = startDemo();

/** Opens a part of the sentence, and chooses from what it offers. */
async function choose(page: Page, part: string, option: string): Promise<void> {
  await page.getByRole("button", { name: new RegExp(`^${part} `) }).click();
  await pick(page, option);
  await page.keyboard.press("Escape");
}

const pick = (page: Page, option: string): Promise<void> =>
  page
    .locator(".ant-select-dropdown:visible .ant-select-item-option")
    .filter({ hasText: new RegExp(`^${option}$`) })
    .first()
    .click();

async function openAreaManager(page: Page): Promise<void> {
  await page.goto("/permissions/roles");
  await page
    .getByRole("link", { name: /区域主管|Area manager/ })
    .first()
    .click();
  await page.getByRole("button", { name: /添加规则|Add a rule/ }).click();
}

test("R57: “area manager may not export customers of level VIP in the pool” is written without code and published by two", async () => {
  const visit = await demo.signedIn("administrator");
  const { page } = visit;
  await openAreaManager(page);
  await choose(page, "可以还是不可以", "不可以");
  await page.getByRole("button", { name: /^做什么 / }).click();
  await page.keyboard.press("Backspace");
  await page.keyboard.type("导出");
  await pick(page, "导出");
  await page.keyboard.press("Escape");
  await choose(page, "哪些范围", "授权单元公海中的");
  await page.getByRole("button", { name: "添加条件" }).click();
  await page.getByRole("button", { name: /^条件 / }).click();
  await page.getByLabel("字段", { exact: true }).click();
  await page.keyboard.type("会员等级");
  await pick(page, "会员等级");
  await page.getByRole("combobox", { name: "会员等级", exact: true }).click();
  await pick(page, "VIP");
  await page.keyboard.press("Escape");
  const sentence = page.getByText("会员等级为“VIP”时,不能导出授权单元公海中的客户");
  await sentence.waitFor();
  await page.getByText("您看不到相关的客户，所以不计数。").waitFor();
  await shoot(page, "rule-editor");
  await page.getByRole("button", { name: "放入角色" }).click();
  await sentence.waitFor();
  await page.getByRole("button", { name: "放入草案" }).click();
  await page.getByRole("link", { name: "审阅并发布" }).first().click();
  await sentence.waitFor();
  await shoot(page, "rule-review");
  await page.getByRole("button", { name: "提交审批" }).click();
  await page.getByRole("button", { name: "撤回" }).waitFor();

  const approver = await demo.signedIn("approver");
  await approver.page.goto("/permissions/draft");
  await approver.page.getByText("会员等级为“VIP”时,不能导出授权单元公海中的客户").waitFor();
  await approver.page.getByRole("button", { name: "同意并发布" }).click();
  await approver.page.getByText(/已发布为第 \d+ 版/).waitFor();
  await leave(approver);

  await page.goto("/permissions/roles");
  await page
    .getByRole("link", { name: /区域主管/ })
    .first()
    .click();
  await sentence.waitFor();
  await leave(visit, "rule-published");
});

test.each([
  { width: 390, language: "en-US" },
  { width: 390, language: "zh-CN" },
  { width: 1440, language: "en-US" },
] as const)("R57: the editor fits $width px, in $language", async (look) => {
  const visit = await demo.signedIn("administrator", look);
  const { page } = visit;
  await openAreaManager(page);
  await page.getByText(/(您看不到相关的客户|You do not see the customers)/).waitFor();
  await page.getByRole("button", { name: /Add a condition|添加条件/ }).click();
  await page.getByRole("button", { name: /^(Condition|条件) / }).waitFor();
  await expectToFit(page);
  await shoot(page, `rule-editor-${look.width}-${look.language}`);
  await page.getByRole("button", { name: /^(Condition|条件) / }).click();
  await page.getByLabel(/^(Field|字段)$/).waitFor();
  await shoot(page, `rule-condition-${look.width}-${look.language}`);
  await leave(visit);
});

test("the policy as a file is exported, refused with the place of a mistake, and taken into the draft", async () => {
  const visit = await demo.signedIn("administrator");
  const { page } = visit;
  const text = await (await page.request.get("/api/policy/file")).text();
  await page.goto("/permissions/versions");
  const choose = (content: string) =>
    page
      .getByLabel("从文件导入")
      .last()
      .setInputFiles({
        name: "policy.yaml",
        mimeType: "application/yaml",
        buffer: Buffer.from(content),
      });
  await choose(text.replace("zh: 区域主管", "zh: 片区主管"));
  await page.getByText("名称从“区域主管”改为“片区主管”").waitFor();
  await shoot(page, "policy-file-difference");
  await page.getByRole("button", { name: "放入草案" }).click();
  await page.getByText("名称从“区域主管”改为“片区主管”").waitFor();
  await leave(visit, "policy-file-draft");
});

test.each([
  { width: 1440, language: "zh-CN" },
  { width: 390, language: "en-US" },
] as const)("a file with a mistake says where, at $width px, in $language", async (look) => {
  const visit = await demo.signedIn("administrator", look);
  const { page } = visit;
  await page.goto("/permissions/versions");
  await page.getByText(/^(策略文件|Policy file)$/).waitFor();
  await page
    .getByLabel(/从文件导入|Import a file/)
    .last()
    .setInputFiles({
      name: "policy.yaml",
      mimeType: "application/yaml",
      buffer: Buffer.from("format: latchkey/policy/1\nroles:\n  - id: nobody\n    grants: 7\n"),
    });
  await page
    .getByText(/第 3 行第 5 列|line 3, column 5/)
    .first()
    .waitFor();
  await expectToFit(page);
  await page
    .getByText(/第 3 行第 5 列|line 3, column 5/)
    .first()
    .scrollIntoViewIfNeeded();
  await shoot(page, `policy-file-mistakes-${look.width}`);
  visit.complaints.length = 0;
  await leave(visit);
});

test.each([
  { width: 1440, language: "zh-CN" },
  { width: 390, language: "en-US" },
] as const)(
  "R17: a role begins with a tier and a reach, at $width px, in $language",
  async (look) => {
    const visit = await demo.signedIn("administrator", look);
    const { page } = visit;
    await page.goto("/permissions/roles");
    await page
      .getByRole("link", { name: /区域主管|片区主管|Area manager/ })
      .first()
      .click();
    await page.getByRole("combobox", { name: /选择层级|Choose a tier/ }).click();
    await pick(page, "(管理层|Managing)");
    await page.getByRole("button", { name: /套\s?用|Apply/ }).click();
    await page.getByRole("button", { name: /放入草案|Put into the draft/ }).waitFor();
    await expectToFit(page);
    await page.getByText(/从层级开始|Begin with a tier/).scrollIntoViewIfNeeded();
    await shoot(page, `tiers-${look.width}`);
    await leave(visit);
  },
);

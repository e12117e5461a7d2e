/** An administrator who is no programmer writes a permission test, and it keeps a draft from being published (R145). */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { expectToFit, leave, shoot, startDemo } from "./demo.ts";
import { changeGuides, publishByColleague } from "./draft.ts";

const demo = startDemo();

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).click();
  await page.locator(".ant-select-dropdown:visible").getByText(option, { exact: true }).click();
}

test("R145, R104: a test is written in a form, turns red in a draft, and the draft is not published", async () => {
  const visit = await demo.signedIn("administrator");
  const { page } = visit;
  await page.goto("/permissions/tests");
  await page.getByText(/\d\d 项测试通过/).waitFor();
  await shoot(page, "permission-tests");
  await page.getByRole("button", { name: "新建测试" }).click();
  await choose(page, "角色", "店员/导购");
  await shoot(page, "permission-tests-form");
  await page.getByRole("button", { name: "保存", exact: true }).click();
  const sentence = page.getByText("店员/导购不能对其他单元的客户进行“查看”。");
  await sentence.waitFor();

  await changeGuides(page, { "customer:view": "all", "communication.versions": "unit" });
  await page.goto("/permissions/draft");
  await page.getByText("1 项未通过").waitFor();
  await sentence.waitFor();
  await shoot(page, "permission-tests-review");
  await page.getByRole("button", { name: "提交审批" }).click();
  await page.getByRole("button", { name: "撤回" }).waitFor();
  const approver = await demo.signedIn("approver");
  const { draft } = await (await approver.page.request.get("/api/policy/draft")).json();
  const published = await approver.page.request.post("/api/policyDraft.publish", {
    headers: { origin: demo.url() },
    data: { version: draft.version },
  });
  expect((await published.json()).code).toBe("tests_red");

  await page.goto("/permissions/tests");
  const row = page.getByRole("listitem").filter({ has: sentence });
  await row.getByText("未通过", { exact: true }).waitFor();
  await leave(approver);
  await leave(visit, "permission-tests-red");
});

test.each([{ width: 390, language: "en-US" }] as const)(
  "R145: the tests fit $width px, in $language",
  async (look) => {
    const visit = await demo.signedIn("administrator", look);
    const { page } = visit;
    const name = `${look.width}-${look.language}`;
    await page.goto("/permissions/tests");
    await page.getByText(/\d\d (tests green|项测试通过)/).waitFor();
    await expectToFit(page);
    await shoot(page, `permission-tests-${name}`);
    await page.getByRole("button", { name: /New test|新建测试/ }).click();
    await page.getByRole("button", { name: /Add a field|添加一项/ }).click();
    await page
      .getByLabel(/^(Field|字段)$/)
      .last()
      .waitFor();
    await shoot(page, `permission-tests-form-${name}`);
    await page.goto("/permissions/draft");
    await page.getByText(/1 (red|项未通过)/).waitFor();
    await expectToFit(page);
    await page.getByText(/1 (red|项未通过)/).scrollIntoViewIfNeeded();
    await shoot(page, `permission-tests-review-${name}`);
    await leave(visit);
  },
);

test("R58, R145: who sees what is red, and whom it would reach, mends the role, and a colleague publishes it", async () => {
  const visit = await demo.signedIn("administrator");
  const { page } = visit;
  await page.goto("/permissions/draft");
  await page.getByText("1 项未通过").waitFor();
  await page.getByText(/人的权限变多/).waitFor();
  await page.goto("/permissions/roles");
  await page.getByText("店员/导购", { exact: true }).click();
  await page.getByRole("button", { name: /^查看客户资源/ }).click();
  const group = page.getByRole("group", { name: "客户 查看", exact: true });
  await group.getByRole("radio", { name: "本单元", exact: true }).check({ force: true });
  await page.getByRole("button", { name: "放入草案" }).click();
  await page.getByText("已放入草案，发布后生效").first().waitFor();
  await page.getByRole("link", { name: "审阅并发布" }).last().click();
  await page.getByText("1 项未通过").waitFor({ state: "detached" });
  await page.getByText(/\d\d 项测试通过/).waitFor();
  await page.getByText("0 人的权限变少", { exact: true }).waitFor();
  // Whoever approves approves what was submitted: what was mended is submitted anew.
  await page.getByRole("button", { name: "提交审批" }).click();
  await page.getByRole("button", { name: "撤回" }).waitFor();
  await publishByColleague(demo);
  await leave(visit, "permission-tests-mended");
});

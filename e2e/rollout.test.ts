/** A draft runs in shadow on what colleagues really do, and is approved to be published at a moment (R144). */
import type { Page } from "playwright-core";
import { test } from "vitest";
import { toWall } from "../packages/server/src/fields/wall-clock.ts";
import { expectToFit, leave, shoot, startDemo } from "./demo.ts";
import { changeGuides } from "./draft.ts";

const demo = startDemo();

/** What a colleague in a store does all day. */
async function work(page: Page): Promise<void> {
  const { rows } = await demo.ask(page, "customer.list", { limit: 100 });
  const { id, version } = rows.find(({ can }: { can: { edit: boolean } }) => can.edit);
  await demo.ask(page, "customer.update", { id, version, values: { note: "回过电话" } });
}

/** Who loses what, then who they are, then on which records; of these the administrator sees none. */
async function seeImpact(page: Page): Promise<void> {
  await page.getByText(/人的权限变少/).waitFor();
  await expectToFit(page);
  await shoot(page, "impact");
  await page.getByRole("row").filter({ hasText: "不能再做" }).getByRole("button").first().click();
  const drawer = page.getByRole("dialog");
  await drawer
    .getByRole("button", { name: /条记录/ })
    .first()
    .click();
  await drawer.getByText("这些记录您都无权查看。").waitFor();
  await shoot(page, "impact-people");
  await drawer.getByRole("button", { name: "关闭" }).first().click();
  await drawer.waitFor({ state: "detached" });
}

const inTwoDays = () =>
  toWall(new Date(Date.now() + 48 * 3_600_000).toISOString(), "Asia/Shanghai").slice(0, 16);

test("R144: a draft runs in shadow, its differences are seen, and it is approved for a moment", async () => {
  const visit = await demo.signedIn("administrator");
  const { page } = visit;
  await page.goto("/permissions/roles");
  await changeGuides(page, { "customer:edit": "none" });
  await page.goto("/permissions/draft");
  await seeImpact(page);
  await page.getByRole("button", { name: "开始影子运行" }).click();
  await page.getByText("到目前为止，草案的结论都相同。").waitFor();
  const guide = await demo.signedIn("guide");
  await work(guide.page);
  await leave(guide);
  await page
    .getByText(/^最近一次/)
    .first()
    .waitFor();

  await page
    .getByText(/^最近一次/)
    .first()
    .scrollIntoViewIfNeeded();
  await shoot(page, "rollout-shadow");
  await page.getByRole("row").filter({ hasText: "最近一次" }).getByRole("button").click();
  await page.getByRole("dialog").getByText("有 1 项您无权查看。").waitFor();
  await shoot(page, "rollout-shadow-found");
  await page.getByRole("dialog").getByRole("button", { name: "关闭" }).first().click();
  await page.getByRole("button", { name: "提交审批" }).click();
  await page.getByRole("button", { name: "撤回" }).waitFor();

  const approver = await demo.signedIn("approver");
  await approver.page.goto("/permissions/draft");
  await approver.page.getByRole("button", { name: "定时发布…" }).click();
  const when = approver.page.getByLabel("发布时间");
  await when.fill(inTwoDays());
  await when.press("Enter");
  await shoot(approver.page, "rollout-schedule");
  await approver.page.getByRole("button", { name: "同意并定时" }).click();
  const until = approver.page.getByText(/已同意，将于 .*（Asia\/Shanghai）自动发布。/);
  await until.waitFor();
  await shoot(approver.page, "rollout-scheduled");

  await page.goto("/permissions/versions");
  await page.getByText(/· 将于 .* 发布/).waitFor();
  await page.goto("/inbox");
  await page.getByText("到时自动发布").first().waitFor();
  await approver.page.getByRole("button", { name: "取消定时" }).click();
  await approver.page.getByRole("button", { name: "同意并发布" }).waitFor();
  await leave(approver);
  await page.goto("/inbox");
  await page.getByText("权限草案的定时发布已取消").waitFor();
  await leave(visit, "rollout-inbox");
});

test.each([{ width: 390, language: "en-US" }] as const)(
  "R144: shadow and schedule fit $width px, in $language",
  async (look) => {
    const visit = await demo.signedIn("approver", look);
    const { page } = visit;
    const name = `${look.width}-${look.language}`;
    await page.goto("/permissions/draft");
    await page.getByText(/^(Only what really|这里只有真实)/).scrollIntoViewIfNeeded();
    await expectToFit(page);
    await shoot(page, `rollout-shadow-${name}`);
    await page.getByRole("button", { name: /Publish later…|定时发布…/ }).click();
    await page.getByRole("dialog").waitFor();
    await expectToFit(page);
    await shoot(page, `rollout-schedule-${name}`);
    await leave(visit);
  },
);

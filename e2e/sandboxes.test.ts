/**
 * R58 without code: an administrator sets up a task force, a colleague approves it, a member has the rights, and sees them
 * end in an open tab without loading it anew.
 */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { pick, pickInDrawer } from "./choose.ts";
import { expectToFit, leave, shoot, startDemo } from "./demo.ts";

const demo = startDemo();

const MINUTE = 60_000;

/** As a clock on the wall of the demo's people shows it. */
const onTheWall = (moment: number): string =>
  new Date(moment + 8 * 60 * MINUTE).toISOString().slice(0, 16).replace("T", " ");

async function setTime(page: Page, label: string, at: number): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await field.fill(onTheWall(at));
  await field.press("Enter");
}

/** Runs it so briefly that its member only just sees it, on a slow machine longer; until when it runs. */
async function runBriefly(
  content: object,
  [page, approver, member]: readonly [Page, Page, Page],
): Promise<number> {
  for (let seconds = 5; ; seconds *= 2) {
    const until = Date.now() + seconds * 1_000;
    const brief = { ...content, until: new Date(until).toISOString() };
    const { id } = await demo.ask(page, "sandbox.initiate", brief);
    const { sandboxes } = await (await page.request.get("/api/sandboxes")).json();
    const { request } = sandboxes.find((sandbox: { id: string }) => sandbox.id === id);
    // Approved too late there is nothing to be seen, and it is tried again.
    await demo.send(approver, "request.approve", { id: request, version: 1 });
    await member.reload();
    const isSeen = await member
      .getByRole("link", { name: "竞品情报" })
      .first()
      .waitFor({ timeout: Math.max(1, until - Date.now()) })
      .then(
        () => true,
        () => false,
      );
    if (isSeen) return until;
  }
}

test("R58: a task force is set up, approved, used, and over in an open tab: ended early, and by the clock", async () => {
  const visit = await demo.signedIn("administrator");
  const { page } = visit;
  await page.goto("/permissions/sandboxes");
  await page.getByRole("button", { name: "新建沙箱" }).click();
  await page.getByLabel("名称", { exact: true }).fill("双十一专班");
  await page.getByLabel("理由", { exact: true }).fill("双十一大促");
  await pickInDrawer(page, "人员", "许澜");
  await page.getByLabel("在哪些单元", { exact: true }).click();
  await page.locator(".ant-select-tree-title").first().click();
  await page.locator(".ant-drawer-title").click();
  await pickInDrawer(page, "审批人", "顾清禾");
  await pickInDrawer(page, "添加一个字段", "竞品情报 · 竞争对手");
  await page
    .getByRole("radiogroup", { name: "竞品情报 · 竞争对手" })
    .getByText("打码", { exact: true })
    .click();
  await pickInDrawer(page, "给一类记录加条件", "竞品情报");
  await page.getByRole("button", { name: /^条件 / }).click();
  await pick(page, page.getByLabel("怎样比较", { exact: true }), "不为空");
  await page.keyboard.press("Escape");
  await page.getByText(/许澜在.*竞品情报.*仅限.*不为空的.*期间在这些单元不能导出/).waitFor();
  await shoot(page, "sandbox-form");
  const end = Math.ceil((Date.now() + 60 * MINUTE) / MINUTE) * MINUTE;
  await setTime(page, "结束", end);
  await page.getByText(new RegExp(`到 ${onTheWall(end)}，到时自动结束`)).waitFor();
  const sent = page.waitForRequest("**/sandbox.initiate");
  await page.getByRole("button", { name: "提交审批" }).click();
  const content = (await sent).postDataJSON();
  expect(content.fields.competitorNote.competitor.beyond).toBe("masked");
  expect(content.only.competitorNote.and[0].op).toBe("isNotEmpty");
  await page.getByText("待审批", { exact: true }).waitFor();

  const member = await demo.signedIn("finance");
  await member.page.goto("/o/competitorNote");
  const row = member.page.locator("tbody tr").first();
  expect(await row.count()).toBe(0);

  const approver = await demo.signedIn("approver");
  await approver.page.goto("/inbox/requests");
  await approver.page.getByText(/开启时限沙箱“双十一专班”/).waitFor();
  await shoot(approver.page, "sandbox-request");
  await approver.page.getByRole("button", { name: "批准" }).click();
  await approver.page.getByText("已批准", { exact: true }).first().waitFor();

  await member.page.goto("/o/competitorNote");
  const left = member.page.getByText(/还剩 \d\d:\d\d:\d\d/);
  const link = member.page.getByRole("link", { name: "竞品情报" });
  await left.first().waitFor();
  await link.first().waitFor();
  await shoot(member.page, "sandbox-member");
  await page.getByText("进行中", { exact: true }).waitFor();
  await shoot(page, "sandbox-running");
  await page.getByRole("button", { name: "提前结束" }).click();
  await page.getByRole("button", { name: "立即结束" }).click();
  // Nobody touches the member's page.
  await link.first().waitFor({ state: "detached" });
  await expect.poll(() => left.count(), { timeout: 60_000 }).toBe(0);

  const until = await runBriefly({ ...content, name: "返场专班" }, [
    page,
    approver.page,
    member.page,
  ]);
  await leave(approver);
  // Nobody touches it from here on.
  await expect.poll(() => left.count(), { timeout: 90_000, interval: 200 }).toBe(0);
  expect(Date.now()).toBeGreaterThanOrEqual(until);
  expect(Date.now()).toBeLessThan(until + 20_000);
  await link.first().waitFor({ state: "detached" });
  await shoot(member.page, "sandbox-member-over");
  await page.reload();
  const over = page.getByRole("button", { name: "做了什么" });
  await over.nth(1).waitFor();
  await over.first().click();
  await page.getByText("此后没有任何一次访问因它而被允许", { exact: false }).waitFor();
  await shoot(page, "sandbox-over");
  await leave(member);
  await leave(visit);
});

test.each([{ width: 390, language: "en-US" }] as const)(
  "R58: sandboxes fit $width px, in $language",
  async (look) => {
    const visit = await demo.signedIn("administrator", look);
    const { page } = visit;
    const name = `${look.width}-${look.language}`;
    await page.goto("/permissions/sandboxes");
    await page.getByText("双十一专班").first().waitFor();
    await expectToFit(page);
    await shoot(page, `sandboxes-${name}`);
    await page.getByRole("button", { name: /New sandbox|新建沙箱/ }).click();
    await page.getByText(/One sentence|一句话|one sentence/).waitFor();
    await expectToFit(page);
    await shoot(page, `sandbox-form-${name}`);
    await page.getByLabel(/^(Approver|审批人)$/).scrollIntoViewIfNeeded();
    await shoot(page, `sandbox-form-end-${name}`);
    await leave(visit);
  },
);

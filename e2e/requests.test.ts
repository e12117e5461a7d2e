/** What somebody may not do is asked for where it is refused, decided in the inbox, and ends by itself (R152). */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { expectToFit, leave, shoot, startDemo } from "./demo.ts";

const demo = startDemo();

/** Customers of the store whose phone the reader sees masked. */
async function maskedCustomers(page: Page): Promise<readonly { id: string; name: string }[]> {
  const { rows } = await demo.ask(page, "customer.list", { limit: 100 });
  return rows
    .filter(({ masked }: { masked: readonly string[] }) => masked.includes("phone"))
    .map(({ id, values }: { id: string; values: { name: string } }) => ({ id, name: values.name }));
}

/** The question mark behind the masked cell. */
const whyOf = (page: Page) => page.getByRole("button", { name: /^(Why\?|为什么？)$/ }).first();

test("R152: refused, asked, approved in the inbox, seen, and over by itself in an open page", async () => {
  const guide = await demo.signedIn("guide");
  const head = await demo.signedIn("store-head");
  const [customer] = await maskedCustomers(guide.page);
  const { page } = guide;
  await page.goto(`/o/customer/${customer!.id}`);
  await whyOf(page).click();
  await page.getByRole("button", { name: "申请权限" }).click();
  await page.getByText("由 林晓茗 审批").waitFor();
  await shoot(page, "requests-ask");
  await page.getByLabel("理由").fill("顾客要求回电");
  await page.getByRole("button", { name: "提交申请" }).click();
  await page.getByText("已提交，等待审批。").waitFor();

  await head.page.goto("/inbox");
  await head.page.getByText(/周小芽申请：/).waitFor();
  await shoot(head.page, "requests-inbox");
  await head.page
    .getByRole("link", { name: /^待我审批/ })
    .first()
    .click();
  const card = head.page.getByRole("listitem").filter({ hasText: "理由：顾客要求回电" });
  await card.waitFor();
  await shoot(head.page, "requests-decide");
  await card.getByRole("button", { name: "批准" }).click();
  await head.page.getByText("没有等您审批的申请").waitFor();
  await leave(head, "requests-decided");

  await page.goto("/inbox/requests?which=mine");
  await page.getByText("已批准").first().waitFor();
  await page.getByText("经过").click();
  await page.getByText("林晓茗批准").waitFor();
  await shoot(page, "requests-mine");
  const { record } = await demo.ask(page, "customer.get", { id: customer!.id });
  expect(record.masked).not.toContain("phone");
  await leave(guide);
});

test("R152: what was approved ends to the second, and the open page shows it", async () => {
  const guide = await demo.signedIn("guide");
  const head = await demo.signedIn("store-head");
  const { page } = guide;
  const customer = (await maskedCustomers(page))[1]!;
  const asked = await demo.ask(page, "request.create", {
    object: "customer",
    id: customer.id,
    action: "view",
    field: "phone",
    reason: "回电",
    until: new Date(Date.now() + 15_000).toISOString(),
  });
  const approved = await demo.ask(head.page, "request.approve", { id: asked.id, version: 1 });
  expect(approved.state).toBe("approved");
  await page.goto(`/o/customer/${customer.id}`);
  await page.getByRole("heading", { name: customer.name }).waitFor();
  const masked = async (): Promise<boolean> =>
    (await demo.ask(page, "customer.get", { id: customer.id })).record.masked.includes("phone");
  expect(await masked()).toBe(false);
  await expect.poll(masked, { timeout: 20_000 }).toBe(true);
  const { requests } = await (await page.request.get("/api/requests?which=mine")).json();
  expect(requests.find(({ id }: { id: string }) => id === asked.id).state).toBe("ended");
  await whyOf(page).waitFor();
  await leave(head);
  await leave(guide);
});

test.each([{ width: 390, language: "en-US" }] as const)(
  "R152: requests fit $width px, in $language",
  async (look) => {
    const guide = await demo.signedIn("guide", look);
    const head = await demo.signedIn("store-head", look);
    const name = `${look.width}-${look.language}`;
    const { page } = guide;
    const customer = (await maskedCustomers(page))[2]!;
    await page.goto(`/o/customer/${customer.id}`);
    if (look.width === 390) await page.getByRole("tab", { name: /资料|Details/ }).click();
    await whyOf(page).click();
    await page.getByRole("button", { name: /申请权限|Ask for access/ }).click();
    await page.getByLabel(/理由|Reason/).fill("回电 / call back");
    await shoot(page, `requests-ask-${name}`);
    await page.getByRole("button", { name: /提交申请|Send the request/ }).click();
    await page.getByRole("link", { name: /查看我的申请|See my requests/ }).click();
    await page
      .getByRole("button", { name: /撤回|Withdraw/ })
      .first()
      .waitFor();
    await expectToFit(page);
    await shoot(page, `requests-mine-${name}`);
    await head.page.goto("/inbox/requests");
    await head.page
      .getByRole("button", { name: /批准|Approve/ })
      .first()
      .waitFor();
    await expectToFit(head.page);
    await shoot(head.page, `requests-decide-${name}`);
    await head.page
      .getByRole("button", { name: /退回|Refuse/ })
      .first()
      .click();
    await head.page.getByRole("dialog").getByRole("textbox").fill("不需要 / not needed");
    await head.page
      .getByRole("dialog")
      .getByRole("button", { name: /确 ?定|OK/ })
      .click();
    await head.page.getByText(/没有等您审批的申请|No request waits for you/).waitFor();
    await head.page.goto("/inbox/requests?which=decided");
    await expectToFit(head.page);
    await leave(head, `requests-decided-${name}`);
    await leave(guide);
  },
);

test("R153: duties are kept apart on a role's page; what meets already is listed, and no form makes them meet anew", async () => {
  const admin = await demo.signedIn("administrator");
  const approver = await demo.signedIn("approver");
  const { page } = admin;
  await page.goto("/permissions/roles");
  await page.getByRole("link", { name: /^店长/ }).click();
  const apart = page.getByRole("combobox", { name: "不相容职责" });
  await apart.fill("导购");
  await page.locator(".ant-select-item-option", { hasText: "店员/导购" }).click();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "放入草案" }).click();
  await page.goto("/permissions/draft");
  await page.getByText(/人同时持有“店员\/导购”和“店长”/).waitFor();
  await shoot(page, "duties-draft");
  const { draft } = await (await page.request.get("/api/policy/draft")).json();
  await demo.ask(page, "policyDraft.submit", { version: draft.version });
  const { draft: submitted } = await (await approver.page.request.get("/api/policy/draft")).json();
  await demo.ask(approver.page, "policyDraft.publish", { version: submitted.version });
  await leave(approver);

  await page.goto("/permissions/roles");
  await page.getByText(/有 \d+ 处职责冲突/).waitFor();
  await page.getByRole("main").getByRole("link", { name: "查看", exact: true }).click();
  await page.getByRole("heading", { name: "职责冲突" }).waitFor();
  await page.getByRole("listitem").filter({ hasText: "店员/导购" }).first().waitFor();
  await expectToFit(page);
  await shoot(page, "duties");

  const { rows } = await demo.ask(page, "person.list", { search: "林晓茗", limit: 1 });
  await page.goto(`/o/person/${rows[0].id}`);
  await page.getByRole("button", { name: "添加授权" }).click();
  const form = page.getByRole("dialog");
  const role = form.getByRole("combobox", { name: "角色" });
  await role.fill("导购");
  await page.locator(".ant-select-item-option", { hasText: "店员/导购" }).click();
  await form.getByLabel("理由").fill("顶班");
  await form.getByRole("button", { name: /创 ?建|保 ?存/ }).click();
  await form
    .getByText(/任职岗位之外的授权是例外/)
    .first()
    .waitFor();
  await shoot(page, "duties-form");

  // R103: with an end, and without a conflict, it is still a colleague's to approve.
  await role.fill("财务");
  await page.locator(".ant-select-item-option", { hasText: /^财务$/ }).click();
  const end = new Date(Date.now() + 7 * 86_400_000).toISOString().slice(0, 10);
  await form.getByLabel("结束").fill(`${end} 18:00`);
  await page.keyboard.press("Enter");
  await form.getByRole("button", { name: /创 ?建|保 ?存/ }).click();
  await form.getByText("超出该人员任职岗位的授权，须经另一人审批。").waitFor();
  await form.getByRole("button", { name: "申请权限" }).click();
  await form.getByText(/新建授权：林晓茗 · 财务 · .*超出任职岗位/).waitFor();
  await shoot(page, "beyond-post-ask");
  await form.getByRole("button", { name: "提交申请" }).click();
  await form.getByText("已提交，等待审批。").waitFor();
  const second = await demo.signedIn("approver");
  await second.page.goto("/inbox/requests");
  const card = second.page.getByRole("listitem").filter({ hasText: "财务" });
  await card.getByRole("link", { name: "查看这个角色" }).waitFor();
  await card.getByRole("button", { name: "批准" }).click();
  await second.page.getByText("没有等您审批的申请").waitFor();
  await leave(second);
  await page.reload();
  await page
    .getByRole("listitem")
    .filter({ hasText: "财务" })
    .filter({ hasText: "顶班" })
    .waitFor();
  // The browser itself writes to its console that it was refused.
  admin.complaints.splice(0);
  await leave(admin);
});

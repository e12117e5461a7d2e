/** What anybody may do and why (R104, R142), and the product as somebody else sees it (R105). */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { expectToFit, leave, shoot, startDemo } from "./demo.ts";
import { changeGuides } from "./draft.ts";

const demo = startDemo();

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByLabel(label, { exact: true }).click();
  await page.locator(".ant-select-dropdown:visible").getByText(option, { exact: true }).click();
}

async function personNamed(page: Page, search: string): Promise<string> {
  const { rows } = await (await demo.send(page, "person.list", { search, limit: 3 })).json();
  return rows[0].id;
}

test("R104, R142: the simulator gives the verdict with its chain, by the policy and by the draft", async () => {
  const visit = await demo.signedIn("administrator");
  const { page } = visit;
  await page.goto("/permissions/simulator");
  await choose(page, "角色", "店员/导购");
  await page.getByRole("button", { name: "给出结论" }).click();
  const verdict = page.locator("section", {
    has: page.getByRole("heading", { name: "按现行规则" }),
  });
  await verdict.getByText(/店员\/导购可以对此客户进行“查看”/).waitFor();
  await verdict.getByText("怎样会变得不可以").waitFor();
  const drafted = page.locator("section", { has: page.getByRole("heading", { name: "按草案" }) });
  expect(await drafted.count()).toBe(0);
  await shoot(page, "simulator");

  await changeGuides(page, { "customer.view": "none", "customer:view": "none" });
  await page.getByRole("button", { name: "给出结论" }).click();
  await page.getByText("发布草案会改变这个结论。").waitFor();
  await drafted.getByText(/店员\/导购不能对此客户进行“查看”/).waitFor();
  await leave(visit, "simulator-draft");
});

test.each([{ width: 390, language: "en-US" }] as const)(
  "R104: the simulator fits $width px, in $language",
  async (look) => {
    const visit = await demo.signedIn("administrator", look);
    const { page } = visit;
    await page.goto(`/permissions/simulator?person=${await personNamed(page, "周小芽")}`);
    await page.getByRole("button", { name: /Give the verdict|给出结论/ }).click();
    await page.getByRole("heading", { name: /By the policy in force|按现行规则/ }).waitFor();
    await expectToFit(page);
    await leave(visit, `simulator-${look.width}-${look.language}`);
  },
);

test("R105: an administrator looks through a store head's eyes, changes nothing, and is named in the trail", async () => {
  const visit = await demo.signedIn("administrator");
  const { page } = visit;
  const head = await personNamed(page, "林晓茗");
  await page.goto(`/o/person/${head}`);
  await page.getByRole("button", { name: "以其视角查看" }).click();
  await shoot(page, "view-as-question");
  await page.getByRole("dialog").getByRole("button", { name: "以其视角查看" }).click();
  const banner = page.getByRole("region", { name: "以他人视角查看" });
  await banner.getByText("正在以“林晓茗”的视角查看").waitFor();
  // The screens of the other: an administrator has no customers.
  await page.getByRole("link", { name: "客户", exact: true }).click();
  await page.getByText("没有 林晓茗 和您都能看的客户").waitFor();
  await banner.waitFor();
  await expectToFit(page);
  await shoot(page, "view-as-list");
  const refused = await demo.send(page, "task.create", { values: { title: "试" } });
  expect([refused.status(), (await refused.json()).code]).toEqual([403, "viewing_only"]);

  await banner.getByRole("button", { name: "结束查看" }).click();
  await page.getByRole("button", { name: "以其视角查看" }).waitFor();
  expect(await banner.count()).toBe(0);
  await page.waitForTimeout(400);
  const trail = await (
    await demo.send(page, "auditLine.list", {
      filter: { field: "viewedAs", op: "is", value: head },
      limit: 5,
    })
  ).json();
  expect(trail.rows.length).toBeGreaterThan(0);
  await leave(visit);
});

test("R105: who sees customers too looks at those of both; once it is over the page is one's own again", async () => {
  const admin = await demo.signedIn("administrator");
  const boss = await personNamed(admin.page, "顾山海");
  const { rows } = await (
    await demo.send(admin.page, "role.list", { search: "管理员", limit: 9 })
  ).json();
  const role = rows.find(
    ({ values }: { values: { administrator: boolean } }) => values.administrator,
  );
  const until = new Date(Date.now() + 86_400_000).toISOString();
  const reason = "试看各岗位的界面";
  const values = { person: boss, role: role.id, reason, until };
  const asked = { object: "assignment", action: "create", values, reason };
  const { id } = await demo.ask(admin.page, "request.create", asked);
  await leave(admin);
  const approver = await demo.signedIn("approver");
  await demo.ask(approver.page, "request.approve", { id, version: 1 });
  await leave(approver);

  const visit = await demo.signedIn("boss");
  const { page } = visit;
  const guide = await personNamed(page, "周小芽");
  await page.goto("/o/customer");
  await page.getByText(/^共 /).or(page.getByRole("row").nth(3)).first().waitFor();
  expect((await demo.send(page, "viewing/start", { person: guide })).status()).toBe(200);
  await page.goto("/o/customer");
  const banner = page.getByRole("region", { name: "以他人视角查看" });
  await banner.waitFor();
  await page.getByRole("row").nth(3).waitFor();
  await shoot(page, "view-as-customers");
  expect((await demo.send(page, "viewing/end", {})).status()).toBe(200);
  await page.getByRole("link", { name: "任务", exact: true }).click();
  await banner.waitFor({ state: "detached" });
  await leave({ ...visit, complaints: visit.complaints.filter((one) => !one.includes("409")) });
});

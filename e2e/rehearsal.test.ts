/**
 * R172, R106: an administrator lets a draft be rehearsed; whom it concerns tries it on copies by its rules, says how it
 * went and leaves; what they said stands with the draft, and nothing real has changed.
 */
import { expect, test } from "vitest";
import type { ListReply, RoleMeta } from "../packages/server/src/http/contract.ts";
import { ask } from "./ask.ts";
import { expectToFit, leave, shoot, startDemo } from "./demo.ts";
import { wordsIn } from "./words.ts";

const demo = startDemo();
const { t, like, role } = wordsIn("zh-CN");

test("R172, R106: a draft is rehearsed on copies, and its verdicts stay with it", async () => {
  const visit = await demo.signedIn("administrator");
  const { page } = visit;
  await page.goto("/me/rights");
  const { roles } = await (await page.request.get("/api/roles")).json();
  const guide = roles.find(({ preset }: RoleMeta) => preset?.id === "guide");
  const grants = { ...guide.grants, "customer:edit": "unit" };
  const { id, version, name, duties, classes, fields } = guide;
  await ask(page, "role.save", { id, version, name, duties, classes, fields, grants });
  await page.goto("/permissions/draft");
  await page.getByRole("button", { name: t("rehearsal.start") }).click();
  await page.getByLabel(t("rehearsal.who")).click();
  await page.getByLabel(t("rehearsal.who")).fill("周小芽");
  await page
    .locator(".ant-select-dropdown:visible")
    .getByText("周小芽", { exact: true })
    .first()
    .click();
  await page.locator(".ant-drawer-title").click();
  await shoot(page, "rehearsal-form");
  await page.getByRole("button", { name: t("rehearsal.submit"), exact: true }).click();
  await page.getByText(t("rehearsal.round", { round: 1 })).waitFor();

  const desk = await demo.enter("guide");
  await desk.page.getByText(like("rehearsal.invited")).waitFor();
  await shoot(desk.page, "rehearsal-invited");
  await desk.page.getByRole("link", { name: t("rehearsal.enter") }).click();
  await desk.page.getByText(t("rehearsal.insideWords")).waitFor();
  expect(new URL(desk.page.url()).pathname).toMatch(/^\/rehearsal\/[0-9a-f-]+\/?$/);
  // A customer of a colleague who is invented: the draft lets it be changed, the policy in force does not.
  await desk.page.getByRole("link", { name: "客户", exact: true }).first().click();
  await desk.page.getByText("演练样例 1", { exact: true }).first().click();
  await desk.page.getByRole("heading", { name: "演练样例 1" }).waitFor();
  await shoot(desk.page, "rehearsal-record");
  await desk.page.getByRole("button", { name: like("rehearsal.myTasks") }).click();
  const second = desk.page.locator(".ant-drawer li").nth(1);
  await second.getByLabel(t("rehearsal.remark")).fill("能改同事的客户,好用");
  await second.getByText(t("rehearsal.asExpected")).click();
  await desk.page.getByText(t("rehearsal.myTasks", { done: 1, all: 4 })).waitFor();
  await shoot(desk.page, "rehearsal-tasks");
  await expectToFit(desk.page);
  await desk.page.getByRole("button", { name: t("rehearsal.leave") }).click();
  await desk.page.getByText(like("rehearsal.invited")).waitFor();
  expect(new URL(desk.page.url()).pathname).toBe("/");
  const found = await ask<ListReply>(desk.page, "customer.list", { search: "演练样例" });
  expect(found.rows).toEqual([]);
  await leave(desk);

  await page.reload();
  await page.getByText("能改同事的客户,好用").waitFor();
  await page.getByText(role("guide")).first().waitFor();
  await shoot(page, "rehearsal-verdicts");
  await page.getByRole("button", { name: t("rehearsal.end") }).click();
  await page
    .locator(".ant-popover")
    .getByRole("button", { name: t("rehearsal.end") })
    .click();
  await page.getByText(t("rehearsal.over"), { exact: true }).waitFor();
  await leave(visit);
});

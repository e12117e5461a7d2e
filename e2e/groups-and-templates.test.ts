/**
 * R166, R167 without code: stores that deviate from their template are listed, realigned in one action and put back; a
 * group gets a rule, with who would belong in sight, and its members are there.
 */
import type { Page } from "playwright-core";
import { expect, test } from "vitest";
import { pickInDrawer } from "./choose.ts";
import { roleIdOf } from "../packages/server/src/policies/templates/registry.ts";
import { expectToFit, leave, shoot, startDemo } from "./demo.ts";

const demo = startDemo();

/** Three guides whose posts bring another role. Returns the name of a group that was made. */
async function arrange(page: Page): Promise<string> {
  const filter = { op: "anyOf", field: "role", value: [roleIdOf("guide")] };
  const { rows } = await demo.ask(page, "post.list", { filter, limit: 3 });
  const ids = rows.map(({ id }: { id: string }) => id);
  await demo.ask(page, "post.bulk", {
    action: "update",
    ids,
    values: { role: roleIdOf("seller") },
  });
  const { record } = await demo.ask(page, "group.create", { values: { name: "店长互访" } });
  return record.id;
}

test("R166, R167: stores are realigned in one action, and the members of a group follow its rule", async () => {
  const visit = await demo.signedIn("administrator");
  const { page } = visit;
  await page.goto("/me/rights");
  const group = await arrange(page);

  await page.goto("/permissions/templates");
  const other = page.getByText("岗位的角色是“销售代表”，模板是“店员/导购”");
  await other.nth(2).waitFor();
  await shoot(page, "templates");
  await page.getByRole("checkbox").first().check();
  await page.getByRole("button", { name: /将所选恢复为模板/ }).click();
  await page.getByText(/已恢复 1 个岗位/).waitFor();
  await other.nth(2).waitFor({ state: "detached" });
  await shoot(page, "templates-realigned");
  await page.getByRole("button", { name: "撤销" }).click();
  await other.nth(2).waitFor();
  await page.getByRole("checkbox").first().check();
  await page.getByRole("button", { name: /保留现状/ }).click();
  await page.getByRole("dialog").getByRole("textbox").fill("合并店");
  await page
    .getByRole("dialog")
    .getByRole("button", { name: /确 ?定/ })
    .click();
  await other.nth(2).waitFor({ state: "detached" });
  await page.getByText("已认可", { exact: true }).click();
  await page.getByText(/认可：合并店/).waitFor();
  await shoot(page, "templates-accepted");

  await page.goto(`/o/group/${group}`);
  await page.getByRole("button", { name: "按规则产生成员" }).click();
  await pickInDrawer(page, "岗位的角色是其中之一", "店长");
  const preview = page.locator(".ant-drawer").getByText(/将有 \d+ 人/);
  await preview.waitFor();
  await shoot(page, "group-rule");
  await page.getByRole("button", { name: "保存规则" }).click();
  await page.getByText("任职的岗位满足：岗位角色为店长").first().waitFor();
  const { count } = await demo.ask(page, "groupMember.count", {
    filter: { op: "anyOf", field: "group", value: [group] },
  });
  expect(count).toBeGreaterThan(0);
  await shoot(page, "group");
  for (const language of ["zh-CN", "en-US"] as const) {
    const narrow = await demo.signedIn("administrator", { width: 390, language });
    for (const [path, name] of [
      ["/permissions/templates", "templates"],
      [`/o/group/${group}`, "group"],
    ] as const) {
      await narrow.page.goto(path);
      await narrow.page.locator("main h1").first().waitFor();
      await expectToFit(narrow.page);
      await shoot(narrow.page, `${name}-390-${language}`);
    }
    await leave(narrow);
  }
  await leave(visit);
});

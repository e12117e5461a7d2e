/** Several records are shared at once, in a function of their teams, row by row and with a way back. */
import { expect, test } from "vitest";
import { expectToFit, leave, shoot, startDemo } from "./demo.ts";

const demo = startDemo();

test.each([
  { width: 1440, language: "zh-CN" },
  { width: 1440, language: "en-US" },
] as const)(
  "what is chosen is shared to work on and taken back, at $width px in $language",
  async (look) => {
    const head = await demo.signedIn("store-head", look);
    const { page } = head;
    const { rows } = await demo.ask(page, "customer.list", { limit: 2 });
    const joined = async (): Promise<readonly string[]> => {
      const { rows: places } = await demo.ask(page, "customer.participants", { id: rows[0].id });
      return places.map(({ values }: { values: { function: string } }) => values.function);
    };
    const before = await joined();
    await page.goto("/o/customer");
    await page.getByRole("row").nth(2).waitFor();
    for (const at of [1, 2]) await page.getByRole("row").nth(at).getByRole("checkbox").click();
    await page
      .getByRole("toolbar")
      .getByRole("button", { name: /共 ?享|Share/ })
      .click();
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("combobox", { name: /^(共享给|Share with)$/ }).fill("周小芽");
    await page.locator(".ant-select-dropdown:visible").getByTitle("周小芽").first().click();
    await dialog.getByRole("combobox", { name: /^(身份|As)$/ }).click();
    await page.getByTitle(/^(协作人|Collaborator)$/).click();
    await expectToFit(page);
    await shoot(page, `share-many-${look.language}`);
    await dialog.getByRole("button", { name: /^(共 ?享|Share)$/ }).click();
    await page.getByText(/^(2 条全部完成|All 2 done)$/).waitFor();
    expect((await joined()).toSorted()).toEqual([...before, "collaborator"].toSorted());
    await page.getByRole("button", { name: /撤 ?销|Undo/ }).click();
    await expect.poll(joined).toEqual(before);
    await page.getByText(/^(2 条全部完成|All 2 done)$/).waitFor();
    await leave(head);
  },
);

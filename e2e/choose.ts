/** Choosing from lists that are searched by typing. */
import type { Locator, Page } from "playwright-core";

export async function pick(page: Page, box: Locator, words: string): Promise<void> {
  await box.click();
  await page.keyboard.type(words);
  await choose(page, words);
}

/** The same in a drawer's form, by its label. */
export async function pickInDrawer(page: Page, label: string, words: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await field.click();
  await field.fill(words);
  await choose(page, words);
  // Away from the list, which would cover what comes below.
  await page.locator(".ant-drawer-title").click();
}

const choose = (page: Page, words: string): Promise<void> =>
  page.locator(".ant-select-dropdown:visible").getByText(words, { exact: true }).first().click();

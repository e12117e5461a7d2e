/** Where a day's work is done: a page, its words in one language, and the few things that everybody does. */
import { expect } from "vitest";
import type { Locator, Page } from "playwright-core";
import { pick } from "../choose.ts";
import { shoot } from "../demo.ts";
import { escaped, type Words } from "../words.ts";

export interface Desk extends Words {
  readonly page: Page;
  readonly isNarrow: boolean;
  /** Of this walk of the journey, to tell its pictures and what it creates from those of the others. */
  readonly name: string;
}

/** Two busy cores can make a reply slow. */
export const PATIENT = { timeout: 30_000 };

/** Through the form, as a person does. */
export async function signIn({ page, t }: Desk, email: string, password: string): Promise<void> {
  // What is still moving is no picture, and takes its time.
  await page.emulateMedia({ reducedMotion: "reduce" });
  await page.goto("/");
  await page.getByLabel(t("signIn.email")).fill(email);
  await page.getByLabel(t("signIn.password"), { exact: true }).fill(password);
  await page.getByRole("button", { name: t("signIn.submit"), exact: true }).click();
  await page.getByRole("heading", { level: 1, name: t("nav.workbench") }).waitFor();
}

/** By the navigation: a phone has its first entries at hand, the others behind one more touch. */
export async function goTo({ page, t, isNarrow }: Desk, label: string): Promise<void> {
  const navigation = page.getByRole("navigation", { name: t("shell.navigation") });
  const entry = navigation.getByRole("link", { name: label, exact: true });
  if (isNarrow && (await entry.count()) === 0) {
    await navigation.getByRole("button", { name: t("nav.all") }).click();
    await dialog(page).getByRole("link", { name: label, exact: true }).click();
    return;
  }
  await entry.click();
}

/** Opens a list and waits for its records. */
export async function openList(desk: Desk, object: string): Promise<void> {
  await goTo(desk, desk.many(object));
  await desk.page.getByRole("heading", { level: 1, name: desk.many(object) }).waitFor();
  await linksTo(desk, object).first().waitFor();
}

export const linksTo = ({ page }: Desk, object: string): Locator =>
  page.locator(`main a[href^="/o/${object}/"]`);

export const dialog = (page: Page): Locator => page.getByRole("dialog");

export const block = ({ page }: Desk, title: string | RegExp): Locator =>
  page.locator("section").filter({ has: page.getByRole("heading", { level: 2, name: title }) });

/** How many records the list says it has. */
export async function counted({ page }: Desk): Promise<number> {
  const count = page.locator("header [aria-live=polite]").filter({ hasText: /\d/ });
  return Number((await count.innerText()).replaceAll(/[^\d]/g, ""));
}

/** What is done to a record: buttons, which a phone keeps in a menu. */
export async function act({ page, t, isNarrow }: Desk, words: string): Promise<void> {
  if (isNarrow) await page.getByRole("button", { name: t("action.more") }).click();
  await page.getByRole(isNarrow ? "menuitem" : "button", { name: words, exact: true }).click();
}

/** By its keys: on a phone there are more tabs than fit, and they slide. */
export const openTab = ({ page }: Desk, name: string): Promise<void> =>
  page.getByRole("tab", { name, exact: true }).press("Enter");

/** The fields of a record, which a phone keeps behind a tab. */
export async function showFields(desk: Desk): Promise<void> {
  if (desk.isNarrow) await openTab(desk, desk.t("record.fields"));
}

/** A field as it is read: its name and what stands beside it. */
export const fieldRead = ({ page, field }: Desk, object: string, name: string): Locator =>
  page
    .locator("dt")
    .filter({ hasText: exactly(field(object, name)) })
    .locator("xpath=..");

const exactly = (words: string): RegExp => new RegExp(`^${escaped(words)}$`);

/** Narrows a list down to one choice of a field. */
export async function chooseFilter(
  { page, t, field, choice }: Desk,
  [object, name]: readonly [object: string, field: string],
  value: string,
): Promise<void> {
  await page.getByRole("button", { name: t("filter.add"), exact: true }).click();
  const label = field(object, name);
  const search = page.getByPlaceholder(t("filter.findField"));
  await search.fill(label);
  await search.press("Enter");
  const apply = page.getByRole("button", { name: t("filter.apply"), exact: true });
  const editor = page.locator(".ant-popover:visible").filter({ has: apply });
  // The second: the first says how to compare.
  await pick(page, editor.locator(".ant-select").nth(1), choice(object, name, value));
  // The choices stay open over the button, for more than one may be meant.
  await apply.press("Enter");
  await apply.waitFor({ state: "hidden" });
}

/** The record's next state that is one of these. */
export async function moveOn(
  { page, t, field, choice }: Desk,
  [object, state]: readonly [object: string, state: string],
  next: readonly string[],
): Promise<void> {
  const steps = page.getByRole("list", { name: field(object, state), exact: true });
  const names = new Set(next.map((value) => choice(object, state, value)));
  const offered = await steps.getByRole("button").allInnerTexts();
  const chosen = offered.find((words) => names.has(words.trim()))?.trim();
  expect(chosen, `one of ${[...names].join(", ")}`).toBeDefined();
  await steps.getByRole("button", { name: chosen!, exact: true }).click();
  await page.getByText(t("form.saved"), { exact: true }).first().waitFor();
  await steps.locator("[aria-current=step]", { hasText: chosen! }).waitFor();
}

/** Writes down what was said, beneath a record. */
export async function writeFollowUp(desk: Desk, words: string, kind?: string): Promise<void> {
  const { page, t, field, choice } = desk;
  if (kind) {
    const box = page.getByLabel(field("followUp", "kind"), { exact: true });
    await pick(page, box, choice("followUp", "kind", kind));
  }
  await page.getByRole("textbox", { name: field("followUp", "content"), exact: true }).fill(words);
  await page.getByRole("button", { name: t("composer.send"), exact: true }).click();
  await page.getByRole("listitem").filter({ hasText: words }).first().waitFor();
}

/** A picture of a step. */
export const picture = (desk: Desk, step: string): Promise<void> =>
  shoot(desk.page, `${desk.name}-${step}`);

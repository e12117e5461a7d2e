/** A store head at work with both hands on the keyboard: the mouse is never touched, and one always sees where one is. */
import type { Locator, Page } from "playwright-core";
import { expect } from "vitest";
import { ask } from "../ask.ts";
import { dialog, linksTo, PATIENT, picture, type Desk } from "./desk.ts";

const MOST_STEPS = 60;

export async function dayByKeyboard(desk: Desk, email: string, password: string): Promise<void> {
  const { page, t } = desk;
  await page.goto("/");
  const entry = page.getByLabel(t("signIn.email"));
  await entry.waitFor();
  await stepTo(page, entry);
  await page.keyboard.type(email);
  await page.keyboard.press("Tab");
  await page.keyboard.type(password);
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name: t("nav.workbench") }).waitFor();
  await expectSomewhere(page);
  await findCustomer(desk);
  await editField(desk);
  await writeDown(desk);
  await changeTwo(desk);
}

async function findCustomer({ page, t, many }: Desk): Promise<void> {
  const { rows } = await ask<{ rows: { values: { name: string } }[] }>(page, "customer.list", {});
  const { name } = rows[0]!.values;
  await page.keyboard.press("Control+k");
  await page.getByRole("combobox", { name: t("shell.search") }).waitFor();
  await page.keyboard.type(name);
  await page
    .getByRole("group", { name: many("customer") })
    .getByRole("option", { name })
    .first()
    .waitFor();
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1, name }).waitFor();
  await expectSomewhere(page);
}

async function editField(desk: Desk): Promise<void> {
  const { page, t, field } = desk;
  await page.getByRole("tab", { name: t("record.timeline") }).waitFor();
  await page.keyboard.press("e");
  const note = page.getByRole("textbox", { name: field("customer", "note"), exact: true });
  await note.waitFor();
  await stepTo(page, note);
  await page.keyboard.press("Control+a");
  await page.keyboard.type("只喝热的");
  await stepTo(page, page.getByRole("button", { name: t("form.save"), exact: true }));
  await picture(desk, "form");
  await page.keyboard.press("Enter");
  await page.getByText("只喝热的").first().waitFor();
  await expectSomewhere(page);
}

async function writeDown({ page, t, field }: Desk): Promise<void> {
  const words = page.getByRole("textbox", { name: field("followUp", "content"), exact: true });
  await stepTo(page, words);
  await page.keyboard.type("周六下午来店里");
  await page.keyboard.press("Control+Enter");
  await page.getByRole("listitem").filter({ hasText: "周六下午来店里" }).first().waitFor();
  await expectSomewhere(page);
  expect(await words.inputValue(), t("composer.send")).toBe("");
}

/** Through the list, two of it chosen and changed, and on to the next. */
async function changeTwo(desk: Desk): Promise<void> {
  const { page, t, many, field } = desk;
  await page.keyboard.press("Control+k");
  await page.keyboard.type(many("customer"));
  await page.getByRole("option", { selected: true, name: many("customer") }).waitFor();
  await page.keyboard.press("Enter");
  await linksTo(desk, "customer").first().waitFor();
  await expectSomewhere(page);
  const keys = ["ArrowDown", "ArrowDown", " ", "ArrowDown", " "];
  for (const key of keys) await page.keyboard.press(key);
  const bar = page.getByRole("toolbar", { name: t("bulk.label") });
  await bar.getByText(t("bulk.selected", { count: 2 })).waitFor();
  await stepTo(page, bar.getByRole("button", { name: t("action.edit") }), "Shift+Tab");
  await picture(desk, "chosen");
  await page.keyboard.press("Enter");

  await dialog(page).getByRole("combobox").waitFor();
  await stepTo(page, dialog(page).getByRole("combobox"));
  await page.keyboard.type(field("customer", "note"));
  await page.keyboard.press("Enter");
  await stepTo(page, dialog(page).getByRole("textbox"));
  await page.keyboard.type("国庆后回访");
  await stepTo(page, dialog(page).getByRole("button", { name: t("bulk.apply") }));
  await page.keyboard.press("Enter");
  await dialog(page)
    .getByText(t("bulk.allDone", { count: 2 }))
    .waitFor();
  await picture(desk, "changed");
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "hidden" });
  await expectSomewhere(page);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page.getByRole("heading", { level: 1 }).waitFor();
  await page.waitForURL(/\/o\/customer\/.+/);
  await expectSomewhere(page);
}

/** Steps on until there, and can be seen at every step. */
async function stepTo(page: Page, wanted: Locator, key = "Tab"): Promise<void> {
  for (let step = 0; step < MOST_STEPS; step++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press(key);
    const unseen = await page.evaluate(unseenFocus);
    expect(unseen, "where the keyboard stands is marked").toBeNull();
  }
  throw new Error(`not reached in ${MOST_STEPS} steps`);
}

/** The focus is on something. */
async function expectSomewhere(page: Page): Promise<void> {
  const focused = () => page.evaluate(() => document.activeElement?.tagName);
  await expect.poll(focused, PATIENT).not.toBe("BODY");
}

/** What has the focus and does not show it, if anything. Runs in the page. */
function unseenFocus(): string | null {
  const focused = document.activeElement;
  if (!focused || focused === document.body) return "nothing";
  const isMarked = (element: Element): boolean => {
    const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(element);
    const isOutlined = outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 1;
    return isOutlined || boxShadow.includes("0px 0px 0px");
  };
  // Ant Design marks the frame of a control, or the box that is drawn beside the real one.
  const frames = [focused, focused.parentElement, focused.parentElement?.parentElement];
  const near = [...frames, focused.closest(".ant-select"), focused.closest(".ant-picker")];
  return near.some((element) => element && isMarked(element))
    ? null
    : focused.outerHTML.slice(0, 200);
}

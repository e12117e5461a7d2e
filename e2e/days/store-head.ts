/** How the team stands, a new customer, given to a guide, and marked. */
import { expect } from "vitest";
import { pick } from "../choose.ts";
import { act, block, dialog, openList, picture, showFields, type Desk } from "./desk.ts";

const GUIDE = "周小芽";

export async function storeHeadsDay(desk: Desk): Promise<void> {
  const { page, t, noun, field, isNarrow } = desk;
  const team = block(desk, t("workbench.team")).locator("tbody tr");
  await team.first().waitFor();
  expect(await team.count()).toBeGreaterThan(2);
  await team.filter({ hasText: GUIDE }).first().waitFor();
  await picture(desk, "workbench");

  await openList(desk, "customer");
  await picture(desk, "list");
  const create = isNarrow ? t("list.createShort") : t("list.create", { object: noun("customer") });
  await page.getByRole("button", { name: create, exact: true }).click();
  const name = `新客 ${desk.name}`;
  await dialog(page).getByLabel(field("customer", "name"), { exact: true }).fill(name);
  await picture(desk, "new-customer");
  await dialog(page)
    .getByRole("button", { name: t("form.create"), exact: true })
    .click();
  await page.getByRole("heading", { level: 1, name }).waitFor();

  await act(desk, t("action.assign"));
  await pick(page, dialog(page).getByRole("combobox"), GUIDE);
  await picture(desk, "assign");
  await dialog(page)
    .getByRole("button", { name: t("form.save"), exact: true })
    .click();
  await dialog(page).waitFor({ state: "hidden" });
  await page.getByRole("banner").or(page.locator("header")).getByText(GUIDE).first().waitFor();

  await showFields(desk);
  await act(desk, t("action.edit"));
  const tags = page.getByLabel(field("customer", "tags"), { exact: true });
  await tags.click();
  const option = page.locator(".ant-select-dropdown:visible .ant-select-item-option").first();
  const tag = (await option.innerText()).trim();
  await option.click();
  await page.keyboard.press("Escape");
  const save = page.getByRole("button", { name: t("form.save"), exact: true });
  await save.click();
  await page.locator("main header").getByText(tag, { exact: true }).waitFor();
  await save.waitFor({ state: "hidden" });
  await picture(desk, "tagged");
}

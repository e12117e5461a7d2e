/** Whom to call, the call, what came of it, the next stage, an order. */
import { expect } from "vitest";
import { ask } from "../ask.ts";
import { dialog, moveOn, openTab, picture, writeFollowUp, type Desk } from "./desk.ts";

export async function sellersDay(desk: Desk): Promise<void> {
  const { page, t, like, many, noun, field } = desk;
  const name = `岭南茶会 ${desk.name}`;
  await ask(page, "customer.create", { values: { name, phone: "+8613800138000" } });
  await page.reload();
  const part = (title: RegExp) =>
    page.locator("section").filter({ has: page.getByRole("heading", { level: 3, name: title }) });
  const calls = part(like("workbench.quiet"))
    .or(part(like("workbench.neverTitle")))
    .last();
  const call = calls.getByRole("listitem").filter({ hasText: name });
  const number = call.getByRole("link", { name: "138 0013 8000" });
  expect(await number.getAttribute("href")).toBe("tel:+8613800138000");
  await picture(desk, "workbench");
  await call.getByRole("link", { name }).first().click();
  await page.getByRole("heading", { level: 1, name }).waitFor();

  await writeFollowUp(desk, `${desk.name}：想要两箱，周五送`, "call");
  await moveOn(desk, ["customer", "stage"], ["developing", "negotiating", "signed", "afterSales"]);
  await picture(desk, "record");

  await openTab(desk, many("order"));
  await page.getByRole("button", { name: t("list.create", { object: noun("order") }) }).click();
  const form = dialog(page);
  const order = `SO-${desk.name}`;
  await form.getByLabel(field("order", "number"), { exact: true }).fill(order);
  const placed = form.getByLabel(field("order", "placedAt"), { exact: true });
  await placed.fill("2026-11-20 10:30");
  await placed.press("Enter");
  await form.getByLabel(field("order", "total"), { exact: true }).fill("368");
  await picture(desk, "order-form");
  await form.getByRole("button", { name: t("form.create"), exact: true }).click();
  await form.waitFor({ state: "hidden" });
  await page.getByRole("row").filter({ hasText: order }).waitFor();
  await picture(desk, "orders");
  // What is not theirs to know has no place on the screen.
  expect(await page.getByText(field("order", "margin"), { exact: true }).count()).toBe(0);
}

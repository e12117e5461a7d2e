/** A handful of customers, a number to call and not to change, an amount that says why it is closed, a note of what was said. */
import { expect } from "vitest";
import {
  counted,
  fieldRead,
  openList,
  openTab,
  picture,
  showFields,
  writeFollowUp,
  type Desk,
} from "./desk.ts";

export async function internsDay(desk: Desk): Promise<void> {
  const { page, t, field, isNarrow } = desk;
  await openList(desk, "customer");
  const record = isNarrow ? page.getByRole("article") : page.locator("[data-record]");
  const all = await counted(desk);
  expect(all).toBeLessThan(10);
  expect(await record.count()).toBe(all);
  await picture(desk, "list");
  await record.first().getByRole("link").first().click();

  await showFields(desk);
  const phone = fieldRead(desk, "customer", "phone");
  await phone.waitFor();
  const edit = t("record.editField", { field: field("customer", "phone") });
  expect(await phone.getByRole("button", { name: edit }).count()).toBe(0);
  await fieldRead(desk, "customer", "spend").getByRole("button").click();
  await page.locator(".ant-popover:visible").getByText(t("why.flip")).waitFor();
  await picture(desk, "why");
  await page.keyboard.press("Escape");

  if (isNarrow) await openTab(desk, t("record.timeline"));
  await writeFollowUp(desk, `${desk.name}：周末再来试新品`);
  await picture(desk, "follow-up");
}

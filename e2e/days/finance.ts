/** Orders with their margins, those that are being refunded taken away as a file; and no customer to look into. */
import { expect } from "vitest";
import {
  act,
  chooseFilter,
  counted,
  dialog,
  fieldRead,
  linksTo,
  openList,
  PATIENT,
  picture,
  type Desk,
} from "./desk.ts";

export async function financesDay(desk: Desk): Promise<void> {
  const { page, t, like, many } = desk;
  await openList(desk, "order");
  const all = await counted(desk);
  await chooseFilter(desk, ["order", "status"], "refunding");
  await expect.poll(() => counted(desk), PATIENT).toBeLessThan(all);
  await picture(desk, "refunds");
  await act(desk, t("list.export"));
  await dialog(page).getByRole("radio", { name: "CSV" }).check();
  await picture(desk, "export");
  await dialog(page)
    .getByRole("button", { name: t("export.start") })
    .click();
  await dialog(page).getByText(like("export.done")).waitFor();
  await dialog(page)
    .getByRole("button", { name: t("action.close") })
    .last()
    .click();

  await linksTo(desk, "order").first().click();
  const margin = fieldRead(desk, "order", "margin");
  await margin.waitFor();
  expect(await margin.innerText()).toMatch(/\d/);
  // Whose order it is exists, and who that is does not.
  expect(await linksTo(desk, "customer").count()).toBe(0);
  await picture(desk, "order");

  const navigation = page.getByRole("navigation", { name: t("shell.navigation") });
  expect(await navigation.getByRole("link", { name: many("contact"), exact: true }).count()).toBe(
    0,
  );
  for (const closed of ["contact", "customer"]) {
    await page.goto(`/o/${closed}`);
    await page.getByText(t("failure.notFoundTitle")).waitFor();
  }
  await picture(desk, "no-customers");
}

/** A customer on the phone, found by the last digits of theirs; their ticket, taken a step further. */
import { expect } from "vitest";
import { ask } from "../ask.ts";
import {
  act,
  fieldRead,
  moveOn,
  openList,
  openTab,
  picture,
  showFields,
  type Desk,
} from "./desk.ts";

export async function serviceAgentsDay(desk: Desk): Promise<void> {
  const { page, t, many, field } = desk;
  await picture(desk, "workbench");
  await openList(desk, "customer");
  const { name, digits, subject } = await whoCalls(desk);

  const words = t("shell.search");
  await page.getByRole("button", { name: words }).click();
  await page.getByRole("combobox", { name: words }).fill(digits);
  const found = page.getByRole("group", { name: many("customer"), exact: true });
  await found.getByRole("option", { name }).first().waitFor();
  await picture(desk, "search");
  await found.getByRole("option", { name }).first().click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  // Reading, and nothing else.
  expect(await page.getByRole("textbox", { name: field("followUp", "content") }).count()).toBe(0);
  await picture(desk, "customer");

  await openTab(desk, many("ticket"));
  const ticket = page.getByRole("tabpanel").getByRole("link", { name: subject });
  await ticket.first().click();
  await page.getByRole("heading", { level: 1, name: subject }).waitFor();
  await moveOn(desk, ["ticket", "status"], ["working", "waiting"]);
  await act(desk, t("action.edit"));
  const resolution = `${desk.name}：已补发两杯`;
  await page.getByLabel(field("ticket", "resolution"), { exact: true }).fill(resolution);
  await page.getByRole("button", { name: t("form.save"), exact: true }).click();
  const kept = fieldRead(desk, "ticket", "resolution").getByText(resolution);
  await kept.waitFor({ state: "attached" });
  // Until it is kept, a phone shows the fields by themselves, and their tab cannot be chosen.
  const isShown = async () => {
    await showFields(desk);
    return kept.isVisible();
  };
  await expect.poll(isShown, { timeout: 20_000 }).toBe(true);
  await picture(desk, "ticket");
}

interface Call {
  readonly name: string;
  /** The digits of their number that they would say. */
  readonly digits: string;
  readonly subject: string;
}

/** Somebody with a ticket that is mine and open. */
async function whoCalls({ page }: Desk): Promise<Call> {
  const { person } = (await (await page.request.get("/api/me")).json()) as {
    person: { id: string };
  };
  const mine = { field: "assignee", op: "is", value: person.id };
  const open = { field: "status", op: "anyOf", value: ["open", "working", "waiting", "escalated"] };
  const tickets = await ask<Rows>(page, "ticket.list", { filter: { and: [mine, open] } });
  const { customer, subject } = tickets.rows[0]!.values;
  const { record } = await ask<{ record: Rows["rows"][number] }>(page, "customer.get", {
    id: (customer as { id: string }).id,
  });
  const { name, phone } = record.values;
  return { name: String(name), digits: String(phone).slice(-4), subject: String(subject) };
}

interface Rows {
  readonly rows: readonly { readonly values: Readonly<Record<string, unknown>> }[];
}

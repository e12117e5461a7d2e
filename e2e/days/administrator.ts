/** A new colleague with a sign-in and a post, a field of the company's own; and no customer to look into. */
import { expect } from "vitest";
import { pick } from "../choose.ts";
import { dialog, goTo, openList, picture, type Desk } from "./desk.ts";

const STORE = "深圳南山科技园店";

export async function administratorsDay(desk: Desk): Promise<void> {
  await inviteColleague(desk);
  await addField(desk);
  const { page, t, many } = desk;
  const navigation = page.getByRole("navigation", { name: t("shell.navigation") });
  expect(await navigation.getByRole("link", { name: many("customer") }).count()).toBe(0);
  await page.goto("/o/customer");
  await page.getByText(t("failure.notFoundTitle")).waitFor();
  await picture(desk, "no-customers");
}

async function inviteColleague(desk: Desk): Promise<void> {
  const { page, t, noun, field, role, isNarrow } = desk;
  await openList(desk, "person");
  const create = isNarrow ? t("list.createShort") : t("list.create", { object: noun("person") });
  await page.getByRole("button", { name: create, exact: true }).click();
  const form = dialog(page);
  const name = `新同事 ${desk.name}`;
  const email = `${desk.name}@colleague.example`.toLowerCase();
  await form.getByLabel(field("person", "name"), { exact: true }).fill(name);
  await form.getByLabel(field("person", "email"), { exact: true }).fill(email);
  await pick(page, form.getByLabel(field("person", "unit"), { exact: true }), STORE);
  await picture(desk, "new-person");
  await form.getByRole("button", { name: t("form.create"), exact: true }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();

  await page.getByRole("button", { name: t("person.invite") }).click();
  await dialog(page)
    .getByRole("button", { name: t("person.invite"), exact: true })
    .click();
  const invitation = page.getByRole("dialog", { name: t("person.invited", { name }) });
  const password = await invitation.locator("code").innerText();
  await picture(desk, "invited");
  await invitation
    .getByRole("button", { name: t("action.close") })
    .last()
    .click();
  await invitation.waitFor({ state: "hidden" });

  await page.getByRole("button", { name: t("list.create", { object: noun("post") }) }).click();
  await form.getByLabel(field("post", "title"), { exact: true }).fill("导购");
  await pick(page, form.getByLabel(field("post", "unit"), { exact: true }), STORE);
  await pick(page, form.getByLabel(field("post", "role"), { exact: true }), role("guide"));
  await picture(desk, "post");
  await form.getByRole("button", { name: t("form.create"), exact: true }).click();
  await form.waitFor({ state: "hidden" });
  await page
    .getByRole("row")
    .filter({ hasText: role("guide") })
    .waitFor();
  await picture(desk, "person");
  await checkSignIn(desk, { email, password: password.trim() });
}

/** The invitation opens the door, and the post opens the store. */
async function checkSignIn(
  { page }: Desk,
  account: { readonly email: string; readonly password: string },
): Promise<void> {
  const { origin } = new URL(page.url());
  const post = (path: string, cookie: string, body: object) =>
    fetch(`${origin}/api/${path}`, {
      method: "POST",
      headers: { "content-type": "application/json", origin, cookie },
      body: JSON.stringify(body),
    });
  const entry = await post("auth/sign-in/email", "", account);
  expect(entry.status).toBe(200);
  const cookie = entry.headers
    .getSetCookie()
    .map((one) => one.split(";")[0])
    .join("; ");
  const list = await post("customer.list", cookie, {});
  const { rows } = (await list.json()) as { rows: unknown[] };
  expect(rows.length).toBeGreaterThan(0);
}

async function addField(desk: Desk): Promise<void> {
  const { page, t } = desk;
  await goTo(desk, t("nav.fields"));
  await page
    .getByRole("button", { name: t("fields.add") })
    .first()
    .click();
  const name = `饮品 ${desk.name}`;
  // Its name in the reader's language comes first.
  await dialog(page).getByRole("textbox").first().fill(name);
  await picture(desk, "new-field");
  await dialog(page)
    .getByRole("button", { name: t("fields.add"), exact: true })
    .click();
  await page.getByText(t("fields.added", { field: name })).waitFor();
  await page.getByRole("table").getByText(name).waitFor();
  await picture(desk, "fields");
}

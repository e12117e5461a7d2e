/** Before one is in, and when one is no longer: the door, its refusals, a session or a network that has gone. */
import { DEMO_PASSWORD } from "../../packages/server/src/demo/personas.ts";
import { ask } from "../ask.ts";
import { dialog, type Desk } from "../days/desk.ts";
import { emailOf } from "../demo.ts";
import { button, press, type Place, type Screen } from "./screen.ts";

const DOOR: readonly Screen[] = [
  { name: "sign in" },
  {
    name: "sign in, nothing typed",
    async open(desk) {
      await press(desk, desk.t("signIn.submit"));
      await desk.page.locator(".ant-form-item-explain-error").nth(1).waitFor();
    },
  },
  {
    name: "sign in, wrong password",
    async open(desk) {
      const { page, t, name } = desk;
      // Each its own, or the door would be slowed down for one of them.
      await page.getByLabel(t("signIn.email")).fill(emailOf(`nobody-${name.replace(" ", "-")}`));
      await page.getByLabel(t("signIn.password"), { exact: true }).fill("wrong");
      await press(desk, t("signIn.submit"));
      await page.getByText(t("signIn.wrong")).waitFor();
    },
  },
];

const write = async (desk: Desk, words: string): Promise<void> => {
  const { page, field, t } = desk;
  await page.getByRole("textbox", { name: field("followUp", "content") }).fill(words);
  await press(desk, t("composer.send"));
};

const GONE: readonly Screen[] = [
  {
    name: "no network, and what waits for it",
    async open(desk) {
      const { page, t, name } = desk;
      await page.waitForFunction(() =>
        performance.getEntriesByType("resource").some(({ name: at }) => at.includes("waiting-")),
      );
      await page.context().setOffline(true);
      await write(desk, `waiting ${name}`);
      await page.getByRole("button", { name: t("outbox.waiting", { count: 1 }) }).waitFor();
    },
  },
  {
    name: "what waits to be sent",
    over: "dialog",
    open: (desk) => press(desk, desk.t("outbox.waiting", { count: 1 })),
  },
  {
    name: "sign in again, over the page",
    over: "dialog",
    stays: true,
    async open(desk) {
      const { page, t } = desk;
      await page.context().setOffline(false);
      await page
        .getByRole("status")
        .getByText(t("connection.offline"))
        .waitFor({ state: "hidden" });
      await page.context().clearCookies();
      await write(desk, "…");
      await dialog(page).getByLabel(t("signIn.password"), { exact: true }).waitFor();
    },
  },
];

const aCustomer = async (desk: Desk): Promise<void> => {
  const { page, field } = desk;
  await page.goto("/");
  const { rows } = await ask<{ rows: { id: string }[] }>(page, "customer.list", { limit: 1 });
  await page.goto(`/o/customer/${rows[0]!.id}`);
  await page.getByRole("textbox", { name: field("followUp", "content") }).waitFor();
};

export const OUTSIDE: readonly Place[] = [
  {
    persona: null,
    onPhones: true,
    async go(desk) {
      await desk.page.goto("/");
      await button(desk, desk.t("signIn.submit")).waitFor();
    },
    screens: DOOR,
  },
  { persona: "store-head", onPhones: true, go: aCustomer, screens: GONE },
];

const next = (desk: Desk): Promise<void> => press(desk, desk.t("setup.next"));

/** The steps of the first run, none of which makes anything yet. */
export const SETUP: Place = {
  persona: null,
  onPhones: true,
  async go({ page, t }) {
    await page.goto("/");
    await page.getByLabel(t("setup.organisation")).waitFor();
  },
  screens: [
    { name: "set up: organisation" },
    {
      name: "set up: organisation, nothing typed",
      async open(desk) {
        await next(desk);
        await desk.page.locator(".ant-form-item-explain-error").first().waitFor();
      },
    },
    {
      name: "set up: industries",
      async open(desk) {
        const { page, t } = desk;
        await page.getByLabel(t("setup.organisation")).fill("Hill Clinics");
        await page.getByLabel(t("setup.name")).fill("Admin");
        await page.getByLabel(t("signIn.email")).fill("admin@hill.example");
        await page.getByLabel(t("signIn.password"), { exact: true }).fill(DEMO_PASSWORD);
        await next(desk);
        await page.getByRole("radio").first().waitFor();
      },
    },
    {
      name: "set up: an industry",
      async open({ page, t }) {
        await page.getByRole("radio").nth(1).check();
        await page.getByText(t("setup.notYet")).waitFor();
      },
    },
    {
      name: "set up: units, two of one name",
      async open(desk) {
        const { page, t } = desk;
        await next(desk);
        const names = page.getByLabel(t("setup.unitName"));
        await names.nth(1).fill(await names.first().inputValue());
        await page.getByText(t("setup.unitsTwice")).waitFor();
        await page.getByLabel(t("setup.paste")).fill("A/B");
      },
    },
    {
      name: "set up: what is taken",
      async open(desk) {
        await press(desk, desk.t("setup.pasteReplace"));
        await desk.page.getByLabel(desk.t("setup.unitName")).nth(1).fill("C");
        await next(desk);
        await desk.page.getByText(desk.t("setup.takePosts")).first().waitFor();
      },
    },
    {
      name: "set up: the password once more",
      async open(desk) {
        await desk.page.reload();
        await desk.page.getByText(desk.t("setup.passwordAgain")).waitFor();
      },
    },
  ],
};

/** And what it ends with. */
export const MADE: Place = {
  persona: null,
  onPhones: true,
  async go(desk) {
    const { page, t } = desk;
    await page.getByLabel(t("signIn.password"), { exact: true }).fill(DEMO_PASSWORD);
    await press(desk, t("setup.submit"));
    await page.getByText(t("welcome.next")).waitFor();
  },
  screens: [{ name: "set up: made" }],
};

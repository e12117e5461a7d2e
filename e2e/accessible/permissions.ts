/** The permission centre: roles, the draft of the policy, its versions and tests. */
import type { Locator } from "playwright-core";
import { ask } from "../ask.ts";
import { dialog, type Desk } from "../days/desk.ts";
import { at, button, press, type Place } from "./screen.ts";

const openRole = async (desk: Desk): Promise<void> => {
  await at("/permissions/roles", 'main a[href^="/permissions/roles/"]')(desk);
  await desk.page.locator('main a[href^="/permissions/roles/"]').nth(1).click();
  await desk.page
    .locator("main [role=radio], main input[type=radio]")
    .first()
    .waitFor({ state: "attached" });
};

/** Gives the first bundle another reach. */
const changeRole = async ({ page }: Desk): Promise<void> => {
  await page
    .locator("main fieldset input[type=radio]:not(:checked)")
    .first()
    .check({ force: true });
  await page.locator("[class*=bottomBar]").waitFor();
};

/** Another width may have begun it. */
const runInShadow = async (desk: Desk): Promise<void> => {
  const [start, stop] = [desk.t("shadow.start"), desk.t("shadow.stop")].map((words) =>
    button(desk, words),
  ) as [Locator, Locator];
  await start.or(stop).waitFor();
  if (await start.isVisible()) await start.click();
  await stop.waitFor();
};

export const PERMISSIONS: readonly Place[] = [
  {
    persona: "administrator",
    onPhones: true,
    go: at("/permissions/roles", 'main a[href^="/permissions/roles/"]'),
    screens: [
      { name: "roles" },
      { name: "new role", over: "dialog", open: (desk) => press(desk, desk.t("roles.new")) },
      {
        name: "new role, without a name",
        over: "dialog",
        async open(desk) {
          await press(desk, desk.t("roles.new"));
          await press(desk, desk.t("form.create"));
          await dialog(desk.page).locator(".ant-form-item-explain-error").first().waitFor();
        },
      },
    ],
  },
  {
    persona: "administrator",
    onPhones: true,
    go: openRole,
    screens: [
      { name: "role" },
      {
        name: "archive a role?",
        over: "popover",
        open: (desk) => press(desk, desk.t("policy.archive")),
      },
      {
        name: "role, act by act",
        open: ({ page }) => page.locator("main button[aria-expanded=false]").first().click(),
      },
      { name: "role that was changed", open: changeRole },
    ],
  },
  {
    persona: "boss",
    go: at("/permissions/roles", "main h1"),
    screens: [{ name: "roles of who may not" }],
  },
  {
    persona: "administrator",
    onPhones: true,
    async go(desk) {
      await desk.page.goto("/me/rights");
      const words = { zh: `前台 ${desk.name}`, en: `Front desk ${desk.name}` };
      const grants = { "customer.view": "unit" };
      const role = { name: words, duties: words, grants, classes: {}, preset: "guide" };
      await ask(desk.page, "role.save", role);
      await at("/permissions/draft", "main textarea")(desk);
    },
    screens: [
      { name: "draft of the policy" },
      { name: "draft in shadow", open: runInShadow },
      {
        name: "start a rehearsal",
        over: "dialog",
        open: (desk) => press(desk, desk.t("rehearsal.start")),
      },
      {
        name: "versions of the policy",
        open: at("/permissions/versions", "main li"),
      },
      {
        name: "roles with a draft",
        open: at("/permissions/roles", "[role=status] a[href='/permissions/draft']"),
      },
    ],
  },
  {
    persona: "administrator",
    onPhones: true,
    go: at("/permissions/templates", "main li"),
    screens: [
      { name: "post templates" },
      {
        name: "deviations that were accepted",
        async open({ page, t }) {
          await page.getByText(t("templates.acceptedTab"), { exact: true }).click();
          await page.getByText(t("templates.nothingAccepted")).waitFor();
        },
      },
    ],
  },
  {
    persona: "administrator",
    onPhones: true,
    async go(desk) {
      await desk.page.goto("/me/rights");
      const { record } = await ask<{ record: { id: string } }>(desk.page, "group.create", {
        values: { name: `店长 ${desk.name}` },
      });
      await at(`/o/group/${record.id}`, "main h1")(desk);
    },
    screens: [
      { name: "group" },
      {
        name: "rule of a group",
        over: "dialog",
        open: (desk) => press(desk, desk.t("groups.set")),
      },
    ],
  },
  {
    persona: "administrator",
    onPhones: true,
    go: at("/permissions/duties", "main h1"),
    screens: [{ name: "duties kept apart" }],
  },
  {
    persona: "administrator",
    onPhones: true,
    go: at("/permissions/regulations", "main h2"),
    screens: [
      { name: "regulations" },
      {
        name: "new regulation",
        over: "dialog",
        open: (desk) => press(desk, desk.t("regulations.new")),
      },
    ],
  },
  {
    persona: "administrator",
    onPhones: true,
    go: at("/permissions/tests", "main li"),
    screens: [
      { name: "permission tests" },
      {
        name: "new permission test",
        over: "dialog",
        open: (desk) => press(desk, desk.t("tests.new")),
      },
    ],
  },
];

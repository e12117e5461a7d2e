/** The permission centre: roles, the draft of the policy, its versions and tests. */
import type { Locator } from "playwright-core";
import { ask } from "../ask.ts";
import { dialog, type Desk } from "../days/desk.ts";
import { changeGuides } from "../draft.ts";
import { colleague, command } from "./colleague.ts";
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

/** A new role waits in the draft. */
async function writeDraft(desk: Desk): Promise<void> {
  await desk.page.goto("/me/rights");
  const words = { zh: `前台 ${desk.name}`, en: `Front desk ${desk.name}` };
  const grants = { "customer.view": "unit" };
  const role = { name: words, duties: words, grants, classes: {}, preset: "guide" };
  await ask(desk.page, "role.save", role);
}

/** Guides do what the draft would refuse them. */
async function workInShadow(desk: Desk): Promise<void> {
  await runInShadow(desk);
  const guide = await colleague(desk, "guide");
  const { body } = await guide.post<Customers>("/api/customer.list", { limit: 100 });
  const { id, version } = body.rows.find(({ can }) => can["edit"])!;
  await guide.post("/api/customer.update", { id, version, values: { note: "…" } });
}

interface Customers {
  readonly rows: readonly {
    readonly id: string;
    readonly version: number;
    readonly can: Readonly<Record<string, boolean>>;
  }[];
}

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
    async go(desk) {
      await writeDraft(desk);
      await command(await colleague(desk, "administrator"), "submit");
      await command(await colleague(desk, "approver"), "publish");
      await at("/permissions/versions", "main li")(desk);
    },
    screens: [
      {
        name: "versions of the policy, what one changed",
        async open(desk) {
          await press(desk, desk.t("policy.whatChanged"));
          await desk.page.getByText(desk.t("policy.since", { number: 1 })).waitFor();
        },
      },
      {
        name: "back to a version?",
        over: "popover",
        open: (desk) => press(desk, desk.t("policy.back")),
      },
      {
        name: "the policy as a file, what it would change",
        over: "dialog",
        async open({ page, role }) {
          const policy = await (await page.request.get("/api/policy/file")).text();
          await page.locator("main input[type=file]").setInputFiles({
            name: "policy.yaml",
            mimeType: "application/yaml",
            buffer: Buffer.from(policy.replace(role("areaManager"), "片区主管")),
          });
          await dialog(page).waitFor();
        },
      },
    ],
  },
  {
    persona: "administrator",
    onPhones: true,
    async go(desk) {
      await writeDraft(desk);
      await changeGuides(desk.page, { "customer:edit": "none" });
      await at("/permissions/draft", "main textarea")(desk);
    },
    screens: [
      { name: "draft of the policy" },
      {
        name: "whom the draft would refuse it",
        over: "dialog",
        async open({ page, t }) {
          const lost = page.getByRole("row").filter({ hasText: t("impact.actLost") });
          await lost.getByRole("button").first().click();
          await dialog(page).locator("li").first().waitFor();
        },
      },
      { name: "draft in shadow", open: workInShadow },
      {
        name: "draft in shadow, what it found",
        over: "dialog",
        async open({ page, like }) {
          const found = page.getByRole("row").filter({ hasText: like("shadow.last") });
          await found.getByRole("button").first().click();
          await dialog(page).locator("p").first().waitFor();
        },
      },
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
    persona: "approver",
    async go(desk) {
      await desk.page.goto("/me/rights");
      await command(await colleague(desk, "administrator"), "submit");
      await at("/permissions/draft", "main textarea")(desk);
    },
    screens: [
      { name: "draft to be approved" },
      {
        name: "publish it later?",
        over: "dialog",
        open: (desk) => press(desk, desk.t("schedule.open")),
      },
      {
        name: "draft that was given back",
        async open(desk) {
          await press(desk, desk.t("policy.return"));
          await button(desk, desk.t("policy.approve")).waitFor({ state: "detached" });
        },
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

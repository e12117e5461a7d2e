/** People, units and fields, as an administrator has them; and the trail. */
import { ask, send } from "../ask.ts";
import { pick } from "../choose.ts";
import { dialog, type Desk } from "../days/desk.ts";
import { at, button, press, type Place, type Screen } from "./screen.ts";

const shenzhen = async (desk: Desk): Promise<void> => {
  const { page, t } = desk;
  await page.getByLabel(t("units.search")).fill("深圳");
  await page.locator(".ant-tree").getByText("深圳春风里店", { exact: true }).click();
  await button(desk, t("units.move")).waitFor();
};

const UNITS: Place = {
  persona: "administrator",
  onPhones: true,
  go: at("/permissions/units", ".ant-tree"),
  screens: [
    { name: "units" },
    { name: "units, found", open: shenzhen },
    { name: "another name", over: "dialog", open: (desk) => press(desk, desk.t("units.rename")) },
    { name: "unit below", over: "dialog", open: (desk) => press(desk, desk.t("units.add")) },
    { name: "move a unit", over: "dialog", open: (desk) => press(desk, desk.t("units.move")) },
    {
      name: "what moving a unit means",
      over: "dialog",
      async open(desk) {
        const { page, t } = desk;
        await press(desk, t("units.move"));
        await pick(page, dialog(page).getByRole("combobox"), "深圳三片区");
        await dialog(page).getByRole("row").nth(1).waitFor();
      },
    },
  ],
};

interface Rows {
  readonly rows: readonly { readonly id: string }[];
}

const aPerson = async (desk: Desk): Promise<void> => {
  const { rows } = await ask<Rows>(desk.page, "person.list", { search: "周小芽", limit: 1 });
  await at(`/o/person/${rows[0]!.id}`, "main dl")(desk);
};

const PEOPLE: readonly Place[] = [
  {
    persona: "administrator",
    go: at("/o/person", "[data-record]"),
    screens: [
      { name: "people" },
      {
        name: "passwords for many",
        over: "dialog",
        async open(desk) {
          await desk.page.locator("[data-record]").nth(3).getByRole("checkbox").check();
          await press(desk, desk.t("invite.many"));
        },
      },
    ],
  },
  {
    persona: "administrator",
    onPhones: true,
    go: async (desk) => {
      await at("/me/rights")(desk);
      await aPerson(desk);
    },
    screens: [
      { name: "person" },
      { name: "a password?", over: "dialog", open: (desk) => press(desk, desk.t("person.invite")) },
      { name: "suspend?", over: "dialog", open: (desk) => press(desk, desk.t("person.suspend")) },
      {
        name: "new assignment",
        over: "dialog",
        open: (desk) => press(desk, desk.t("person.addAssignment")),
      },
      {
        name: "new post",
        over: "dialog",
        open: (desk) => press(desk, desk.t("list.create", { object: desk.noun("post") })),
      },
    ],
  },
  ...["post", "group", "assignment", "tag"].map((object): Place => ({
    persona: "administrator",
    go: at(`/o/${object}`, "main h1"),
    screens: [{ name: `list of ${object}` }],
  })),
];

const addChoices: Screen = {
  name: "new field with choices",
  over: "dialog",
  stays: true,
  async open(desk) {
    await press(desk, desk.t("fields.add"));
    const { page, t } = desk;
    await dialog(page).getByRole("combobox").first().click();
    await page.locator(".ant-select-dropdown:visible").getByText(t("fields.type.choice")).click();
    await button(desk, t("fields.choiceAdd")).waitFor();
  },
};

/** Another width may have added the field. */
const changeClass: Screen = {
  name: "another class for a field",
  over: "dialog",
  async open(desk) {
    const label = "Badge";
    await send(desk.page, "customField.add", {
      object: "customer",
      name: "badge",
      label: { zh: label, en: label },
      type: "text",
      sensitivity: "basic",
    });
    await at("/permissions/fields?object=customer", "main table")(desk);
    await press(desk, desk.t("fields.changeClassOf", { field: label }));
  },
};

const FIELDS: Place = {
  persona: "administrator",
  onPhones: true,
  go: at("/permissions/fields", "main table"),
  screens: [
    { name: "fields" },
    { name: "new field", over: "dialog", open: (desk) => press(desk, desk.t("fields.add")) },
    {
      name: "another name for a field",
      over: "dialog",
      open: (desk) =>
        press(desk, desk.t("fields.renameOne", { field: desk.field("customer", "note") })),
    },
    changeClass,
    addChoices,
  ],
};

const AUDIT: Place = {
  persona: "administrator",
  onPhones: true,
  go: at("/o/auditLine", 'main a[href^="/o/auditLine/"]'),
  screens: [
    { name: "audit" },
    {
      name: "a line of the audit",
      async open({ page }) {
        await page.locator('main a[href^="/o/auditLine/"]').first().click();
        await page.locator("main dl").first().waitFor();
      },
    },
  ],
};

export const ADMINISTRATION: readonly Place[] = [UNITS, ...PEOPLE, FIELDS, AUDIT];

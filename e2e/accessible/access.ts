/** Rights as they are asked about, asked for and lent: the simulator, another's eyes, requests, sandboxes, rules. */
import { ask } from "../ask.ts";
import { dialog, type Desk } from "../days/desk.ts";
import { colleague, command } from "./colleague.ts";
import { at, button, press, type Place, type Screen } from "./screen.ts";

interface Rows {
  readonly rows: readonly { readonly id: string; readonly masked: readonly string[] }[];
}

const option = ({ page }: Desk) =>
  page.locator(".ant-select-dropdown:visible .ant-select-item-option").first();

const SIMULATOR: Place = {
  persona: "administrator",
  onPhones: true,
  go: at("/permissions/simulator", "main form"),
  screens: [
    { name: "simulator" },
    {
      name: "simulator, a verdict",
      async open(desk) {
        const { page, t } = desk;
        await page.getByLabel(t("tests.role"), { exact: true }).click();
        await option(desk).click();
        await press(desk, t("simulator.ask"));
        await page.getByRole("heading", { name: t("simulator.published") }).waitFor();
      },
    },
  ],
};

const RULES: Place = {
  persona: "administrator",
  onPhones: true,
  async go(desk) {
    await at("/permissions/roles", 'main a[href^="/permissions/roles/"]')(desk);
    await desk.page.locator('main a[href^="/permissions/roles/"]').nth(1).click();
    await button(desk, desk.t("rules.new")).waitFor();
  },
  screens: [
    {
      name: "new rule",
      over: "dialog",
      stays: true,
      open: (desk) => press(desk, desk.t("rules.new")),
    },
    {
      name: "new rule, a condition",
      over: "popover",
      stays: true,
      async open(desk) {
        const { page, t } = desk;
        await press(desk, t("rules.addCondition"));
        await page.getByRole("button", { name: new RegExp(`^${t("rules.condition")} `) }).click();
        await page.getByLabel(t("rules.field"), { exact: true }).waitFor();
      },
    },
    {
      name: "new rule, who",
      over: "popover",
      stays: true,
      async open({ page, t }) {
        await page.getByRole("button", { name: new RegExp(`^${t("rules.who")} `) }).click();
        await page.getByText(t("rules.whoAtOnce")).waitFor();
      },
    },
  ],
};

const FUNCTIONS: Place = {
  persona: "administrator",
  onPhones: true,
  go: at("/permissions/roles", 'main a[href^="/permissions/roles/"]'),
  screens: [
    {
      name: "new function in teams",
      over: "dialog",
      open: (desk) => press(desk, desk.t("functions.new")),
    },
  ],
};

const SHARING: Place = {
  persona: "store-head",
  onPhones: true,
  go: at("/o/customer?dialog=share", "[role=dialog]"),
  screens: [{ name: "sharing what is listed", over: "dialog" }],
};

const FILE: Place = {
  persona: "administrator",
  go: at("/permissions/versions", "main li"),
  screens: [
    {
      name: "the policy as a file, with mistakes",
      async open({ page }) {
        await page.locator("main input[type=file]").setInputFiles({
          name: "policy.yaml",
          mimeType: "application/yaml",
          buffer: Buffer.from("roles: 1\nmore: [}"),
        });
        await page.getByRole("alert").first().waitFor();
      },
    },
  ],
};

const SANDBOXES: Place = {
  persona: "administrator",
  onPhones: true,
  go: at("/permissions/sandboxes"),
  screens: [
    { name: "sandboxes" },
    {
      name: "new sandbox",
      over: "dialog",
      stays: true,
      open: (desk) => press(desk, desk.t("sandboxes.new")),
    },
    {
      name: "new sandbox, of some records alone",
      over: "dialog",
      stays: true,
      async open({ page, t }) {
        await page.getByLabel(t("sandboxes.addRecords")).click();
        await page.locator(".ant-select-dropdown:visible .ant-select-item-option").first().click();
        await page.getByRole("button", { name: t("rules.removeCondition") }).waitFor();
      },
    },
    {
      name: "new sandbox, incomplete",
      over: "dialog",
      stays: true,
      async open(desk) {
        await press(desk, desk.t("sandboxes.submit"));
        await dialog(desk.page).locator(".ant-form-item-explain-error").first().waitFor();
      },
    },
  ],
};

const asked = async (desk: Desk): Promise<void> => {
  const { page, t } = desk;
  await page.goto("/");
  const { rows } = await ask<Rows>(page, "customer.list", { limit: 100 });
  const masked = rows.filter(({ masked: cells }) => cells.includes("phone"));
  await page.goto(`/o/customer/${masked[desk.isNarrow ? 0 : 1]!.id}`);
  await page.getByRole("tab").first().waitFor();
  if (desk.isNarrow) await page.getByRole("tab", { name: t("record.fields") }).click();
};

const whyNot: Screen = {
  name: "why not, with a way on",
  over: "popover",
  open: (desk) => press(desk, desk.t("why.ask")),
};

const ASKING: Place = {
  persona: "guide",
  go: asked,
  screens: [
    whyNot,
    {
      name: "ask for access",
      over: "popover",
      stays: true,
      async open(desk) {
        await whyNot.open!(desk);
        await press(desk, desk.t("ask.access"));
        await desk.page.getByLabel(desk.t("ask.reason")).waitFor();
      },
    },
    {
      name: "access, asked for",
      over: "popover",
      async open(desk) {
        await desk.page.getByLabel(desk.t("ask.reason")).fill("…");
        await press(desk, desk.t("ask.send"));
        await desk.page.getByText(desk.t("ask.sent")).waitFor();
      },
    },
    { name: "my requests", open: at("/inbox/requests?which=mine", "main li") },
  ],
};

const DECIDING: Place = {
  persona: "store-head",
  onPhones: true,
  go: at("/inbox/requests"),
  screens: [
    {
      name: "requests to decide",
      async open(desk) {
        if (!desk.isNarrow) await button(desk, desk.t("requests.approve")).waitFor();
      },
    },
  ],
};

interface RoleRow {
  readonly preset: { readonly id: string } | null;
  readonly rules: readonly object[];
}

/** From now on whoever runs the business says why they see a number in full, and, a minute after they signed in, who they are. */
async function demandDuties(desk: Desk): Promise<void> {
  const administrator = await colleague(desk, "administrator");
  const { draft } = await administrator.get<{ draft: object | null }>("/api/policy/draft");
  if (draft) await command(administrator, "discard");
  const { roles } = await administrator.get<{ roles: readonly RoleRow[] }>("/api/roles");
  const role = roles.find(({ preset }) => preset?.id === "boss")!;
  const rule = {
    id: "careful-reveal",
    effect: "forbid",
    actions: ["customer.reveal"],
    scope: "all",
    everywhere: true,
    obligations: [{ kind: "reason" }, { kind: "step-up", withinMinutes: 1 }],
  };
  const saved = await administrator.post("/api/role.save", {
    ...role,
    preset: "boss",
    rules: [...role.rules, rule],
  });
  if (saved.status !== 200) throw new Error(JSON.stringify(saved.body));
  await command(administrator, "submit");
  await command(await colleague(desk, "approver"), "publish");
}

const BRINGING: Place = {
  persona: "boss",
  onPhones: true,
  async go(desk) {
    await desk.page.goto("/me/rights");
    await demandDuties(desk);
    await asked(desk);
  },
  screens: [
    {
      name: "why is it done?",
      over: "dialog",
      open: (desk) => press(desk, desk.t("field.reveal")),
    },
    {
      name: "who does it?",
      over: "dialog",
      async open(desk) {
        await desk.page.waitForTimeout(60_000);
        await press(desk, desk.t("field.reveal"));
        await dialog(desk.page).getByLabel(desk.t("bring.reason")).fill("…");
        await dialog(desk.page).locator(".ant-btn-primary").click();
        await dialog(desk.page).getByLabel(desk.t("password.present")).waitFor();
      },
    },
  ],
};

const startViewing = (desk: Desk): Promise<void> => press(desk, desk.t("viewing.start"));

/** Last of all: what it does not end, the next place would begin with. */
const ANOTHERS_EYES: Place = {
  persona: "administrator",
  onPhones: true,
  async go(desk) {
    await at("/me/rights")(desk);
    const { rows } = await ask<Rows>(desk.page, "person.list", { search: "周小芽", limit: 1 });
    await at(`/o/person/${rows[0]!.id}`, "main dl")(desk);
  },
  screens: [
    { name: "look through another's eyes?", over: "dialog", open: startViewing },
    {
      name: "through another's eyes",
      async open(desk) {
        const { page, t } = desk;
        await startViewing(desk);
        await dialog(page)
          .getByRole("button", { name: t("viewing.start"), exact: true })
          .click();
        await page.getByRole("region", { name: t("viewing.label") }).waitFor();
      },
    },
    {
      name: "a list through another's eyes",
      open: at("/o/customer"),
    },
    {
      name: "with one's own eyes again",
      async open(desk) {
        const { page, t } = desk;
        await press(desk, t("viewing.end"));
        await page.getByRole("region", { name: t("viewing.label") }).waitFor({ state: "detached" });
      },
    },
  ],
};

/** Whose places come first is there first: who asks before who decides. */
export const ACCESS: readonly Place[] = [
  SIMULATOR,
  RULES,
  FUNCTIONS,
  FILE,
  SANDBOXES,
  ASKING,
  SHARING,
  DECIDING,
  BRINGING,
  ANOTHERS_EYES,
];
